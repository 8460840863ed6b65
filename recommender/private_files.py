"""Writes files that only this user reads, whole or not at all."""

import os
import tempfile
from pathlib import Path

# What is being written bears it; after a power cut, one of them may be left.
UNFINISHED = ".unfinished"


def write_private(path: Path, content: bytes, *, is_durable: bool = False) -> None:
    """Write a file in one go, readable by this user alone; its folder must exist.

    ``is_durable``: it is on the disk before it bears its name, so that a power cut never leaves it empty.

    Raises:
        OSError: the disk is full, or the folder cannot be written; nothing half-written stays.
    """
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=UNFINISHED, delete=False) as written:
        try:
            written.write(content)
            if is_durable:
                written.flush()
                os.fsync(written.fileno())
            written.close()
            Path(written.name).replace(path)
        except OSError:
            Path(written.name).unlink(missing_ok=True)
            raise

"""The contents of received documents, each in a file named by its hash."""

import hashlib
import time
from pathlib import Path

from recommender.private_files import UNFINISHED, write_private

# No file takes a day to be written.
_LEFT_SECONDS = 24 * 3_600


class IntakeFiles:
    """A private folder of contents. A file that is there is whole: it was named once written to the disk."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made with the first file."""
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Keep a content; its SHA-256 in hexadecimal. One that is there already is left as it is.

        Raises:
            OSError: the disk is full, or the folder cannot be written.
        """
        name = hashlib.sha256(content).hexdigest()
        path = self._path(name)
        if path.exists():
            return name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(path, content, is_durable=True)
        return name

    def read(self, name: str) -> bytes:
        """The content of this hash.

        Raises:
            OSError: it is not there.
        """
        return self._path(name).read_bytes()

    def list_names(self) -> set[str]:
        """The hashes of the contents kept."""
        return {path.name for path in self._folder.glob("??/*") if not path.name.endswith(UNFINISHED)}

    def sweep(self) -> int:
        """Remove what interruptions left half written long ago; how many files."""
        oldest = time.time() - _LEFT_SECONDS
        left = [path for path in self._folder.glob(f"??/*{UNFINISHED}") if path.stat().st_mtime < oldest]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

"""Programs outside of Python that read what no library reads: LibreOffice, antiword, tesseract."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from recommender.reading import supervisor


class ProgramFailed(Exception):
    """The program ended without an output. Raised and caught within the stage: users see a ``ClausierError``."""


class ProgramTimedOut(ProgramFailed):
    """The program was ended because its time was up."""


def find_program(*names: str) -> str | None:
    """The path of the first of these programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def run_program(command: Sequence[str], files: Mapping[str, bytes], *, seconds: float, output: str = "sortie") -> bytes:
    """What the program leaves in the file ``output``, or prints where it leaves none.

    It runs in a new folder that holds ``files`` (names relative to it) and that is removed whatever happens;
    "{folder}" in the command stands for it. It is killed, with all that it started, after ``seconds``, and when
    the calling process ends, be it by a kill.

    Raises:
        ProgramTimedOut: the time is up.
        ProgramFailed: the program reports an error or gives nothing.
    """
    request = {
        "command": list(command),
        "files": [[name, len(content)] for name, content in files.items()],
        "output": output,
        "seconds": seconds,
    }
    with subprocess.Popen(
        # Isolated and without site: nothing of the caller's environment changes what the script imports.
        [sys.executable, "-I", "-S", str(Path(supervisor.__file__))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        stdin, stdout = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        with suppress(BrokenPipeError):
            stdin.writelines([json.dumps(request).encode() + b"\n", *files.values()])
            stdin.flush()
        # The input stays open: its end would end the program.
        content = stdout.read()
        with suppress(BrokenPipeError):
            stdin.close()
    if process.returncode == supervisor.TIMED_OUT:
        raise ProgramTimedOut(command[0])
    if process.returncode or not content:
        raise ProgramFailed(command[0])
    return content

"""A script: runs one outside program in a folder of its own, and leaves nothing of it behind.

It stands between the reading worker and the program because a worker may be killed at any moment: the worker holds
the other end of the script's input, and when that closes, the program and all that it started are killed and its
folder is removed. It needs the standard library only and imports nothing of the package, so that it starts at once.

In: a line of JSON ``{"command": [...], "files": [[name, size], ...], "output": name, "seconds": s}``, then the
contents of the files one after the other. "{folder}" in the command stands for the folder, where the program runs.
Out: the contents of the output file. The exit code tells what happened.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import BinaryIO

FAILED, TIMED_OUT = 3, 4
# More than any converted text; a program made to write without end stops here.
_MOST_WRITTEN_BYTES = 300_000_000
_REMOVALS = 20


def main() -> int:
    """Read the request from standard input, run it, write the output; 0, ``FAILED`` or ``TIMED_OUT``."""
    # A service that stops sends SIGTERM to all its processes: leave by way of ``finally``.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(FAILED))
    _allow_writing()
    source = sys.stdin.buffer
    request = json.loads(source.readline())
    folder = Path(tempfile.mkdtemp(prefix="clausier-"))
    try:
        for name, size in request["files"]:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.read(size))
        command = [part.replace("{folder}", str(folder)) for part in request["command"]]
        output = folder / request["output"]
        status = _run(command, folder, output, source, seconds=request["seconds"])
        if status == 0 and output.is_file():
            sys.stdout.buffer.write(output.read_bytes())
            return 0
        return status or FAILED
    finally:
        _remove(folder)


def _run(command: list[str], folder: Path, output: Path, source: BinaryIO, *, seconds: float) -> int:
    """Run until the program ends, the time is up or the caller is gone; its output is what it prints, by default."""
    printed = folder / "sortie-standard"
    with printed.open("wb") as stream:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    threading.Thread(target=_end_with_caller, args=(source, process), daemon=True).start()
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        return TIMED_OUT
    finally:
        _kill(process)
    if not output.is_file() and printed.stat().st_size:
        printed.replace(output)
    return FAILED if code else 0


def _end_with_caller(source: BinaryIO, process: subprocess.Popen[bytes]) -> None:
    # The caller sends nothing more: this comes back when its end is closed, be it by its death. Not by way of the
    # buffer, whose lock would be held when this script ends.
    os.read(source.fileno(), 1)
    _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and what it has started: LibreOffice's command is only the parent of LibreOffice."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _allow_writing() -> None:
    """Lift the worker's soft limit on files, within its hard one."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    most = _MOST_WRITTEN_BYTES if hard == resource.RLIM_INFINITY else min(hard, _MOST_WRITTEN_BYTES)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _environment(folder: Path) -> dict[str, str]:
    """What the program needs to know of the machine, none of the settings of the service."""
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX", "SYSTEMROOT") if name in os.environ}
    own = {"HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    return {**kept, **own}


def _remove(folder: Path) -> None:
    # A process that was just killed may still be in the middle of a write.
    for _ in range(_REMOVALS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())

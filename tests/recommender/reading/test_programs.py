"""Outside programs: each runs in a folder of its own, is bounded, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recommender.reading.programs import ProgramFailed, ProgramTimedOut, find_program, run_program
from tests.builders.word import install

SHELL = "/bin/sh"

pytestmark = pytest.mark.skipif(not Path(SHELL).exists(), reason="no POSIX shell")


@pytest.fixture
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the folders of programs are made; nothing may be left in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def run(script: str, *, seconds: float = 20.0, output: str = "sortie", **files: bytes) -> bytes:
    return run_program((SHELL, "-c", script), files, seconds=seconds, output=output)


def wait_until(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def is_running(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_program_reads_the_files_it_is_given_and_gives_what_it_prints(temporary_folder: Path) -> None:
    assert run("cat entree autre; pwd", entree=b"\0\xff", autre=b"fin\n").startswith(
        b"\0\xfffin\n" + bytes(temporary_folder)
    )


def test_output_file_comes_before_what_is_printed(temporary_folder: Path) -> None:
    assert run("echo progression; echo texte > resultat", output="resultat") == b"texte\n"


def test_folder_of_the_program_stands_for_its_mark(temporary_folder: Path) -> None:
    content = run_program((SHELL, "-c", 'cat "$0/sous/entree"', "{folder}"), {"sous/entree": b"texte"}, seconds=20)
    assert content == b"texte"


def test_program_sees_none_of_the_settings_of_the_service(
    temporary_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAUSIER_SECRET_KEY", "secret")
    shown = run("env; echo HOME=$HOME").decode()
    assert "secret" not in shown
    assert f"HOME={temporary_folder}" in shown


@pytest.mark.parametrize("script", ["exit 1", "echo texte; exit 2", "true", "kill -SEGV $$", "exec /absent"])
def test_program_that_fails_or_says_nothing_is_a_failure(temporary_folder: Path, script: str) -> None:
    with pytest.raises(ProgramFailed) as raised:
        run(script)
    assert not isinstance(raised.value, ProgramTimedOut)


def test_program_that_is_not_there_is_a_failure(temporary_folder: Path) -> None:
    with pytest.raises(ProgramFailed):
        run_program(("/absent/programme",), {}, seconds=20)


def test_program_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path, temporary_folder: Path) -> None:
    noted = tmp_path / "pid"
    started = time.monotonic()
    with pytest.raises(ProgramTimedOut):
        run(f"sleep 300 & echo $! > {noted}; echo texte; wait", seconds=0.5)
    assert time.monotonic() - started < 10
    assert wait_until(lambda: not is_running(int(noted.read_text())))


def test_program_that_ignores_signals_is_ended_all_the_same(temporary_folder: Path) -> None:
    with pytest.raises(ProgramTimedOut):
        run("trap '' TERM INT HUP; while true; do sleep 0.1; done", seconds=0.5)


def test_program_that_does_not_read_its_files_gets_none_in_the_way(temporary_folder: Path) -> None:
    assert run("echo texte", entree=b"x" * 5_000_000) == b"texte\n"


def test_program_that_writes_without_end_is_stopped(temporary_folder: Path) -> None:
    with pytest.raises(ProgramFailed):
        run("head -c 400000000 /dev/zero > sortie", seconds=60)


def test_program_ends_with_the_process_that_called_it(tmp_path: Path, temporary_folder: Path) -> None:
    noted = tmp_path / "pid"
    caller = (
        "from recommender.reading.programs import run_program\n"
        f"run_program(('{SHELL}', '-c', 'echo $$ > {noted}; sleep 300'), {{}}, seconds=300)"
    )
    with subprocess.Popen([sys.executable, "-c", caller]) as process:
        assert wait_until(lambda: noted.exists() and noted.read_text().strip() != "")
        os.kill(process.pid, signal.SIGKILL)
    assert wait_until(lambda: not is_running(int(noted.read_text())))
    assert wait_until(lambda: not list(temporary_folder.iterdir()))


def test_first_program_that_is_installed_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program("soffice", "libreoffice") is None
    install(tmp_path, "libreoffice", "true")
    assert find_program("soffice", "libreoffice") == str(tmp_path / "libreoffice")

"""Runs the real entry point: in this process on the services of the session, or in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from recommender.cli import main
from recommender.services import Services
from recommender.settings import PREFIX, Settings
from tests.builders.commands import Answer

Run = Callable[..., Answer]
ENTRY_POINT = "from recommender.cli import main; main()"
SECONDS = 120


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An environment with the settings of the tests and no other."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CLAUSIER_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("CLAUSIER_ENCODER", settings.encoder)
    return dict(os.environ)


@pytest.fixture
def run(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call ``main`` in this process; keywords are settings: ``MAX_PAGES=3``."""

    def run_main(*arguments: object, **settings: object) -> Answer:
        for name, value in settings.items():
            monkeypatch.setenv(f"{PREFIX}{name}", str(value))
        monkeypatch.setattr(sys, "argv", ["clausier", *map(str, arguments)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run_main


@pytest.fixture
def run_warm(run: Run, services: Services, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same on the services of the session: loading the models for each test would take minutes."""
    for module in ("recommend", "extract", "audit", "exception"):
        monkeypatch.setattr(sys.modules[f"recommender.cli.{module}"], "open_services", lambda: services)
    return run


@pytest.fixture
def run_process(environment: dict[str, str], services: Services, tmp_path: Path) -> Run:
    """Run the entry point in a process of its own, in an empty folder, on a database that is ready."""

    def run_command(*arguments: object) -> Answer:
        command = [sys.executable, "-c", ENTRY_POINT, *map(str, arguments)]
        repository = Path(__file__).resolve().parents[3]
        done = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            env={**environment, "PYTHONPATH": str(repository), "PYTHONIOENCODING": "utf-8"},
            cwd=tmp_path,
            timeout=SECONDS,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    return run_command

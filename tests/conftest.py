"""Fixtures shared by every test: real services, with the encoder that is delivered, on a temporary folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

from recommender.bootstrap import build_services
from recommender.library.spelling import SpellingChecker, read_spelling
from recommender.services import Services
from recommender.settings import Settings, load_settings

# The first example of a property may load a pipeline: how long it takes says nothing of the code.
hypothesis.settings.register_profile("clausier", deadline=None)
hypothesis.settings.load_profile("clausier")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a machine that is set up: the model is built and the library encoded once for all workers."""
    parent = tmp_path_factory.getbasetemp()
    # Each worker of pytest-xdist has a folder of its own in that of the run.
    shared = parent.parent if os.environ.get("PYTEST_XDIST_WORKER") else parent
    settings = load_settings({"CLAUSIER_DATA_DIR": str(shared / "data")})
    with FileLock(shared / "data.lock"):
        build_services(settings).close()
    return settings


@pytest.fixture(scope="session")
def services(settings: Settings) -> Iterator[Services]:
    """The whole program on the real library, wired once."""
    built = build_services(settings)
    yield built
    built.close()


@pytest.fixture(scope="session")
def spelling(settings: Settings) -> SpellingChecker:
    """The library's own dictionary and accepted words."""
    return read_spelling(settings.corpus_dir)


@pytest.fixture(scope="session")
def shared_documents() -> Path:
    """The folder of real tender documents; tests that need it skip where it is not there."""
    folder = Path(os.environ.get("CLAUSIER_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "realdocs").is_dir():
        pytest.skip("documents réels absents (CLAUSIER_SHARED)")
    return folder

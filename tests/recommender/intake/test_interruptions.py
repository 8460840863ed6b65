"""An intake of 200 documents, killed at each of its stages: nothing missing, nothing twice."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from recommender.domain.intake import IntakeState
from recommender.intake.listing import list_given
from recommender.services import Services
from recommender.settings import Settings
from tests.builders.intake import ADD_STAGES, PROVENANCE, RUN_STAGES, open_intake_in
from tests.builders.reading import LIMITS

DOCUMENTS = 200
# Each killed process has done some of the work; the last has the rest to do.
CALLS_BEFORE_DEATH = 25
REPOSITORY = Path(__file__).resolve().parents[3]


def _work(settings: Settings, folder: Path, work: str, given: Path, stage: str = "", number: int = 0) -> int:
    environment = {**os.environ, "CLAUSIER_DATA_DIR": str(settings.data_dir), "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "tests.builders.intake", str(folder), work, str(given), stage, str(number)]
    return subprocess.run(command, cwd=REPOSITORY, env=environment, timeout=300, check=False).returncode


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small contracts, all different, two of them unreadable, and one given twice."""
    folder = tmp_path_factory.mktemp("remis")
    for number in range(DOCUMENTS):
        words = (
            f"Article 1 - Objet\nLe marché n° {number} porte sur le nettoyage de bureaux.\n\n"
            f"Article 2 - Déchets\nLe titulaire trie {number} flux de déchets et remet les bordereaux chaque mois.\n"
        )
        (folder / f"ccp-{number:03d}.txt").write_text(words, encoding="utf-8")
    (folder / "ccp-000-copie.txt").write_bytes((folder / "ccp-000.txt").read_bytes())
    for number in (20, 120):
        (folder / f"ccp-{number:03d}.txt").write_bytes(f"%PDF-1.7\nrien {number}".encode())
    return folder


def _told(folder: Path) -> tuple[list[tuple[str, str, int, str]], list[tuple[str, int, str]]]:
    store = open_intake_in(folder).store
    documents = [
        (one.received.content_sha256, one.state.value, one.extracts, one.problem.code if one.problem else "")
        for one in store.list_documents()
    ]
    return sorted(documents), sorted((one.document_sha256, one.position, one.text) for one in store.iterate_extracts())


@pytest.fixture(scope="module")
def straight(services: Services, given: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same documents received and read without any interruption."""
    folder = tmp_path_factory.mktemp("sans-interruption")
    opened = open_intake_in(folder)
    opened.reception().receive(list_given([given], limits=LIMITS), default=PROVENANCE, table={})
    opened.reading(services).run(lambda _document, _problem, _count: None)
    return folder


@pytest.mark.timeout(1_200)
def test_intake_killed_at_every_stage_ends_as_one_never_interrupted(
    settings: Settings, given: Path, straight: Path, tmp_path: Path
) -> None:
    for stage in ADD_STAGES:
        assert _work(settings, tmp_path, "add", given, stage, CALLS_BEFORE_DEATH) == -signal.SIGKILL, stage
    assert _work(settings, tmp_path, "add", given) == 0
    for stage in RUN_STAGES:
        assert _work(settings, tmp_path, "run", given, stage, CALLS_BEFORE_DEATH) == -signal.SIGKILL, stage
    assert _work(settings, tmp_path, "run", given) == 0
    documents, extracts = _told(tmp_path)
    assert len(documents) == DOCUMENTS
    assert (documents, extracts) == _told(straight)
    assert sum(state == IntakeState.FAILED for _, state, _, _ in documents) == 2
    assert len(extracts) >= DOCUMENTS - 2
    assert open_intake_in(tmp_path).files.list_names() == {sha256 for sha256, _, _, _ in documents}

"""Received documents are read; those at fault say why; one reader at a time; a pause stops."""

from pathlib import Path

import pytest
from filelock import FileLock

from recommender.domain.intake import IntakeDocument, IntakeProblem, IntakeState
from recommender.errors import IntakeBusy
from recommender.intake.listing import GivenFile
from recommender.intake.opening import Intake
from recommender.intake.reading import ask_pause, is_pause_asked
from recommender.services import Services
from tests.builders.intake import PROVENANCE, open_intake_in

CLAUSE = "Article 2 - Déchets\nLe titulaire trie les déchets du chantier et remet les bordereaux chaque mois.\n"


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    opened = open_intake_in(tmp_path)
    contents = {"ccap.txt": CLAUSE.encode(), "coupe.pdf": b"%PDF-1.7\nrien", "cctp.txt": f"Bis. {CLAUSE}".encode()}
    given = [GivenFile(name, lambda content=content: content) for name, content in contents.items()]
    opened.reception().receive(given, default=PROVENANCE, table={})
    return opened


def _stay_silent(_document: IntakeDocument, _problem: IntakeProblem | None, _count: int) -> None:
    return None


def test_documents_are_read_and_one_at_fault_stops_no_other(intake: Intake, services: Services) -> None:
    intake.reading(services).run(_stay_silent)
    documents = {one.received.name: one for one in intake.store.list_documents()}
    assert documents["ccap.txt"].state is IntakeState.DONE
    assert documents["cctp.txt"].state is IntakeState.DONE
    problem = documents["coupe.pdf"].problem
    assert problem is not None
    assert problem.code == "corrupt-document"
    assert "coupe.pdf" in problem.problem


def test_extract_is_found_again_at_its_place_in_the_document(intake: Intake, services: Services) -> None:
    intake.reading(services).run(_stay_silent)
    extract = next(iter(intake.store.iterate_extracts()))
    document = services.read(intake.files.read(extract.document_sha256), name="ccap.txt")
    assert document.text[extract.start : extract.end].split() == extract.text.split()
    assert "trie les déchets" in extract.text
    assert extract.article == "2"


def test_content_gone_from_the_disk_is_told(intake: Intake, services: Services, tmp_path: Path) -> None:
    for path in (tmp_path / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    intake.reading(services).run(_stay_silent)
    problems = [one.problem for one in intake.store.list_documents()]
    assert {problem.code for problem in problems if problem} == {"file-not-readable"}


def test_second_reader_is_refused(intake: Intake, services: Services, tmp_path: Path) -> None:
    with FileLock(tmp_path / "reading.lock"), pytest.raises(IntakeBusy, match="déjà en cours"):
        intake.reading(services).run(_stay_silent)
    assert intake.store.count_states()[IntakeState.WAITING] == 3


def test_pause_stops_after_what_is_begun_and_the_next_run_goes_on(
    intake: Intake, services: Services, tmp_path: Path
) -> None:
    def pause_at_once(_document: IntakeDocument, _problem: IntakeProblem | None, _count: int) -> None:
        ask_pause(tmp_path)

    intake.reading(services).run(pause_at_once)
    assert is_pause_asked(tmp_path)
    waiting = intake.store.count_states()[IntakeState.WAITING]
    assert waiting >= 1
    assert intake.store.count_states()[IntakeState.READING] == 0
    intake.reading(services).run(_stay_silent)
    assert intake.store.count_states()[IntakeState.WAITING] == 0


def test_unexpected_error_costs_its_document_and_says_nothing_of_its_words(
    intake: Intake, services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError(CLAUSE)

    monkeypatch.setattr(type(services), "extract", fail)
    intake.reading(services).run(_stay_silent)
    codes = [one.problem.code if one.problem else "" for one in intake.store.list_documents()]
    assert codes == ["internal-error", "corrupt-document", "internal-error"]
    assert "déchets" not in caplog.text

"""A consultation from its opening to its erasing: read, judged, interrupted, corrected, forgotten."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from recommender.consultations.desk import MAX_FILES, ConsultationDesk, UploadedFile, apply_edits
from recommender.consultations.folders import ConsultationFolders
from recommender.consultations.state import ENDED, Basket, Consultation, Edit, Progress, Stage
from recommender.domain.audit import DutyState
from recommender.domain.needs import NeedRequest
from recommender.errors import InvalidNeed, TooManyFiles, UnknownConsultation
from recommender.reading import DocumentReader
from recommender.services import Services
from tests.builders.desk import DRAFT
from tests.builders.office import make_docx
from tests.builders.pdfs import lines, make_pdf

NEED = NeedRequest("Nettoyage des locaux de trois écoles pendant deux ans")
DOCX = UploadedFile("ccap.docx", make_docx(*DRAFT))
SECRET = "celui de ce navigateur"


class Slow(DocumentReader):
    """A reader that waits before each file, telling pages, until it is let go."""

    def __init__(self, reader: DocumentReader) -> None:
        self.reader = reader
        self.is_let_go = False

    def read(self, content, *, name, watch=None):
        """Wait, then read."""
        page = 0
        while not self.is_let_go:
            page += 1
            if watch is not None:
                watch(page, 71)
            time.sleep(0.01)
        return self.reader.read(content, name=name, watch=watch)


@pytest.fixture
def folders(tmp_path: Path) -> ConsultationFolders:
    return ConsultationFolders(tmp_path / "consultations", hours=12)


@pytest.fixture
def desk(services: Services, folders: ConsultationFolders) -> Iterator[ConsultationDesk]:
    desk = ConsultationDesk(services, folders)
    yield desk
    desk.close()


@pytest.fixture
def slow(services: Services) -> Slow:
    return Slow(services.reader)


@pytest.fixture
def slow_desk(services: Services, slow: Slow, folders: ConsultationFolders) -> Iterator[ConsultationDesk]:
    desk = ConsultationDesk(replace(services, reader=slow), folders)
    yield desk
    slow.is_let_go = True
    desk.close()


def wait(desk: ConsultationDesk, consultation: Consultation, until: Callable[[Progress], bool] | None = None) -> Stage:
    deadline = time.monotonic() + 60
    while True:
        progress = desk.progress(consultation)
        if until(progress) if until else progress.stage in ENDED:
            return progress.stage
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_documents_are_read_and_judged_together(desk: ConsultationDesk) -> None:
    cctp = UploadedFile("cctp.pdf", make_pdf(lines("CCTP", "Article 1 - Produits", "Les produits sont écolabellisés.")))
    consultation = desk.open(NeedRequest(""), level=2, files=[DOCX, cctp], secret=SECRET)
    assert wait(desk, consultation) is Stage.DONE
    answer = desk.answer(consultation)
    assert answer.audit is not None
    assert [one.name for one in answer.audit.documents] == ["ccap.docx", "cctp.pdf"]
    assert {frame.width > 500 for frame in answer.drafts[1].frames} == {True}
    assert answer.drafts[0].frames == ()
    states = {one.duty.code: one.state for one in answer.audit.duties}
    assert states["social_execution_condition"] is not DutyState.MISSING


def test_a_description_alone_is_answered_at_once(desk: ConsultationDesk) -> None:
    consultation = desk.open(NEED, level=1, files=[], secret=SECRET)
    assert desk.progress(consultation).stage is Stage.DONE
    answer = desk.answer(consultation)
    assert answer.audit is None
    assert {found.level for found in answer.advice.recommendations} == {1}


def test_the_plan_of_the_buyer_is_told_from_the_documents(desk: ConsultationDesk, services: Services) -> None:
    path = services.settings.corpus_dir / "samples" / "spaser-departement.docx"
    plan = UploadedFile("spaser.docx", path.read_bytes())
    consultation = desk.open(NeedRequest(""), level=2, files=[plan, DOCX], secret=SECRET)
    assert wait(desk, consultation) is Stage.DONE
    answer = desk.answer(consultation)
    assert answer.audit is not None
    assert [one.name for one in answer.audit.documents] == ["ccap.docx"]
    assert answer.audit.alignment


def test_a_plan_alone_says_that_the_purchase_is_missing(desk: ConsultationDesk, services: Services) -> None:
    path = services.settings.corpus_dir / "samples" / "spaser-departement.docx"
    files = [UploadedFile("spaser.docx", path.read_bytes())]
    consultation = desk.open(NeedRequest(""), level=2, files=files, secret=SECRET)
    assert wait(desk, consultation) is Stage.FAILED
    problem = desk.progress(consultation).problem
    assert problem is not None
    assert "qu'un SPASER" in problem.problem
    described = desk.change(consultation, lambda known: replace(known, request=NEED))
    desk.analyse(described)
    assert wait(desk, described) is Stage.DONE


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on_without_it(desk: ConsultationDesk) -> None:
    broken = UploadedFile("coupe.pdf", b"%PDF-1.7\nrien")
    consultation = desk.open(NeedRequest(""), level=2, files=[broken, DOCX], secret=SECRET)
    assert wait(desk, consultation) is Stage.FAILED
    problem = desk.progress(consultation).problem
    assert problem is not None
    assert (problem.file, problem.code) == (0, "corrupt-document")
    without = desk.change(consultation, lambda known: replace(known, files=known.files[1:]))
    desk.analyse(without)
    assert wait(desk, without) is Stage.DONE
    assert list(desk.answer(without).drafts) == [1]


def test_pages_are_told_while_they_are_read(slow_desk: ConsultationDesk, slow: Slow) -> None:
    consultation = slow_desk.open(NeedRequest(""), level=2, files=[DOCX], secret=SECRET)
    wait(slow_desk, consultation, lambda progress: progress.page > 3)
    progress = slow_desk.progress(consultation)
    assert (progress.stage, progress.pages) == (Stage.READING, 71)
    slow.is_let_go = True
    assert wait(slow_desk, consultation) is Stage.DONE


def test_a_reading_can_be_stopped_and_taken_up_again(slow_desk: ConsultationDesk, slow: Slow) -> None:
    consultation = slow_desk.open(NeedRequest(""), level=2, files=[DOCX], secret=SECRET)
    wait(slow_desk, consultation, lambda progress: progress.page > 0)
    slow_desk.cancel(consultation)
    assert wait(slow_desk, consultation) is Stage.CANCELLED
    slow.is_let_go = True
    slow_desk.analyse(consultation)
    assert wait(slow_desk, consultation) is Stage.DONE


def test_erasing_while_reading_leaves_nothing(slow_desk: ConsultationDesk, slow: Slow, tmp_path: Path) -> None:
    consultation = slow_desk.open(NeedRequest(""), level=2, files=[DOCX], secret=SECRET)
    wait(slow_desk, consultation, lambda progress: progress.page > 0)
    slow_desk.erase(consultation)
    slow_desk.close()
    assert list((tmp_path / "consultations").iterdir()) == []


def test_a_reading_whose_process_died_is_told_as_stopped(
    services: Services, folders: ConsultationFolders, desk: ConsultationDesk
) -> None:
    consultation = desk.open(NeedRequest(""), level=2, files=[DOCX], secret=SECRET)
    wait(desk, consultation)
    folders.save_progress(consultation.id, Progress(Stage.READING, time.time() - 3_600, page=3, pages=71))
    assert desk.progress(consultation).stage is Stage.CANCELLED


def test_what_was_read_before_an_interruption_is_not_read_again(
    services: Services, folders: ConsultationFolders, desk: ConsultationDesk
) -> None:
    consultation = desk.open(NeedRequest(""), level=2, files=[DOCX], secret=SECRET)
    wait(desk, consultation)

    class Forbidden:
        def read(self, *_: object, **__: object) -> None:
            raise AssertionError("déjà lu")

    other = ConsultationDesk(replace(services, reader=Forbidden()), folders)
    other.analyse(consultation)
    assert wait(other, consultation) is Stage.DONE
    other.close()


def test_a_failure_of_ours_is_told_without_its_words(
    services: Services, folders: ConsultationFolders, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing:
        def read(self, *_: object, **__: object) -> None:
            raise RuntimeError("Nettoyage confidentiel")

    desk = ConsultationDesk(replace(services, reader=Failing()), folders)
    consultation = desk.open(NeedRequest(""), level=2, files=[DOCX], secret=SECRET)
    assert wait(desk, consultation) is Stage.FAILED
    desk.close()
    problem = desk.progress(consultation).problem
    assert problem is not None
    assert problem.code == "internal-error"
    assert "RuntimeError" in caplog.text
    assert "confidentiel" not in caplog.text


def test_only_its_browser_opens_a_consultation_until_it_is_saved(desk: ConsultationDesk) -> None:
    consultation = desk.open(NEED, level=2, files=[], secret=SECRET)
    assert desk.find(consultation.id, secret=SECRET) == consultation
    for secret in ("", "un autre"):
        with pytest.raises(UnknownConsultation) as refused:
            desk.find(consultation.id, secret=secret)
        with pytest.raises(UnknownConsultation) as unknown:
            desk.find("z" * 24, secret=secret)
        assert str(refused.value) == str(unknown.value)
    desk.change(consultation, lambda known: replace(known, is_saved=True))
    assert desk.find(consultation.id, secret="un autre").id == consultation.id


def test_nothing_to_go_by_is_refused_before_anything_is_kept(desk: ConsultationDesk, tmp_path: Path) -> None:
    with pytest.raises(InvalidNeed):
        desk.open(NeedRequest("Nettoyage"), level=2, files=[], secret=SECRET)
    with pytest.raises(TooManyFiles, match="11 fichiers"):
        desk.open(NEED, level=2, files=[DOCX] * (MAX_FILES + 1), secret=SECRET)
    assert not (tmp_path / "consultations").exists()


def test_a_correction_gives_another_answer_and_the_first_is_not_mixed_with_it(desk: ConsultationDesk) -> None:
    consultation = desk.open(NEED, level=2, files=[], secret=SECRET)
    small = desk.answer(consultation)
    assert desk.answer(consultation) is small
    corrected = desk.change(consultation, lambda known: replace(known, request=replace(NEED, amount_eur=5_000_000)))
    large = desk.answer(corrected)
    assert large.advice.need.amount_eur == 5_000_000
    assert small.advice.need.amount_eur is None


def test_many_consultations_do_not_fill_the_memory(desk: ConsultationDesk) -> None:
    opened = [desk.open(NEED, level=1, files=[], secret=SECRET) for _ in range(20)]
    answers = [desk.answer(consultation) for consultation in opened]
    assert desk.answer(opened[-1]) is answers[-1]
    assert desk.answer(opened[0]) is not answers[0]


def test_suggestions_follow_the_changes_of_the_buyer(desk: ConsultationDesk) -> None:
    consultation = desk.open(NEED, level=2, files=[], secret=SECRET)
    proposed = desk.answer(consultation).advice.recommendations
    first = next(found for found in proposed if found.variables and not found.variables[0].variable.choices)
    variable = first.variables[0].variable
    typed = "17" if not isinstance(variable.default, str) else "dix-sept"
    basket = Basket(edits={first.bundle.id: Edit(1, {variable.name: typed})})
    changed = apply_edits(proposed, replace(consultation, basket=basket))
    edited = next(found for found in changed if found.bundle.id == first.bundle.id)
    assert {one.provision.level for one in edited.provisions} == {1}
    assert edited.variables[0].origin == "edited"
    assert [found for found in changed if found is not edited] == [found for found in proposed if found is not first]

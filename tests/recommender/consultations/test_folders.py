"""Private folders: what is kept of a consultation, for how long, and by whom it can be read."""

import os
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recommender.consultations.folders import ConsultationFolders
from recommender.consultations.state import (
    Basket,
    Consultation,
    DraftFile,
    Edit,
    PageFrame,
    Progress,
    ReadDraft,
    Stage,
)
from recommender.domain.feedback import DismissalReason
from recommender.domain.needs import NeedRequest
from recommender.domain.vocabulary import ContractNature
from recommender.errors import UnknownConsultation
from recommender.services import Services
from tests.builders.desk import DRAFT
from tests.builders.office import make_docx

ID = "a" * 24
HOURS = 12.0


class Clock:
    """A clock that tests move; it starts with that of the files."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folders(tmp_path: Path, clock: Clock) -> ConsultationFolders:
    return ConsultationFolders(tmp_path / "consultations", hours=HOURS, clock=clock)


def make(**changes: object) -> Consultation:
    request = NeedRequest("Nettoyage des écoles", cpv=("90911200",), nature=ContractNature.SERVICES, amount_eur=250_000)
    made = Consultation(
        ID, "00", datetime(2026, 11, 27, 8, tzinfo=UTC), request, 2, files=(DraftFile(0, "ccap.docx", 3),)
    )
    return replace(made, **changes)


def test_a_consultation_is_read_as_it_was_kept(folders: ConsultationFolders) -> None:
    basket = Basket(("tri",), {"energie": DismissalReason.UNCLEAR}, {"tri": Edit(3, {"taux": "60"})})
    kept = make(basket=basket, past=(Basket(),))
    folders.create(kept, [b"abc"])
    assert folders.load(ID) == kept
    assert folders.read_file(ID, 0) == b"abc"


def test_what_was_found_in_a_file_is_read_as_it_was_kept(folders: ConsultationFolders, services: Services) -> None:
    folders.create(make(), [b"abc"])
    assert folders.load_draft(ID, 0) is None
    draft = ReadDraft(services.extract(services.read(make_docx(*DRAFT), name="ccap.docx")), (PageFrame(595.0, 842.0),))
    folders.save_draft(ID, 0, draft)
    assert folders.load_draft(ID, 0) == draft


def test_the_plan_of_a_buyer_is_read_as_it_was_kept(folders: ConsultationFolders, services: Services) -> None:
    folders.create(make(), [b"abc"])
    path = services.settings.corpus_dir / "samples" / "spaser-departement.docx"
    draft = ReadDraft(services.extract(services.read_path(path)))
    folders.save_draft(ID, 0, draft)
    assert folders.load_draft(ID, 0) == draft


def test_folders_and_files_are_for_the_service_alone(folders: ConsultationFolders, tmp_path: Path) -> None:
    folders.create(make(), [b"abc"])
    folder = tmp_path / "consultations" / ID
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_time_is_counted_from_the_last_visit(folders: ConsultationFolders, clock: Clock, tmp_path: Path) -> None:
    folders.create(make(), [b"abc"])
    for _ in range(3):
        clock.now += HOURS * 3600 - 1
        folders.load(ID)
    clock.now += HOURS * 3600 + 1
    with pytest.raises(UnknownConsultation, match="n'existe plus"):
        folders.load(ID)
    assert list((tmp_path / "consultations").iterdir()) == []


def test_one_that_is_saved_outlives_its_time(folders: ConsultationFolders, clock: Clock) -> None:
    folders.create(make(is_saved=True), [b"abc"])
    clock.now += 1_000 * HOURS * 3600
    assert folders.purge() == 0
    assert folders.load(ID).is_saved


def test_a_new_consultation_sweeps_those_whose_time_is_over(
    folders: ConsultationFolders, clock: Clock, tmp_path: Path
) -> None:
    folders.create(make(), [b"abc"])
    clock.now += HOURS * 3600 + 1
    folders.create(make(id="b" * 24), [b"abc"])
    assert [path.name for path in (tmp_path / "consultations").iterdir()] == ["b" * 24]


def test_a_broken_folder_is_swept_in_its_time_and_hinders_nobody(
    folders: ConsultationFolders, clock: Clock, tmp_path: Path
) -> None:
    broken = tmp_path / "consultations" / ("c" * 24)
    broken.mkdir(parents=True)
    (broken / "state.json").write_text("{")
    os.utime(broken, (clock.now, clock.now))
    folders.create(make(), [b"abc"])
    assert broken.exists()
    clock.now += HOURS * 3600 + 1
    assert folders.purge() >= 1
    assert not broken.exists()


def test_erasing_leaves_nothing_and_stops_the_analysis(folders: ConsultationFolders, tmp_path: Path) -> None:
    folders.create(make(), [b"abc"])
    folders.erase(ID)
    assert list((tmp_path / "consultations").iterdir()) == []
    assert folders.is_cancel_asked(ID)
    for act in (
        lambda: folders.load(ID),
        lambda: folders.read_file(ID, 0),
        lambda: folders.save_progress(ID, Progress(Stage.DONE, 0.0)),
        lambda: folders.change(ID, lambda known: known),
    ):
        with pytest.raises(UnknownConsultation):
            act()


@pytest.mark.parametrize("id_", ["", "..", "../../etc/passwd", "a" * 19, "a" * 41, "a/b" * 8, "é" * 24])
def test_an_id_never_leads_out_of_the_folder(folders: ConsultationFolders, id_: str) -> None:
    with pytest.raises(UnknownConsultation):
        folders.load(id_)


def test_of_two_changes_at_once_none_is_lost(folders: ConsultationFolders) -> None:
    folders.create(make(), [b"abc"])

    def take(number: int) -> None:
        folders.change(ID, lambda known: replace(known, basket=known.basket.take(f"fiche-{number}")))

    threads = [threading.Thread(target=take, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(folders.load(ID).basket.taken) == {f"fiche-{number}" for number in range(12)}


def test_progress_is_told_and_a_wish_to_stop_is_taken_back(folders: ConsultationFolders) -> None:
    folders.create(make(), [b"abc"])
    assert folders.load_progress(ID) is None
    progress = Progress(Stage.READING, 12.5, file=0, page=3, pages=71)
    folders.save_progress(ID, progress)
    assert folders.load_progress(ID) == progress
    folders.ask_to_cancel(ID)
    assert folders.is_cancel_asked(ID)
    folders.ask_to_cancel(ID, is_asked=False)
    assert not folders.is_cancel_asked(ID)

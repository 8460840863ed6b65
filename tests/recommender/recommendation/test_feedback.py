"""Feedback is kept for one named organisation, and refused where it says nothing usable."""

from pathlib import Path
from time import monotonic

import pytest

from recommender.domain.feedback import DismissalReason, FeedbackAction
from recommender.errors import FeedbackOff, InvalidFeedback
from recommender.recommendation import feedback
from recommender.recommendation.feedback import KNOWN_SECONDS, FeedbackBook, Verdict
from tests.builders.feedback import ANSWER, DAY, make_book, make_count
from tests.builders.library import make_bundle, make_need

ACCEPTED = Verdict("nettoyage-insertion", FeedbackAction.ACCEPTED)
DISMISSED = Verdict("nettoyage-insertion", FeedbackAction.DISMISSED, DismissalReason.UNCLEAR)


@pytest.fixture
def book(tmp_path: Path) -> FeedbackBook:
    return make_book(tmp_path)


@pytest.fixture
def closed(tmp_path: Path) -> FeedbackBook:
    return make_book(tmp_path, organisation="")


def test_verdicts_are_kept_with_the_version_of_the_text(book: FeedbackBook) -> None:
    edited = Verdict("nettoyage-produits", FeedbackAction.EDITED, level=2)
    assert book.record(ANSWER, "cleaning", [ACCEPTED, edited], day=DAY) == 2
    assert book.count() == [
        make_count(1),
        make_count(1, bundle_id="nettoyage-produits", bundle_version=2, action=FeedbackAction.EDITED),
    ]


def test_of_two_verdicts_on_a_suggestion_the_last_is_kept(book: FeedbackBook) -> None:
    assert book.record(ANSWER, "cleaning", [DISMISSED, ACCEPTED], day=DAY) == 1
    assert book.count() == [make_count(1)]


@pytest.mark.parametrize(
    ("family", "verdict", "fragment"),
    [
        ("menage", ACCEPTED, "menage"),
        (None, Verdict("inconnue", FeedbackAction.ACCEPTED), "inconnue"),
        (None, Verdict("nettoyage-insertion", FeedbackAction.DISMISSED), "sans raison"),
        (None, Verdict("nettoyage-insertion", FeedbackAction.EDITED, DismissalReason.OTHER), "sans être écartée"),
    ],
)
def test_unusable_feedback_is_refused_whole(
    book: FeedbackBook, family: str | None, verdict: Verdict, fragment: str
) -> None:
    with pytest.raises(InvalidFeedback, match=fragment):
        book.record(ANSWER, family, [Verdict("nettoyage-produits", FeedbackAction.ACCEPTED), verdict], day=DAY)
    assert book.count() == []


def test_nothing_is_kept_without_an_organisation(closed: FeedbackBook) -> None:
    for refused in (
        lambda: closed.record(ANSWER, None, [ACCEPTED], day=DAY),
        closed.count,
        closed.forget,
    ):
        with pytest.raises(FeedbackOff):
            refused()
    assert closed.store.count("") == []


def test_what_another_organisation_said_is_not_learnt(book: FeedbackBook, closed: FeedbackBook, tmp_path: Path) -> None:
    book.record(ANSWER, "cleaning", [DISMISSED], day=DAY)
    need, bundle = make_need(), make_bundle()
    assert book.habits().factor(need, bundle) < 1.0
    assert closed.habits().factor(need, bundle) == 1.0
    assert make_book(tmp_path, organisation="Autre ville").habits().factor(need, bundle) == 1.0


def test_habits_are_counted_once_until_something_is_said(book: FeedbackBook) -> None:
    before = book.habits()
    assert book.habits() is before
    book.record(ANSWER, "cleaning", [DISMISSED], day=DAY)
    assert book.habits() is not before


def test_what_another_process_keeps_is_known_within_a_minute(
    book: FeedbackBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.habits()
    make_book(tmp_path).record(ANSWER, "cleaning", [DISMISSED], day=DAY)
    later = monotonic() + KNOWN_SECONDS
    monkeypatch.setattr(feedback, "monotonic", lambda: later)
    assert book.habits().factor(make_need(), make_bundle()) < 1.0


def test_forgetting_undoes_what_was_learnt(book: FeedbackBook) -> None:
    book.record(ANSWER, "cleaning", [DISMISSED], day=DAY)
    assert book.forget() == 1
    assert book.habits().factor(make_need(), make_bundle()) == 1.0

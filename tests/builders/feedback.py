"""Feedback of an organisation, and where it is kept."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from recommender.domain.feedback import DismissalReason, Feedback, FeedbackAction, FeedbackCount
from recommender.recommendation.feedback import FeedbackBook
from recommender.storage.database import open_database
from recommender.storage.feedback_store import SqliteFeedbackStore

DAY = date(2026, 11, 26)
ORGANISATION = "Ville de Lille"
ANSWER = UUID("3f0c8b52-6a51-4b0e-9c1e-2d7f0a9b4c11")


def make_feedback(**changes: Any) -> Feedback:
    """A cleaning bundle that was kept as it was."""
    values: dict[str, Any] = {
        "answer_id": str(ANSWER),
        "bundle_id": "nettoyage-insertion",
        "bundle_version": 1,
        "family": "cleaning",
        "level": 1,
        "action": FeedbackAction.ACCEPTED,
        "reason": None,
        "day": DAY,
    }
    return Feedback(**(values | changes))


def make_count(answers: int = 1, **changes: Any) -> FeedbackCount:
    """The same, counted; dismissed where a reason is given."""
    values: dict[str, Any] = {
        "bundle_id": "nettoyage-insertion",
        "bundle_version": 1,
        "family": "cleaning",
        "action": FeedbackAction.DISMISSED if changes.get("reason") else FeedbackAction.ACCEPTED,
        "reason": None,
    }
    return FeedbackCount(answers=answers, **(values | changes))


def make_dismissal(
    answers: int = 1, reason: DismissalReason = DismissalReason.OFF_TOPIC, **changes: Any
) -> FeedbackCount:
    """The cleaning bundle, dismissed."""
    return make_count(answers, reason=reason, **changes)


def make_book(folder: Path, *, organisation: str = ORGANISATION, **changes: Any) -> FeedbackBook:
    """A book on a real database in ``folder``, for a library of two bundles."""
    values: dict[str, Any] = {
        "store": SqliteFeedbackStore(open_database(f"sqlite:///{folder / 'feedback.db'}")),
        "versions": {"nettoyage-insertion": 1, "nettoyage-produits": 2},
        "families": {"cleaning", "furniture"},
    }
    return FeedbackBook(organisation=organisation, **(values | changes))

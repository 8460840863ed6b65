"""What buyers of an organisation do with suggestions: kept, edited, set aside. Never their texts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class FeedbackAction(StrEnum):
    """What a buyer did with a suggestion."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    DISMISSED = "dismissed"


class DismissalReason(StrEnum):
    """Why a suggestion was dismissed. A closed list: free words could hold those of a draft."""

    OFF_TOPIC = "off_topic"
    TOO_DEMANDING = "too_demanding"
    HARD_TO_CONTROL = "hard_to_control"
    UNCLEAR = "unclear"
    LEGAL_DOUBT = "legal_doubt"
    ALREADY_PLANNED = "already_planned"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was done with one suggestion of one answer.

    ``answer_id`` is drawn at random and says nothing of the need: it only lets a second thought replace the first.
    ``family`` is the code of the purchase family that was recognised, ``level`` that of the texts proposed.
    """

    answer_id: str
    bundle_id: str
    bundle_version: int
    family: str | None
    level: int
    action: FeedbackAction
    reason: DismissalReason | None
    day: date


@dataclass(frozen=True, slots=True)
class FeedbackCount:
    """How many answers ended alike for a version of a bundle in a purchase family."""

    bundle_id: str
    bundle_version: int
    family: str | None
    action: FeedbackAction
    reason: DismissalReason | None
    answers: int


class FeedbackStore(Protocol):
    """Keeps the feedback of organisations, each apart from the others."""

    def record(self, organisation: str, feedback: Sequence[Feedback]) -> None:
        """Keep each; one on the same suggestion of the same answer replaces the older one."""
        ...

    def count(self, organisation: str) -> list[FeedbackCount]:
        """Everything kept for an organisation, counted, in a fixed order."""
        ...

    def forget(self, organisation: str) -> int:
        """Erase everything kept for an organisation; gives how many were erased."""
        ...

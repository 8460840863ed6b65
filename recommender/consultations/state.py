"""What is kept of a consultation while its buyer works on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from recommender.domain.extraction import Extraction
from recommender.domain.feedback import DismissalReason
from recommender.domain.needs import NeedRequest

MAX_UNDO = 50


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file of the consultation as received; ``position`` is its place in the folder, from 0."""

    position: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Edit:
    """What the buyer changed of a suggestion: its level (``None``: as proposed) and values as typed, by variable."""

    level: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Basket:
    """The choices of a buyer, by id of bundle: what is taken, in the order taken, set aside and why, and changed."""

    taken: tuple[str, ...] = ()
    set_aside: Mapping[str, DismissalReason] = field(default_factory=dict)
    edits: Mapping[str, Edit] = field(default_factory=dict)

    def take(self, bundle_id: str) -> "Basket":
        """The basket with this bundle taken; it is no longer set aside."""
        if bundle_id in self.taken:
            return self
        aside = {one: reason for one, reason in self.set_aside.items() if one != bundle_id}
        return replace(self, taken=(*self.taken, bundle_id), set_aside=aside)

    def leave(self, bundle_id: str) -> "Basket":
        """The basket with this bundle neither taken nor set aside."""
        aside = {one: reason for one, reason in self.set_aside.items() if one != bundle_id}
        return replace(self, taken=tuple(one for one in self.taken if one != bundle_id), set_aside=aside)

    def put_aside(self, bundle_id: str, reason: DismissalReason) -> "Basket":
        """The basket with this bundle set aside; it is no longer taken."""
        left = self.leave(bundle_id)
        return replace(left, set_aside={**left.set_aside, bundle_id: reason})

    def edit(self, bundle_id: str, edit: Edit) -> "Basket":
        """The basket with this bundle changed."""
        return replace(self, edits={**self.edits, bundle_id: edit})


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """A value read of an indicator of a bundle during performance; ``indicator`` is its name, ``value`` as typed."""

    bundle_id: str
    indicator: str
    day: date
    value: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation. ``owner_sha256`` is the hash of the secret that its browser holds.

    ``readings`` are the values of the indicators followed during performance, in the order read.
    ``past`` are the baskets before each of the last choices, to undo them. ``is_saved`` where the buyer asked to keep
    it: anyone with its address may then open it. ``answer_id`` names the answer in the feedback of an organisation.
    """

    id: str
    owner_sha256: str
    created_at: datetime
    request: NeedRequest
    level: int
    files: tuple[DraftFile, ...] = ()
    basket: Basket = field(default_factory=Basket)
    past: tuple[Basket, ...] = ()
    is_saved: bool = False
    answer_id: str = ""
    readings: tuple[IndicatorReading, ...] = ()

    def name_file(self, position: int) -> str:
        """The name of the file at a position, empty where there is none."""
        return next((file.name for file in self.files if file.position == position), "")

    def choose(self, basket: Basket) -> "Consultation":
        """The consultation with another basket; the one it had can be taken back."""
        if basket == self.basket:
            return self
        return replace(self, basket=basket, past=(*self.past, self.basket)[-MAX_UNDO:])

    def undo(self) -> "Consultation":
        """The consultation as it was before the last choice, unchanged where there was none."""
        if not self.past:
            return self
        return replace(self, basket=self.past[-1], past=self.past[:-1])


class Stage(StrEnum):
    """How far the analysis is."""

    WAITING = "waiting"
    READING = "reading"
    EXTRACTING = "extracting"
    JUDGING = "judging"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({Stage.DONE, Stage.FAILED, Stage.CANCELLED})


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the analysis failed: the code, title and two sentences of a ``ClausierError``.

    ``file`` is the position of the file at fault, ``None`` where it is none's.
    """

    code: str
    title: str
    problem: str
    next_step: str
    file: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the analysis stands. ``file`` is the position of the file in hand; ``page`` of ``pages`` are read.

    ``at`` is the time it was written, in seconds since the epoch: a running analysis that has not written for long was
    interrupted.
    """

    stage: Stage
    at: float
    file: int = 0
    page: int = 0
    pages: int = 0
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The size of a page as it is shown, in PDF points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """What was found in a file, and the sizes of its pages where they can be drawn (PDF)."""

    extraction: Extraction
    frames: tuple[PageFrame, ...] = ()

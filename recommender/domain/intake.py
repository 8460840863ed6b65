"""Documents given to the library's curators: where they come from, how far their reading is, what was found in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from recommender.domain.documents import BoundingBox
from recommender.domain.vocabulary import Obligation, ProvisionKind


class IntakeState(StrEnum):
    """How far the reading of a received document is."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a document comes from; all of it is due, since texts drawn from it will be published.

    ``year`` is that of the procedure, ``procedure`` its number or object, ``source`` where the file was found,
    ``licence`` what allows its reuse.
    """

    buyer: str
    year: int
    procedure: str
    source: str
    licence: str


@dataclass(frozen=True, slots=True)
class ReceivedDocument:
    """A file as received: its content is named by its hash, and counted once whatever its names."""

    content_sha256: str
    name: str
    size_bytes: int
    provenance: Provenance
    received_at: datetime


@dataclass(frozen=True, slots=True)
class IntakeProblem:
    """Why a document could not be read: the code of the error, what is wrong, and what to do, in French."""

    code: str
    problem: str
    next_step: str


@dataclass(frozen=True, slots=True)
class IntakeDocument:
    """A received document and how far it is. ``attempts`` counts the readings begun, ``extracts`` what was found."""

    received: ReceivedDocument
    state: IntakeState
    attempts: int
    problem: IntakeProblem | None = None
    extracts: int = 0


@dataclass(frozen=True, slots=True)
class Extract:
    """A provision found in a received document, as written there, and what the program says of it.

    ``position`` is its rank in the document from 0; ``start`` and ``end`` bound it in the text of the document;
    ``bbox`` is on ``page``; ``confidence`` is a probability.
    """

    document_sha256: str
    position: int
    page: int
    start: int
    end: int
    bbox: BoundingBox | None
    article: str | None
    heading: str | None
    text: str
    kind: ProvisionKind
    themes: tuple[str, ...]
    obligation: Obligation
    confidence: float


class IntakeStore(Protocol):
    """Keeps received documents and what was found in them. Each call is done whole or not at all."""

    def receive(self, documents: Sequence[ReceivedDocument]) -> list[str]:
        """Add documents to read; the hashes of those that were not there. A known content is left as it is."""
        ...

    def claim(self) -> IntakeDocument | None:
        """The document received first among those that wait, now being read; ``None`` where none waits."""
        ...

    def finish(self, content_sha256: str, extracts: Sequence[Extract], *, model_version: str) -> None:
        """The document is read: these are its provisions, in place of any found before."""
        ...

    def fail(self, content_sha256: str, problem: IntakeProblem) -> None:
        """The document cannot be read, for this reason."""
        ...

    def requeue_interrupted(self, *, max_attempts: int, problem: IntakeProblem) -> int:
        """Make wait again what a dead process was reading; how many.

        A document whose reading was begun ``max_attempts`` times fails with ``problem`` instead: it is what kills.
        """
        ...

    def requeue_failed(self) -> int:
        """Make wait again what failed, its attempts forgotten; how many."""
        ...

    def count_states(self) -> Mapping[IntakeState, int]:
        """How many documents are in each state; every state is named."""
        ...

    def list_documents(self) -> list[IntakeDocument]:
        """Every document, in the order received."""
        ...

    def iterate_extracts(self) -> Iterator[Extract]:
        """Every extract of the documents read, in the order received, then of the document."""
        ...

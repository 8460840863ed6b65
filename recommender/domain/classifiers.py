"""Ports of the trained parts: what a passage means, what a need buys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender.domain.vocabulary import ProvisionKind


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to read, the titles of the articles it stands in, highest first, and the type of its document."""

    text: str
    titles: tuple[str, ...] = ()
    doc_type: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a passage is.

    Attributes:
        relevance: probability that it speaks of a social or environmental matter of the purchase.
        binding: probability that it is relevant and sets a duty, a criterion, an objective or a faculty; at most
            ``relevance``.
        kind: what kind of provision it is where it is binding; ``kind_confidence`` is its probability.
        themes: every theme with its probability, best first.
    """

    relevance: float
    binding: float
    kind: ProvisionKind
    kind_confidence: float
    themes: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a text buys: CPV divisions and purchase families, each with a probability, best first."""

    divisions: tuple[tuple[str, float], ...]
    families: tuple[tuple[str, float], ...]


class MeaningClassifier(Protocol):
    """Reads the passages of a document."""

    def classify(self, passages: Sequence[Passage]) -> list[Meaning]:
        """One ``Meaning`` a passage; they are those of one document in reading order, as neighbours shed light."""
        ...


class PurchaseClassifier(Protocol):
    """Reads needs."""

    def classify(self, texts: Sequence[str]) -> list[Purchase]:
        """One ``Purchase`` a text."""
        ...

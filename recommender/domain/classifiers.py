"""Ports of the trained parts: what a passage means, what a need buys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
class ThemeOutlook:
    """What an expert would say of a theme for a purchase.

    ``relevance`` is the probability that it would be raised at all, ``grade`` its expected importance, 0 (off topic)
    to 3 (surely raised), ``worth`` the expected gain of raising it (2 ** grade - 1 on average, 0 to 7).
    """

    code: str
    relevance: float
    grade: float
    worth: float


Ranked = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a text buys. Every ``Ranked`` holds codes with a probability, best first.

    ``themes`` are in the order of the taxonomy; ``restraint`` is the probability that hardly any provision has a link
    with such a purchase. ``typos``: words taken for misspelt, with the words meant; ``plain_text``
    is the text that was read once they are put right, without shouting and with its accents.
    """

    divisions: Ranked
    families: Ranked
    natures: Ranked = ()
    themes: tuple[ThemeOutlook, ...] = ()
    restraint: float = 0.0
    typos: Mapping[str, str] = field(default_factory=dict)
    plain_text: str = ""


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

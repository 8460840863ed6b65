"""Ports of the trained parts: what a segment means, what a need buys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender.domain.vocabulary import ProvisionKind


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text is: the probability that it is a social or environmental provision, kind, themes."""

    relevance: float
    kind: ProvisionKind
    kind_confidence: float
    themes: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a text buys: CPV divisions and purchase families, each with a probability, best first."""

    divisions: tuple[tuple[str, float], ...]
    families: tuple[tuple[str, float], ...]


class MeaningClassifier(Protocol):
    """Reads segments."""

    def classify(self, texts: Sequence[str], contexts: Sequence[str]) -> list[Meaning]:
        """One ``Meaning`` a text; ``contexts`` are the titles of the articles they stand in."""
        ...


class PurchaseClassifier(Protocol):
    """Reads needs."""

    def classify(self, texts: Sequence[str]) -> list[Purchase]:
        """One ``Purchase`` a text."""
        ...

"""What tells whether a bundle suits a need, as a row of numbers that a person can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recommender.domain.library import Bundle, PurchaseFamily
from recommender.domain.needs import Need
from recommender.domain.recommendations import ScoredBundle
from recommender.domain.uptake import Uptake
from recommender.recommendation.reasons import find_misfit

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings

MAX_STAKE = 3.0
# The order is that of the coefficients in ``models/needs``.
FEATURES = (
    "family_fit",
    "best_family",
    "cpv_fit",
    "nature_fit",
    "theme_relevance",
    "theme_grade",
    "family_stake",
    "dense",
    "lexical",
    "uptake",
    "out_of_size",
    "restraint",
)


@dataclass(frozen=True, slots=True)
class FeatureReader:
    """Measures (need, bundle) pairs."""

    families: Mapping[str, PurchaseFamily]
    uptake: Uptake

    def measure(self, need: Need, candidate: ScoredBundle) -> "Embeddings":
        """One row, shape ``(len(FEATURES),)``: every feature lies between 0 and 1, but the cosine ``dense``."""
        bundle = candidate.bundle
        outlooks = [outlook for outlook in need.themes if outlook.code in bundle.themes]
        values = (
            family_fit(need, bundle),
            float(bool(need.families) and need.families[0].code in bundle.families),
            cpv_fit(need, bundle),
            float(need.nature in bundle.natures),
            max((outlook.relevance for outlook in outlooks), default=0.0),
            max((outlook.grade for outlook in outlooks), default=0.0) / MAX_STAKE,
            self._stake(need, bundle),
            candidate.dense,
            candidate.lexical,
            self._uptake(need, bundle),
            float(find_misfit(need, bundle) is not None),
            need.restraint,
        )
        return np.array(values, dtype=np.float32)

    def _stake(self, need: Need, bundle: Bundle) -> float:
        """The experts' prior: how much the bundle's themes are at stake in the likely families."""
        total = sum(family.score for family in need.families) or 1.0
        stakes = (
            sum(self.families[found.code].stakes.get(theme, 0) * found.score for found in need.families) / total
            for theme in bundle.themes
        )
        return max(stakes, default=0.0) / MAX_STAKE

    def _uptake(self, need: Need, bundle: Bundle) -> float:
        counted = self.uptake.families.get(need.families[0].code) if need.families else None
        return max((counted.share(value) for value in bundle.decp), default=0.0) if counted else 0.0


def family_fit(need: Need, bundle: Bundle) -> float:
    """The probability that the purchase is of one of the bundle's families."""
    return min(1.0, sum(family.score for family in need.families if family.code in bundle.families))


def cpv_fit(need: Need, bundle: Bundle) -> float:
    """The score of the likeliest CPV code that a prefix of the bundle, longer than a division, holds."""
    return max(
        (c.score for c in need.cpv if any(len(p) > 2 and c.code.startswith(p) for p in bundle.cpv)),
        default=0.0,
    )

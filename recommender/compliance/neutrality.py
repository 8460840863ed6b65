"""Weights and a price formula → whether an environmental criterion can change who wins.

Two measures. The price gap it makes up for: how much dearer an offer may be and still win when its environmental
mark is ``mark_gap`` better, everything else equal; exact, from the formula. The share of consultations it changes:
offers drawn at random, ranked with the criterion and with its weight given back to the others; an order of size, which
depends on the spreads assumed (they are shown beside it).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recommender.domain.extraction import AwardCriterion
from recommender.domain.neutrality import Neutrality, PriceFormula, Weighting
from recommender.domain.text import fold_accents

WHOLE = 100.0
OFFERS = 4
DRAWS = 4_000
SEED = 20_260_822
# A criterion that makes up for less than this gap of price is decoration (no text says so: our threshold).
LEAST_GAP = 0.05
STEP = 5.0
MOST_WEIGHT = 40.0
TOLERANCE = 0.5
_PRICE = re.compile(r"\bprix\b|\bcout|montant|tarif|financier|economique|rabais|honoraire")


_AT_HIGHEST = re.compile(r"p ?max|(?:prix|offre|montant) (?:la |le )?plus (?:eleve|haut|chere?)|offre la plus onereuse")
_AT_DOUBLE = re.compile(
    r"2 ?[-–−] ?\(? ?(?:p\b|prix)|double du prix|deux fois (?:le prix|superieur|l'offre)|\bp ?[-–−] ?p ?min"
)


def read_price_formula(text: str) -> PriceFormula:
    """The formula that rules of a consultation state, by its words; the proportional one where none is seen."""
    folded = fold_accents(text)
    if _AT_HIGHEST.search(folded):
        return PriceFormula.ZERO_AT_HIGHEST
    return PriceFormula.ZERO_AT_DOUBLE if _AT_DOUBLE.search(folded) else PriceFormula.PROPORTIONAL


def read_weighting(criteria: Sequence[AwardCriterion], text: str) -> Weighting | None:
    """The weights of one lot's criteria; ``None`` unless they make 100 % and hold both a price and the environment."""
    mains = [one for one in criteria if one.parent is None and one.weight is not None and one.lot == criteria[0].lot]
    price = sum(one.weight or 0.0 for one in mains if _PRICE.search(fold_accents(one.criterion)))
    environmental = sum(one.weight or 0.0 for one in mains if one.responsible in ("environmental", "both"))
    others = sum(one.weight or 0.0 for one in mains) - price - environmental
    if not price or not environmental or abs(price + environmental + others - WHOLE) > TOLERANCE:
        return None
    return Weighting(price, environmental, others, read_price_formula(text))


def measure_neutrality(weighting: Weighting) -> Neutrality:
    """Both measures, and a weight and formula that would count where this one does not."""
    gap = price_gap(weighting)
    is_neutralised = gap is not None and gap < LEAST_GAP
    return Neutrality(
        weighting=weighting,
        price_gap=gap,
        changed=share_changed(weighting),
        is_neutralised=is_neutralised,
        proposed=_propose(weighting) if is_neutralised else None,
    )


def price_gap(weighting: Weighting) -> float | None:
    """How much dearer, as a fraction of the lowest price, an offer may be that is ``mark_gap`` better."""
    gain = weighting.environmental * weighting.mark_gap
    if gain >= weighting.price:
        return None
    if weighting.formula is PriceFormula.PROPORTIONAL:
        # price · (1 − 1/(1 + gap)) = gain
        return gain / (weighting.price - gain)
    if weighting.formula is PriceFormula.ZERO_AT_DOUBLE:
        # price · gap = gain
        return gain / weighting.price
    # price · gap / spread = gain
    return weighting.price_spread * gain / weighting.price


def share_changed(weighting: Weighting) -> float:
    """The share of drawn consultations whose winner would be another without the environmental criterion."""
    generator = np.random.default_rng(SEED)
    shape = (DRAWS, OFFERS)
    prices = 1.0 + weighting.price_spread * generator.random(shape)
    low = 1.0 - weighting.mark_spread
    environmental = low + weighting.mark_spread * generator.random(shape)
    others = low + weighting.mark_spread * generator.random(shape)
    marks = _price_marks(prices, weighting.formula)
    rest = weighting.price * marks + weighting.others * others
    with_it = (rest + weighting.environmental * environmental).argmax(axis=1)
    return float((with_it != rest.argmax(axis=1)).mean())


def _price_marks(prices: NDArray[np.float64], formula: PriceFormula) -> NDArray[np.float64]:
    """Marks in [0, 1] of prices, one row a consultation: (consultations, offers) → the same shape."""
    lowest, highest = prices.min(axis=1, keepdims=True), prices.max(axis=1, keepdims=True)
    if formula is PriceFormula.PROPORTIONAL:
        return np.asarray(lowest / prices)
    if formula is PriceFormula.ZERO_AT_DOUBLE:
        return np.asarray(np.clip(2.0 - prices / lowest, 0.0, 1.0))
    return np.asarray((highest - prices) / (highest - lowest))


def _propose(weighting: Weighting) -> Weighting | None:
    """The least weight, in steps of 5, that makes up for ``LEAST_GAP``, taken from the price first.

    Under the formula that gives zero to the highest price, a small gap of price costs the whole scale: the proportional
    formula is proposed instead.
    """
    formula = weighting.formula
    if formula is PriceFormula.ZERO_AT_HIGHEST:
        formula = PriceFormula.PROPORTIONAL
    weight = weighting.environmental
    while weight <= MOST_WEIGHT:
        price = weighting.price - (weight - weighting.environmental)
        tried = replace(weighting, environmental=weight, price=price, formula=formula)
        gap = price_gap(tried) if price > 0 else None
        if gap is None or gap >= LEAST_GAP:
            return tried if price > 0 else None
        weight = STEP * (weight // STEP + 1)
    return None

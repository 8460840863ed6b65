"""Whether an environmental criterion can change who wins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.compliance.neutrality import (
    LEAST_GAP,
    measure_neutrality,
    price_gap,
    read_price_formula,
    read_weighting,
    share_changed,
)
from recommender.domain.extraction import AwardCriterion
from recommender.domain.neutrality import PriceFormula, Weighting
from tests.builders.library import make_draft_criterion

PROPORTIONAL, DOUBLE, HIGHEST = PriceFormula.PROPORTIONAL, PriceFormula.ZERO_AT_DOUBLE, PriceFormula.ZERO_AT_HIGHEST
FORMULAS = st.sampled_from(PriceFormula)
WEIGHTS = st.floats(1.0, 40.0)


def weigh(environmental: float, formula: PriceFormula = PROPORTIONAL, others: float = 30.0) -> Weighting:
    return Weighting(100.0 - others - environmental, environmental, others, formula)


@pytest.mark.parametrize(
    ("formula", "gap"),
    # 10 % on half the scale is 5 points of a price of 60: 5/55, 5/60, and 5/60 of the spread of 25 %.
    [(PROPORTIONAL, 5 / 55), (DOUBLE, 5 / 60), (HIGHEST, 0.25 * 5 / 60)],
)
def test_price_gap_follows_from_the_formula(formula: PriceFormula, gap: float) -> None:
    assert price_gap(weigh(10.0, formula)) == pytest.approx(gap)


@given(WEIGHTS, FORMULAS)
def test_offer_at_the_price_gap_and_better_by_the_mark_gap_ties(environmental: float, formula: PriceFormula) -> None:
    weights = weigh(environmental, formula)
    gap = price_gap(weights)
    assert gap is not None
    marks = {PROPORTIONAL: 1 / (1 + gap), DOUBLE: 1 - gap, HIGHEST: 1 - gap / weights.price_spread}
    loss = weights.price * (1 - marks[formula])
    assert loss == pytest.approx(environmental * weights.mark_gap)


@given(WEIGHTS, WEIGHTS, FORMULAS)
def test_heavier_criterion_makes_up_for_more(one: float, other: float, formula: PriceFormula) -> None:
    light, heavy = sorted((one, other))
    gaps = price_gap(weigh(light, formula)), price_gap(weigh(heavy, formula))
    assert gaps[0] is not None
    assert gaps[1] is not None
    assert gaps[0] <= gaps[1]


def test_criterion_heavier_than_the_price_always_wins() -> None:
    assert price_gap(Weighting(10.0, 60.0, 30.0)) is None


def test_heavier_criterion_changes_more_winners_and_the_draw_is_the_same_each_time() -> None:
    shares = [share_changed(weigh(weight)) for weight in (5.0, 10.0, 20.0)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1
    assert share_changed(weigh(10.0)) == shares[1]


def test_formula_that_gives_zero_to_the_highest_price_neutralises() -> None:
    found = measure_neutrality(weigh(10.0, HIGHEST))
    assert found.is_neutralised
    assert share_changed(weigh(10.0, HIGHEST)) < share_changed(weigh(10.0, PROPORTIONAL)) / 3
    assert found.proposed is not None
    assert found.proposed.formula is PROPORTIONAL


@given(st.floats(1.0, 30.0), FORMULAS)
def test_what_is_proposed_counts_and_still_makes_100(environmental: float, formula: PriceFormula) -> None:
    proposed = measure_neutrality(weigh(environmental, formula)).proposed
    if proposed is not None:
        gap = price_gap(proposed)
        assert gap is None or gap >= LEAST_GAP
        assert proposed.price + proposed.environmental + proposed.others == pytest.approx(100.0)
        assert proposed.environmental >= environmental


def test_criterion_that_counts_needs_no_proposal() -> None:
    found = measure_neutrality(weigh(20.0))
    assert (found.is_neutralised, found.proposed) == (False, None)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("Note = 60 x (prix de l'offre la moins chère / prix de l'offre examinée)", PROPORTIONAL),
        ("Note = 60 x (Pmax - P) / (Pmax - Pmin)", HIGHEST),
        ("L'offre la plus élevée obtient 0.", HIGHEST),
        ("Une offre au double du prix le plus bas obtient zéro.", DOUBLE),
    ],
)
def test_price_formula_is_read_in_the_rules(text: str, formula: PriceFormula) -> None:
    assert read_price_formula(text) is formula


def criteria(*weights: float) -> list[AwardCriterion]:
    names = (("Prix", "none"), ("Valeur technique", "none"), ("Émissions des livraisons", "environmental"))
    return [
        make_draft_criterion(criterion=name, weight=weight, responsible=responsible)
        for (name, responsible), weight in zip(names, weights, strict=True)
    ]


def test_weights_are_read_from_the_criteria() -> None:
    weights = read_weighting(criteria(50.0, 40.0, 10.0), "")
    assert weights == Weighting(50.0, 10.0, 40.0, PROPORTIONAL)


@pytest.mark.parametrize("weights", [(50.0, 40.0, 20.0), (50.0, 50.0, 0.0), (0.0, 90.0, 10.0)])
def test_lists_that_are_not_whole_are_not_measured(weights: tuple[float, ...]) -> None:
    assert read_weighting(criteria(*weights), "") is None

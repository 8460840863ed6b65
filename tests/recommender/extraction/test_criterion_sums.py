"""Whether the weights of award criteria add up, lot by lot and criterion by criterion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.extraction import AwardCriterion, WeightIssue
from recommender.extraction.criterion_sums import WeightSum, find_weight_issues, sum_weights
from tests.builders.criteria import TITLE, find_criteria, lay_out
from tests.builders.documents import make_criterion


def mains(*weights: float | None, lot: str = "all", unit: str = "percent") -> list[AwardCriterion]:
    """Main criteria called after their rank."""
    return [
        make_criterion(f"Critère {rank}", weight=weight, lot=lot, unit=unit) for rank, weight in enumerate(weights, 1)
    ]


def parts(*weights: float | None, of: str = "Critère 1", unit: str = "percent") -> list[AwardCriterion]:
    """Sub-criteria called after their rank."""
    names = (f"Sous-critère {rank}" for rank, _ in enumerate(weights, 1))
    return [make_criterion(name, weight=w, parent=of, unit=unit) for name, w in zip(names, weights, strict=True)]


def test_sum_says_what_is_stated_and_what_was_expected() -> None:
    assert sum_weights(mains(60.0, 35.0)) == (WeightSum("all", None, 95.0, "percent", 100.0, (), is_right=False),)


@pytest.mark.parametrize("weights", [(60.0, 40.0), (100.0,), (33.3, 33.3, 33.3), (37.5, 62.5)])
def test_percents_that_make_a_hundred_are_right(weights: tuple[float, ...]) -> None:
    assert find_weight_issues(mains(*weights)) == ()


@pytest.mark.parametrize("weights", [(60.0, 35.0), (60.0, 45.0), (90.0,)])
def test_percents_that_do_not_make_a_hundred_are_an_issue(weights: tuple[float, ...]) -> None:
    assert find_weight_issues(mains(*weights)) == (WeightIssue("all", None, sum(weights), "percent", 100.0),)


def test_lots_are_judged_apart() -> None:
    criteria = [*mains(60.0, 40.0, lot="1"), *mains(60.0, 35.0, lot="2")]
    assert [(issue.lot, issue.total) for issue in find_weight_issues(criteria)] == [("2", 95.0)]


def test_criteria_of_a_lot_complete_those_common_to_all() -> None:
    criteria = [*mains(60.0), *mains(40.0, lot="1"), *mains(25.0, 15.0, lot="2")]
    assert find_weight_issues(criteria) == ()


@pytest.mark.parametrize("weights", [(5.0, 3.0, 2.0), (55.0, 40.0), (0.6, 0.4)])
def test_points_and_coefficients_of_criteria_add_up_to_anything(weights: tuple[float, ...]) -> None:
    assert find_weight_issues(mains(*weights, unit="points")) == ()


@pytest.mark.parametrize("weights", [(40.0, 20.0), (50.0, 30.0, 20.0)])
def test_parts_make_the_weight_of_their_criterion_or_a_hundred_of_their_own(weights: tuple[float, ...]) -> None:
    assert find_weight_issues([*mains(60.0, 40.0), *parts(*weights)]) == ()


def test_parts_that_make_neither_are_an_issue() -> None:
    issues = find_weight_issues([*mains(60.0, 40.0), *parts(40.0, 15.0)])
    assert issues == (WeightIssue("all", "Critère 1", 55.0, "percent", 60.0),)


def test_points_under_a_weight_in_percent_have_a_scale_of_their_own() -> None:
    assert find_weight_issues([*mains(60.0, 40.0), *parts(7.0, 6.0, unit="points")]) == ()
    assert find_weight_issues([*mains(60.0, 40.0, unit="points"), *parts(7.0, 6.0, unit="points")]) != ()


def test_one_part_named_among_others_is_no_issue() -> None:
    assert find_weight_issues([*mains(60.0, 40.0), *parts(5.0)]) == ()


def test_criterion_weighted_by_its_parts_counts_for_their_sum() -> None:
    assert find_weight_issues([*mains(None, 40.0), *parts(35.0, 25.0)]) == ()


def test_weight_missing_among_others_is_an_issue() -> None:
    assert find_weight_issues(mains(60.0, None)) == (
        WeightIssue("all", None, 60.0, "percent", 100.0, missing=("Critère 2",)),
    )
    issues = find_weight_issues([*mains(60.0, 40.0), *parts(60.0, None)])
    assert [(issue.parent, issue.missing) for issue in issues] == [("Critère 1", ("Sous-critère 2",))]


def test_lists_without_any_weight_are_no_issue() -> None:
    assert sum_weights(mains(None, None)) == ()
    assert sum_weights(mains(None, None, unit="order")) == ()


@pytest.mark.parametrize(
    "lines",
    [
        ("Prix : entre 30 et 50 %", "Valeur technique : 55 %"),
        ("Prix : … %", "Valeur technique : … %", "Environnement : 10 %"),
    ],
)
def test_ranges_and_blanks_are_no_issue(lines: tuple[str, ...]) -> None:
    assert find_weight_issues(find_criteria(lay_out(TITLE, *lines))) == ()


def test_units_that_differ_are_not_added() -> None:
    assert sum_weights([*mains(60.0), make_criterion("Délai", weight=10.0, unit="points")]) == ()


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8))
def test_total_is_the_sum_and_right_only_at_a_hundred(weights: list[int]) -> None:
    (found,) = sum_weights(mains(*map(float, weights)))
    assert (found.total, found.is_right) == (sum(weights), sum(weights) == 100)

"""Values of variables: computed from the need where the library says how, always explained, never beyond bounds."""

from dataclasses import replace
from typing import Any

import pytest

from recommender.domain.library import FillRule
from recommender.domain.recommendations import FilledVariable
from recommender.recommendation.completion import COMPUTED, DEFAULT, Completer, values_by_name
from tests.builders.library import make_bundle, make_need, make_sizing_tables, make_variable

TOTAL, YEARLY = FillRule.INSERTION_HOURS, FillRule.INSERTION_HOURS_A_YEAR


def complete(fill: FillRule | None = TOTAL, *, variable: dict[str, Any] | None = None, **need: Any) -> FilledVariable:
    bundle = make_bundle(variables=(make_variable(fill=fill, **(variable or {})),))
    (filled,) = Completer(make_sizing_tables()).complete(bundle, make_need(**need))
    return filled


def test_hours_come_from_the_sizing_with_its_formula_and_interval() -> None:
    # 500,000 € × 40 % of labour × 5 % of effort / 25 € an hour.
    filled = complete(amount_eur=500_000.0)
    assert (filled.value, filled.origin) == (400, COMPUTED)
    assert "soit entre" in filled.note
    assert "400" in filled.note


def test_yearly_hours_share_the_total_over_the_duration() -> None:
    filled = complete(YEARLY, amount_eur=500_000.0, duration_months=24)
    assert (filled.value, filled.origin) == (200, COMPUTED)
    assert "h par an" in filled.note


def test_contract_of_less_than_a_year_does_its_hours_within_it() -> None:
    assert complete(YEARLY, amount_eur=500_000.0, duration_months=6).value == 400


def test_yearly_hours_without_a_duration_keep_the_default_and_ask_for_it() -> None:
    filled = complete(YEARLY, amount_eur=500_000.0, duration_months=None)
    assert (filled.value, filled.origin) == (1500, DEFAULT)
    assert filled.note.startswith("Donnez la durée")


@pytest.mark.parametrize(
    "changes", [{"amount_eur": None}, {"amount_eur": 500_000.0, "fill": None}], ids=["no amount", "no rule"]
)
def test_nothing_to_compute_keeps_the_default_of_the_library(changes: dict[str, Any]) -> None:
    filled = complete(**changes)
    assert (filled.value, filled.origin, filled.note) == (1500, DEFAULT, "")


def test_trade_that_has_no_figures_keeps_the_default() -> None:
    bundle = make_bundle(families=("furniture",), variables=(make_variable(fill=TOTAL),))
    (filled,) = Completer(make_sizing_tables()).complete(bundle, make_need())
    assert filled.origin == DEFAULT


@pytest.mark.parametrize(("amount", "value"), [(90_000.0, 100), (50_000_000.0, 5000)])
def test_value_never_leaves_the_bounds_of_the_variable_and_says_so(amount: float, value: int) -> None:
    filled = complete(amount_eur=amount)
    assert (filled.value, filled.origin) == (value, COMPUTED)
    assert "Ramené à la borne" in filled.note


def test_too_few_hours_to_be_of_use_are_not_proposed() -> None:
    filled = complete(amount_eur=9_000.0)
    assert filled.origin == DEFAULT
    assert "moins d'une semaine" in filled.note


def test_lowest_effort_is_taken_where_staff_is_taken_over() -> None:
    tables = make_sizing_tables()
    trades = {"cleaning": replace(tables.trades["cleaning"], staff_transfer=True)}
    bundle = make_bundle(variables=(make_variable(fill=TOTAL),))
    (filled,) = Completer(replace(tables, trades=trades)).complete(bundle, make_need(amount_eur=500_000.0))
    assert filled.value == 240


def test_values_are_given_by_name() -> None:
    assert values_by_name((complete(amount_eur=500_000.0),)) == {"heures": 400}

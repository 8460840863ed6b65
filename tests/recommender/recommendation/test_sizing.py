"""Insertion sizing: the published worked examples, the laws of the formula, and what it refuses."""

from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.sizing import SizingRequest, SizingTables, Work
from recommender.errors import InvalidSizing
from recommender.library.sizing import read_sizing_tables
from recommender.recommendation.sizing import list_trades_of, size_insertion
from recommender.settings import Settings

AMOUNTS = st.floats(min_value=10_000, max_value=50_000_000)


@pytest.fixture(scope="module")
def tables(settings: Settings) -> SizingTables:
    return read_sizing_tables(settings.corpus_dir)


def make_request(*works: Work, **changes: float) -> SizingRequest:
    return replace(SizingRequest(works or (Work("building", 1_000_000.0),)), **changes)


@pytest.mark.parametrize(
    ("amount", "labour", "effort", "cost", "hours"),
    [
        (1_000_000.0, 50.0, 5.0, 30.0, 830),  # 833 hours: MEF Sud 77
        (1_500_000.0, 70.0, 10.0, 30.0, 3500),  # MDE Alès Cévennes
    ],
)
def test_worked_examples_of_the_guides_come_out(
    tables: SizingTables, amount: float, labour: float, effort: float, cost: float, hours: int
) -> None:
    request = make_request(
        Work("building", amount), labour_share_percent=labour, effort_percent=effort, hourly_cost_eur=cost
    )
    found = size_insertion(request, tables)
    # Every figure is stated: there is nothing left to vary but the effort, the buyer's choice.
    assert (found.low_hours, found.hours, found.high_hours) == (hours, hours, hours)
    assert [row.label for row in found.sensitivities] == ["Effort d'insertion"]


@given(amount=AMOUNTS, more=st.floats(min_value=1.0, max_value=5.0))
def test_hours_lie_in_their_interval_and_grow_with_the_amount(tables: SizingTables, amount: float, more: float) -> None:
    less, greater = (size_insertion(make_request(Work("building", a)), tables) for a in (amount, amount * more))
    assert less.low_hours <= less.hours <= less.high_hours
    assert less.hours <= greater.hours


@given(amount=AMOUNTS, share=st.floats(min_value=0.1, max_value=0.9))
def test_lots_of_one_trade_size_as_the_whole(tables: SizingTables, amount: float, share: float) -> None:
    whole = size_insertion(make_request(Work("painting", amount)), tables)
    parts = (Work("painting", amount * share), Work("painting", amount * (1 - share)))
    # Rounding to ten hours may fall on either side of a tie.
    assert abs(size_insertion(make_request(*parts), tables).hours - whole.hours) <= 10


def test_interval_is_narrower_than_both_bounds_together(tables: SizingTables) -> None:
    found = size_insertion(make_request(), tables)
    share, cost = tables.trades["building"].labour_share, tables.hourly_cost
    worst = 1_000_000 * share.low / 100 * tables.effort.default / 100 / cost.high
    best = 1_000_000 * share.high / 100 * tables.effort.default / 100 / cost.low
    assert worst < found.low_hours < found.hours < found.high_hours < best


def test_only_new_staff_counts_where_staff_is_taken_over(tables: SizingTables) -> None:
    whole = size_insertion(make_request(Work("cleaning", 800_000.0)), tables)
    fifth = size_insertion(make_request(Work("cleaning", 800_000.0), new_staff_percent=20.0), tables)
    assert fifth.hours == pytest.approx(whole.hours / 5, abs=10)
    assert any("repris" in note for note in whole.notes)
    assert not any("repris" in note for note in fifth.notes)


def test_no_new_staff_gives_no_hours_and_says_so(tables: SizingTables) -> None:
    found = size_insertion(make_request(Work("cleaning", 800_000.0), new_staff_percent=0.0), tables)
    assert (found.low_hours, found.hours, found.high_hours, found.modalities) == (0, 0, 0, ())
    assert "regrouper" in found.notes[0]


def test_short_contract_closes_the_way_of_direct_hire(tables: SizingTables) -> None:
    long, short = (size_insertion(make_request(months=months), tables) for months in (12, 3))
    assert "hire" in [modality.code for modality in long.modalities]
    assert "hire" not in [modality.code for modality in short.modalities]
    assert long.full_time == pytest.approx(long.hours / tables.hours_per_full_time_year, abs=0.02)


def test_every_figure_taken_from_the_tables_is_sourced_and_dated(tables: SizingTables) -> None:
    found = size_insertion(make_request(), tables)
    assert [source.split(" : ")[0] for source in found.sources] == [
        "Bâtiment, tous corps d'état",
        "Effort d'insertion",
        "Coût horaire",
        "Heures par participant",
    ]
    # A published figure was read on its day; a usual one was only kept that day, and stays to be checked.
    assert all("consulté le" in source for source in found.sources[:2])
    assert "à vérifier, retenu le" in found.sources[2]


def test_calculation_is_written_out_to_be_checked(tables: SizingTables) -> None:
    stated = make_request(labour_share_percent=50.0, effort_percent=5.0, hourly_cost_eur=30.0)
    (line,) = size_insertion(stated, tables).formula
    expected = "1 000 000 € × 50 % de main-d'œuvre × 5 % d'effort ÷ 30 € l'heure = 833 h"
    assert line.replace("\u202f", " ") == expected


def test_new_staff_share_leaves_trades_without_transfer_alone(tables: SizingTables) -> None:
    painting = Work("painting", 300_000.0)
    assert size_insertion(make_request(painting, new_staff_percent=30.0), tables).hours == (
        size_insertion(make_request(painting), tables).hours
    )


@pytest.mark.parametrize(
    ("works", "changes", "problem"),
    [
        ((), {}, "Aucun montant"),
        ((Work("unknown", 1.0),), {}, "« unknown »"),
        ((Work("building", -5.0),), {}, "Le montant"),
        ((Work("building", nan),), {}, "Le montant"),
        ((Work("building", inf),), {}, "Le montant"),
        ((Work("building", 1e5),), {"effort_percent": 120.0}, "L'effort"),
        ((Work("building", 1e5),), {"hourly_cost_eur": 0.0}, "Le coût horaire"),
        ((Work("building", 1e5),), {"labour_share_percent": 0.0}, "La part de main-d'œuvre"),
        ((Work("building", 1e5),), {"new_staff_percent": -1.0}, "nouvellement affecté"),
    ],
)
def test_figures_that_cannot_be_are_refused(
    tables: SizingTables, works: tuple[Work, ...], changes: dict[str, float], problem: str
) -> None:
    with pytest.raises(InvalidSizing) as refusal:
        size_insertion(replace(SizingRequest(works), **changes), tables)
    assert problem in refusal.value.problem


def test_trades_are_listed_by_purchase_family(tables: SizingTables) -> None:
    assert list_trades_of(["cleaning"], tables) == ["cleaning"]
    assert list_trades_of(["insurance"], tables) == []

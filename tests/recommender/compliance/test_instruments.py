"""Which ways fit a purchase: reserve, clause, criterion, sourcing, dynamic system, no contract."""

from pathlib import Path

import pytest

from recommender.compliance.instruments import (
    InstrumentRule,
    choose_instruments,
    find_instrument_faults,
    read_instrument_rules,
)
from recommender.domain.audit import Instrument
from recommender.domain.needs import FamilyCandidate
from recommender.domain.vocabulary import ContractNature, LabourShare
from recommender.errors import InvalidCorpus
from recommender.library.taxonomy import read_taxonomy
from recommender.settings import Settings
from tests.builders.corpus import write_corpus
from tests.builders.library import make_need


@pytest.fixture(scope="module")
def rules(settings: Settings) -> tuple[InstrumentRule, ...]:
    return read_instrument_rules(settings.corpus_dir)


def choose(rules: tuple[InstrumentRule, ...], family: str, **need: object) -> set[Instrument]:
    families = (FamilyCandidate(family, "", 0.9),)
    return {one.instrument for one in choose_instruments(rules, make_need(families=families, **need))}


def test_every_way_is_told_of_with_known_families_and_articles(
    rules: tuple[InstrumentRule, ...], settings: Settings
) -> None:
    assert {rule.advice.instrument for rule in rules} == set(Instrument)
    assert list(find_instrument_faults(rules, read_taxonomy(settings.corpus_dir))) == []


def test_small_cleaning_contract_may_be_reserved(rules: tuple[InstrumentRule, ...]) -> None:
    found = choose(rules, "cleaning", amount_eur=60_000.0, labour=LabourShare.HIGH)
    assert Instrument.RESERVED_CONTRACT in found
    assert Instrument.SOCIAL_CLAUSE not in found


@pytest.mark.parametrize(("amount", "is_there"), [(199_999.0, True), (200_000.0, False)])
def test_large_contract_is_not_reserved_whole(rules: tuple[InstrumentRule, ...], amount: float, is_there: bool) -> None:
    found = choose(rules, "cleaning", amount_eur=amount, labour=LabourShare.HIGH)
    assert (Instrument.RESERVED_CONTRACT in found) is is_there
    assert {Instrument.RESERVED_LOT, Instrument.SOCIAL_CLAUSE} <= found


def test_purchase_without_labour_asks_for_no_hours(rules: tuple[InstrumentRule, ...]) -> None:
    found = choose(rules, "software_cloud", amount_eur=500_000.0, labour=LabourShare.LOW)
    assert not found & {Instrument.SOCIAL_CLAUSE, Instrument.RESERVED_LOT, Instrument.RESERVED_CONTRACT}
    assert Instrument.AWARD_CRITERION in found


@pytest.mark.parametrize(("months", "is_there"), [(2, False), (3, True), (None, True)])
def test_hours_need_time(rules: tuple[InstrumentRule, ...], months: int | None, is_there: bool) -> None:
    found = choose(rules, "roads", amount_eur=300_000.0, labour=LabourShare.HIGH, duration_months=months)
    assert (Instrument.SOCIAL_CLAUSE in found) is is_there


def test_repeated_purchases_of_goods_may_use_a_dynamic_system(rules: tuple[InstrumentRule, ...]) -> None:
    known = {"amount_eur": 400_000.0, "duration_months": 48}
    assert Instrument.DYNAMIC_PURCHASING_SYSTEM in choose(rules, "furniture", nature=ContractNature.SUPPLIES, **known)
    assert Instrument.DYNAMIC_PURCHASING_SYSTEM not in choose(rules, "furniture", **known)
    assert Instrument.DYNAMIC_PURCHASING_SYSTEM not in choose(rules, "roads", **known)


def test_small_cultural_project_may_need_no_contract(rules: tuple[InstrumentRule, ...]) -> None:
    assert Instrument.NO_CONTRACT in choose(rules, "culture", amount_eur=20_000.0)
    assert Instrument.NO_CONTRACT not in choose(rules, "roads", amount_eur=20_000.0)


def test_malformed_ways_are_refused(tmp_path: Path) -> None:
    (write_corpus(tmp_path) / "obligations" / "instruments.toml").write_text("[autre]\n", encoding="utf-8")
    with pytest.raises(InvalidCorpus, match="instruments"):
        read_instrument_rules(tmp_path)

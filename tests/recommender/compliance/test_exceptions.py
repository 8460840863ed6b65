"""The four cases without social condition (L2112-2-1 II), and the note to the file (III)."""

import pytest

from recommender.compliance.exceptions import ExceptionRules, read_exception_rules
from recommender.domain.vocabulary import BuyerCategory, ContractNature, LabourShare
from recommender.errors import InvalidCorpus, InvalidExceptionCase
from recommender.settings import Settings
from tests.builders.corpus import write_corpus
from tests.builders.library import make_need

WORKS, SERVICES = ContractNature.WORKS, ContractNature.SERVICES


@pytest.fixture(scope="module")
def rules(settings: Settings) -> ExceptionRules:
    return read_exception_rules(settings.corpus_dir)


def test_there_are_the_four_cases_of_the_article(rules: ExceptionRules) -> None:
    assert [case.number for case in rules.cases] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("nature", "months", "is_excluded"),
    [(WORKS, 5, False), (WORKS, 6, True), (WORKS, 7, True), (WORKS, None, False), (SERVICES, 5, True)],
)
def test_fourth_case_is_for_works_under_six_months(
    rules: ExceptionRules, nature: ContractNature, months: int | None, is_excluded: bool
) -> None:
    cases = rules.walk(make_need(nature=nature, duration_months=months))
    assert cases[3].is_excluded is is_excluded
    assert bool(cases[3].caution) is is_excluded
    assert not any(case.is_excluded for case in cases[:3])


def test_cases_hard_to_defend_are_cautioned_and_not_shut_out(rules: ExceptionRules) -> None:
    cases = rules.walk(make_need(nature=WORKS, labour=LabourShare.HIGH))
    assert [bool(case.caution) for case in cases[:2]] == [True, True]
    assert rules.walk(make_need(labour=LabourShare.LOW))[1].caution == ""


def test_note_names_the_contract_the_case_the_reason_and_where_it_is_kept(rules: ExceptionRules) -> None:
    note = rules.write_note(make_need(amount_eur=250_000.0), 2, "Abonnement à une base juridique.")
    for part in (
        "Nettoyage des locaux",
        "250\u202f000 € HT",
        "(II, 2°)",
        "Abonnement à une base juridique.",
        "L2184-1",
    ):
        assert part in note


def test_note_without_reason_holds_a_sentence_to_complete(rules: ExceptionRules) -> None:
    assert "[" in rules.write_note(make_need(), 3, "  ")


def test_known_duration_is_written_in_the_note(rules: ExceptionRules) -> None:
    note = rules.write_note(make_need(nature=WORKS, duration_months=4), 4, "")
    assert "4 mois, inférieure à six mois" in note


def test_contracting_entity_keeps_its_reasons_otherwise(rules: ExceptionRules) -> None:
    note = rules.write_note(make_need(buyer=BuyerCategory.UTILITY), 2, "Motif.")
    assert "tout moyen approprié" in note
    assert "L2184-1" not in note


@pytest.mark.parametrize("case", [0, 4, 5])
def test_case_that_does_not_apply_is_refused_with_what_to_do(rules: ExceptionRules, case: int) -> None:
    with pytest.raises(InvalidExceptionCase) as caught:
        rules.write_note(make_need(nature=SERVICES), case, "")
    assert "1 à 4" in caught.value.next_step


def test_malformed_cases_are_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (write_corpus(tmp_path) / "obligations" / "exceptions.toml").write_text("[1]\n", encoding="utf-8")
    with pytest.raises(InvalidCorpus, match="exceptions"):
        read_exception_rules(tmp_path)

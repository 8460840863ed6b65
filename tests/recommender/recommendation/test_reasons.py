"""Why a bundle is proposed: codes, values and passages of the need."""

from typing import Any

import pytest

from recommender.domain.library import Bundle
from recommender.domain.needs import FamilyCandidate, Need
from recommender.domain.recommendations import Reason, ReasonCode
from recommender.domain.spaser import SpaserObjective
from recommender.domain.uptake import FamilyUptake, Uptake
from recommender.labels_fr import format_reason
from recommender.recommendation.reasons import ReasonFinder, find_misfit, find_shared_words
from tests.builders.library import LAUNCH, make_bundle, make_need, make_outlook, make_taxonomy

USUAL = Uptake("Marchés 2024", LAUNCH, {"cleaning": FamilyUptake(40, {"Clause sociale": 26})})


def find(
    need: Need | None = None, bundle: Bundle | None = None, *, met: tuple[str, ...] = (), **parts: Any
) -> dict[ReasonCode, tuple[str, ...]]:
    taxonomy = make_taxonomy()
    finder = ReasonFinder(taxonomy.themes, taxonomy.families, parts.pop("uptake", Uptake("", LAUNCH)), **parts)
    found = finder.find(need or make_need(), bundle or make_bundle(), met)
    return {reason.code: reason.values for reason in found}


def test_purchase_stake_words_and_code_are_named_in_the_order_a_buyer_reads() -> None:
    assert list(find().items()) == [
        (ReasonCode.FAMILY, ("Nettoyage de locaux",)),
        (ReasonCode.STAKES, ("Insertion",)),
        (ReasonCode.WORDS, ("nettoyage", "locaux")),
        (ReasonCode.CPV, ("90910000",)),
    ]


def test_bundle_written_for_another_purchase_names_it() -> None:
    need = make_need(families=(FamilyCandidate("furniture", "Mobilier", 1.0),), cpv=(), themes=())
    assert find(need)[ReasonCode.ADAPT] == ("Nettoyage de locaux",)


def test_lesser_stakes_are_not_called_important() -> None:
    assert ReasonCode.STAKES not in find(make_need(themes=(make_outlook("insertion", 1.5),)))


def test_duties_met_are_named() -> None:
    assert find(met=("Clause sociale", "Clause environnementale"))[ReasonCode.DUTY] == (
        "Clause sociale",
        "Clause environnementale",
    )


def test_objectives_of_the_plan_served_are_named() -> None:
    objectives = [
        SpaserObjective("2.1", "Insertion dans les travaux", 4, ("insertion",)),
        SpaserObjective("3", "Zéro plastique", 5, ("plastic",)),
    ]
    assert find(objectives=objectives)[ReasonCode.SPASER] == ("2.1 Insertion dans les travaux",)


def test_usual_practice_is_told_with_its_count_and_source() -> None:
    assert find(uptake=USUAL)[ReasonCode.UPTAKE] == ("Clause sociale", "65", "40", "Marchés 2024")


@pytest.mark.parametrize("counted", [FamilyUptake(9, {"Clause sociale": 9}), FamilyUptake(40, {"Clause sociale": 4})])
def test_few_contracts_or_a_rare_practice_are_not_told(counted: FamilyUptake) -> None:
    assert ReasonCode.UPTAKE not in find(uptake=Uptake("", LAUNCH, {"cleaning": counted}))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NETTOYAGE DES LOCAUX", ("nettoyage", "locaux")),
        ("Prestations d'entretien ménager et d'entretien", ("entretien", "ménager")),
        ("Achat de pneus", None),
        ("", None),
    ],
)
def test_shared_words_are_those_of_the_need_once_each(text: str, words: tuple[str, ...] | None) -> None:
    found = find_shared_words(text, make_bundle())
    assert (found.values if found else None) == words
    for word, span in zip(found.values, found.spans, strict=True) if found else ():
        assert text[span.start : span.end].lower().endswith(word)


@pytest.mark.parametrize(
    ("limits", "code", "value"),
    [
        ({"min_amount_eur": 200_000.0}, ReasonCode.TOO_SMALL, "200\u202f000"),
        ({"max_amount_eur": 90_000.0}, ReasonCode.TOO_LARGE, "90\u202f000"),
        ({"min_months": 36}, ReasonCode.TOO_SHORT, "36"),
        ({"max_months": 12}, ReasonCode.TOO_LONG, "12"),
    ],
)
def test_contract_of_another_size_is_told(limits: dict[str, float], code: ReasonCode, value: str) -> None:
    found = find_misfit(make_need(), make_bundle(**limits))
    assert found is not None
    assert (found.code, found.values) == (code, (value,))


def test_contract_of_exactly_the_size_or_of_unknown_size_is_not() -> None:
    bundle = make_bundle(min_amount_eur=120_000.0, max_amount_eur=120_000.0, min_months=24)
    assert find_misfit(make_need(), bundle) is None
    unknown = make_need(amount_eur=None, duration_months=None)
    assert find_misfit(unknown, make_bundle(min_amount_eur=1e6, min_months=99)) is None


def test_every_code_has_its_words() -> None:
    for code in ReasonCode:
        values = ("3", "4", "unclear") if code is ReasonCode.DISMISSED_HERE else ("a", "b", "c", "d")
        assert len(format_reason(Reason(code, values)).split()) >= 3

"""Which suggestions a need gets, in which order, at which level, and why."""

import random

import pytest

from recommender.domain.library import Bundle
from recommender.domain.needs import FamilyCandidate, Need
from recommender.domain.recommendations import Recommendation
from recommender.domain.vocabulary import ContractNature, ThemeFamily
from recommender.recommendation.selection import RESTRAINED_TOP_K, Selector, purchase_fit, size_warning
from tests.builders.library import (
    make_award_criterion,
    make_bundle,
    make_candidate,
    make_family,
    make_need,
    make_provision,
    make_taxonomy,
    make_theme,
)

NEED = make_need()


def select(
    *bundles: Bundle, need: Need = NEED, top_k: int = 10, level: int = 3, **stakes: int
) -> tuple[Recommendation, ...]:
    families = {"cleaning": make_family(stakes=stakes)} if stakes else make_taxonomy().families
    selector = Selector(families=families, themes=make_taxonomy().themes)
    return selector.select(need, [make_candidate(bundle) for bundle in bundles], top_k=top_k, level=level)


def on_theme(id_: str, theme: str, text: str) -> Bundle:
    return make_bundle(id_, themes=(theme,), provisions=(make_provision(text=text),))


def ids(chosen: tuple[Recommendation, ...]) -> list[str]:
    return [recommendation.bundle.id for recommendation in chosen]


def test_bundle_of_another_purchase_is_left_out() -> None:
    other = make_bundle("mobilier", families=("furniture",), cpv=("391",))
    assert ids(select(other, make_bundle())) == ["nettoyage-insertion"]


def test_bundle_off_topic_for_the_purchase_is_left_out() -> None:
    assert select(make_bundle(themes=("unknown",))) == ()


def test_no_candidate_gives_no_suggestion() -> None:
    assert select() == ()


def test_major_stake_comes_before_a_lesser_one() -> None:
    lesser = on_theme("a-pollution", "pollution", "Les produits sont dosés par une centrale automatique, contrôlée.")
    major = on_theme("b-insertion", "insertion", "Des heures de travail sont réservées à l'insertion.")
    assert ids(select(lesser, major)) == ["b-insertion", "a-pollution"]


def test_second_bundle_on_a_covered_theme_comes_after_a_fresh_theme() -> None:
    first = on_theme("a", "insertion", "Des heures de travail sont réservées à l'insertion.")
    second = on_theme("b", "insertion", "Un tuteur formé accueille chaque apprenti dans l'équipe.")
    fresh = on_theme("c", "pollution", "Les produits sont dosés par une centrale automatique, contrôlée.")
    assert ids(select(first, second, fresh, insertion=3, pollution=3)) == ["a", "c", "b"]


def test_near_duplicate_is_offered_once() -> None:
    text = "Le titulaire réserve cent heures de travail à des personnes éloignées de l'emploi."
    first, copy = on_theme("a", "insertion", text), on_theme("b", "insertion", text + " Il en rend compte.")
    assert ids(select(copy, first)) == ["a"]


def test_order_does_not_depend_on_the_order_of_candidates() -> None:
    words = ["balayage", "encadrement", "tutorat", "microfibre", "vitrerie", "dosage"]
    bundles = [
        on_theme(f"b{i}", theme, f"{word} {word[::-1]} numéro {i}")
        for i, (theme, word) in enumerate(zip(["insertion", "pollution"] * 3, words, strict=True))
    ]
    expected = ids(select(*bundles))
    assert len(expected) == 6
    for seed in range(5):
        shuffled = random.Random(seed).sample(bundles, len(bundles))
        assert ids(select(*shuffled)) == expected


def test_equal_gains_are_ordered_by_id() -> None:
    bundles = [on_theme(id_, "insertion", text) for id_, text in [("b", "Un tuteur."), ("a", "Des heures réservées.")]]
    assert ids(select(*bundles)) == ["a", "b"]


def test_top_k_keeps_the_best() -> None:
    lesser = on_theme("a-pollution", "pollution", "Les produits sont dosés par une centrale automatique, contrôlée.")
    assert ids(select(lesser, make_bundle("b-insertion"), top_k=1)) == ["b-insertion"]


def test_acronym_keeps_its_capitals_in_a_reason() -> None:
    themes = {"t": make_theme("t", label="ESS, accès des TPE-PME"), "u": make_theme("u", label="Eau")}
    selector = Selector(families={"cleaning": make_family(stakes={"t": 3, "u": 3})}, themes=themes)
    (chosen,) = selector.select(NEED, [make_candidate(make_bundle(themes=("t", "u")))], top_k=1, level=3)
    assert "Enjeu important pour cet achat : ESS, accès des TPE-PME ; eau." in chosen.reasons


def test_purchase_that_calls_for_restraint_gets_few_suggestions() -> None:
    themes = {f"t{i}": make_theme(f"t{i}", family=ThemeFamily.SOCIAL) for i in range(6)}
    family = make_family(stakes=dict.fromkeys(themes, 3), restraint=True)
    families = {"insurance": family, "cleaning": make_family(stakes=dict.fromkeys(themes, 3))}
    selector = Selector(families=families, themes=themes)
    candidates = [make_candidate(on_theme(f"b{i}", f"t{i}", f"Texte {i}")) for i in range(6)]

    def count(restrained: float, other: float) -> int:
        likely = (FamilyCandidate("cleaning", "", other), FamilyCandidate("insurance", "", restrained))
        return len(selector.select(make_need(families=likely), candidates, top_k=10, level=3))

    assert count(0.9, 0.1) == RESTRAINED_TOP_K
    # A doubt is enough: a suggestion without a link with the purchase costs more than one not made.
    assert count(0.2, 0.6) == RESTRAINED_TOP_K
    assert count(0.05, 0.9) == 6


@pytest.mark.parametrize(("level", "kept", "reached"), [(1, 1, 1), (2, 2, 2), (3, 2, 2)])
def test_level_asked_for_caps_the_provisions(level: int, kept: int, reached: int) -> None:
    bundle = make_bundle(provisions=(make_provision(), make_award_criterion()))
    (suggestion,) = select(bundle, level=level)
    assert (len(suggestion.provisions), suggestion.level) == (kept, reached)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"min_amount_eur": 200_000.0}, "À alléger : écrite pour des marchés d'au moins 200\u202f000 € HT."),
        ({"max_amount_eur": 90_000.0}, "À renforcer : écrite pour des marchés d'au plus 90\u202f000 € HT."),
        ({"min_months": 36}, "À alléger : écrite pour des marchés d'au moins 36 mois."),
    ],
)
def test_contract_of_another_size_caps_the_level_and_says_so(limits: dict[str, float], words: str) -> None:
    bundle = make_bundle(provisions=(make_provision(), make_award_criterion()), **limits)
    assert size_warning(NEED, bundle) == words
    (suggestion,) = select(bundle)
    assert suggestion.level == 1
    assert words in suggestion.reasons


def test_contract_of_exactly_the_size_has_no_warning() -> None:
    bundle = make_bundle(min_amount_eur=120_000.0, max_amount_eur=120_000.0, min_months=24)
    assert size_warning(NEED, bundle) is None
    unknown = make_need(amount_eur=None, duration_months=None)
    assert size_warning(unknown, make_bundle(min_amount_eur=1e6, min_months=99)) is None


def test_reasons_name_purchase_stake_words_and_code() -> None:
    (suggestion,) = select(make_bundle())
    assert suggestion.reasons == (
        "Écrite pour l'achat « Nettoyage de locaux », reconnu dans votre besoin.",
        "Enjeu important pour cet achat : insertion.",
        "Termes de votre besoin : nettoyage.",
        "Code CPV 90910000 couvert par cette fiche.",
    )


def test_bundle_that_fits_by_its_code_alone_still_has_a_reason() -> None:
    need = make_need(families=(FamilyCandidate("furniture", "Mobilier", 1.0),))
    selector = Selector(families=make_taxonomy().families, themes=make_taxonomy().themes)
    candidate = make_candidate(make_bundle(themes=("pollution",)), matched_terms=())
    (suggestion,) = selector.select(need, [candidate], top_k=5, level=3)
    assert suggestion.reasons == ("Code CPV 90910000 couvert par cette fiche.",)


def test_texts_are_filled_with_default_values() -> None:
    (suggestion,) = select(make_bundle())
    assert "1\u202f500 heures" in suggestion.provisions[0].text


def test_fit_is_by_family_then_by_cpv_and_halved_by_another_nature() -> None:
    assert purchase_fit(NEED, make_bundle()) == pytest.approx(0.9)
    assert purchase_fit(NEED, make_bundle(families=())) == pytest.approx(0.6 * 0.9)
    assert purchase_fit(NEED, make_bundle(families=(), cpv=("90",))) == 0
    assert purchase_fit(NEED, make_bundle(natures=(ContractNature.WORKS,))) == pytest.approx(0.45)

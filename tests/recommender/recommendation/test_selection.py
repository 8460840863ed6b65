"""Which suggestions a need gets, in which order and at which level."""

import random

import pytest

from recommender.domain.library import Bundle, Link, LinkKind
from recommender.domain.needs import FamilyCandidate, Need
from recommender.domain.recommendations import ReasonCode, Recommendation
from recommender.domain.vocabulary import ContractNature
from recommender.recommendation.habits import Habits
from recommender.recommendation.selection import MIN_RELEVANCE, RESTRAINED, RESTRAINED_TOP_K, Selector
from recommender.recommendation.strengthening import DraftReading
from tests.builders.feedback import make_dismissal
from tests.builders.library import (
    make_award_criterion,
    make_bundle,
    make_candidate,
    make_clause,
    make_need,
    make_outlook,
    make_provision,
    make_selector,
)

NEED = make_need()
WORDS = ["balayage", "encadrement", "tutorat", "microfibre", "vitrerie", "dosage"]


def select(
    *bundles: Bundle, need: Need = NEED, top_k: int = 10, level: int = 3, draft: DraftReading | None = None
) -> tuple[Recommendation, ...]:
    candidates = [make_candidate(bundle) for bundle in bundles]
    return make_selector().select(need, candidates, top_k=top_k, level=level, draft=draft)


def on_theme(id_: str, *themes: str, text: str = "", **changes: object) -> Bundle:
    return make_bundle(id_, themes=themes, provisions=(make_provision(text=text or f"{id_} {id_[::-1]}"),), **changes)


def ids(chosen: tuple[Recommendation, ...]) -> list[str]:
    return [recommendation.bundle.id for recommendation in chosen]


def test_no_candidate_gives_no_suggestion() -> None:
    assert select() == ()


def test_bundle_of_another_purchase_is_left_out() -> None:
    other = make_bundle("mobilier", families=("furniture",), cpv=("391",))
    assert ids(select(other, make_bundle())) == ["nettoyage-insertion"]


def test_purchase_that_no_bundle_was_written_for_gets_the_closest_ones_and_is_told_so() -> None:
    need = make_need(families=(FamilyCandidate("furniture", "Mobilier", 0.9),))
    (suggestion,) = select(make_bundle(), need=need)
    assert suggestion.fit < 0.1
    assert ReasonCode.ADAPT in [reason.code for reason in suggestion.reasons]


@pytest.mark.parametrize(("relevance", "kept"), [(MIN_RELEVANCE - 0.01, 0), (MIN_RELEVANCE, 1)])
def test_theme_is_raised_where_it_is_likely_enough(relevance: float, kept: int) -> None:
    need = make_need(themes=(make_outlook("insertion", 2.0, relevance=relevance),))
    assert len(select(make_bundle(), need=need)) == kept


def test_score_is_the_likeliest_theme_of_the_bundle() -> None:
    themes = (make_outlook("insertion", 2.0, relevance=0.75), make_outlook("pollution", 1.0, relevance=0.9))
    (suggestion,) = select(on_theme("a", "insertion", "pollution"), need=make_need(themes=themes))
    assert suggestion.score == 0.9


def test_major_stake_comes_before_a_lesser_one() -> None:
    assert ids(select(on_theme("a", "pollution"), on_theme("b", "insertion"))) == ["b", "a"]


def test_better_fit_comes_first_at_equal_stakes() -> None:
    need = make_need(families=(FamilyCandidate("furniture", "", 0.6), FamilyCandidate("cleaning", "", 0.4)))
    bundles = [on_theme("a", "insertion"), on_theme("b", "insertion", families=("furniture",))]
    assert ids(select(*bundles, need=need)) == ["b", "a"]


def test_second_bundle_on_a_covered_theme_comes_after_a_fresh_theme() -> None:
    bundles = [on_theme("a", "insertion"), on_theme("b", "insertion"), on_theme("c", "pollution")]
    assert ids(select(*bundles)) == ["a", "c", "b"]


def test_bundle_that_spends_several_themes_at_once_comes_after_those_on_one() -> None:
    bundles = [on_theme("a", "insertion", "pollution"), on_theme("b", "insertion")]
    assert ids(select(*bundles)) == ["b", "a"]


def test_near_duplicate_is_offered_once() -> None:
    text = "Le titulaire réserve cent heures de travail à des personnes éloignées de l'emploi."
    bundles = [on_theme("b", "insertion", text=text + " Il en rend compte."), on_theme("a", "insertion", text=text)]
    assert ids(select(*bundles)) == ["a"]


@pytest.mark.parametrize("kind", [LinkKind.CONFLICTS, LinkKind.REPLACES, LinkKind.STRONGER_THAN])
@pytest.mark.parametrize("holder", ["a", "b"])
def test_bundles_that_exclude_each_other_are_not_offered_together(kind: LinkKind, holder: str) -> None:
    other = {"a": "b", "b": "a"}[holder]
    bundles = [
        on_theme(
            id_, theme, links=(Link(kind, other, "Deux volumes d'heures se cumuleraient."),) if id_ == holder else ()
        )
        for id_, theme in [("a", "insertion"), ("b", "pollution")]
    ]
    assert ids(select(*bundles)) == ["a"]


def test_prerequisite_comes_right_after_what_needs_it_and_says_why() -> None:
    link = Link(LinkKind.REQUIRES, "d", "Le suivi compte les heures.")
    bundles = [on_theme("a", "insertion", links=(link,), title="Heures"), on_theme("c", "pollution")]
    chosen = select(*bundles, on_theme("d", "insertion"))
    assert ids(chosen) == ["a", "d", "c"]
    assert chosen[1].reasons[0].code is ReasonCode.REQUIRED
    assert chosen[1].reasons[0].values == ("Heures",)


def test_order_does_not_depend_on_the_order_of_candidates() -> None:
    bundles = [on_theme(word, theme) for word, theme in zip(WORDS, ["insertion", "pollution"] * 3, strict=True)]
    expected = ids(select(*bundles))
    assert len(expected) == 6
    for seed in range(5):
        shuffled = random.Random(seed).sample(bundles, len(bundles))
        assert ids(select(*shuffled)) == expected


def test_top_k_keeps_the_best_even_before_a_prerequisite() -> None:
    link = Link(LinkKind.REQUIRES, "d", "Le suivi compte les heures.")
    bundles = [on_theme("a", "insertion", links=(link,)), on_theme("d", "insertion"), on_theme("c", "pollution")]
    assert ids(select(*bundles, top_k=1)) == ["a"]


@pytest.mark.parametrize(("restraint", "count"), [(RESTRAINED - 0.01, 6), (RESTRAINED, RESTRAINED_TOP_K)])
def test_purchase_that_calls_for_restraint_gets_few_suggestions(restraint: float, count: int) -> None:
    bundles = [on_theme(word, "insertion") for word in WORDS]
    assert len(select(*bundles, need=make_need(restraint=restraint))) == count


@pytest.mark.parametrize(("level", "kept", "reached"), [(1, 1, 1), (2, 2, 2), (3, 2, 2)])
def test_level_asked_for_caps_the_provisions(level: int, kept: int, reached: int) -> None:
    bundle = make_bundle(provisions=(make_provision(), make_award_criterion()))
    (suggestion,) = select(bundle, level=level)
    assert (len(suggestion.provisions), suggestion.level) == (kept, reached)


def test_contract_of_another_size_stays_at_the_first_level_and_says_why() -> None:
    bundle = make_bundle(provisions=(make_provision(), make_award_criterion()), min_amount_eur=200_000.0)
    (suggestion,) = select(bundle)
    assert suggestion.level == 1
    assert suggestion.reasons[-1].code is ReasonCode.TOO_SMALL


def test_texts_are_filled_with_the_values_shown_beside_them() -> None:
    (suggestion,) = select(make_bundle())
    assert "1\u202f500 heures" in suggestion.provisions[0].text
    assert [(found.variable.name, found.value) for found in suggestion.variables] == [("heures", 1500)]


def test_duties_met_are_among_the_reasons() -> None:
    chosen = make_selector().select(
        NEED, [make_candidate(make_bundle())], met_duties=lambda _: ["Prévoir une clause sociale"], top_k=1, level=3
    )
    (duty,) = [reason for reason in chosen[0].reasons if reason.code is ReasonCode.DUTY]
    assert duty.values == ("Prévoir une clause sociale",)


def test_theme_the_draft_binds_on_comes_later_with_how_to_strengthen_it() -> None:
    draft = DraftReading([make_clause(text="Le titulaire emploie des personnes en insertion.", themes=("insertion",))])
    need = make_need(themes=(make_outlook("insertion", 3.0), make_outlook("pollution", 2.5)))
    fresh, covered = select(on_theme("a", "insertion"), on_theme("b", "pollution"), need=need, draft=draft)
    assert (fresh.bundle.id, fresh.already_covered) == ("b", False)
    assert (covered.bundle.id, covered.already_covered) == ("a", True)
    assert covered.reasons[0].code is ReasonCode.IN_DRAFT


def test_scores_lie_between_zero_and_one() -> None:
    selector: Selector = make_selector()
    natures = (ContractNature.WORKS,)
    found = selector.score(NEED, [make_candidate(make_bundle()), make_candidate(make_bundle("b", natures=natures))])
    assert all(0 <= value <= 1 for item in found for value in (item.relevance, item.fit))


def test_habit_of_the_organisation_changes_the_order_and_is_told() -> None:
    bundles = [on_theme("a", "insertion"), on_theme("b", "insertion")]
    candidates = [make_candidate(bundle) for bundle in bundles]
    habits = Habits.from_counts([make_dismissal(4, bundle_id="a")], {"a": 1, "b": 1})
    chosen = make_selector().knowing(habits).select(NEED, candidates, top_k=10, level=3)
    assert ids(chosen) == ["b", "a"]
    assert [reason.code for reason in chosen[1].reasons][-1] is ReasonCode.DISMISSED_HERE
    plain = make_selector().select(NEED, candidates, top_k=10, level=3)
    assert ids(plain) == ["a", "b"]
    assert {found.bundle.id: (found.score, found.fit) for found in plain} == {
        found.bundle.id: (found.score, found.fit) for found in chosen
    }

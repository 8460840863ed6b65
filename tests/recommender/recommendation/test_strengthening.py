"""What a draft already says on a theme, and what it lacks."""

import pytest

from recommender.domain.extraction import Clause
from recommender.domain.recommendations import ReasonCode
from recommender.domain.vocabulary import Obligation, ProvisionKind
from recommender.recommendation.strengthening import EXCERPT_CHARS, DraftReading
from tests.builders.library import make_award_criterion, make_bundle, make_clause, make_provision

VAGUE = "Le titulaire trie les déchets du chantier."
BUNDLE = make_bundle(themes=("waste",), provisions=(make_provision(),))


def on_waste(text: str = VAGUE, **changes: object) -> Clause:
    return make_clause(text=text, themes=("waste",), **changes)


def advise(*clauses: Clause, bundle: object = BUNDLE) -> str:
    reason = DraftReading(clauses).how_to_strengthen(bundle)  # type: ignore[arg-type]
    assert reason is not None
    assert reason.code is ReasonCode.IN_DRAFT
    return reason.values[2]


def test_vague_clause_lacks_figure_proof_and_penalty() -> None:
    advice = advise(on_waste())
    assert "valeur chiffrée" in advice
    assert "preuve" in advice
    assert "pénalité" in advice


def test_complete_clause_can_only_go_one_level_up() -> None:
    text = "Le titulaire valorise 70 % des déchets, remet les bordereaux chaque mois, sous pénalité de 100 €."
    assert advise(on_waste(text)) == "passer au niveau supérieur de cette fiche"


def test_penalty_written_elsewhere_in_the_draft_counts() -> None:
    penalty = on_waste("Pénalité de 100 € par manquement au tri.", kind=ProvisionKind.PENALTY)
    assert "pénalité" not in advise(on_waste(), penalty)


def test_criterion_is_advised_where_the_bundle_has_one_and_the_draft_none() -> None:
    bundle = make_bundle(themes=("waste",), provisions=(make_provision(), make_award_criterion()))
    assert "offres" in advise(on_waste(), bundle=bundle)
    assert "offres" not in advise(on_waste(), on_waste(kind=ProvisionKind.AWARD_CRITERION), bundle=bundle)


def test_surest_passage_is_shown_with_its_page_and_cut() -> None:
    long = on_waste(VAGUE + " Il remet un bilan." * 10, confidence=0.95, page=12)
    reason = DraftReading([on_waste(confidence=0.6), long]).how_to_strengthen(BUNDLE)
    assert reason is not None
    assert reason.values[0] == " page 12"
    assert reason.values[1].startswith(VAGUE)
    assert len(reason.values[1]) <= EXCERPT_CHARS


def test_page_unknown_is_not_shown() -> None:
    reason = DraftReading([on_waste(page=None)]).how_to_strengthen(BUNDLE)
    assert reason is not None
    assert reason.values[0] == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"themes": ("energy", "waste")},
        {"obligation": Obligation.NEGATED},
        {"obligation": Obligation.INFO},
        {"kind": ProvisionKind.AWARD_CRITERION},
    ],
)
def test_what_binds_nobody_on_the_theme_is_not_in_the_draft(changes: dict[str, object]) -> None:
    clause = make_clause(**({"text": VAGUE, "themes": ("waste",)} | changes))
    assert not DraftReading([clause]).binds_on("waste")
    assert DraftReading([clause]).how_to_strengthen(BUNDLE) is None

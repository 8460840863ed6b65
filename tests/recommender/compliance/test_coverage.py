"""Whether a draft already holds what meets a duty, and where."""

import pytest

from recommender.compliance.coverage import THEMES_OF_DUTY, mark_coverage
from recommender.compliance.duties import CONTRACT, read_duty_rules
from recommender.domain.extraction import AwardCriterion, Clause
from recommender.domain.recommendations import Duty
from recommender.domain.vocabulary import Obligation, ProvisionKind, ThemeFamily
from recommender.library.taxonomy import read_taxonomy
from recommender.settings import Settings
from tests.builders.library import make_clause, make_draft_criterion, make_duty, make_theme

THEMES = {
    "insertion": make_theme(),
    "working_conditions": make_theme("working_conditions"),
    "pollution": make_theme("pollution", family=ThemeFamily.ENVIRONMENTAL),
    "life_cycle_cost": make_theme("life_cycle_cost", family=ThemeFamily.CROSS_CUTTING),
}
ENVIRONMENTAL = make_clause()
SOCIAL = make_clause(themes=("insertion",))


def mark(code: str, *clauses: Clause, criteria: tuple[AwardCriterion, ...] = (), **duty: object) -> Duty:
    (marked,) = mark_coverage([make_duty(code=code, **duty)], clauses, criteria, THEMES)
    return marked


@pytest.mark.parametrize(
    ("code", "clause", "coverage"),
    [
        ("env_execution_condition", ENVIRONMENTAL, "met"),
        ("env_execution_condition", make_clause(kind=ProvisionKind.TECHNICAL_SPECIFICATION), "met"),
        ("env_execution_condition", make_clause(themes=("life_cycle_cost",)), "met"),
        ("env_execution_condition", SOCIAL, "missing"),
        ("env_execution_condition", make_clause(kind=ProvisionKind.AWARD_CRITERION), "missing"),
        ("env_execution_condition", make_clause(obligation=Obligation.NEGATED), "missing"),
        ("env_execution_condition", make_clause(obligation=Obligation.MAY), "missing"),
        ("env_execution_condition", make_clause(obligation=Obligation.INFO), "missing"),
        ("social_execution_condition", SOCIAL, "met"),
        ("social_execution_condition", make_clause(themes=("working_conditions",)), "missing"),
        ("social_execution_condition", ENVIRONMENTAL, "missing"),
        (
            "social_execution_condition",
            make_clause(themes=("insertion",), kind=ProvisionKind.TECHNICAL_SPECIFICATION),
            "missing",
        ),
        ("egalim", make_clause(themes=("food",)), "met"),
        ("egalim", ENVIRONMENTAL, "missing"),
    ],
)
def test_duty_is_met_by_a_binding_clause_of_its_kind_and_theme(code: str, clause: Clause, coverage: str) -> None:
    assert mark(code, clause).coverage == coverage


@pytest.mark.parametrize(
    ("responsible", "coverage"),
    [("environmental", "met"), ("both", "met"), ("social", "missing"), ("none", "missing")],
)
def test_criterion_duty_is_met_by_an_environmental_criterion(responsible: str, coverage: str) -> None:
    criterion = make_draft_criterion(criterion="Performance", responsible=responsible)
    assert mark("env_award_criterion", ENVIRONMENTAL, criteria=(criterion,)).coverage == coverage


def test_proof_shows_page_article_and_words() -> None:
    marked = mark("env_execution_condition", ENVIRONMENTAL)
    assert marked.coverage_note == "Trouvé page 4, article 7.2 : « Le titulaire trie les déchets du chantier. »"


def test_proof_is_the_surest_clause_and_says_only_what_is_known() -> None:
    weak = make_clause(text="Peut-être.", confidence=0.5)
    strong = make_clause(text="Sûrement.", confidence=0.8, page=0, article=None)
    assert mark("env_execution_condition", weak, strong).coverage_note == "Trouvé : « Sûrement. »"


def test_long_proof_is_cut() -> None:
    note = mark("env_execution_condition", make_clause(text="mot " * 100)).coverage_note
    assert note.endswith("… »")
    assert len(note) < 160


def test_missing_criterion_tells_a_draft_without_any() -> None:
    assert "aucun critère trouvé" in mark("env_award_criterion").coverage_note
    one = make_draft_criterion()
    assert "ne porte sur l'environnement" in mark("env_award_criterion", criteria=(one,)).coverage_note


def test_duty_to_check_is_marked_and_one_that_does_not_apply_is_not() -> None:
    assert mark("env_execution_condition", status="to_check").coverage == "missing"
    untouched = mark("env_execution_condition", ENVIRONMENTAL, status="not_applicable")
    assert (untouched.coverage, untouched.coverage_note) == (None, "")


def test_every_real_duty_can_be_marked(settings: Settings) -> None:
    themes = read_taxonomy(settings.corpus_dir).themes
    duties = [
        make_duty(code=rule.code) for rule in read_duty_rules(settings.corpus_dir).rules if rule.scope == CONTRACT
    ]
    assert all(duty.coverage == "missing" for duty in mark_coverage(duties, [], [], themes))
    assert {theme for group in THEMES_OF_DUTY.values() for theme in group} <= themes.keys()

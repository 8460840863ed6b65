"""Which objectives of a plan a consultation serves, could serve, and what it will count for."""

import pytest

from recommender.compliance.alignment import align, count_in_indicators
from recommender.domain.audit import CountedIn, DraftDocument
from recommender.domain.extraction import AwardCriterion, Clause
from recommender.domain.spaser import SpaserObjective
from recommender.domain.vocabulary import Obligation, ProvisionKind, ThemeFamily
from tests.builders.library import make_bundle, make_clause, make_draft_criterion, make_theme

THEMES = {"insertion": make_theme(), "pollution": make_theme("pollution", family=ThemeFamily.ENVIRONMENTAL)}
CLEAN = SpaserObjective("1.1", "Réduire les pollutions", 4, ("pollution",))
WORK = SpaserObjective("2.1", "Développer l'insertion", 9, ("insertion",))
SOCIAL = make_clause(themes=("insertion",))


def document(*clauses: Clause, criteria: tuple[AwardCriterion, ...] = ()) -> DraftDocument:
    return DraftDocument("ccap.pdf", "CCAP", clauses, criteria)


def test_objective_is_served_by_a_binding_provision_first_about_it() -> None:
    clean, work = align([CLEAN, WORK], [document(make_clause())], [make_bundle()])
    assert clean.proofs[0].page == 4
    assert clean.could_serve == ()
    assert work.proofs == ()
    assert [fix.bundle_id for fix in work.could_serve] == ["nettoyage-insertion"]


@pytest.mark.parametrize(
    "clause",
    [
        make_clause(obligation=Obligation.INFO),
        make_clause(obligation=Obligation.NEGATED),
        make_clause(themes=("insertion", "pollution")),
        make_clause(kind=ProvisionKind.PENALTY),
    ],
)
def test_what_binds_nobody_or_touches_it_in_passing_serves_nothing(clause: Clause) -> None:
    (clean,) = align([CLEAN], [document(clause)], [])
    assert (clean.proofs, clean.could_serve) == ((), ())


def test_objective_without_theme_is_served_by_nothing() -> None:
    (one,) = align([SpaserObjective("3", "Piloter", 1)], [document(make_clause())], [make_bundle()])
    assert (one.proofs, one.could_serve) == ((), ())


@pytest.mark.parametrize(
    ("draft", "counted"),
    [
        (document(), ()),
        (document(SOCIAL), (CountedIn.SOCIAL_CLAUSE,)),
        (document(make_clause()), (CountedIn.ENVIRONMENTAL_CLAUSE,)),
        (document(make_clause(obligation=Obligation.MAY)), ()),
        (
            document(make_clause(kind=ProvisionKind.RESERVED_CONTRACT, themes=("insertion",))),
            (CountedIn.RESERVED,),
        ),
        (
            document(criteria=(make_draft_criterion(responsible="both"),)),
            (CountedIn.SOCIAL_CRITERION, CountedIn.ENVIRONMENTAL_CRITERION),
        ),
    ],
)
def test_consultation_counts_once_in_each_category_it_meets(
    draft: DraftDocument, counted: tuple[CountedIn, ...]
) -> None:
    assert count_in_indicators([draft, draft], THEMES) == counted

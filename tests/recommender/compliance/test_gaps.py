"""Duties judged over the documents of one consultation: met, weak, missing, unknown, and where to correct."""

import pytest

from recommender.compliance.gaps import GapAudit
from recommender.domain.audit import DraftDocument, DutyState, JudgedDuty, Weakness
from recommender.domain.extraction import AwardCriterion, Clause
from recommender.domain.vocabulary import Obligation, ProvisionKind, ThemeFamily
from tests.builders.library import make_clause, make_draft_criterion, make_duty, make_theme

THEMES = {
    "insertion": make_theme(),
    "pollution": make_theme("pollution", family=ThemeFamily.ENVIRONMENTAL),
    "waste": make_theme("waste", family=ThemeFamily.ENVIRONMENTAL),
}
PROVEN = make_clause(text="Le titulaire trie les déchets et remet le bordereau.")
BARE = make_clause(text="Le titulaire trie les déchets.")
GREEN = make_draft_criterion(criterion="Déchets du chantier", weight=10.0, responsible="environmental")
PRICE = make_draft_criterion()
CLAUSE, CRITERION, SOCIAL = "env_execution_condition", "env_award_criterion", "social_execution_condition"


def document(doc_type: str, *clauses: Clause, criteria: tuple[AwardCriterion, ...] = ()) -> DraftDocument:
    return DraftDocument(f"{doc_type.lower()}.pdf", doc_type, clauses, criteria)


def judge(code: str, *documents: DraftDocument, **duty: object) -> JudgedDuty:
    return GapAudit(documents, THEMES).judge(make_duty(code=code, **duty))


def test_clause_with_its_proof_meets_the_duty_and_shows_where() -> None:
    judged = judge(CLAUSE, document("RC"), document("CCAP", PROVEN))
    assert judged.state is DutyState.MET
    (proof,) = judged.proofs
    assert (proof.document, proof.page, proof.article) == ("ccap.pdf", 4, "7.2")
    assert (judged.fix_in, judged.weaknesses) == ("", ())


@pytest.mark.parametrize(
    ("clause", "weakness"),
    [
        (BARE, Weakness.NO_CONTROL),
        (make_clause(obligation=Obligation.INFO, kind=ProvisionKind.INFORMATION), Weakness.RECITAL_ONLY),
        (make_clause(obligation=Obligation.MAY), Weakness.WISH_ONLY),
    ],
)
def test_clause_that_cannot_be_enforced_is_weak_and_says_why(clause: Clause, weakness: Weakness) -> None:
    judged = judge(CLAUSE, document("CCAP", clause))
    assert (judged.state, judged.weaknesses) == (DutyState.WEAK, (weakness,))
    assert judged.proofs
    assert judged.fix_in == "CCAP (ccap.pdf)"


def test_specification_alone_is_no_condition_of_execution() -> None:
    specification = make_clause(text="Bois certifié, certificat joint.", kind=ProvisionKind.TECHNICAL_SPECIFICATION)
    assert judge(CLAUSE, document("CCTP", specification)).weaknesses == (Weakness.SPECIFICATION_ONLY,)
    assert judge(CLAUSE, document("CCTP", specification, PROVEN)).state is DutyState.MET
    assert (
        judge(
            "agec_58",
            document(
                "CCTP",
                make_clause(
                    text="Recyclé, fiche à fournir par certificat.",
                    themes=("circular_economy",),
                    kind=ProvisionKind.TECHNICAL_SPECIFICATION,
                ),
            ),
        ).state
        is DutyState.MET
    )


def test_criteria_of_the_orders_of_a_framework_are_not_those_of_its_award() -> None:
    assert judge(CRITERION, document("CCAP", criteria=(PRICE,))).state is DutyState.UNKNOWN
    assert judge(CRITERION, document("CCAP", criteria=(GREEN,))).state is DutyState.UNKNOWN


def test_denied_clause_meets_nothing() -> None:
    assert judge(CLAUSE, document("CCAP", make_clause(obligation=Obligation.NEGATED))).state is DutyState.MISSING


def test_penalty_in_another_document_enforces_the_clause() -> None:
    penalty = make_clause(text="Déchets non triés : 100 €.", kind=ProvisionKind.PENALTY, article="9")
    elsewhere = make_clause(text="Retard : 100 €.", kind=ProvisionKind.PENALTY, themes=("insertion",), article="9")
    assert judge(CLAUSE, document("CCTP", BARE), document("CCAP", penalty)).state is DutyState.MET
    assert judge(CLAUSE, document("CCTP", BARE), document("CCAP", elsewhere)).state is DutyState.WEAK


def test_proof_in_the_same_article_counts_and_in_another_does_not() -> None:
    same = make_clause(text="Le bordereau est remis chaque mois.", themes=("waste",))
    other = make_clause(text="Le bordereau est remis chaque mois.", themes=("waste",), article="12")
    audit = GapAudit([document("CCAP", BARE, same)], {"pollution": THEMES["pollution"]})
    assert audit.judge(make_duty(code=CLAUSE)).state is DutyState.MET
    audit = GapAudit([document("CCAP", BARE, other)], {"pollution": THEMES["pollution"]})
    assert audit.judge(make_duty(code=CLAUSE)).state is DutyState.WEAK


@pytest.mark.parametrize(
    ("code", "documents", "state", "to_tell"),
    [
        (CLAUSE, [document("CCAP")], DutyState.MISSING, ""),
        (CLAUSE, [document("RC"), document("CCTP")], DutyState.UNKNOWN, "CCAP"),
        ("agec_58", [document("CCTP")], DutyState.MISSING, ""),
        ("agec_58", [document("RC")], DutyState.UNKNOWN, "CCTP"),
        (SOCIAL, [document("CCTP")], DutyState.UNKNOWN, "CCAP"),
        (SOCIAL, [document("CCAP")], DutyState.MISSING, ""),
        (CRITERION, [document("CCAP"), document("CCTP")], DutyState.UNKNOWN, "règlement de la consultation"),
        (CRITERION, [document("CCP")], DutyState.UNKNOWN, "règlement de la consultation"),
        (CRITERION, [document("CCP", criteria=(PRICE,))], DutyState.MISSING, ""),
        (CRITERION, [document("RC")], DutyState.MISSING, ""),
        (CRITERION, [document("other")], DutyState.MISSING, ""),
    ],
)
def test_nothing_is_missing_from_a_document_that_was_not_given(
    code: str, documents: list[DraftDocument], state: DutyState, to_tell: str
) -> None:
    judged = judge(code, *documents)
    assert judged.state is state
    assert to_tell in judged.to_tell


def test_criteria_are_corrected_where_they_stand() -> None:
    assert judge(CRITERION, document("CCP", criteria=(PRICE,))).fix_in == "CCP (ccp.pdf)"
    assert judge(CRITERION, document("CCP")).fix_in == "RC"


def test_criterion_with_its_clause_meets_the_duty() -> None:
    judged = judge(CRITERION, document("RC", criteria=(PRICE, GREEN)), document("CCTP", PROVEN))
    assert judged.state is DutyState.MET
    assert judged.proofs[0].excerpt == "Déchets du chantier : 10 %"
    assert judged.proofs[0].page == 3


def test_criterion_without_clause_is_weak_once_the_contract_was_read() -> None:
    rules = document("RC", criteria=(PRICE, GREEN))
    assert judge(CRITERION, rules, document("CCTP")).weaknesses == (Weakness.NO_COUNTERPART,)
    assert judge(CRITERION, rules).state is DutyState.MET


def test_criterion_without_weight_among_others_that_have_one_is_weak() -> None:
    unweighted = make_draft_criterion(criterion="Environnement", weight=None, responsible="environmental")
    ordered = make_draft_criterion(criterion="Environnement", weight=None, unit="order", responsible="environmental")
    assert judge(CRITERION, document("RC", criteria=(PRICE, unweighted))).weaknesses == (Weakness.UNWEIGHTED,)
    assert judge(CRITERION, document("RC", criteria=(ordered,))).state is DutyState.MET


def test_social_criterion_is_not_environmental() -> None:
    social = make_draft_criterion(criterion="Insertion", responsible="social")
    assert judge(CRITERION, document("RC", criteria=(PRICE, social))).state is DutyState.MISSING


def test_duty_that_depends_on_an_unknown_fact_asks_for_it_unless_it_is_met() -> None:
    reason = "Due si la valeur atteint 216 000 € HT : indiquez le montant."
    social = make_clause(text="420 heures d'insertion, relevé mensuel.", themes=("insertion",))
    unknown = judge(SOCIAL, document("CCAP"), status="to_check", reason=reason)
    assert (unknown.state, unknown.to_tell) == (DutyState.UNKNOWN, reason)
    assert judge(SOCIAL, document("CCAP", social), status="to_check", reason=reason).state is DutyState.MET


def test_duty_that_does_not_apply_is_not_looked_for() -> None:
    judged = judge(CLAUSE, document("CCAP", PROVEN), status="not_applicable")
    assert (judged.state, judged.proofs) == (DutyState.NOT_APPLICABLE, ())

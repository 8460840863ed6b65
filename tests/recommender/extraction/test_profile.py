"""The document as a whole: object, amount, duration, DECP values."""

import pytest

from recommender.domain.documents import BlockRole
from recommender.domain.vocabulary import Obligation, ProvisionKind
from recommender.extraction.headings import find_headings
from recommender.extraction.profile import (
    MAX_OBJECT_CHARS,
    decp_values,
    opening_text,
    read_amount,
    read_months,
    read_object,
)
from tests.builders.documents import make_block, make_clause, make_criterion, make_document

NO_SOCIAL, NO_ENVIRONMENTAL = ("Pas de considération sociale",), ("Pas de considération environnementale",)


def test_object_is_the_text_under_its_title() -> None:
    document = make_document("1. OBJET DU MARCHÉ", "Le nettoyage des locaux de trois écoles de la ville.")
    assert read_object(document, find_headings(document)) == "Le nettoyage des locaux de trois écoles de la ville."


def test_object_is_the_sentence_that_says_so_where_there_is_no_title() -> None:
    document = make_document("Préambule", "Le présent marché a pour objet le nettoyage de trois écoles.")
    assert read_object(document, ()) == "Le présent marché a pour objet le nettoyage de trois écoles."


def test_object_is_short_and_none_where_nothing_states_it() -> None:
    long = make_document("Le marché a pour objet " + "le nettoyage " * 200)
    assert len(read_object(long, ()) or "") <= MAX_OBJECT_CHARS
    assert read_object(make_document("Le titulaire trie les déchets."), ()) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Le montant total des travaux est estimé à 6,2 M€ HT.", 6_200_000.0),
        ("La valeur estimée de l'accord-cadre est de 240 000 € HT.", 240_000.0),
        ("Montant maximum annuel : 90 000 euros", 90_000.0),
        ("Le titulaire encourt une pénalité de 500 € par jour.", None),
        ("Une caution de 10 000 € est demandée.", None),
    ],
)
def test_amount_is_read_only_where_the_text_speaks_of_the_value(text: str, amount: float | None) -> None:
    assert read_amount(make_document(text)) == amount


def test_amount_is_the_largest_stated() -> None:
    document = make_document("Montant estimé du lot 1 : 80 000 €", "Montant estimé total : 200 000 €")
    assert read_amount(document) == 200_000.0


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Le délai global d'exécution des travaux est de 18 mois.", 18),
        ("Le marché est conclu pour une durée de quatre ans.", 48),
        ("La garantie de parfait achèvement est d'un an.", None),
        ("Le titulaire conserve les bordereaux pendant 3 ans.", None),
    ],
)
def test_duration_is_read_only_where_the_text_speaks_of_the_contract(text: str, months: int | None) -> None:
    assert read_months(make_document(text)) == months


def test_opening_is_the_body_without_running_heads() -> None:
    document = make_document(make_block("Commune de Cuzieu", role=BlockRole.RUNNING), "Nettoyage des écoles.")
    assert opening_text(document, max_chars=12) == "Nettoyage de"


def test_opening_of_a_form_is_its_rows() -> None:
    document = make_document(make_block("Objet | Nettoyage des écoles", role=BlockRole.TABLE_ROW))
    assert opening_text(document, max_chars=100) == "Objet | Nettoyage des écoles"


def test_no_clause_and_no_criterion_is_no_consideration() -> None:
    assert decp_values([], []) == (NO_SOCIAL, NO_ENVIRONMENTAL)


def test_binding_clauses_give_clause_values() -> None:
    clauses = [make_clause(), make_clause(themes=("insertion",))]
    assert decp_values(clauses, []) == (("Clause sociale",), ("Clause environnementale",))


@pytest.mark.parametrize("obligation", [Obligation.MAY, Obligation.NEGATED, Obligation.INFO])
def test_clauses_that_do_not_bind_give_no_value(obligation: Obligation) -> None:
    clauses = [make_clause(obligation=obligation), make_clause(themes=("insertion",), obligation=obligation)]
    assert decp_values(clauses, []) == (NO_SOCIAL, NO_ENVIRONMENTAL)


def test_safety_on_site_is_no_social_clause() -> None:
    assert decp_values([make_clause(themes=("working_conditions",))], [])[0] == NO_SOCIAL


def test_reserved_contract_has_its_own_value_unless_denied() -> None:
    reserved = make_clause(kind=ProvisionKind.RESERVED_CONTRACT, themes=("disability",))
    assert decp_values([reserved], [])[0] == ("Marché réservé",)
    denied = make_clause(kind=ProvisionKind.RESERVED_CONTRACT, themes=("disability",), obligation=Obligation.NEGATED)
    assert decp_values([denied], [])[0] == NO_SOCIAL


def test_criteria_give_criterion_values() -> None:
    both = make_criterion("Performance sociale et environnementale", responsible="both")
    assert decp_values([], [both]) == (("Critère social",), ("Critère environnemental",))

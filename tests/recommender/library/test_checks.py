"""Each check catches a bundle made bad in exactly that way, and passes a good one."""

from dataclasses import replace
from typing import Any

import pytest

from recommender.domain.library import Bundle
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.vocabulary import ProvisionKind
from recommender.library.checks import check_library
from recommender.library.files import Finding, LibraryFiles
from tests.builders.library import (
    CLAUSE_TEXT,
    make_award_criterion,
    make_bundle,
    make_provision,
    make_taxonomy,
    make_variable,
)

TAXONOMY = make_taxonomy()
BOTH = ("Clause sociale", "Critère social")


def problems(*bundles: Bundle, taxonomy: Taxonomy = TAXONOMY) -> list[str]:
    return [finding.problem for finding in check_library(LibraryFiles(bundles, ()), taxonomy)]


def with_clause(**changes: Any) -> Bundle:
    return make_bundle(provisions=(make_provision(**changes),))


def with_criterion(**changes: Any) -> Bundle:
    return make_bundle(provisions=(make_provision(), make_award_criterion(**changes)), decp=BOTH)


def test_good_bundles_pass() -> None:
    other = make_bundle("mobilier-air", themes=("pollution",), families=("furniture",), cpv=("391",))
    other = replace(
        other, decp=("Clause environnementale", "Critère environnemental"), eforms=("pollu-prev",), variables=()
    )
    clause = make_provision(text="Les panneaux émettent au plus huit milligrammes de formaldéhyde pour cent grammes.")
    other = replace(other, provisions=(clause, make_award_criterion(text="La durée de garantie est notée, en années.")))
    assert problems(with_criterion(), other) == []


@pytest.mark.parametrize(
    ("bundle", "problem"),
    [
        (make_bundle(themes=("insertion", "unknown")), "thème inconnu : unknown"),
        (make_bundle(families=("unknown",)), "famille d'achat inconnue : unknown"),
        (make_bundle(cpv=("9091", "99")), "aucun code CPV ne commence par 99"),
        (make_bundle(eforms=("opp", "unknown")), "code eForms inconnu : unknown"),
        (make_bundle(decp=(*BOTH[:1], "Clause environnementale")), "« Clause environnementale » sans disposition"),
        (make_bundle(decp=(*BOTH[:1], "Marché réservé")), "« Marché réservé » sans disposition"),
        (make_bundle(decp=BOTH), "« Critère social » sans disposition"),
        (make_bundle(decp=()), "une clause, mais aucune valeur DECP de clause"),
        (replace(with_criterion(), decp=BOTH[:1]), "un critère, mais aucune valeur DECP de critère"),
        (make_bundle(variables=()), "variable utilisée sans être déclarée : heures"),
        (with_clause(text="Le titulaire trie."), "variable déclarée sans être utilisée : heures"),
        (make_bundle(variables=(make_variable(default=99),)), "valeur par défaut hors bornes : heures"),
        (make_bundle(variables=(make_variable(default=5001),)), "valeur par défaut hors bornes : heures"),
        (with_clause(level=2), "aucune disposition de niveau 1"),
        (with_clause(legal_basis=("L9999-9",)), "article inconnu : L9999-9"),
        (with_clause(control="Contrôle si possible."), "formule sans portée : « si possible »"),
        (with_clause(text=f"{CLAUSE_TEXT} Il s'efforce de trier."), "formule sans portée : « s'efforce »"),
        (with_clause(heading="Producteurs locaux"), "préférence locale : « Producteurs locaux »"),
        (with_clause(proof="Preuve d'un dépôt à dix kilomètres de la mairie."), "préférence locale"),
        (with_clause(proof="Certificat PEFC."), "« PEFC » nommé sans « ou équivalent »"),
        (with_clause(proof=""), "clause sans proof"),
        (with_clause(control=""), "clause sans control"),
        (with_clause(penalty=""), "clause sans penalty"),
        (with_criterion(scoring=""), "critère sans scoring"),
        (with_criterion(tenderer_supplies=""), "critère sans tenderer_supplies"),
        (with_criterion(weight_percent_min=None), "critère sans fourchette de poids"),
        (with_criterion(weight_percent_min=30.0), "critère sans fourchette de poids"),
    ],
)
def test_bundle_made_bad_in_one_way_has_that_one_problem(bundle: Bundle, problem: str) -> None:
    (found,) = problems(bundle)
    assert problem in found


def test_label_with_an_equivalent_passes() -> None:
    assert problems(with_clause(proof="Certificat PEFC ou équivalent.")) == []


def test_reserved_contract_justifies_its_declaration() -> None:
    reserved = make_provision(kind=ProvisionKind.RESERVED_CONTRACT, proof="", control="", penalty="")
    assert problems(make_bundle(provisions=(reserved,), decp=("Marché réservé",))) == []


def test_default_in_words_has_no_bounds() -> None:
    assert problems(make_bundle(variables=(make_variable(default="mille"),))) == []


def test_problem_of_a_provision_names_it() -> None:
    assert problems(with_clause(penalty="")) == ["« Heures d'insertion » : clause sans penalty"]


def test_repeated_id_is_found_once() -> None:
    different = make_bundle(provisions=(make_provision(text="{{ heures }} heures de tutorat par un salarié formé."),))
    assert problems(make_bundle(), different) == ["identifiant porté par plusieurs fichiers"]


def test_nearly_identical_texts_are_found_in_two_bundles_and_in_one() -> None:
    near = CLAUSE_TEXT.replace("trimestre", "semestre")
    copy = make_bundle("copie-insertion", provisions=(make_provision(text=near),))
    assert problems(make_bundle(), copy) == ["texte presque identique à un texte de copie-insertion"]
    twice = make_bundle(provisions=(make_provision(), make_provision(text=near)))
    assert problems(twice) == ["texte presque identique à un texte de nettoyage-insertion"]


def test_files_that_could_not_be_read_are_reported() -> None:
    unread = Finding("clauses/x.toml", "n'est pas du TOML lisible")
    assert check_library(LibraryFiles((), (unread,)), TAXONOMY) == (unread,)

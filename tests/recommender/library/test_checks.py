"""Each check catches a bundle made bad in exactly that way, and passes a good one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from recommender.domain.library import Bundle, Link, LinkKind, SubCriterion
from recommender.domain.taxonomy import LawArticle, Taxonomy
from recommender.domain.vocabulary import ProvisionKind
from recommender.library.checks import check_library
from recommender.library.files import Finding, LibraryFiles
from recommender.library.spelling import SpellingChecker
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


PARTS = (SubCriterion("Accueil", 60), SubCriterion("Tutorat", 40))
PARTS_TEXT = "Le critère note l'accueil sur 60 points et le tutorat sur 40 points, pour ce marché."
Problems = Callable[..., list[str]]


@pytest.fixture(name="problems")
def find_problems(spelling: SpellingChecker) -> Problems:
    def find(*bundles: Bundle, taxonomy: Taxonomy = TAXONOMY) -> list[str]:
        return [finding.problem for finding in check_library(LibraryFiles(bundles, ()), taxonomy, spelling)]

    return find


def with_link(kind: LinkKind, target: str, id_: str = "nettoyage-insertion", **changes: Any) -> Bundle:
    return make_bundle(id_, links=(Link(kind, target, "Même but."),), **changes)


def other_bundle(**changes: Any) -> Bundle:
    text = "Un salarié formé accueille chaque personne pendant {{ heures }} heures au début du marché."
    return make_bundle("nettoyage-tutorat", provisions=(make_provision(text=text),), **changes)


def with_clause(**changes: Any) -> Bundle:
    return make_bundle(provisions=(make_provision(**changes),))


def with_criterion(**changes: Any) -> Bundle:
    return make_bundle(provisions=(make_provision(), make_award_criterion(**changes)), decp=BOTH)


def test_good_bundles_pass(problems: Problems) -> None:
    other = make_bundle("mobilier-air", themes=("pollution",), families=("furniture",), cpv=("391",))
    other = replace(
        other,
        decp=("Clause environnementale", "Critère environnemental"),
        eforms=("pollu-prev",),
        ocds=("environmental.pollutionPrevention",),
        variables=(),
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
        (with_clause(proof=""), "clause sans justificatif"),
        (with_clause(control=""), "clause sans contrôle"),
        (with_clause(penalty=""), "clause sans pénalité"),
        (with_criterion(scoring=""), "critère sans méthode de notation"),
        (with_criterion(tenderer_supplies=""), "critère sans pièces à fournir"),
        (with_criterion(weight_percent_min=None), "critère sans fourchette de poids"),
        (with_criterion(weight_percent_min=30.0), "critère sans fourchette de poids"),
        (make_bundle(ocds=("environmental.recycling",)), "but OCDS étranger aux thèmes de la fiche"),
        (make_bundle(min_months=12, max_months=6), "durées : le minimum dépasse le maximum"),
        (make_bundle(min_amount_eur=9e4, max_amount_eur=4e4), "montants : le minimum dépasse le maximum"),
        (make_bundle(variables=(make_variable(minimum=None),)), "variable sans minimum ou sans maximum : heures"),
        (
            make_bundle(variables=(make_variable(default="a", minimum=None, maximum=None, choices=("b", "c")),)),
            "valeur par défaut hors des choix : heures",
        ),
        (make_bundle(variables=(make_variable(default="a"),)), "variable de texte avec des bornes : heures"),
        (with_clause(sub_criteria=PARTS), "sous-critères hors d'un critère d'attribution"),
        (
            with_criterion(text=PARTS_TEXT.replace("60", "50"), sub_criteria=(SubCriterion("Accueil", 50), PARTS[1])),
            "les sous-critères font 90 points et non 100",
        ),
        (
            with_criterion(text=f"{PARTS_TEXT} Total sur 100.", sub_criteria=(SubCriterion("Accueil", 100),)),
            "1 sous-critère(s), au lieu de 2 à 5",
        ),
        (
            with_criterion(text=PARTS_TEXT.replace("tutorat", "suivi"), sub_criteria=PARTS),
            "sous-critère absent du texte : « Tutorat »",
        ),
        (
            with_criterion(text=PARTS_TEXT.replace("40", "4"), sub_criteria=PARTS),
            "points absents du texte : « Tutorat », 40",
        ),
        (with_clause(text=f"{CLAUSE_TEXT} Le titulaire veille au tri."), "devoir invérifiable : « titulaire veille »"),
        (
            with_criterion(text="La politique sociale de l'entreprise est notée sur dix points."),
            "« politique sociale »",
        ),
        (with_clause(proof="Attestation de domicile : salarié domicilié dans la commune."), "condition de résidence"),
        (with_clause(proof="Tableur Microsoft."), "« Microsoft » nommé sans « ou équivalent »"),
        (with_clause(proof="Certificat ISO 14001."), "« ISO 14001 » nommé sans « ou équivalent »"),
        (with_clause(proof="Relevé des heures,signé par le chéf."), "mot inconnu : « chéf »"),
        (with_clause(control="Contrôle : relevé; contrat."), "espace absente avant « : ; ! ? »"),
        (with_clause(control='Contrôle du "relevé".'), "guillemets qui ne sont pas français"),
        (with_clause(control="Contrôle de 10% des relevés."), "espace absente avant % ou €"),
        (with_clause(control="Contrôle du du relevé."), "mot répété : « du du »"),
        (
            with_clause(text=f"{CLAUSE_TEXT} {'Puis ' + ' '.join(('le reste est dit', 'le tri aussi') * 9)}."),
            "phrase de 64 mots",
        ),
        (with_link(LinkKind.REQUIRES, "fiche-absente"), "lien vers une fiche inconnue : fiche-absente"),
        (with_link(LinkKind.REPLACES, "nettoyage-insertion"), "lien de la fiche vers elle-même"),
    ],
)
def test_bundle_made_bad_in_one_way_has_that_one_problem(problems: Problems, bundle: Bundle, problem: str) -> None:
    (found,) = problems(bundle)
    assert problem in found


def test_label_with_an_equivalent_passes(problems: Problems) -> None:
    assert problems(with_clause(proof="Certificat PEFC ou équivalent.")) == []


def test_reserved_contract_justifies_its_declaration(problems: Problems) -> None:
    reserved = make_provision(kind=ProvisionKind.RESERVED_CONTRACT, proof="", control="", penalty="")
    assert problems(make_bundle(provisions=(reserved,), decp=("Marché réservé",))) == []


def test_default_in_words_has_no_bounds(problems: Problems) -> None:
    words = make_variable(default="mille", minimum=None, maximum=None)
    assert problems(make_bundle(variables=(words,))) == []


def test_problem_of_a_provision_names_it(problems: Problems) -> None:
    assert problems(with_clause(penalty="")) == ["« Heures d'insertion » : clause sans pénalité"]


def test_repeated_id_is_found_once(problems: Problems) -> None:
    different = make_bundle(provisions=(make_provision(text="{{ heures }} heures de tutorat par un salarié formé."),))
    assert problems(make_bundle(), different) == ["identifiant porté par plusieurs fichiers"]


def test_nearly_identical_texts_are_found_in_two_bundles_and_in_one(problems: Problems) -> None:
    near = CLAUSE_TEXT.replace("trimestre", "semestre")
    copy = make_bundle("copie-insertion", provisions=(make_provision(text=near),))
    assert problems(make_bundle(), copy) == ["texte presque identique à un texte de copie-insertion"]
    twice = make_bundle(provisions=(make_provision(), make_provision(text=near)))
    assert problems(twice) == ["texte presque identique à un texte de nettoyage-insertion"]


def test_files_that_could_not_be_read_are_reported(spelling: SpellingChecker) -> None:
    unread = Finding("clauses/x.toml", "n'est pas du TOML lisible")
    assert check_library(LibraryFiles((), (unread,)), TAXONOMY, spelling) == (unread,)


def test_article_out_of_force_when_the_bundle_was_reviewed_is_found(problems: Problems) -> None:
    repealed = LawArticle("L2112-2", "", "https://example.org", "verified", valid_until=date(2026, 8, 22))
    coming = replace(repealed, valid_from=date(2030, 1, 1), valid_until=None)
    for article in (repealed, coming):
        taxonomy = make_taxonomy(articles={"L2112-2": article, "L2152-7": TAXONOMY.articles["L2152-7"]})
        (found,) = problems(make_bundle(), taxonomy=taxonomy)
        assert "article qui n'est pas en vigueur à la date de relecture : L2112-2" in found


def test_policy_that_a_criterion_refuses_to_judge_passes(problems: Problems) -> None:
    text = "L'accueil prévu pour ce marché est noté. La politique sociale de l'entreprise n'est pas notée."
    assert problems(with_criterion(text=text)) == []


def test_sub_criteria_that_sum_and_are_named_in_the_text_pass(problems: Problems) -> None:
    assert problems(with_criterion(text=PARTS_TEXT, sub_criteria=PARTS)) == []


def test_criteria_that_leave_too_little_to_price_are_found(problems: Problems) -> None:
    criteria = tuple(
        make_award_criterion(text=text, weight_percent_min=30.0, weight_percent_max=40.0)
        for text in ("L'accueil des personnes est noté en jours.", "Le nombre de tuteurs formés est noté.")
    )
    (found,) = problems(make_bundle(provisions=(make_provision(), *criteria), decp=BOTH))
    assert found == "les critères pèsent ensemble au moins 60 %, plus de 50 %"


def test_variable_of_a_weight_stays_in_the_range_of_its_criterion(problems: Problems) -> None:
    weight = make_variable(name="poids", label="Poids", unit="%", default=15, minimum=5, maximum=20)
    bundle = replace(with_criterion(heading="Critère ({{ poids }} %)"), variables=(make_variable(), weight))
    (found,) = problems(bundle)
    assert "la variable poids sort de la fourchette de poids du critère" in found


def test_link_to_another_bundle_passes(problems: Problems) -> None:
    assert problems(with_link(LinkKind.STRONGER_THAN, "nettoyage-tutorat"), other_bundle()) == []


@pytest.mark.parametrize(
    ("kind", "back"),
    [
        (LinkKind.REQUIRES, LinkKind.CONFLICTS),
        (LinkKind.REQUIRES, LinkKind.REQUIRES),
        (LinkKind.REPLACES, LinkKind.REPLACES),
        (LinkKind.STRONGER_THAN, LinkKind.STRONGER_THAN),
    ],
)
def test_links_that_contradict_one_another_are_found(problems: Problems, kind: LinkKind, back: LinkKind) -> None:
    answer = other_bundle(links=(Link(back, "nettoyage-insertion", "Même but."),))
    found = problems(with_link(kind, "nettoyage-tutorat"), answer)
    assert "les liens avec nettoyage-tutorat se contredisent" in found


def test_conflict_may_be_said_by_both_sides(problems: Problems) -> None:
    answer = other_bundle(links=(Link(LinkKind.CONFLICTS, "nettoyage-insertion", "Double compte."),))
    assert problems(with_link(LinkKind.CONFLICTS, "nettoyage-tutorat"), answer) == []


def test_bundle_that_requires_a_withdrawn_one_is_found(problems: Problems) -> None:
    (found,) = problems(with_link(LinkKind.REQUIRES, "nettoyage-tutorat"), other_bundle(status="withdrawn"))
    assert found == "requiert une fiche retirée : nettoyage-tutorat"


def test_bundle_stronger_than_one_of_another_goal_is_found(problems: Problems) -> None:
    other = other_bundle(
        themes=("pollution",),
        decp=("Clause environnementale",),
        eforms=("pollu-prev",),
        ocds=("environmental.pollutionPrevention",),
    )
    (found,) = problems(with_link(LinkKind.STRONGER_THAN, "nettoyage-tutorat"), other)
    assert found == "se dit plus forte que nettoyage-tutorat, qui n'a pas le même but"

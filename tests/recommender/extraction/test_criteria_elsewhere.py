"""What stands near award criteria or looks like them, and is none."""

import pytest

from tests.builders.criteria import TITLE, Rows, read_criteria

APPLICATIONS = [
    pytest.param(
        [
            "# 5. SÉLECTION DES CANDIDATURES",
            "Les candidatures sont examinées selon les critères suivants :",
            "- Capacités techniques : 60 %",
            "- Capacités financières : 40 %",
            "# 6. JUGEMENT DES OFFRES",
            "- Prix : 70 %",
            "- Valeur technique : 30 %",
        ],
        ["Prix = 70 %", "Valeur technique = 30 %"],
        id="before the offers",
    ),
    pytest.param(
        [
            "# 4. Examen des candidatures",
            (("Critères de sélection des candidatures", "Pondération"), ("Références", "60 %"), ("Moyens", "40 %")),
            "# 5. Jugement des offres",
            "Prix : 100 %",
        ],
        ["Prix = 100 %"],
        id="table",
    ),
    pytest.param(
        [
            "# 4. Critères de sélection des candidats admis à négocier",
            "- Références : 60 %",
            "- Moyens humains : 40 %",
            "# 5. Critères d'attribution",
            "1. Prix : 30 %",
            "2. Qualité architecturale : 70 %",
        ],
        ["Prix = 30 %", "Qualité architecturale = 70 %"],
        id="admitted to negotiate",
    ),
    pytest.param(
        [
            TITLE,
            "# 6.1 Critères de jugement des candidatures",
            "Capacités professionnelles : 50 %",
            "Capacités financières : 50 %",
            "# 6.2 Critères de jugement des offres",
            "Prix : 60 %",
            "Valeur technique : 40 %",
        ],
        ["Prix = 60 %", "Valeur technique = 40 %"],
        id="two titles of one article",
    ),
]
FIGURES = [
    pytest.param(
        [
            TITLE,
            "Prix : 60 %",
            "La note de prix est calculée selon la formule : N = 60 x (Pmin / P).",
            "Le candidat le moins-disant obtient 60 points.",
            "Valeur technique : 40 %",
            "Très satisfaisant : 100 % de la note",
            "Insuffisant : 20 % de la note",
        ],
        ["Prix = 60 %", "Valeur technique = 40 %"],
        id="formula and scale",
    ),
    pytest.param(
        [
            TITLE,
            "- Prix : 40 %",
            "- Valeur technique : 60 %",
            (
                ("Appréciation", "Note"),
                ("Très satisfaisant", "100 %"),
                ("Satisfaisant", "75 %"),
                ("Insuffisant", "25 %"),
            ),
        ],
        ["Prix = 40 %", "Valeur technique = 60 %"],
        id="table of notation",
    ),
    pytest.param(
        [
            TITLE,
            "- Prix : 60 %",
            "- Valeur technique : 40 %",
            "Les offres dont la note technique est inférieure à 50 % sont éliminées.",
            "Les produits comportent au moins 30 % de matières recyclées.",
            "# 7. AVANCE",
            "Avance : 20 %",
        ],
        ["Prix = 60 %", "Valeur technique = 40 %"],
        id="eliminatory mark",
    ),
    pytest.param(
        [
            "# 6. Jugement des offres",
            "Prix : 60 %",
            "En cas d'erreur dans le détail, le prix unitaire fait foi à 100 %.",
            "Valeur technique : 40 %",
            "L'absence de mémoire technique entraîne la note de 0/40.",
        ],
        ["Prix = 60 %", "Valeur technique = 40 %"],
        id="absence and error",
    ),
]
OTHERS = [
    pytest.param(
        [
            "# 8. RETENUE DE GARANTIE",
            "Une retenue de garantie de 5 % du montant initial est prélevée.",
            "# 9. AVANCE",
            "L'avance est de 20 % du montant du marché.",
            "# 10. PÉNALITÉS",
            "Pénalité de retard : 1 % du montant par jour.",
            "# 11. RÉVISION DES PRIX",
            "P = P0 x (15 % + 85 % x In/I0)",
        ],
        [],
        id="guarantee, advance, penalty, revision",
    ),
    pytest.param(
        [
            "# 3. Caractéristiques techniques",
            "Papier recyclé : 50 % au moins",
            "Produits biologiques : 20 %",
            "- Qualité : 30 % de contenu recyclé",
        ],
        [],
        id="recycled and organic shares",
    ),
    pytest.param(
        [
            "# 10. Rémunération",
            "Part fixe : 70 %",
            "Part variable : 30 %",
            "# 11. Modalités de paiement",
            "Avance : 20 %",
            "Acompte : 80 %, solde : 20 %",
        ],
        [],
        id="variable pay",
    ),
    pytest.param(
        [
            "# 7. Clause d'insertion",
            "L'entreprise réserve 5 % des heures de travail à l'insertion.",
            "Performance d'insertion : 10 % des heures",
        ],
        [],
        id="insertion",
    ),
    pytest.param(
        [
            "# Critères environnementaux",
            "L'acheteur peut retenir un critère environnemental pondéré à 10 % au moins.",
            "La part de recyclé est de 30 %.",
        ],
        [],
        id="advice",
    ),
]
CONTRACTS = [
    pytest.param(
        [
            "# 4. MARCHÉS SUBSÉQUENTS",
            "# 4.3 Critères d'attribution des marchés subséquents",
            "Les marchés subséquents sont attribués au regard des critères suivants :",
            "- Critère 1 : prix (70 %)",
            "- Critère 2 : délai d'intervention (30 %)",
            "# 5. PRIX",
            "Une avance de 20 % est versée.",
            "Une retenue de garantie de 5 % est appliquée.",
        ],
        ["Critère 1 : prix = 70 %", "Critère 2 : délai d'intervention = 30 %"],
        id="subsequent contracts",
    ),
]


@pytest.mark.parametrize(("parts", "expected"), APPLICATIONS)
def test_criteria_on_candidates_are_left_out(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected


@pytest.mark.parametrize(("parts", "expected"), FIGURES)
def test_figures_of_the_same_article_are_left_out(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected


@pytest.mark.parametrize(("parts", "expected"), OTHERS)
def test_percentages_of_other_articles_are_no_criteria(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected


@pytest.mark.parametrize(("parts", "expected"), CONTRACTS)
def test_criteria_of_subsequent_contracts_count(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected

"""Award criteria from tables: which column holds what, which rows are parts of which."""

import pytest

from tests.builders.criteria import TITLE, Rows, read_criteria

WEIGHTS = [
    pytest.param(
        [
            TITLE,
            (
                ("Critères", "Pondération"),
                ("Prix des prestations", "60 %"),
                ("Valeur technique", "40 %"),
                ("Total", "100 %"),
            ),
        ],
        ["Prix des prestations = 60 %", "Valeur technique = 40 %"],
        id="total left out",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critères", "Note sur 100"),
                ("Prix", "55"),
                ("Qualité du mémoire technique", "30"),
                ("Délai de livraison", "15"),
            ),
        ],
        ["Prix = 55 pts", "Qualité du mémoire technique = 30 pts", "Délai de livraison = 15 pts"],
        id="marks on 100",
    ),
    pytest.param(
        [TITLE, (("Critère", "Coefficient"), ("Prix", "5"), ("Valeur technique", "3"), ("Développement durable", "2"))],
        ["Prix = 5 pts", "Valeur technique = 3 pts", "Développement durable = 2 pts"],
        id="coefficients",
    ),
    pytest.param(
        [TITLE, (("Critères", "Notation"), ("Prix", "/20"), ("Qualité", "/15"), ("Insertion professionnelle", "/5"))],
        ["Prix = 20 pts", "Qualité = 15 pts", "Insertion professionnelle = 5 pts"],
        id="scales",
    ),
    pytest.param(
        [TITLE, (("Critère", "%"), ("Prix", "50"), ("Délai", "20"), ("Valeur technique", "30"))],
        ["Prix = 50 %", "Délai = 20 %", "Valeur technique = 30 %"],
        id="percent sign in the header",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critères d'attribution", "Description", "Pondération"),
                ("Prix", "Apprécié au regard du détail quantitatif estimatif", "45 %"),
                ("Valeur technique", "Appréciée au regard du mémoire technique", "40 %"),
                ("Démarche d'insertion", "Nombre d'heures proposées au-delà du minimum", "15 %"),
            ),
        ],
        ["Prix = 45 %", "Valeur technique = 40 %", "Démarche d'insertion = 15 %"],
        id="description in between",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("N°", "Critère", "Pondération (en %)"),
                ("1", "Coût du cycle de vie", "45"),
                ("2", "Qualité des prestations", "35"),
                ("3", "Mesures en faveur de l'égalité femmes-hommes", "20"),
                ("", "Total", "100"),
            ),
        ],
        [
            "Coût du cycle de vie = 45 %",
            "Qualité des prestations = 35 %",
            "Mesures en faveur de l'égalité femmes-hommes = 20 %",
        ],
        id="numbered rows",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critère", "Notation", "Pondération"),
                ("Prix", "Note sur 20", "60 %"),
                ("Valeur technique", "Note sur 20", "40 %"),
            ),
        ],
        ["Prix = 60 %", "Valeur technique = 40 %"],
        id="weight beside a scale",
    ),
    pytest.param(
        [
            TITLE,
            "Les offres sont notées ainsi :",
            (
                ("Prix", "60 %"),
                ("Valeur technique", "30 %"),
                ("Performances en matière de protection de l'environnement", "10 %"),
            ),
        ],
        ["Prix = 60 %", "Valeur technique = 30 %", "Performances en matière de protection de l'environnement = 10 %"],
        id="no header",
    ),
    pytest.param(
        [TITLE, (("Critères", "Prix", "Valeur technique", "Délai"), ("Pondération", "50 %", "40 %", "10 %"))],
        ["Prix = 50 %", "Valeur technique = 40 %", "Délai = 10 %"],
        id="lying on its side",
    ),
    pytest.param(
        [TITLE, (("Critère", "Pondération"), ("Prix", "entre 30 et 50 %"), ("Valeur technique", "entre 50 et 70 %"))],
        ["Prix = ?", "Valeur technique = ?"],
        id="ranges",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critère", "Pondération"),
                ("Prix", "… %"),
                ("Valeur technique", "… %"),
                ("Environnement", "10 % minimum"),
            ),
        ],
        ["Prix = ?", "Valeur technique = ?", "Environnement = 10 %"],
        id="blanks to fill in",
    ),
]
PARTS = [
    pytest.param(
        [
            TITLE,
            (
                ("Critère", "Sous-critères", "Pondération"),
                ("1. Prix", "", "50 %"),
                ("2. Valeur technique", "2.1 Moyens humains", "20 %"),
                ("", "2.2 Méthodologie", "20 %"),
                ("3. Environnement", "Réduction des déchets", "10 %"),
            ),
        ],
        [
            "Prix = 50 %",
            "Valeur technique = ?",
            "Valeur technique > Moyens humains = 20 %",
            "Valeur technique > Méthodologie = 20 %",
            "Environnement = ?",
            "Environnement > Réduction des déchets = 10 %",
        ],
        id="column of parts",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critères", "Poids", "Sous-critères", "Points"),
                ("Prix", "40 %", "Montant du DQE", "40"),
                ("Valeur technique", "45 %", "Équipe dédiée", "25"),
                ("", "", "Planning", "20"),
                ("Performance environnementale", "15 %", "Gestion des emballages", "15"),
            ),
        ],
        [
            "Prix = 40 %",
            "Prix > Montant du DQE = 40 pts",
            "Valeur technique = 45 %",
            "Valeur technique > Équipe dédiée = 25 pts",
            "Valeur technique > Planning = 20 pts",
            "Performance environnementale = 15 %",
            "Performance environnementale > Gestion des emballages = 15 pts",
        ],
        id="two columns of weights",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critères", "Sous-critères", "Pondération"),
                ("Valeur technique (60 %)", "Organisation", "30 %"),
                ("Valeur technique (60 %)", "Délais", "30 %"),
                ("Prix (40 %)", "Prix (40 %)", "40 %"),
            ),
        ],
        [
            "Valeur technique = 60 %",
            "Valeur technique > Organisation = 30 %",
            "Valeur technique > Délais = 30 %",
            "Prix = 40 %",
        ],
        id="merged cells repeated",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critères de jugement des offres", "Pondération"),
                ("Critère n° 1 : Prix", "40 %"),
                ("Critère n° 2 : Valeur technique", "60 %"),
                ("Sous-critère 1 : compréhension du besoin", "20 points"),
                ("Sous-critère 2 : profils proposés", "40 points"),
            ),
        ],
        [
            "Critère n° 1 : Prix = 40 %",
            "Critère n° 2 : Valeur technique = 60 %",
            "Critère n° 2 : Valeur technique > Sous-critère 1 : compréhension du besoin = 20 pts",
            "Critère n° 2 : Valeur technique > Sous-critère 2 : profils proposés = 40 pts",
        ],
        id="rows named sub-criteria",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critères", "Pondération"),
                ("Valeur technique : moyens humains (20 points), méthodologie (20 points), délai (20 points)", "60 %"),
                ("Prix", "40 %"),
            ),
        ],
        [
            "Valeur technique = 60 %",
            "Valeur technique > moyens humains = 20 pts",
            "Valeur technique > méthodologie = 20 pts",
            "Valeur technique > délai = 20 pts",
            "Prix = 40 %",
        ],
        id="parts listed in the cell",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critères", "Pondération"),
                ("Valeur technique\n- Moyens humains : 20 %\n- Méthodologie : 20 %\n- RSE : 10 %", "50 %"),
                ("Prix", "50 %"),
            ),
        ],
        [
            "Valeur technique = 50 %",
            "Valeur technique > Moyens humains = 20 %",
            "Valeur technique > Méthodologie = 20 %",
            "Valeur technique > RSE = 10 %",
            "Prix = 50 %",
        ],
        id="parts on the lines of the cell",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critères", "Sous-critères", "Points"),
                ("Critère 1 : Valeur technique (60 points)", "1.1 Organisation", "30"),
                ("", "1.2 Développement durable", "30"),
                ("Critère 2 : Prix (40 points)", "", "40"),
            ),
        ],
        [
            "Critère 1 : Valeur technique = 60 pts",
            "Critère 1 : Valeur technique > Organisation = 30 pts",
            "Critère 1 : Valeur technique > Développement durable = 30 pts",
            "Critère 2 : Prix = 40 pts",
        ],
        id="weight written in the name",
    ),
    pytest.param(
        [
            TITLE,
            "1. Prix (40 points)",
            "2. Valeur technique (60 points), appréciée selon les sous-critères suivants :",
            (
                ("Sous-critères de la valeur technique", "Points"),
                ("Méthodologie", "30"),
                ("Moyens humains", "20"),
                ("Gestion des nuisances", "10"),
            ),
        ],
        [
            "Prix = 40 pts",
            "Valeur technique = 60 pts",
            "Valeur technique > Méthodologie = 30 pts",
            "Valeur technique > Moyens humains = 20 pts",
            "Valeur technique > Gestion des nuisances = 10 pts",
        ],
        id="table of parts alone",
    ),
]
LOTS = [
    pytest.param(
        [TITLE, (("Critères", "Lot 1", "Lot 2"), ("Prix", "60 %", "50 %"), ("Valeur technique", "40 %", "50 %"))],
        [
            "lot 1: Prix = 60 %",
            "lot 1: Valeur technique = 40 %",
            "lot 2: Prix = 50 %",
            "lot 2: Valeur technique = 50 %",
        ],
        id="a column a lot",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critères", "Pondération", ""),
                ("", "Lot n° 1", "Lot n° 2"),
                ("Prix", "60 %", "50 %"),
                ("Valeur technique", "40 %", "50 %"),
            ),
        ],
        [
            "lot 1: Prix = 60 %",
            "lot 1: Valeur technique = 40 %",
            "lot 2: Prix = 50 %",
            "lot 2: Valeur technique = 50 %",
        ],
        id="lots in a second header row",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Lot", "Critères", "Pondération"),
                ("1", "Prix", "70 %"),
                ("", "Valeur technique", "30 %"),
                ("2", "Prix", "55 %"),
                ("", "Valeur technique", "45 %"),
            ),
        ],
        [
            "lot 1: Prix = 70 %",
            "lot 1: Valeur technique = 30 %",
            "lot 2: Prix = 55 %",
            "lot 2: Valeur technique = 45 %",
        ],
        id="column of lots",
    ),
    pytest.param(
        [
            TITLE,
            (
                ("Critères", "Pondération"),
                ("Lot n° 1 : Gros œuvre", ""),
                ("Prix", "60 %"),
                ("Valeur technique", "40 %"),
                ("Lot n° 2 : Menuiseries", ""),
                ("Prix", "70 %"),
                ("Valeur technique", "30 %"),
            ),
        ],
        [
            "lot 1: Prix = 60 %",
            "lot 1: Valeur technique = 40 %",
            "lot 2: Prix = 70 %",
            "lot 2: Valeur technique = 30 %",
        ],
        id="bands between rows",
    ),
    pytest.param(
        [
            TITLE,
            "Pour les lots 1 à 3 :",
            (("Critères", "Pondération"), ("Prix", "60 %"), ("Valeur technique", "40 %")),
            "Pour le lot 4 :",
            (("Critères", "Pondération"), ("Prix", "30 %"), ("Valeur technique", "70 %")),
        ],
        [
            "lot 1 à 3: Prix = 60 %",
            "lot 1 à 3: Valeur technique = 40 %",
            "lot 4: Prix = 30 %",
            "lot 4: Valeur technique = 70 %",
        ],
        id="a table a lot",
    ),
    pytest.param(
        [
            "# 6. Jugement des offres",
            "# 6.1 Lot n° 1 – Espaces verts",
            (("Critères", "Pondération"), ("Prix", "60 %"), ("Valeur technique", "40 %")),
            "# 6.2 Lot n° 2 – Élagage",
            (("Critères", "Pondération"), ("Prix", "50 %"), ("Valeur technique", "50 %")),
        ],
        [
            "lot 1: Prix = 60 %",
            "lot 1: Valeur technique = 40 %",
            "lot 2: Prix = 50 %",
            "lot 2: Valeur technique = 50 %",
        ],
        id="a title a lot",
    ),
]
ELSEWHERE = [
    pytest.param(
        ["# 12. Pénalités", (("Manquement", "Pénalité"), ("Retard de livraison", "5 %"), ("Absence de tri", "10 %"))],
        [],
        id="penalties",
    ),
    pytest.param(
        [
            "# 9. Qualité de service",
            (
                ("Critères de performance", "Note maximale"),
                ("Délai d'intervention", "10"),
                ("Propreté des locaux", "10"),
            ),
        ],
        [],
        id="performance",
    ),
    pytest.param(
        [
            "# 9. Pénalités",
            (
                ("Critère", "Seuil", "Pénalité"),
                ("Taux de disponibilité", "99 %", "100 €"),
                ("Délai de réponse", "95 %", "50 €"),
            ),
        ],
        [],
        id="indicators",
    ),
    pytest.param(
        ["# 5. Prix", (("Famille", "Remise"), ("Fournitures", "10 %"), ("Papier", "15 %"))],
        [],
        id="rebates",
    ),
]


@pytest.mark.parametrize(("parts", "expected"), WEIGHTS)
def test_table_gives_each_criterion_its_weight(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected


@pytest.mark.parametrize(("parts", "expected"), PARTS)
def test_rows_and_cells_of_parts_belong_to_their_criterion(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected


@pytest.mark.parametrize(("parts", "expected"), LOTS)
def test_table_tells_the_lots_apart(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected


@pytest.mark.parametrize(("parts", "expected"), ELSEWHERE)
def test_table_about_something_else_gives_none(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected

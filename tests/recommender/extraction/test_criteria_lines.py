"""Award criteria from lists, titles and sentences."""

import pytest

from tests.builders.criteria import TITLE, Rows, read_criteria

LISTS = [
    pytest.param(
        [
            TITLE,
            "Les critères retenus pour le jugement des offres sont pondérés de la manière suivante :",
            "1) Valeur technique de l'offre : 55 %",
            "2) Prix : 35 %",
            "3) Performance environnementale : 10 %",
        ],
        ["Valeur technique de l'offre = 55 %", "Prix = 35 %", "Performance environnementale = 10 %"],
        id="numbered",
    ),
    pytest.param(
        [TITLE, "- Prix : 60/100", "- Valeur technique : 40/100"],
        ["Prix = 60 pts", "Valeur technique = 40 pts"],
        id="fractions",
    ),
    pytest.param(
        [TITLE, "- Valeur technique, notée sur 40 points", "- Prix, noté sur 60 points"],
        ["Valeur technique = 40 pts", "Prix = 60 pts"],
        id="out of so many points",
    ),
    pytest.param(
        [TITLE, "Prix des prestations .......... 60 %", "Valeur technique .............. 40 %"],
        ["Prix des prestations = 60 %", "Valeur technique = 40 %"],
        id="dotted leaders",
    ),
    pytest.param(
        [
            TITLE,
            "- Prix : coefficient 4",
            "- Valeur technique : coefficient 3",
            "- Délai : coefficient 2",
            "- Démarche sociale : coefficient 1",
        ],
        ["Prix = 4 pts", "Valeur technique = 3 pts", "Délai = 2 pts", "Démarche sociale = 1 pts"],
        id="coefficients",
    ),
    pytest.param(
        [TITLE, "Critère 1 : Valeur technique (coefficient 0,6)", "Critère 2 : Prix (coefficient 0,4)"],
        ["Critère 1 : Valeur technique = 0.6 pts", "Critère 2 : Prix = 0.4 pts"],
        id="decimal coefficients",
    ),
    pytest.param(
        [TITLE, "- Prix : noté sur 10, coefficient 6", "- Valeur technique : notée sur 10, coefficient 4"],
        ["Prix = 6 pts", "Valeur technique = 4 pts"],
        id="mark and coefficient",
    ),
    pytest.param(
        [TITLE, "60 % : Valeur technique", "40 % : Prix"],
        ["Valeur technique = 60 %", "Prix = 40 %"],
        id="weight first",
    ),
    pytest.param(
        [TITLE, "Critère 1 : Prix", "Pondération : 60 %", "Critère 2 : Valeur technique", "Pondération : 40 %"],
        ["Critère 1 : Prix = 60 %", "Critère 2 : Valeur technique = 40 %"],
        id="weight on the next line",
    ),
    pytest.param(
        [
            TITLE,
            "Critère n°1 : Valeur technique – 40 %",
            "Critère n°2 : Performances en matière d'insertion professionnelle des publics en difficulté – 10 %",
            "Critère n°3 : Performances en matière de protection de l'environnement – 10 %",
            "Critère n°4 : Prix – 40 %",
        ],
        [
            "Critère n°1 : Valeur technique = 40 %",
            "Critère n°2 : Performances en matière d'insertion professionnelle des publics en difficulté = 10 %",
            "Critère n°3 : Performances en matière de protection de l'environnement = 10 %",
            "Critère n°4 : Prix = 40 %",
        ],
        id="social and environmental in between",
    ),
    pytest.param(
        [
            TITLE,
            "- Coût global d'utilisation : 45 %",
            "- Consommation énergétique : 15 %",
            "- Service après-vente et assistance technique : 20 %",
            "- Caractère innovant : 20 %",
        ],
        [
            "Coût global d'utilisation = 45 %",
            "Consommation énergétique = 15 %",
            "Service après-vente et assistance technique = 20 %",
            "Caractère innovant = 20 %",
        ],
        id="supplies",
    ),
    pytest.param(
        [
            TITLE,
            "- Qualité gustative (20 %)",
            "- Part de produits issus de l'agriculture biologique (15 %)",
            "- Circuits courts (10 %)",
            "- Prix (40 %)",
            "- Bien-être animal (15 %)",
        ],
        [
            "Qualité gustative = 20 %",
            "Part de produits issus de l'agriculture biologique = 15 %",
            "Circuits courts = 10 %",
            "Prix = 40 %",
            "Bien-être animal = 15 %",
        ],
        id="food",
    ),
    pytest.param(
        [
            "# 7. Jugement des offres",
            "# 7.1 Prix des prestations (40 %)",
            "Le prix est apprécié au vu du détail estimatif.",
            "# 7.2 Valeur technique (60 %)",
            "La valeur technique est appréciée au vu du mémoire.",
            "# 8. Négociation",
            "La négociation porte sur 100 % de l'offre.",
        ],
        ["Prix des prestations = 40 %", "Valeur technique = 60 %"],
        id="numbered titles",
    ),
    pytest.param(
        [
            "# Critères d'attribution",
            "# Prix (50 points)",
            "Apprécié au regard du bordereau des prix.",
            "# Qualité du service (30 points)",
            "Appréciée au regard de la note technique.",
            "# Démarche environnementale et sociale (20 points)",
            "Appréciée au regard des engagements du candidat.",
        ],
        ["Prix = 50 pts", "Qualité du service = 30 pts", "Démarche environnementale et sociale = 20 pts"],
        id="titles in bold",
    ),
    pytest.param(
        [
            "Critères d'attribution :",
            "1. Prix (50 %)",
            "2. Qualité de l'accompagnement (30 %)",
            "3. Clause sociale d'insertion (20 %)",
        ],
        ["Prix = 50 %", "Qualité de l'accompagnement = 30 %", "Clause sociale d'insertion = 20 %"],
        id="notice",
    ),
]
SENTENCES = [
    pytest.param(
        [TITLE, "Le prix compte pour 60 % et la valeur technique pour 40 %."],
        ["prix = 60 %", "valeur technique = 40 %"],
        id="two weights",
    ),
    pytest.param(
        [
            TITLE,
            "L'offre économiquement la plus avantageuse est appréciée en fonction des critères suivants : prix (55 "
            "%), qualité des produits (30 %) et délai de livraison (15 %).",
        ],
        ["prix = 55 %", "qualité des produits = 30 %", "délai de livraison = 15 %"],
        id="brackets",
    ),
    pytest.param(
        [
            TITLE,
            "Le marché est attribué sur la base de deux critères : 60 % pour le prix et 40 % pour la valeur technique.",
        ],
        ["prix = 60 %", "valeur technique = 40 %"],
        id="weights before names",
    ),
    pytest.param(
        [TITLE, "40 % pour le prix des prestations", "60 % pour la valeur technique, jugée sur le mémoire"],
        ["prix des prestations = 40 %", "valeur technique = 60 %"],
        id="a line each",
    ),
    pytest.param(
        [TITLE, "Le prix et la valeur technique comptent respectivement pour 60 % et 40 %."],
        ["prix = 60 %", "valeur technique = 40 %"],
        id="respectively",
    ),
    pytest.param(
        [
            TITLE,
            "Le critère prix est pondéré à 45 %.",
            "Le critère valeur technique est pondéré à 35 %.",
            "Le critère environnemental est pondéré à 20 %.",
        ],
        ["Le critère prix = 45 %", "Le critère valeur technique = 35 %", "Le critère environnemental = 20 %"],
        id="a sentence each",
    ),
    pytest.param(
        [
            "# 6. Attribution",
            "Le marché sera attribué au candidat ayant remis l'offre économiquement la plus avantageuse, appréciée "
            "en fonction des critères pondérés suivants : la valeur technique de l'offre (50 %), appréciée à "
            "partir du mémoire justificatif ; le prix des prestations (40 %) ; les performances en matière de "
            "protection de l'environnement (10 %).",
        ],
        [
            "la valeur technique de l'offre = 50 %",
            "le prix des prestations = 40 %",
            "les performances en matière de protection de l'environnement = 10 %",
        ],
        id="semicolons",
    ),
    pytest.param(
        [
            "Critères d'attribution : offre économiquement la plus avantageuse appréciée en fonction des critères "
            "énoncés ci-dessous avec leur pondération : 1. Prix (50 %) 2. Valeur technique (35 %) 3. Performance "
            "environnementale (15 %)",
        ],
        ["Prix = 50 %", "Valeur technique = 35 %", "Performance environnementale = 15 %"],
        id="notice on one line",
    ),
    pytest.param(
        [TITLE, "Le critère unique d'attribution est le prix (100 %)."],
        ["prix = 100 %"],
        id="sole criterion weighted",
    ),
    pytest.param(
        ["# 6. Jugement des offres", "Le critère unique est le prix."],
        ["prix = ?"],
        id="sole criterion",
    ),
]
NUMBERS = [
    pytest.param(
        [TITLE, "- Prix : quarante pour cent", "- Valeur technique : soixante pour cent"],
        ["Prix = 40 %", "Valeur technique = 60 %"],
        id="words",
    ),
    pytest.param(
        [TITLE, "1. Prix : quarante (40) %", "2. Valeur technique : soixante (60) %"],
        ["Prix = 40 %", "Valeur technique = 60 %"],
        id="words then figures",
    ),
]
PARTS = [
    pytest.param(
        [
            TITLE,
            "Critère 1 - Prix des prestations : 40 points",
            "Critère 2 - Valeur technique : 60 points, décomposés comme suit :",
            "* - Méthodologie d'intervention : 25 points",
            "* - Moyens humains : 20 points",
            "* - Gestion des déchets de chantier : 15 points",
        ],
        [
            "Critère 1 - Prix des prestations = 40 pts",
            "Critère 2 - Valeur technique = 60 pts",
            "Critère 2 - Valeur technique > Méthodologie d'intervention = 25 pts",
            "Critère 2 - Valeur technique > Moyens humains = 20 pts",
            "Critère 2 - Valeur technique > Gestion des déchets de chantier = 15 pts",
        ],
        id="bullets",
    ),
    pytest.param(
        [
            TITLE,
            "1° Prix (30 points)",
            "2° Valeur technique (50 points) :",
            "a) Composition de l'équipe (20 points)",
            "b) Note méthodologique (30 points)",
            "3° Responsabilité sociale et environnementale (20 points)",
        ],
        [
            "Prix = 30 pts",
            "Valeur technique = 50 pts",
            "Valeur technique > Composition de l'équipe = 20 pts",
            "Valeur technique > Note méthodologique = 30 pts",
            "Responsabilité sociale et environnementale = 20 pts",
        ],
        id="letters",
    ),
    pytest.param(
        [
            TITLE,
            "1. Prix : 40 %",
            "2. Valeur technique : 60 %",
            "2.1 Équipe : 50 %",
            "2.2 Planning : 30 %",
            "2.3 Démarche qualité : 20 %",
        ],
        [
            "Prix = 40 %",
            "Valeur technique = 60 %",
            "Valeur technique > Équipe = 50 %",
            "Valeur technique > Planning = 30 %",
            "Valeur technique > Démarche qualité = 20 %",
        ],
        id="numbers, of 100",
    ),
    pytest.param(
        [
            TITLE,
            "1 - Prix (40 pts)",
            "2 - Valeur technique (60 pts)",
            "   2.1 - Compréhension du contexte (10 pts)",
            "   2.2 - Méthodologie (30 pts)",
            "   2.3 - Équipe (20 pts)",
        ],
        [
            "Prix = 40 pts",
            "Valeur technique = 60 pts",
            "Valeur technique > Compréhension du contexte = 10 pts",
            "Valeur technique > Méthodologie = 30 pts",
            "Valeur technique > Équipe = 20 pts",
        ],
        id="numbers",
    ),
    pytest.param(
        [
            TITLE,
            "Valeur technique : 60 % dont 20 % pour la méthodologie, 25 % pour les moyens humains et 15 % pour la "
            "démarche environnementale",
            "Prix : 40 %",
        ],
        [
            "Valeur technique = 60 %",
            "Valeur technique > méthodologie = 20 %",
            "Valeur technique > moyens humains = 25 %",
            "Valeur technique > démarche environnementale = 15 %",
            "Prix = 40 %",
        ],
        id="dont",
    ),
    pytest.param(
        [
            TITLE,
            "Conformément à l'article R. 2152-7 du code de la commande publique, l'offre économiquement la plus "
            "avantageuse est déterminée sur la base des critères suivants, pondérés comme suit :",
            "- Prix des prestations (40 %)",
            "- Valeur technique (45 %)",
            "  dont engagements en matière d'insertion (5 %)",
            "- Performance en matière de développement durable (15 %)",
        ],
        [
            "Prix des prestations = 40 %",
            "Valeur technique = 45 %",
            "Valeur technique > engagements en matière d'insertion = 5 %",
            "Performance en matière de développement durable = 15 %",
        ],
        id="dont on its line",
    ),
    pytest.param(
        [
            TITLE,
            "Prix : 40 %",
            "Valeur technique : 60 %",
            "La valeur technique est appréciée selon les sous-critères suivants :",
            "* - Moyens humains : 30 %",
            "* - Méthodologie : 30 %",
        ],
        [
            "Prix = 40 %",
            "Valeur technique = 60 %",
            "Valeur technique > Moyens humains = 30 %",
            "Valeur technique > Méthodologie = 30 %",
        ],
        id="detailed further on",
    ),
]
OPEN = [
    pytest.param(
        [TITLE, "- Prix : entre 30 et 50 %", "- Valeur technique : de 50 à 70 %"],
        ["Prix = ?", "Valeur technique = ?"],
        id="ranges",
    ),
    pytest.param(
        [
            TITLE,
            "Les critères, classés par ordre décroissant d'importance, sont :",
            "* 1. La valeur technique",
            "* 2. Le prix",
            "* 3. Le délai d'exécution",
        ],
        ["La valeur technique = order", "Le prix = order", "Le délai d'exécution = order"],
        id="order of importance",
    ),
    pytest.param(
        [TITLE, "Critères classés par ordre de priorité décroissant :", "- Valeur technique", "- Prix des prestations"],
        ["Valeur technique = order", "Prix des prestations = order"],
        id="order of priority",
    ),
]
LOTS = [
    pytest.param(
        [
            TITLE,
            "Lot n° 1 – Nettoyage des écoles",
            "- Prix : 60 %",
            "- Valeur technique : 40 %",
            "Lot n° 2 – Vitrerie",
            "- Prix : 80 %",
            "- Valeur technique : 20 %",
        ],
        [
            "lot 1: Prix = 60 %",
            "lot 1: Valeur technique = 40 %",
            "lot 2: Prix = 80 %",
            "lot 2: Valeur technique = 20 %",
        ],
        id="a title a lot",
    ),
    pytest.param(
        [
            TITLE,
            "Pour les lots 1 et 2 :",
            "- Prix : 60 %",
            "- Valeur technique : 40 %",
            "Pour le lot 3 :",
            "- Prix : 50 %",
            "- Valeur technique : 50 %",
        ],
        [
            "lot 1, 2: Prix = 60 %",
            "lot 1, 2: Valeur technique = 40 %",
            "lot 3: Prix = 50 %",
            "lot 3: Valeur technique = 50 %",
        ],
        id="groups of lots",
    ),
    pytest.param(
        [TITLE, "Critères communs à tous les lots :", "- Prix : 60 %", "- Valeur technique : 40 %"],
        ["Prix = 60 %", "Valeur technique = 40 %"],
        id="common to all",
    ),
]


@pytest.mark.parametrize(("parts", "expected"), LISTS)
def test_list_gives_criteria_in_order(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected


@pytest.mark.parametrize(("parts", "expected"), SENTENCES)
def test_sentence_gives_criteria(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected


@pytest.mark.parametrize(("parts", "expected"), NUMBERS)
def test_weight_written_in_words_is_read(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected


@pytest.mark.parametrize(("parts", "expected"), PARTS)
def test_parts_belong_to_the_criterion_they_detail(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected


@pytest.mark.parametrize(("parts", "expected"), OPEN)
def test_no_weight_is_made_up(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected


@pytest.mark.parametrize(("parts", "expected"), LOTS)
def test_lines_tell_the_lots_apart(parts: list[str | Rows], expected: list[str]) -> None:
    assert read_criteria(*parts) == expected

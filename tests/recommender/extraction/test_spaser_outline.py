"""Axes and objectives: every way to count them, and the page of the section, not of a summary."""

import pytest

from recommender.domain.documents import Block, BlockRole, SourceDocument
from recommender.extraction.headings import find_headings
from recommender.extraction.spaser_markers import read_marked
from recommender.extraction.spaser_outline import PlanOutline, read_outline
from tests.builders.documents import make_block, make_document
from tests.builders.plans import make_entry, make_line, make_row, make_title


def outline_of(*blocks: Block | str) -> PlanOutline:
    document: SourceDocument = make_document(*blocks)
    return read_outline(document, find_headings(document))


def named(outline: PlanOutline) -> list[tuple[str, str, int]]:
    return [(part.number, part.title, part.page) for part in (*outline.axes, *outline.objectives)]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Axe 1 – Acheter solidaire", ("axe", "1", "Acheter solidaire")),
        ("AXE II. Acheter solidaire", ("axe", "II", "Acheter solidaire")),
        ("Orientation A : acheter solidaire", ("orientation", "A", "acheter solidaire")),
        ("Engagement n° 12 Acheter solidaire", ("engagement", "12", "Acheter solidaire")),
        ("Levier 1.a : Acheter solidaire", ("levier", "1.a", "Acheter solidaire")),
        ("Fiche-action III.2 – Acheter solidaire", ("fiche action", "III.2", "Acheter solidaire")),
        ("Acheter solidaire (Objectif 3.2)", ("objectif", "3.2", "Acheter solidaire")),
        ("2 Axe 1 : acheter solidaire", ("axe", "1", "acheter solidaire")),
        ("Objectif stratégique n°2 : Acheter", ("objectif strategique", "2", "Acheter")),
        ("Défi 3", ("defi", "3", "")),
    ],
)
def test_line_names_a_part(line: str, read: tuple[str, str, str]) -> None:
    marked = read_marked(line)
    assert marked is not None
    assert (marked.word, marked.number, marked.title) == read


@pytest.mark.parametrize(
    "line",
    [
        "Axe 1 du schéma",
        "L'axe 1 porte sur l'emploi",
        "Objectif 50 % de produits durables",
        "Mesures prises en 2024",
        "Elle retient cette idée. Elle la reprendra (action 3.1)",
        "Engagement des titulaires",
    ],
)
def test_sentence_names_no_part(line: str) -> None:
    assert read_marked(line) is None


def test_section_is_preferred_to_contents_and_summary() -> None:
    outline = outline_of(
        make_entry("Axe 1 – Solidarité 5"),
        make_block("Axe 1 – Solidarité", page=3),
        make_block("Axe 2 – Sobriété", page=3),
        make_line("Axe 1 – Solidarité", page=5),
        make_block("Le texte de la section sur la solidarité, assez long.", page=5),
        make_line("Axe 2 – Sobriété", page=7),
        make_block("Le texte de la section sur la sobriété, assez long.", page=7),
    )
    assert named(outline) == [("1", "Solidarité", 5), ("2", "Sobriété", 7)]


def test_title_broken_around_its_number_is_made_whole() -> None:
    outline = outline_of(
        make_line("Axe 1 – Solidarité"),
        make_line("Faire de l'égalité une exigence", size=1.3),
        make_line("Objectif 1.1", size=1.0),
        make_line("d'exécution", size=1.3),
        "Un texte.",
        make_line("Objectif 1.2 : Ouvrir des parcours", size=1.3),
        "Un texte.",
    )
    assert [part.title for part in outline.objectives] == [
        "Faire de l'égalité une exigence d'exécution",
        "Ouvrir des parcours",
    ]


def test_number_that_the_file_computes_is_read() -> None:
    outline = outline_of(
        make_block("Solidarité", heading_level=1, number="Orientation A"),
        make_block("Insérer", heading_level=2, number="Engagement n° 1"),
        "Un texte.",
        make_block("Sobriété", heading_level=1, number="Orientation B"),
        make_block("Trier", heading_level=2, number="Engagement n° 2"),
        "Un texte.",
    )
    assert [(part.number, part.parent) for part in outline.objectives] == [("1", "A"), ("2", "B")]


def test_title_in_the_first_row_of_a_table_is_read() -> None:
    outline = outline_of(
        make_title("Priorité I – Des soins sobres"),
        make_row("Fiche-action I.1 – Trier"),
        make_row("Cible", "30 % en 2027"),
        make_row("Fiche-action I.2", "Réparer"),
        make_row("Cible", "20 % en 2027"),
        make_title("Priorité II – Des soins justes"),
    )
    assert [(part.number, part.title) for part in outline.objectives] == [("I.1", "Trier"), ("I.2", "Réparer")]


def test_numbers_that_restart_belong_to_the_axis_they_stand_under() -> None:
    outline = outline_of(
        make_line("Axe 1 : Solidarité"),
        make_line("Objectif 1 : Insérer", size=1.2),
        make_line("Objectif 2 : Former", size=1.2),
        make_line("Axe 2 : Sobriété"),
        make_line("Objectif 1 : Trier", size=1.2),
    )
    found = [(part.parent, part.number, part.title) for part in outline.objectives]
    assert found == [("1", "1", "Insérer"), ("1", "2", "Former"), ("2", "1", "Trier")]


def test_subtitle_of_a_table_does_not_replace_the_section() -> None:
    outline = outline_of(
        make_line("Axe 1 : Solidarité"),
        make_line("Objectif 1.1 : Changer d'échelle sur l'insertion", size=1.3),
        "Le texte de l'objectif, long de plusieurs phrases. Il y en a d'autres.",
        make_line("Objectif 1.2 : Réserver des marchés", size=1.3),
        "Le texte de l'objectif, long de plusieurs phrases. Il y en a d'autres.",
        make_line("Objectif 1.1 – Insertion", size=0.9),
        "Heures 12 000",
    )
    assert [part.title for part in outline.objectives] == ["Changer d'échelle sur l'insertion", "Réserver des marchés"]


def test_headings_make_the_outline_where_no_word_counts() -> None:
    outline = outline_of(
        make_title("Introduction"),
        make_title("Pour des achats solidaires"),
        make_title("Soutenir l'insertion", level=2),
        make_title("Pour des achats écologiques"),
        make_title("Réduire les déchets", level=2),
        make_title("Suivi et évaluation"),
    )
    assert [part.title for part in outline.axes] == ["Pour des achats solidaires", "Pour des achats écologiques"]
    assert [(part.number, part.title) for part in outline.objectives] == [
        ("1.1", "Soutenir l'insertion"),
        ("2.1", "Réduire les déchets"),
    ]


def test_headings_under_axes_are_objectives_where_none_are_counted() -> None:
    outline = outline_of(
        make_line("AXE I – DES ACHATS INCLUSIFS", size=1.6),
        make_line("A. Insérer", size=1.2),
        "Un texte.",
        make_line("B. Former", size=1.2),
        "Un texte.",
        make_line("AXE II – DES ACHATS SOBRES", size=1.6),
        make_line("A. Mesurer", size=1.2),
    )
    assert [(part.parent, part.number) for part in outline.objectives] == [("I", "A"), ("I", "B"), ("II", "A")]


def test_running_title_names_no_section() -> None:
    outline = outline_of(
        make_line("Axe 1 : Solidarité", page=2),
        "Un texte.",
        make_block("Axe 1 : Solidarité", page=3, role=BlockRole.RUNNING),
        make_line("Axe 2 : Sobriété", page=4),
    )
    assert named(outline) == [("1", "Solidarité", 2), ("2", "Sobriété", 4)]

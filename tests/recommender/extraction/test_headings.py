"""Headings of the body: numbered, lettered, named or styled; nothing that only looks like one."""

from collections.abc import Iterable

import pytest

from recommender.domain.documents import Block, BlockRole
from recommender.extraction.headings import find_headings
from tests.builders.documents import make_block, make_document, make_item

PROSE = "Le titulaire exécute les prestations dans les conditions du présent marché et remet un bilan."


def bold(text: str) -> Block:
    return make_block(text, is_bold=True)


def with_text(titles: Iterable[str]) -> list[Block]:
    """Titles in bold, each above a paragraph."""
    return [block for title in titles for block in (bold(title), make_block(PROSE))]


def read(*blocks: Block) -> list[tuple[str | None, str, int]]:
    return [(heading.number, heading.title, heading.level) for heading in find_headings(make_document(*blocks))]


@pytest.mark.parametrize(
    ("text", "number", "title", "level"),
    [
        ("3. Pénalités", "3", "Pénalités", 1),
        ("3 Pénalités", "3", "Pénalités", 1),
        ("3.2 Gestion des déchets", "3.2", "Gestion des déchets", 2),
        ("3-2 Gestion des déchets", "3.2", "Gestion des déchets", 2),
        ("1.2.3.4 Bilan annuel", "1.2.3.4", "Bilan annuel", 4),
        ("A. Objet du marché", "A", "Objet du marché", 1),
        ("A.2 Objet du marché", "A.2", "Objet du marché", 2),
        ("II - Prix", "II", "Prix", 1),
        ("Article 12 – Clause sociale", "12", "Clause sociale", 1),
        ("Article 12 : Clause sociale", "12", "Clause sociale", 1),
        ("Article premier : Objet", "Article premier", "Objet", 1),
        ("Chapitre 3 - Prix", "Chapitre 3", "Prix", 1),
        ("Annexe 1 : Plan de gestion", "Annexe 1", "Plan de gestion", 1),
    ],
)
def test_bold_line_with_a_number_is_a_heading(text: str, number: str, title: str, level: int) -> None:
    assert read(make_block(text, is_bold=True)) == [(number, title, level)]


@pytest.mark.parametrize(
    "block",
    [
        make_block("ARTICLE 12. CLAUSE SOCIALE"),
        make_block("12. CLAUSE SOCIALE"),
        make_block("12. Clause sociale", size_ratio=1.3),
        make_block("12.1 Clause sociale"),
    ],
)
def test_numbered_line_stands_out_by_capitals_size_or_depth(block: Block) -> None:
    assert len(read(block)) == 1


def test_numbered_line_that_does_not_stand_out_is_text() -> None:
    assert read(make_block("12. Clause sociale")) == []


def test_style_gives_its_level_without_a_number() -> None:
    assert read(make_block("Clause sociale", heading_level=2)) == [(None, "Clause sociale", 2)]


def test_number_of_the_style_counts_where_the_text_prints_none() -> None:
    assert read(make_block("Clause sociale", heading_level=2, number="4.3")) == [("4.3", "Clause sociale", 2)]


def test_number_in_the_text_wins_over_the_style() -> None:
    assert read(make_block("4.4 Clause sociale", heading_level=2, number="4.3")) == [("4.4", "Clause sociale", 2)]


@pytest.mark.parametrize("role", [BlockRole.CONTENTS, BlockRole.RUNNING, BlockRole.TABLE_ROW])
def test_contents_running_heads_and_tables_hold_no_heading(role: BlockRole) -> None:
    assert read(make_block("3.2 Gestion des déchets", role=role, is_bold=True)) == []
    assert read(make_block("Gestion des déchets", role=role, heading_level=1)) == []


@pytest.mark.parametrize(
    "text",
    [
        "3 mois",
        "12 jours ouvrés de préavis",
        "2.5 kg de produit",
        "75001 Paris",
        "12/05/2024 Version 2",
        "L. 2112-2 du code de la commande publique",
        "3.2 gestion des déchets",
        "3.1 Remettre les plans ;",
        "3.1 Le titulaire remet à la fin de chaque mois un bilan des heures réalisées sur le chantier.",
        "3.1 " + "Mot " * 30,
        "",
    ],
)
def test_quantities_dates_references_and_sentences_are_no_heading(text: str) -> None:
    assert read(make_block(text, is_bold=True)) == []


def test_items_of_a_numbered_list_are_no_heading() -> None:
    assert read(make_item("1. Fournir les PLANS"), make_item("2. Fournir les NOTES")) == []
    assert read(make_item("1. PLANS"), make_item("2. NOTES"), make_item("3. BILANS")) == []


def test_bold_numbered_item_is_a_heading() -> None:
    assert read(make_item("1. Plans", is_bold=True)) == [("1", "Plans", 1)]


def test_headings_are_in_reading_order_with_page_and_block() -> None:
    document = make_document(
        make_block("1. OBJET", page=1), "Le marché a pour objet le nettoyage.", make_block("1.1 Lieux", page=2)
    )
    found = [(heading.page, heading.number, heading.block) for heading in find_headings(document)]
    assert found == [(1, "1", 0), (2, "1.1", 2)]


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("1ère phase - État initial de l'environnement", "1ère phase", "État initial de l'environnement"),
        ("3 ème PHASE – Élaboration", "3ème PHASE", "Élaboration"),
        ("TRANCHE E : Étude des eaux pluviales", "TRANCHE E", "Étude des eaux pluviales"),
        ("X.1.2 Clause de progrès", "X.1.2", "Clause de progrès"),
    ],
)
def test_phases_tranches_and_placeholders_are_numbers(line: str, number: str, title: str) -> None:
    heading = find_headings(make_document(make_block(line, is_bold=True)))[0]
    assert (heading.number, heading.title) == (number, title)


@pytest.mark.parametrize("line", ["2.1 Quels labels proposez-vous ?", "4.2 Charpente métallique ________ € HT"])
def test_questions_and_lines_to_fill_in_are_no_headings(line: str) -> None:
    assert find_headings(make_document(make_block(line, is_bold=True))) == ()


@pytest.mark.parametrize(
    ("line", "number", "title", "level"),
    [
        ("ARTICLE 5 – PRIX", "5", "PRIX", 1),
        ("Article 3.2 - Déchets", "3.2", "Déchets", 2),
        ("5.2.1 Modalités de révision", "5.2.1", "Modalités de révision", 3),
    ],
)
def test_article_needs_no_weight_where_its_number_says_enough(line: str, number: str, title: str, level: int) -> None:
    assert read(make_block(line), make_block(PROSE)) == [(number, title, level)]


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (("II.3 Modalités de révision",), ["II.3"]),
        (("A/ Contexte", "B/ Objet"), ["A", "B"]),
        (("1ère phase : diagnostic", "2ème phase : projet"), ["1ère phase", "2ème phase"]),
        (("CHAPITRE I – PRIX", "CHAPITRE II – DÉLAIS"), ["CHAPITRE I", "CHAPITRE II"]),
        (("LOT 1 MENUISERIES", "LOT 2 PEINTURE"), ["LOT 1", "LOT 2"]),
        (("1. OBJET", "ANNEXE 1 : BORDEREAU", "ANNEXE 2 : PLANS"), ["1", "ANNEXE 1", "ANNEXE 2"]),
    ],
)
def test_bold_titles_with_text_between_are_headings(lines: tuple[str, ...], numbers: list[str]) -> None:
    assert [number for number, _, _ in read(*with_text(lines))] == numbers


def test_number_alone_on_its_line_takes_the_title_below() -> None:
    head = make_block("page 3", role=BlockRole.RUNNING)
    assert read(bold("ARTICLE 5"), bold("PRIX"), make_block(PROSE)) == [("5", "PRIX", 1)]
    assert read(bold("ARTICLE 5"), head, bold("PRIX"), make_block(PROSE)) == [("5", "PRIX", 1)]
    assert read(bold("ARTICLE 5"), make_block(PROSE)) == [("5", "", 1)]


def test_number_computed_by_the_file_gives_number_and_level() -> None:
    computed = make_block("Pénalités", heading_level=1, number="7")
    below = make_block("Retard", heading_level=2, number="7.1")
    assert read(computed, below) == [("7", "Pénalités", 1), ("7.1", "Retard", 2)]


def test_lone_lot_is_that_of_the_whole_document() -> None:
    assert [number for number, _, _ in read(*with_text(("LOT 2 MENUISERIES", "1. OBJET")))] == ["1"]


@pytest.mark.parametrize("line", ["2 unités", "15 jours", "3 exemplaires du rapport", "5 % du montant", "100 points"])
def test_quantity_in_bold_is_no_heading(line: str) -> None:
    assert read(bold(line), make_block(PROSE)) == []

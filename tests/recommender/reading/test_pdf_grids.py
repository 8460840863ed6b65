"""PDF tables without a full grid of rules: shaded, ruled below their rows, or drawn by white space alone."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from recommender.domain.documents import BlockRole
from tests.builders.pdfs import Draw, Rule, Text, grid, lines, make_pdf
from tests.builders.reading import find, read, texts
from tests.builders.unruled import Decorate, Fill, bare, ruled_below, shaded_head, unruled, zebra

DECORATIONS = [zebra, shaded_head, ruled_below, bare]
INDICATORS = [
    ["Indicateur", "Référence", "Cible"],
    ["Nombre de marchés réservés\nà l'insertion", "9", "40"],
    ["Part des achats", "12 %", "30 %"],
    ["Heures d'insertion réalisées\ndans l'année", "1 200 h", "2 000 h"],
    ["Délai moyen", "30 jours", "20 jours"],
]
ACTIONS = [
    ["Action", "Pilote", "Échéance"],
    ["Objets réalisés avec\nmoins de matière", "Direction de la\nvoirie", "Fin 2027"],
    ["Productions locales", "Restauration", "Dès 2026"],
    ["Plus faible empreinte\nlogistique", "Garage", "Permanent"],
]
CRITERIA = [["Critère", "Pondération"], ["Prix", "40 %"], ["Valeur technique", "40 %"], ["Insertion", "20 %"]]
WIDTHS = (200.0, 100.0, 100.0)
CLOSING = "Ces cibles sont revues chaque année par le comité de pilotage du schéma."
LEFT = (
    "Les lots du marché sont",
    "confiés à des entreprises",
    "qui emploient 12 personnes",
    "éloignées de l'emploi et",
    "leur donnent un tuteur.",
)
RIGHT = (
    "Les offres sont remises en",
    "ligne avant le 12 mars que",
    "fixe le règlement de cette",
    "consultation, faute de",
    "quoi elles sont écartées.",
)


def joined(rows: list[list[str]]) -> list[tuple[str, ...]]:
    return [tuple(cell.replace("\n", " ") for cell in row) for row in rows]


def columns(*parts: tuple[str, ...], top: float, width: float = 240.0) -> list[Draw]:
    return [line for index, part in enumerate(parts) for line in lines(*part, x=70 + index * width, top=top)]


@pytest.mark.parametrize("decorate", DECORATIONS)
@pytest.mark.parametrize("rows", [INDICATORS, ACTIONS], ids=["figures", "words"])
def test_table_without_a_grid_gives_rows_with_their_wrapped_cells_whole(
    decorate: Decorate, rows: list[list[str]]
) -> None:
    table = unruled(rows, top=150, decorate=decorate, widths=WIDTHS)
    document = read(make_pdf([Text("Voici les cibles :", 120), *table, Text(CLOSING, 330)]))
    assert [list(table.rows) for table in document.tables] == [joined(rows)]
    assert [(block.role, block.text) for block in document.blocks] == [
        (BlockRole.BODY, "Voici les cibles :"),
        *((BlockRole.TABLE_ROW, " | ".join(row)) for row in joined(rows)),
        (BlockRole.BODY, CLOSING),
    ]


@pytest.mark.parametrize("decorate", DECORATIONS)
def test_two_columns_with_a_head_over_figures_are_a_table(decorate: Decorate) -> None:
    document = read(make_pdf(unruled(CRITERIA, top=150, decorate=decorate, widths=(250, 100))))
    assert [list(table.rows) for table in document.tables] == [joined(CRITERIA)]


def test_shaded_head_need_not_be_bold() -> None:
    document = read(make_pdf(unruled(CRITERIA, top=150, decorate=shaded_head, widths=(250, 100), is_bold=False)))
    assert [list(table.rows) for table in document.tables] == [joined(CRITERIA)]


def test_table_with_rules_around_its_head_and_below_its_last_row_is_read() -> None:
    def decorate(index: int, x0: float, top: float, x1: float, bottom: float) -> list[Draw]:
        return {0: [Rule(x0, top, x1, top), Rule(x0, bottom, x1, bottom)], 4: [Rule(x0, bottom, x1, bottom)]}.get(
            index, []
        )

    document = read(make_pdf(unruled(INDICATORS, top=150, decorate=decorate, widths=WIDTHS)))
    assert [list(table.rows) for table in document.tables] == [joined(INDICATORS)]


def test_shaded_title_between_rows_is_a_row_of_one_cell() -> None:
    rows = [*INDICATORS[:3], ["Objectif 1.2 - Égalité et conditions de travail des agents", "", ""], *INDICATORS[3:]]
    document = read(make_pdf(unruled(rows, top=150, decorate=ruled_below, widths=WIDTHS)))
    assert document.tables[0].rows[3] == (rows[3][0], "", "")
    assert find(document, "Objectif").text == rows[3][0]
    assert len(document.tables[0].rows) == 6


def test_empty_cells_are_kept_in_tables_and_left_out_of_blocks() -> None:
    rows = [*INDICATORS[:3], ["Surface désherbée", "", "80 %"], INDICATORS[4]]
    document = read(make_pdf(unruled(rows, top=150, decorate=zebra, widths=WIDTHS)))
    assert document.tables[0].rows[3] == ("Surface désherbée", "", "80 %")
    assert find(document, "Surface").text == "Surface désherbée | 80 %"


@pytest.mark.parametrize("decorate", DECORATIONS)
@pytest.mark.parametrize("has_head", [True, False])
def test_table_goes_on_over_the_page_with_or_without_its_head(decorate: Decorate, has_head: bool) -> None:
    rows = [[f"Indicateur {letter}", f"{place} %", f"{place + 9} %"] for place, letter in enumerate("ABCDEF")]
    first = unruled([INDICATORS[0], *rows[:3]], top=700, decorate=decorate, widths=WIDTHS)
    following = [INDICATORS[0], *rows[3:]] if has_head else rows[3:]
    second = unruled(following, top=60, decorate=decorate, widths=WIDTHS, is_bold=has_head)
    document = read(make_pdf(first, [*second, Text(CLOSING, 300)]))
    assert [list(table.rows) for table in document.tables] == [joined([INDICATORS[0], *rows])]
    assert (document.tables[0].page, find(document, "Indicateur F").page) == (1, 2)


def test_rows_have_their_page_and_place() -> None:
    document = read(make_pdf(lines("Objet"), unruled(INDICATORS, top=150, decorate=zebra, widths=WIDTHS)))
    boxes = [block.bbox for block in document.blocks if block.role is BlockRole.TABLE_ROW]
    assert {block.page for block in document.blocks if block.role is BlockRole.TABLE_ROW} == {2}
    assert all(box is not None and 60 < box.x0 < box.x1 < 480 for box in boxes)
    assert [box.top for box in boxes if box] == sorted(box.top for box in boxes if box)
    table = document.tables[0].bbox
    assert table is not None
    assert (table.top, table.bottom) == (pytest.approx(150, abs=2), pytest.approx(281, abs=12))


def test_table_in_the_middle_of_columns_does_not_mix_them() -> None:
    table = unruled(INDICATORS, top=250, decorate=zebra, widths=WIDTHS)
    document = read(make_pdf([*columns(LEFT, RIGHT, top=150), *table, *columns(RIGHT, LEFT, top=420)]))
    bodies = texts(document, BlockRole.BODY)
    assert bodies == [" ".join(LEFT), " ".join(RIGHT), " ".join(RIGHT), " ".join(LEFT)]
    assert len(texts(document, BlockRole.TABLE_ROW)) == len(INDICATORS)


def tabbed(rows: list[tuple[str, ...]], *places: float, leading: float = 20.0) -> list[Draw]:
    return [
        Text(cell, 150 + leading * index, x=place)
        for index, row in enumerate(rows)
        for cell, place in zip(row, places, strict=True)
    ]


def stretched(text: str, *, top: float) -> list[Draw]:
    """A line justified from margin to margin."""
    words = text.split()
    widths = [stringWidth(word, "Helvetica", 11) for word in words]
    space = (400.0 - sum(widths)) / (len(words) - 1)
    return [Text(word, top, x=70 + sum(widths[:index]) + index * space) for index, word in enumerate(words)]


ADDRESSES = (
    ("Ville de Laval", "1 place du Marché", "53000 Laval", "02 43 49 00 00"),
    ("Atelier Nord", "12 rue Haute", "44000 Nantes", "02 40 11 22 33"),
    ("Cabinet Métré", "3 quai Bas", "49000 Angers", "02 41 55 66 77"),
)
NO_TABLES: dict[str, list[Draw]] = {
    "prose": [*columns(LEFT, RIGHT, top=150)],
    "prose between rules": [Rule(70, 138, 520, 138), *columns(LEFT, RIGHT, top=150), Rule(70, 215, 520, 215)],
    "prose in a shade": [Fill(66, 135, 560, 225), *columns(LEFT, RIGHT, RIGHT, top=150, width=160)],
    "prose in three shades": [
        *(Fill(66, top, 560, top + 75, colour) for top, colour in ((135, "pink"), (210, "gold"), (285, "pink"))),
        *(draw for top in (150, 225, 300) for draw in columns(LEFT, RIGHT, top=top)),
    ],
    "numbered list": tabbed([("1.", "Objet du marché"), ("2.", "Durée de 12 mois"), ("3.", "Prix")], 70, 110),
    "shaded list": [
        *(Fill(66, 137 + 20 * row, 500, 157 + 20 * row, colour) for row, colour in enumerate(("pink", "gold", "pink"))),
        *tabbed([("•", "Objet du marché"), ("•", "Durée de 12 mois"), ("•", "Prix")], 70, 110),
    ],
    "contents": [
        Text("Sommaire", 120, is_bold=True),
        *tabbed([("1", "Objet", "2"), ("2", "Durée", "3"), ("3", "Prix", "3"), ("4", "Litiges", "5")], 70, 110, 500),
    ],
    "address beside a logo": [
        Text("VILLE DE LAVAL", 120, size=16, is_bold=True),
        *lines("Direction des achats", "1 place du Marché", "53000 Laval", "02 43 49 00 00", x=330, top=118),
    ],
    "addresses side by side": [
        *(Text(title, 137, x=70 + 160 * place, is_bold=True) for place, title in enumerate(("Ville", "Nord", "Métré"))),
        *columns(*ADDRESSES, top=150, width=160),
    ],
    "form": tabbed([("Nom :", "Prénom :"), ("Fonction :", "Service :"), ("Date :", "Signature :")], 70, 320),
    "stretched text": [
        *(Rule(70, 138 + 28 * row, 470, 138 + 28 * row) for row in range(4)),
        *stretched("Le titulaire trie ses déchets et", top=156),
        *stretched("remet un bilan de tri à l'acheteur", top=184),
        *stretched("des lots, sans autre forme, pour", top=212),
    ],
    "chart": [
        *(Rule(100, 150 + 30 * row, 500, 150 + 30 * row) for row in range(4)),
        *tabbed(
            [("11 %", "14 %", "17 %"), ("22 %", "29 %", "36 %"), ("2022", "2023", "2024")], 120, 250, 380, leading=30.0
        ),
    ],
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_only_looks_like_columns_is_no_table(name: str) -> None:
    document = read(make_pdf([Text("ARTICLE 1 - OBJET", 80), *NO_TABLES[name], *lines(CLOSING, top=450)]))
    assert document.tables == ()
    assert BlockRole.TABLE_ROW not in {block.role for block in document.blocks}


def test_price_lines_are_rows() -> None:
    rows = [
        ("1.1", "Installation", "ens", "1,00"),
        ("1.2", "Dépose des cloisons", "m²", "42,00"),
        ("1.3", "Tri", "m3", "8,00"),
    ]
    document = read(make_pdf([Text("Lot 1 - Démolition", 100), *tabbed(rows, 70, 110, 330, 400)]))
    assert texts(document, BlockRole.TABLE_ROW) == [" | ".join(row) for row in rows]


def test_underlined_titles_part_no_rows() -> None:
    titles = ("Clause sociale      d'insertion", "Clause       environnementale", "Marché       réservé ESAT")
    page: list[Draw] = []
    for index, title in enumerate(titles):
        top = 120.0 + 30 * index
        page += [Text(title.split("  ")[0], top), Text(title.split("  ")[-1].strip(), top, x=180)]
        page.append(Rule(70, top + 1.8, 270, top + 1.8))
    assert read(make_pdf(page)).tables == ()


WORD = st.text("abdeimnorstuél", min_size=2, max_size=8)
CELL = st.lists(WORD, min_size=0, max_size=3).map(" ".join)
FIGURE = st.integers(0, 99_999).map(lambda number: f"{number} %")


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(CELL, CELL, FIGURE), min_size=1, max_size=8),
    decorate=st.sampled_from(DECORATIONS),
    width=st.floats(160, 220),
    below=st.lists(CELL, max_size=3),
)
def test_no_word_is_lost_or_doubled(
    rows: list[tuple[str, str, str]], decorate: Decorate, width: float, below: list[str]
) -> None:
    drawn = [("Libellé", "Pilote", "Part"), *rows]
    table = unruled(drawn, top=100, decorate=decorate, widths=(160, width, 80))
    ruled = grid([["Prix", "Poids"], ["Délai", "Note"]], top=500)
    document = read(make_pdf([*table, *lines(*below, top=100 + 25 * len(drawn)), *ruled]))
    expected = Counter(word for row in drawn for cell in row for word in cell.split())
    expected += Counter(word for line in below for word in line.split()) + Counter(("Prix", "Poids", "Délai", "Note"))
    assert Counter(word for text in texts(document) for word in text.split() if word != "|") == expected
    assert all(
        word in document.text
        for table in document.tables
        for row in table.rows
        for cell in row
        for word in cell.split()
    )

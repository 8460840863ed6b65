"""PDFs of several pages: columns, running heads, tables, contents, underlined titles, cut words."""

import pytest

from recommender.domain.documents import BlockRole
from tests.builders.pdfs import HEIGHT, WIDTH, Draw, Rule, Text, grid, lines, make_pdf
from tests.builders.reading import find, read, texts
from tests.builders.scans import make_pdf_with_letters

PROSE = (
    "Le titulaire organise le tri des déchets de chantier et remet les bordereaux de",
    "suivi dans un délai de quinze jours après chaque enlèvement de benne pleine ou",
    "entamée.",
)
LEFT = (
    "Les lots du marché sont",
    "confiés à des entreprises",
    "qui emploient des personnes",
    "éloignées de l'emploi et",
    "leur donnent un tuteur.",
)
RIGHT = (
    "Les offres sont remises en",
    "ligne avant la date qui est",
    "fixée par le règlement de",
    "la consultation, faute de",
    "quoi elles sont écartées.",
)
SUBJECTS = ("Objet du marché", "Durée du marché", "Prix et règlement", "Pénalités", "Résiliation", "Litiges", "Annexes")
CUT = (
    "Le titulaire remet chaque mois au maître d'ouvrage les bordereaux de suivi des dé-",
    "chets de chantier, y compris ceux de ses sous-traitants, ainsi que le plan de cha-",
    "que site.",
)


def columns(*, top: float = 150.0) -> list[Draw]:
    return [*lines(*LEFT, x=70, top=top, leading=14), *lines(*RIGHT, x=310, top=top, leading=14)]


def chapter(
    number: int, *, count: int = 7, head: str = "Ville de Laval - CCAP", foot: str = "Page {n} sur {count}"
) -> list[Draw]:
    """A page with a running head and foot, a title and a paragraph."""
    return [
        Text(head, 40),
        Text(foot.format(n=number, count=count), 810),
        Text(f"Article {number} - {SUBJECTS[number - 1]}", 120, is_bold=True),
        *lines(*PROSE, top=160),
    ]


def test_columns_between_full_lines_and_running_heads_are_read_in_order() -> None:
    pages: list[list[Draw]] = [
        [
            Text("Ville de Laval - CCAP", 40),
            *lines(*PROSE, top=200),
            *columns(top=280),
            *lines(*PROSE[:2], "finie.", top=400),
        ]
        for _ in range(3)
    ]
    document = read(make_pdf(*pages))
    first = [block.text for block in document.blocks if block.page == 1]
    assert first == [
        "Ville de Laval - CCAP",
        " ".join(PROSE),
        " ".join(LEFT),
        " ".join(RIGHT),
        " ".join([*PROSE[:2], "finie."]),
    ]
    assert texts(document, BlockRole.RUNNING) == ["Ville de Laval - CCAP"] * 3


def test_paragraph_goes_on_from_one_column_to_the_next() -> None:
    left = [*LEFT[:4], "leur donnent, sur place, et"]
    right = [
        "sans frais, un tuteur qui les",
        "suit pendant tout le marché",
        "et leur apprend le métier",
        "de peintre ou de maçon,",
        "selon leur projet.",
    ]
    page = [*lines(*left, x=70, leading=14), *lines(*right, x=310, leading=14)]
    assert texts(read(make_pdf(page))) == [" ".join([*left, *right])]


def test_head_and_foot_that_change_with_the_page_are_running_and_titles_are_not() -> None:
    document = read(make_pdf(*[chapter(number) for number in range(1, 8)]))
    assert set(texts(document, BlockRole.RUNNING)) == {
        "Ville de Laval - CCAP",
        *(f"Page {number} sur 7" for number in range(1, 8)),
    }
    assert [text for text in texts(document, BlockRole.BODY) if text.startswith("Article")] == [
        f"Article {number} - {subject}" for number, subject in enumerate(SUBJECTS, 1)
    ]


@pytest.mark.parametrize("foot", ["{n}", "- {n} -", "{n}/{count}", "CCAP - p. {n}", "CCAP {n}"])
def test_page_number_is_running_in_every_form(foot: str) -> None:
    document = read(make_pdf(*[chapter(number, head="", foot=foot) for number in range(1, 8)]))
    assert texts(document, BlockRole.RUNNING) == [foot.format(n=number, count=7) for number in range(1, 8)]


def test_heads_of_odd_and_even_pages_are_running() -> None:
    pages = [chapter(number, head="Ville de Laval" if number % 2 else "CCAP - Nettoyage") for number in range(1, 8)]
    heads = [text for text in texts(read(make_pdf(*pages)), BlockRole.RUNNING) if not text.startswith("Page")]
    assert heads == ["Ville de Laval", "CCAP - Nettoyage"] * 3 + ["Ville de Laval"]


def test_title_met_far_apart_at_the_head_of_pages_stays_in_the_body() -> None:
    pages = [
        [Text("Dispositions communes" if number in (1, 9, 17) else f"Lot {number} :", 120), *lines(*PROSE, top=160)]
        for number in range(1, 18)
    ]
    assert texts(read(make_pdf(*pages)), BlockRole.RUNNING) == []


def test_table_over_three_pages_is_one_table_and_keeps_the_page_of_each_row() -> None:
    head = ["Critère", "Poids"]
    rows = [["Prix", "40 %"], ["Délai", "30 %"], ["Tri", "20 %"], ["Insertion", "10 %"]]
    document = read(
        make_pdf(
            [Text("Les offres sont jugées ainsi :", 680), *grid([head, rows[0]], top=720)],
            [*grid([head, rows[1], rows[2]], top=80)],
            [*grid([head, rows[3]], top=80), Text("Le total est de 100.", 200)],
        )
    )
    assert [table.rows for table in document.tables] == [(("Critère", "Poids"), *map(tuple, rows))]
    assert document.tables[0].page == 1
    assert find(document, "Prix").page == 1
    assert find(document, "Tri").page == 2
    assert find(document, "Insertion").page == 3
    assert all(block.bbox is not None for block in document.blocks)


def test_tables_of_other_columns_or_parted_by_text_are_two() -> None:
    one, other = grid([["Prix", "40 %"]] * 2, top=700), grid([["Lot", "Site", "Jour"]] * 2, top=80)
    assert len(read(make_pdf(one, other)).tables) == 2
    again: list[Draw] = [Text("Second tableau :", 60), *grid([["Prix", "40 %"]] * 2, top=80)]
    assert len(read(make_pdf(one, again)).tables) == 2


def test_entries_of_the_contents_are_never_the_headings_of_the_body() -> None:
    entries = [f"Article {number} - {subject} {'.' * 40} {number + 1}" for number, subject in enumerate(SUBJECTS, 1)]
    contents: list[Draw] = [Text("SOMMAIRE", 100, is_bold=True), *lines(*entries, top=140, leading=24, is_bold=True)]
    document = read(make_pdf(contents, *[chapter(number, foot="") for number in range(1, 8)]))
    assert texts(document, BlockRole.CONTENTS) == ["SOMMAIRE", *entries]
    headings = [block for block in document.blocks if block.is_bold and block.role is BlockRole.BODY]
    assert [(block.page, block.text) for block in headings] == [
        (number + 1, f"Article {number} - {subject}") for number, subject in enumerate(SUBJECTS, 1)
    ]


def test_contents_over_two_pages_are_marked_whole() -> None:
    entries = [f"{number}. Disposition du marché {'. ' * 20} {3 + number // 4}" for number in range(1, 25)]
    pages = [lines("Table des matières", *entries[:12], leading=30), lines(*entries[12:], leading=30), lines(*PROSE)]
    document = read(make_pdf(*pages, *[lines(*PROSE)] * 8))
    assert len(texts(document, BlockRole.CONTENTS)) == 25
    assert {block.page for block in document.blocks if block.role is BlockRole.CONTENTS} == {1, 2}


def test_underlined_title_counts_as_bold_and_a_ruled_row_does_not() -> None:
    page: list[Draw] = [
        Text("Clause sociale d'insertion", 120),
        Rule(70, 121.8, 205, 121.8),
        *lines(*PROSE, top=150),
        *grid([["Prix", "40 %"], ["Délai", "60 %"]], top=250),
    ]
    document = read(make_pdf(page))
    assert find(document, "Clause sociale").is_bold
    assert not any(block.is_bold for block in document.blocks if not block.text.startswith("Clause"))


@pytest.mark.parametrize("rule", [Rule(70, 131, 205, 131), Rule(70, 121.8, 100, 121.8), Rule(205, 100, 205, 140)])
def test_rule_that_is_far_short_or_upright_underlines_nothing(rule: Rule) -> None:
    document = read(make_pdf([Text("Clause sociale d'insertion", 120), rule, *lines(*PROSE, top=150)]))
    assert not find(document, "Clause sociale").is_bold


@pytest.mark.parametrize(
    ("hyphen", "compound"), [("-", "sous-traitants"), ("\u2010", "sous-traitants"), ("\u00ad", "soustraitants")]
)
def test_words_cut_by_any_hyphen_are_made_whole(hyphen: str, compound: str) -> None:
    text = texts(read(make_pdf_with_letters(CUT, hyphen=hyphen)))[0]
    assert "des déchets de chantier" in text
    assert "de chaque site." in text
    assert compound in text


def test_title_alone_on_its_page_does_not_run_into_the_next() -> None:
    document = read(make_pdf(lines("Article 1 - Objet"), lines(*PROSE)))
    assert [(block.page, block.text) for block in document.blocks] == [(1, "Article 1 - Objet"), (2, " ".join(PROSE))]


def test_text_does_not_run_over_a_page_without_text() -> None:
    document = read(make_pdf(lines(*PROSE[:2]), [], lines("Annexe financière")))
    assert [block.page for block in document.blocks] == [1, 3]


def test_every_block_has_its_page_and_a_box_within_it() -> None:
    pages = [[*chapter(number), *columns(top=300), *grid([["Prix", "40 %"]] * 2, top=500)] for number in range(1, 8)]
    document = read(make_pdf(*pages))
    for block in document.blocks:
        assert 1 <= block.page <= document.page_count == 7
        assert block.bbox is not None
        assert 0 <= block.bbox.x0 < block.bbox.x1 <= WIDTH
        assert 0 <= block.bbox.top < block.bbox.bottom <= HEIGHT

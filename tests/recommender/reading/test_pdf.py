"""PDFs: paragraphs whole, headings alone, running heads and contents told apart."""

import pytest

from recommender.domain.documents import BlockRole
from recommender.errors import (
    CorruptDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
)
from recommender.reading.pdf import read_pdf
from tests.builders.pdfs import Draw, Text, grid, lines, make_pdf, turn_landscape
from tests.builders.reading import LIMITS, find, limits, read, texts

WRAPPED = (
    "Le titulaire organise le tri des déchets de chantier et remet les bordereaux de",
    "suivi dans un délai de quinze jours après chaque enlèvement de benne pleine ou",
    "entamée.",
)


@pytest.mark.parametrize(
    "heading",
    [
        "4.2 Gestion des déchets",
        "ARTICLE 3. DUREE",
        "Article 12 – Clause sociale",
        "PARTIE 1 - DISPOSITIONS GENERALES",
        "Chapitre II : Exécution",
        "I. OBJET",
        "A - Prix des prestations",
        "2.3.1. Remise du rapport",
    ],
)
def test_heading_stands_alone_even_without_space_or_bold(heading: str) -> None:
    document = read(make_pdf(lines(heading, *WRAPPED)))
    assert texts(document) == [heading, " ".join(WRAPPED)]


def test_heading_on_two_lines_is_one_block() -> None:
    title = (
        "ARTICLE 9 - MODALITES D'EXECUTION DES PRESTATIONS DU LOT UN EMISES PAR",
        "BONS DE COMMANDE",
    )
    page = [
        *lines(*title, size=12, is_bold=True, leading=15),
        *lines(*WRAPPED, top=190),
    ]
    document = read(make_pdf(page))
    assert texts(document) == [" ".join(title), " ".join(WRAPPED)]
    heading = document.blocks[0]
    assert heading.is_bold
    assert heading.size_ratio == pytest.approx(1.09)


def test_number_in_the_margin_halfway_down_a_title_leads_it() -> None:
    page = [
        *lines("Contre-cloison de doublage en plaque de 18 mm et isolant de", "45 mm", x=110, is_bold=True),
        Text("3.3.2", 157, size=9),
        *lines(*WRAPPED, top=190, x=110),
    ]
    assert texts(read(make_pdf(page)))[0] == "3.3.2 Contre-cloison de doublage en plaque de 18 mm et isolant de 45 mm"


def test_paragraphs_are_parted_by_room_left_on_the_line_or_space_between() -> None:
    page = [*lines(*WRAPPED), *lines(*WRAPPED, top=190), *lines(*WRAPPED, top=229)]
    assert texts(read(make_pdf(page))) == [" ".join(WRAPPED)] * 3


def test_number_at_the_head_of_a_wrapped_line_opens_no_paragraph() -> None:
    wrapped = (
        "Le volume horaire à réaliser est celui du marché, augmenté dans les conditions de l'article",
        "13.3 Objectif du présent cahier, sans que le total puisse dépasser celui du lot.",
    )
    assert texts(read(make_pdf(lines(*wrapped)))) == [" ".join(wrapped)]


def test_word_cut_at_the_line_end_is_made_whole() -> None:
    cut = (
        "Le titulaire remet chaque mois au maître d'ouvrage les bordereaux de suivi des dé-",
        "chets de chantier, y compris ceux de ses sous-traitants, ainsi que le plan de cha-",
        "que site.",
    )
    text = texts(read(make_pdf(lines(*cut))))[0]
    assert "des déchets de chantier" in text
    assert "sous-traitants" in text
    assert "de chaque site." in text


def test_items_are_list_items_without_their_signs() -> None:
    page = [
        *lines("Le titulaire fournit :"),
        *lines(
            "•  les fiches techniques ;",
            "-  les labels, dont les écolabels européens et les marques de",
            top=163,
            x=90,
        ),
        *lines("certification équivalentes ;", top=189, x=102),
        *lines("a) le bilan annuel.", top=202, x=90),
    ]
    document = read(make_pdf(page))
    assert texts(document, BlockRole.LIST_ITEM)[0] == "les fiches techniques ;"
    assert texts(document, BlockRole.LIST_ITEM)[-1] == "a) le bilan annuel."
    assert find(document, "les labels").text.endswith("certification équivalentes ;")


def running_pages(count: int) -> list[list[Draw]]:
    bodies = ("Objet du marché.", "Durée du marché.", "Prix du marché.", "Pénalités du marché.")
    return [
        [
            Text("Ville de Laval - CCAP", 40),
            Text(f"Page {number} / {count}", 810),
            Text(f"Article {number}", 120, is_bold=True),
            Text(bodies[number - 1], 200),
        ]
        for number in range(1, count + 1)
    ]


def test_heads_and_feet_that_repeat_are_running_and_titles_are_not() -> None:
    document = read(make_pdf(*running_pages(4)))
    assert set(texts(document, BlockRole.RUNNING)) == {
        "Ville de Laval - CCAP",
        *(f"Page {number} / 4" for number in range(1, 5)),
    }
    assert [text for text in texts(document, BlockRole.BODY) if text.startswith("Article")] == [
        f"Article {number}" for number in range(1, 5)
    ]


def test_paragraph_that_a_page_break_cuts_is_one_block_on_its_first_page() -> None:
    first, second = WRAPPED[:2], WRAPPED[2]
    pages = running_pages(2)
    pages[0] += lines(*first, top=740)
    pages[1][2:2] = [Text(second, 100)]
    document = read(make_pdf(*pages))
    block = find(document, "Le titulaire organise")
    assert (block.text, block.page) == (" ".join(WRAPPED), 1)


def test_contents_are_marked_with_or_without_dots() -> None:
    dotted = [
        "SOMMAIRE",
        "1. Objet ............................ 2",
        "2. Prix ............................. 3",
    ]
    bare = ["Table des matières", "Objet du marché 2", "Durée 2", "Prix et règlement 3", "Pénalités 4"]
    body = [lines("1. Objet"), lines("2. Prix"), lines("3. Durée")]
    document = read(make_pdf(lines(*dotted, leading=30), lines(*bare, leading=30), *body))
    assert texts(document, BlockRole.CONTENTS) == dotted + bare
    assert texts(document, BlockRole.BODY) == ["1. Objet", "2. Prix", "3. Durée"]


def test_ruled_table_gives_rows_and_cells() -> None:
    rows = [["Critère", "Pondération"], ["Prix", "40 %"], ["Performance sociale", "20 %"]]
    document = read(make_pdf([Text("Les offres sont jugées ainsi :", 120), *grid(rows, top=150), Text("Fin.", 300)]))
    assert [table.rows for table in document.tables] == [tuple(tuple(row) for row in rows)]
    assert [(block.role, block.text) for block in document.blocks] == [
        (BlockRole.BODY, "Les offres sont jugées ainsi :"),
        (BlockRole.TABLE_ROW, "Critère | Pondération"),
        (BlockRole.TABLE_ROW, "Prix | 40 %"),
        (BlockRole.TABLE_ROW, "Performance sociale | 20 %"),
        (BlockRole.BODY, "Fin."),
    ]


def test_table_that_goes_on_over_the_page_is_one_table_without_its_repeated_head() -> None:
    head = ["Critère", "Poids"]
    first = grid([head, ["Prix", "40 %"]], top=700)
    second = grid([head, ["Délai", "60 %"]], top=100)
    document = read(make_pdf(first, second))
    assert [table.rows for table in document.tables] == [(("Critère", "Poids"), ("Prix", "40 %"), ("Délai", "60 %"))]
    assert [block.page for block in document.blocks] == [1, 1, 2, 2]


def test_frame_around_a_title_is_no_table() -> None:
    document = read(make_pdf([*grid([["ARTICLE 1 - OBJET"]], top=150, width=400)]))
    assert [(block.role, block.text) for block in document.blocks] == [(BlockRole.BODY, "ARTICLE 1 - OBJET")]
    assert document.tables == ()


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "Les lots du marché sont",
        "confiés à des entreprises",
        "qui emploient des personnes",
        "éloignées de l'emploi et",
        "leur donnent un tuteur.",
    ]
    right = [
        "Les offres sont remises en",
        "ligne avant la date qui est",
        "fixée par le règlement de",
        "la consultation, faute de",
        "quoi elles sont écartées.",
    ]
    page = [*lines(*left, x=70, leading=14), *lines(*right, x=310, leading=14)]
    assert texts(read(make_pdf(page))) == [" ".join(left), " ".join(right)]


def test_blocks_have_a_place_from_the_top_left_corner() -> None:
    block = read(make_pdf([Text("Objet du marché", 100, x=70)])).blocks[0]
    assert block.bbox is not None
    assert block.bbox.x0 == pytest.approx(70, abs=2)
    assert block.bbox.top < 100 < block.bbox.bottom
    assert block.bbox.bottom - block.bbox.top < 20


def test_page_turned_to_landscape_is_read_as_it_is_shown() -> None:
    rows = [["Prix", "40 %"], ["Délai", "60 %"]]
    upright = read(make_pdf([*lines("1. Objet", *WRAPPED), *grid(rows, top=300)]))
    turned = read(make_pdf([turn_landscape, *lines("1. Objet", *WRAPPED), *grid(rows, top=300)]))
    assert texts(turned) == texts(upright)
    assert [table.rows for table in turned.tables] == [(("Prix", "40 %"), ("Délai", "60 %"))]


def test_text_of_a_page_with_owner_password_only_is_read() -> None:
    assert texts(read(make_pdf(lines("Objet"), owner_password="secret"))) == ["Objet"]


def test_user_password_is_asked_away() -> None:
    with pytest.raises(EncryptedDocument, match="mot de passe"):
        read(make_pdf(lines("Objet"), user_password="secret"))


def test_pages_without_text_are_an_empty_document() -> None:
    with pytest.raises(EmptyDocument):
        read(make_pdf([], []))


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", make_pdf(lines("Objet"))[:300]])
def test_damaged_file_is_corrupt(content: bytes) -> None:
    with pytest.raises(CorruptDocument):
        read(content)


def test_more_pages_than_the_limit_are_too_many() -> None:
    content = make_pdf(lines("Un"), lines("Deux"), lines("Trois"))
    with pytest.raises(DocumentTooLarge, match="3 pages, pour 2 au plus"):
        read_pdf(content, name="ccap.pdf", limits=limits(max_pages=2))
    assert read_pdf(content, name="ccap.pdf", limits=LIMITS).page_count == 3


def test_spans_of_blocks_cut_the_text_into_them() -> None:
    document = read(make_pdf(*running_pages(3)))
    assert [document.text[span.start : span.end] for span in document.block_spans] == texts(document)

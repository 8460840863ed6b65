"""Plain text and Markdown: paragraphs, items, titles, rows."""

import pytest

from recommender.domain.documents import BlockRole
from recommender.errors import EmptyDocument
from tests.builders.reading import find, read, texts


def test_blank_lines_part_paragraphs_and_wrapped_lines_join() -> None:
    text = "Le marché porte sur le nettoyage des\nécoles de la ville.\n\nSa durée est de quatre ans."
    assert texts(read(text.encode())) == [
        "Le marché porte sur le nettoyage des écoles de la ville.",
        "Sa durée est de quatre ans.",
    ]


def test_lines_that_the_writer_broke_stay_apart() -> None:
    text = "Objet : nettoyage des écoles et des gymnases de la ville\nDurée : 4 ans\nMontant : 200 000 €"
    assert texts(read(text.encode())) == text.split("\n")


@pytest.mark.parametrize("heading", ["4.2 Gestion des déchets", "ARTICLE 3 - DUREE", "I. OBJET", "A - Prix"])
def test_numbered_title_stands_alone(heading: str) -> None:
    text = f"{heading}\nLe titulaire trie les déchets de chantier et remet\nles bordereaux."
    assert texts(read(text.encode()))[0] == heading


def test_markdown_titles_have_their_level() -> None:
    document = read("## 2. Durée ##\nQuatre ans.\n# Prix".encode())
    assert [(block.text, block.heading_level) for block in document.blocks] == [
        ("2. Durée", 2),
        ("Quatre ans.", None),
        ("Prix", 1),
    ]


def test_markdown_marks_are_taken_away() -> None:
    text = (
        "**Nota bene** : voir [le guide](https://exemple.fr/guide).\n\n* un bilan\n* un plan\n\n"
        "| Prix | 40 % |\n|---|---|\n| Délai | 60 % |"
    )
    document = read(text.encode())
    assert texts(document, BlockRole.BODY) == ["Nota bene : voir le guide."]
    assert texts(document, BlockRole.LIST_ITEM) == ["un bilan", "un plan"]
    assert texts(document, BlockRole.TABLE_ROW) == ["Prix | 40 %", "Délai | 60 %"]


def test_markup_within_markdown_gives_titles_rows_and_items() -> None:
    text = (
        "---\ntitle: Fiche\n---\n<h2 id='a'>1. Objet</h2>\n<p>Le <strong>titulaire</strong>\nagit.</p>"
        "<table><tr><td>Prix</td>\n<td>40&nbsp;%</td></tr></table><ul><li>un bilan</li></ul>"
    )
    document = read(text.encode())
    assert texts(document) == ["1. Objet", "Le titulaire agit.", "Prix | 40 %", "un bilan"]
    assert find(document, "1. Objet").heading_level == 2


def test_angle_brackets_of_a_buyer_are_no_markup() -> None:
    assert texts(read("Marché n° <à compléter> de <ville>".encode())) == ["Marché n° <à compléter> de <ville>"]


def test_text_without_a_word_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        read(b"- - -\n***\n")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "# a" + " #" * 100_000 + "x",
        " " * 200_000 + "x",
        "Objet " + "." * 200_000 + "x",
        "- " * 100_000 + "x",
        "|" + " " * 200_000 + "x",
        "[a" * 100_000,
        "**a" * 60_000,
        "<!-- --><" * 20_000 + "x",
        "<tr><td>" + "a<b>" * 50_000,
        "fourni-\n" * 25_000,
        "---\n" + "  cle: valeur\n" * 60 + "x",
        "1" + ".1" * 100_000,
    ],
    ids=range(12),
)
def test_texts_made_to_slow_expressions_down_are_read_at_once(text: str) -> None:
    assert read(text.encode()).blocks

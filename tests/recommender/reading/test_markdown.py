"""Markdown: its marks are taken away, what a buyer means otherwise is left."""

import pytest

from recommender.domain.documents import BlockRole
from recommender.reading.markdown import drop_comments, strip_check_box, strip_marks, tidy_lines
from tests.builders.reading import read, texts


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Nota bene** : trier", "Nota bene : trier"),
        ("__Nota bene__ : trier", "Nota bene : trier"),
        ("un *seul* lot", "un seul lot"),
        ("un _seul_ lot", "un seul lot"),
        ("***très important***", "très important"),
        ("le `code` CPV", "le code CPV"),
        ("[le guide](https://exemple.fr/a_b_c)", "le guide"),
        ('[le guide](https://exemple.fr "titre")', "le guide"),
        ("[le guide][1] et ![logo](a.png)", "le guide et logo"),
        ("voir <https://exemple.fr/guide>", "voir https://exemple.fr/guide"),
        ("note[^1]", "note"),
        (r"\*échappé\* \[x\]", "*échappé* [x]"),
    ],
)
def test_marks_are_taken_away(marked: str, plain: str) -> None:
    assert strip_marks(marked) == plain


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4 = 24",
        "montant (*) et (**)",
        "le fichier prix_unitaires_lot_1.xlsx",
        "[à compléter]",
        "marché n° [ ] du [date]",
        "a*b*c",
        "> 90 000 € HT",
        "<à compléter>",
        "* astérisque seul",
        "5 ** 2",
        "____________",
        "le ____/____/______",
    ],
)
def test_what_is_no_mark_is_left(text: str) -> None:
    assert strip_marks(text) == text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Objet", "====="], ["# Objet", ""]),
        (["", "Objet du marché", "---"], ["", "## Objet du marché", ""]),
        (["fin d'un texte", "qui continue", "---"], ["fin d'un texte", "qui continue", "---"]),
        (["- un", "---"], ["- un", "---"]),
        (["Objet", "--"], ["Objet", "--"]),
        (["12", "---"], ["12", "---"]),
        (["> une citation", ">> double"], ["une citation", "double"]),
        (["> 90 000 € HT"], ["> 90 000 € HT"]),
        (["```python", "code", "```", "~~~"], ["", "code", "", ""]),
        (["[1]: https://exemple.fr"], [""]),
        (["a | b", "---|---", "c | d", "fin"], ["| a | b |", "| ---|--- |", "| c | d |", "fin"]),
    ],
)
def test_lines_are_made_regular(lines: list[str], expected: list[str]) -> None:
    assert tidy_lines(lines) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a<!-- b -->c<!-- d\n -->e", "ace"), ("a<!-- b", "a<!-- b"), ("a --> b", "a --> b"), ("<!---->", "")],
)
def test_closed_comments_are_dropped(text: str, expected: str) -> None:
    assert drop_comments(text) == expected


def test_box_to_tick_is_taken_away_from_an_item() -> None:
    assert (strip_check_box("[x] un bilan"), strip_check_box("[ ] "), strip_check_box("[lot]")) == (
        "un bilan",
        "[ ] ",
        "[lot]",
    )


def test_whole_file_gives_titles_items_rows_and_paragraphs() -> None:
    text = (
        "---\ntitle: Fiche\ntags: [a, b]\n---\n"
        "Objet du marché\n===============\n\nLe marché porte sur le **tri** des déchets.\n\n"
        "## Livrables ##\n\n- [ ] un bilan\n- [x] un _plan_\n  sur deux lignes\n\n1. Lots\n\n"
        "> Le titulaire trie.\n\n"
        "Critère | Poids\n:--|--:\nPrix | 40 %\nDélai | 60 %\n\n"
        "```\n# pas un titre\n```\n\n[^1]: Arrêté de 2021.\n"
    )
    document = read(text.encode())
    assert [(block.text, block.heading_level) for block in document.blocks if block.heading_level] == [
        ("Objet du marché", 1),
        ("Livrables", 2),
        ("pas un titre", 1),
    ]
    assert texts(document, BlockRole.LIST_ITEM) == ["un bilan", "un plan sur deux lignes"]
    assert [table.rows for table in document.tables] == [(("Critère", "Poids"), ("Prix", "40 %"), ("Délai", "60 %"))]
    assert texts(document, BlockRole.BODY) == [
        "Objet du marché",
        "Le marché porte sur le tri des déchets.",
        "Livrables",
        "1. Lots",
        "Le titulaire trie.",
        "pas un titre",
        "Arrêté de 2021.",
    ]


def test_tables_of_one_column_or_without_text_are_none() -> None:
    assert read(b"| seul |\n|---|\n| encore |\n\n| | |\n").tables == ()


def test_rows_of_unequal_length_are_filled_up() -> None:
    assert read(b"| a | b | c |\n|---|---|---|\n| d |\n").tables[0].rows == (("a", "b", "c"), ("d", "", ""))

"""DocBook of antiword: its divisions are levels, and nothing of it is read twice or lost."""

import pytest

from recommender.domain.documents import BlockRole
from recommender.reading.docbook import read_docbook
from recommender.reading.office_text import make_office_blocks

TABLE = (
    "<informaltable><tgroup cols='2'><colspec/><tbody><row><entry>Prix</entry><entry><para>40 %</para></entry></row>"
    "<row><entry>Délai</entry><entry>60 %</entry></row></tbody></tgroup></informaltable>"
)


def read_texts(body: str) -> list[str]:
    blocks, _ = make_office_blocks(read_docbook(f"<book><chapter>{body}</chapter></book>".encode()))
    return [block.text for block in blocks]


def test_divisions_give_titles_their_level() -> None:
    body = (
        "<book lang='fr'><bookinfo><title>Fenêtre</title><date>2024</date></bookinfo>"
        "<chapter><title>Objet</title><para>Le\nmarché.</para>"
        "<sect1><title><emphasis role='bold'>Lots</emphasis></title><para/></sect1></chapter></book>"
    )
    blocks, _ = make_office_blocks(read_docbook(body.encode()))
    assert [(block.text, block.heading_level, block.is_bold) for block in blocks] == [
        ("Objet", 1, False),
        ("Le marché.", None, False),
        ("Lots", 2, True),
    ]


@pytest.mark.parametrize(
    ("numeration", "role"),
    [("arabic", BlockRole.BODY), ("upperroman", BlockRole.BODY), ("loweralpha", BlockRole.LIST_ITEM)],
)
def test_items_are_told_by_the_kind_of_their_list(numeration: str, role: BlockRole) -> None:
    body = f"<book><orderedlist numeration='{numeration}'><listitem><para>un</para></listitem></orderedlist></book>"
    blocks, _ = make_office_blocks(read_docbook(body.encode()))
    assert [(block.text, block.role) for block in blocks] == [("un", role)]


@pytest.mark.parametrize("body", [TABLE, f"<para>{TABLE}</para>", f"<para><emphasis>{TABLE}</emphasis></para>"])
def test_table_is_read_within_a_paragraph_or_not(body: str) -> None:
    _, tables = make_office_blocks(read_docbook(f"<book><chapter>{body}</chapter></book>".encode()))
    assert [table.rows for table in tables] == [(("Prix", "40 %"), ("Délai", "60 %"))]


def test_notes_and_lists_within_a_paragraph_follow_it_once() -> None:
    nested = "<itemizedlist><listitem><para>deux</para></listitem></itemizedlist>"
    body = (
        "<para>Objet<footnote><para>Arrêté de 2021.</para></footnote> du marché</para>"
        f"<para>Sont remis :<itemizedlist><listitem><para>un</para>{nested}</listitem></itemizedlist></para>"
    )
    assert read_texts(body) == ["Objet du marché", "Arrêté de 2021.", "Sont remis :", "un", "deux"]


def test_tags_left_open_by_a_damaged_file_lose_no_text() -> None:
    assert read_texts("<para>Objet<para>Durée</chapter>")[0] == "Objet"


def test_entities_are_not_resolved() -> None:
    content = b"<!DOCTYPE book [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><book><para>Objet &e; fin</para></book>"
    blocks, _ = make_office_blocks(read_docbook(content))
    assert [block.text for block in blocks] == ["Objet fin"]


@pytest.mark.parametrize("content", [b"", b"rien", b"<", b"\0\xff", b"<book/>", b"<book>" * 5_000 + b"Objet"])
def test_what_is_no_docbook_gives_no_paragraph(content: bytes) -> None:
    assert list(read_docbook(content)) == []

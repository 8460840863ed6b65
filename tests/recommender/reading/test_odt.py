"""ODT: titles, lists and tables, without annotations and tracked deletions."""

import pytest

from recommender.domain.documents import BlockRole
from recommender.errors import CorruptDocument, EmptyDocument
from tests.builders.office import make_odt, make_zip, read_part, replace_part
from tests.builders.reading import find, read, texts

BOLD = (
    '<style:style style:name="Gras" style:family="paragraph">'
    '<style:text-properties fo:font-weight="bold" fo:font-size="18pt"/></style:style>'
    '<style:style style:name="Corps" style:family="paragraph">'
    '<style:text-properties fo:font-size="12pt"/></style:style>'
)


def test_titles_have_the_level_of_their_outline() -> None:
    document = read(make_odt('<text:h text:outline-level="3">Durée</text:h><text:p>Quatre ans.</text:p>'))
    assert [(block.text, block.heading_level) for block in document.blocks] == [
        ("Durée", 3),
        ("Quatre ans.", None),
    ]


def test_numbers_of_the_outline_are_computed() -> None:
    titles = "".join(
        f'<text:h text:outline-level="{level}">{title}</text:h>'
        for level, title in ((1, "Objet"), (2, "Lots"), (2, "Durée"), (1, "Prix"))
    )
    content = make_odt(titles)
    outline = (
        '<text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        "</text:outline-style></office:styles>"
    )
    styles = read_part(content, "styles.xml").decode()
    start, end = styles.index("<text:outline-style"), styles.index("</text:outline-style>")
    styles = styles[:start] + styles[end + len("</text:outline-style>") :]
    changed = replace_part(content, {"styles.xml": styles.replace("</office:styles>", outline).encode()})
    assert [block.number for block in read(changed).blocks] == ["1", "1.1", "1.2", "2"]


def test_items_of_lists_are_list_items() -> None:
    items = (
        "<text:list><text:list-item><text:p>un bilan ;</text:p><text:list><text:list-item>"
        "<text:p>annuel</text:p>"
        "</text:list-item></text:list></text:list-item><text:list-item><text:p>un plan.</text:p>"
        "<text:p>Il est daté."
        "</text:p></text:list-item></text:list>"
    )
    document = read(make_odt(f"<text:p>Sont remis :</text:p>{items}"))
    assert texts(document, BlockRole.LIST_ITEM) == ["un bilan ;", "annuel", "un plan."]
    assert texts(document, BlockRole.BODY) == ["Sont remis :", "Il est daté."]


def test_table_gives_rows_and_cells() -> None:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in (("Critère", "Poids"), ("Prix", "40 %"))
    )
    document = read(make_odt(f'<table:table table:name="T">{rows}</table:table>'))
    assert document.tables[0].rows == (("Critère", "Poids"), ("Prix", "40 %"))
    assert texts(document, BlockRole.TABLE_ROW) == ["Critère | Poids", "Prix | 40 %"]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (
            "<text:p>Le prix<office:annotation><text:p>à revoir</text:p></office:annotation> est ferme.</text:p>",
            ["Le prix est ferme."],
        ),
        (
            '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>retiré</text:p>'
            "</text:deletion></text:changed-region></text:tracked-changes><text:p>gardé</text:p>",
            ["gardé"],
        ),
        (
            '<text:tracked-changes><text:changed-region text:id="c"><text:insertion/></text:changed-region>'
            '</text:tracked-changes><text:p>garanti <text:change-start text:change-id="c"/>trois'
            '<text:change-end text:change-id="c"/><text:change text:change-id="d"/> ans</text:p>',
            ["garanti trois ans"],
        ),
        (
            '<text:p>Le <office:annotation office:name="n"><text:p>à revoir</text:p></office:annotation>prix'
            '<office:annotation-end office:name="n"/> est ferme.</text:p>',
            ["Le prix est ferme."],
        ),
        ('<text:p>a<text:s text:c="3"/>b<text:tab/>c</text:p>', ["a b c"]),
        ("<text:p><text:span>par</text:span><text:span>tie</text:span></text:p>", ["partie"]),
        ("<text:section><text:p>dans une section</text:p></text:section>", ["dans une section"]),
        (
            "<text:p>Titre<draw:frame><draw:text-box><text:p>Encadré</text:p></draw:text-box></draw:frame></text:p>",
            ["Titre", "Encadré"],
        ),
        (
            "<text:p>Objet<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>Note.</text:p>"
            "</text:note-body></text:note> du marché</text:p>",
            ["Objet du marché", "Note."],
        ),
    ],
)
def test_text_is_what_a_reader_sees(xml: str, expected: list[str]) -> None:
    assert texts(read(make_odt(xml))) == expected


def test_table_of_contents_is_marked_and_its_model_left_out() -> None:
    contents = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Modèle"
        "</text:index-title-template></text:table-of-content-source><text:index-body>"
        "<text:p>Objet<text:tab/>3</text:p>"
        "</text:index-body></text:table-of-content><text:p>Objet</text:p>"
    )
    document = read(make_odt(contents))
    assert texts(document, BlockRole.CONTENTS) == ["Objet 3"]
    assert texts(document) == ["Objet 3", "Objet"]


def test_weight_and_size_come_from_the_styles() -> None:
    body = '<text:p text:style-name="Gras">Clause</text:p><text:p text:style-name="Corps">Le titulaire agit.</text:p>'
    document = read(make_odt(body, styles=BOLD))
    block = find(document, "Clause")
    assert (block.is_bold, block.size_ratio) == (True, 1.5)
    assert not find(document, "Le titulaire").is_bold


def test_document_without_text_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        read(make_odt("<text:p/>"))


def test_document_without_body_is_corrupt() -> None:
    with pytest.raises(CorruptDocument):
        read(make_zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}))

"""DOCX: what Word shows is read, what it hides is not."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from recommender.domain.documents import BlockRole
from recommender.errors import CorruptDocument, EmptyDocument
from tests.builders.office import (
    W_NAMESPACE,
    add_xml,
    make_docx,
    make_zip,
    read_part,
    replace_part,
    save_docx,
)
from tests.builders.reading import find, read, texts

NUMBERED_HEADINGS = f"""
<w:numbering xmlns:w="{W_NAMESPACE}">
  <w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>
      <w:lvlText w:val="Article %1 -"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading2"/>
      <w:lvlText w:val="%1.%2."/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="8">
    <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
    <w:lvl w:ilvl="1"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%2."/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>
  <w:num w:numId="5"><w:abstractNumId w:val="8"/></w:num>
</w:numbering>
"""


def number_headings(document: docx.document.Document) -> bytes:
    """The bytes of a document whose heading styles are numbered."""
    for style in ("Heading 1", "Heading 2"):
        properties = document.styles[style].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr xmlns:w="{W_NAMESPACE}"><w:numId w:val="4"/></w:numPr>'))
    return replace_part(save_docx(document), {"word/numbering.xml": NUMBERED_HEADINGS.encode()})


def test_numbers_of_heading_styles_are_computed() -> None:
    document = docx.Document()
    for level, title in ((1, "Objet"), (2, "Lots"), (2, "Durée"), (1, "Prix"), (2, "Révision")):
        document.add_heading(title, level)
    blocks = read(number_headings(document)).blocks
    assert [(block.number, block.text, block.heading_level) for block in blocks] == [
        ("Article 1", "Objet", 1),
        ("1.1", "Lots", 2),
        ("1.2", "Durée", 2),
        ("Article 2", "Prix", 1),
        ("2.1", "Révision", 2),
    ]


def test_french_style_ids_are_headings_by_their_names() -> None:
    document = docx.Document()
    style = document.styles["Heading 2"].element
    style.set(qn("w:styleId"), "Titre2")
    add_xml(document, '<w:p><w:pPr><w:pStyle w:val="Titre2"/></w:pPr><w:r><w:t>Durée</w:t></w:r></w:p>')
    block = read(save_docx(document)).blocks[0]
    assert (block.text, block.heading_level) == ("Durée", 2)


def test_bullets_are_list_items_and_roman_numbers_are_numbers() -> None:
    document = docx.Document()
    for depth in (0, 1, 1):
        add_xml(
            document,
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="5"/></w:numPr></w:pPr>'
            f"<w:r><w:t>Niveau {depth}</w:t></w:r></w:p>",
        )
    blocks = read(replace_part(save_docx(document), {"word/numbering.xml": NUMBERED_HEADINGS.encode()})).blocks
    assert [(block.role, block.number) for block in blocks] == [
        (BlockRole.LIST_ITEM, None),
        (BlockRole.BODY, "I"),
        (BlockRole.BODY, "II"),
    ]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>ajouté</w:t></w:r></w:ins></w:p>', ["ajouté"]),
        ('<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>retiré</w:delText></w:r></w:del></w:p>', []),
        ('<w:p><w:moveFrom w:id="1" w:author="a"><w:r><w:t>déplacé</w:t></w:r></w:moveFrom></w:p>', []),
        ('<w:p><w:moveTo w:id="1" w:author="a"><w:r><w:t>arrivé</w:t></w:r></w:moveTo></w:p>', ["arrivé"]),
        (
            '<w:p><w:r><w:t>garanti </w:t></w:r><w:del w:id="1"><w:r><w:delText>deux </w:delText></w:r></w:del>'
            '<w:ins w:id="2"><w:r><w:t>trois</w:t></w:r></w:ins><w:r><w:t> ans</w:t></w:r></w:p>',
            ["garanti trois ans"],
        ),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF article</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>article 4</w:t></w:r></w:p>',
            ["article 4"],
        ),
        ('<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>2024</w:t></w:r></w:fldSimple></w:p>', ["2024"]),
        (
            '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>commenté</w:t></w:r><w:commentRangeEnd w:id="1"/>'
            '<w:r><w:commentReference w:id="1"/></w:r></w:p>',
            ["commenté"],
        ),
        (
            '<w:tbl><w:tr><w:trPr><w:ins w:id="1"/></w:trPr><w:tc><w:p><w:r><w:t>Prix</w:t></w:r></w:p></w:tc>'
            "<w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>40 %</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt></w:tr>"
            "</w:tbl>",
            ["Prix | 40 %"],
        ),
        (
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>contrôle</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            ["contrôle"],
        ),
        (
            "<w:p><w:sdt><w:sdtContent><w:r><w:t>dans la ligne</w:t></w:r></w:sdtContent></w:sdt></w:p>",
            ["dans la ligne"],
        ),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r></w:p>", []),
        ('<w:p><w:hyperlink w:anchor="a"><w:r><w:t>un lien</w:t></w:r></w:hyperlink></w:p>', ["un lien"]),
        ("<w:p><w:r><w:t>sous</w:t><w:noBreakHyphen/><w:t>traitant</w:t></w:r></w:p>", ["sous-traitant"]),
        (
            "<w:p><w:r><w:t>Hors du cadre</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Dans le cadre"
            "</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
            ["Hors du cadre", "Dans le cadre"],
        ),
        (
            "<w:p><w:r><w:t>Sont exigés :</w:t><w:br/><w:t>- un bilan ;</w:t><w:br/><w:t>- un plan.</w:t></w:r></w:p>",
            ["Sont exigés :", "un bilan ;", "un plan."],
        ),
    ],
)
def test_text_is_what_word_shows(xml: str, expected: list[str]) -> None:
    document = docx.Document()
    document.add_paragraph("Avant")
    add_xml(document, xml)
    assert texts(read(save_docx(document))) == ["Avant", *expected]


def test_text_box_said_twice_for_older_programs_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent>"
    document = docx.Document()
    add_xml(
        document,
        "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>",
    )
    assert texts(read(save_docx(document))) == ["Encadré"]


def test_unknown_numbers_and_attributes_are_left_aside() -> None:
    document = docx.Document()
    for value in ("²", "-1", "9" * 30, ""):
        add_xml(
            document,
            f'<w:p><w:pPr><w:outlineLvl w:val="{value}"/><w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="{value}"/>'
            f'</w:numPr></w:pPr><w:r><w:rPr><w:sz w:val="{value}"/></w:rPr><w:t>Objet</w:t></w:r></w:p>',
        )
    assert {(block.text, block.heading_level, block.number) for block in read(save_docx(document)).blocks} == {
        ("Objet", None, None)
    }


def test_table_gives_rows_and_cells() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(table.rows, (("Critère", "Poids"), ("Prix", "40 %"), ("Délai", "60 %")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    result = read(save_docx(document))
    assert result.tables[0].rows == (("Critère", "Poids"), ("Prix", "40 % 60 %"), ("Délai", ""))
    assert texts(result, BlockRole.TABLE_ROW) == ["Critère | Poids", "Prix | 40 % 60 %", "Délai"]


def test_frame_of_one_cell_is_no_table() -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "ARTICLE 1 - OBJET"
    result = read(save_docx(document))
    assert (texts(result, BlockRole.BODY), result.tables) == (["ARTICLE 1 - OBJET"], ())


def test_head_and_foot_of_pages_are_running() -> None:
    document = docx.Document()
    document.add_paragraph("Objet du marché.")
    document.sections[0].header.paragraphs[0].text = "Ville de Laval"
    document.sections[0].footer.paragraphs[0].text = "CCAP"
    result = read(save_docx(document))
    assert texts(result) == ["Ville de Laval", "Objet du marché.", "CCAP"]
    assert texts(result, BlockRole.RUNNING) == ["Ville de Laval", "CCAP"]


def test_contents_are_told_by_their_control() -> None:
    document = docx.Document()
    add_xml(
        document,
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>Objet</w:t></w:r><w:r><w:tab/><w:t>3</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>",
    )
    document.add_paragraph("Objet")
    result = read(save_docx(document))
    assert [(block.role, block.text) for block in result.blocks] == [
        (BlockRole.CONTENTS, "Objet 3"),
        (BlockRole.BODY, "Objet"),
    ]


def test_bold_and_larger_text_is_seen() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("Clause sociale")
    run.bold, run.font.size = True, docx.shared.Pt(22)
    document.add_paragraph("Le titulaire réserve des heures de travail à des personnes éloignées de l'emploi.")
    block = find(read(save_docx(document)), "Clause sociale")
    assert block.is_bold
    assert block.size_ratio == pytest.approx(2.0)


def test_footnote_is_read_after_the_body() -> None:
    content = make_docx("Objet du marché")
    note = f'<w:footnotes xmlns:w="{W_NAMESPACE}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    note += '<w:footnote w:id="2"><w:p><w:r><w:t>Arrêté de 2021.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    assert texts(read(replace_part(content, {"word/footnotes.xml": note.encode()}))) == [
        "Objet du marché",
        "Arrêté de 2021.",
    ]


def test_document_without_text_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        read(make_docx("", "  "))


def test_document_without_body_is_corrupt() -> None:
    part = f'<w:document xmlns:w="{W_NAMESPACE}"/>'.encode()
    with pytest.raises(CorruptDocument):
        read(make_zip({"word/document.xml": part}))


def test_document_has_no_pages_and_its_own_hash() -> None:
    first, second = read(make_docx("Objet")), read(make_docx("Durée"))
    assert first.page_count == 0
    assert {block.page for block in first.blocks} == {0}
    assert first.sha256 != second.sha256
    assert read_part(make_docx("Objet"), "word/document.xml")

"""A report → a Word file a buyer can paste from."""

import io
from typing import TYPE_CHECKING

from recommender.exporting.elements import Bullet, Element, Heading, Paragraph, Report, Table

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Calibri"
BODY_POINTS = 11
_TABLE_POINTS = 9
_LANGUAGE = "fr-FR"


def write_word(report: Report) -> bytes:
    """A .docx file: headings in Word's own styles, so that the outline and the contents work."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    word = docx.Document()
    normal = word.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(BODY_POINTS)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): _LANGUAGE})
    normal.element.get_or_add_rPr().append(language)
    word.core_properties.title = report.title
    word.core_properties.author = "Clausier"
    word.core_properties.language = _LANGUAGE
    word.add_heading(report.title, level=0)
    for element in report.elements:
        _write(word, element)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _write(word: "Document", element: Element) -> None:
    if isinstance(element, Heading):
        word.add_heading(element.text, level=element.level)
    elif isinstance(element, Table):
        _write_table(word, element)
    else:
        _write_words(word, element)


def _write_words(word: "Document", element: Paragraph | Bullet) -> None:
    paragraph = word.add_paragraph(style="List Bullet" if isinstance(element, Bullet) else None)
    if element.lead:
        paragraph.add_run(f"{element.lead} ").bold = True
    run = paragraph.add_run(element.text)
    run.italic = isinstance(element, Paragraph) and element.is_note


def _write_table(word: "Document", table: Table) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    section = word.sections[0]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    drawn = word.add_table(rows=1, cols=len(table.header), style="Table Grid")
    drawn.autofit = False
    # The header is told as such, and comes again on each page.
    properties = drawn.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no name for it
    properties.append(properties.makeelement(qn("w:tblHeader"), {}))
    for texts, row in [(table.header, drawn.rows[0]), *((texts, drawn.add_row()) for texts in table.rows)]:
        for text, cell, share in zip(texts, row.cells, table.widths, strict=True):
            cell.width = int(width * share)
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(_TABLE_POINTS)
            run.bold = texts is table.header
    word.add_paragraph()

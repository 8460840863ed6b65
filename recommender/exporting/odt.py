"""A report → an ODT file (LibreOffice)."""

import io
from typing import TYPE_CHECKING, Any

from recommender.exporting.elements import Bullet, Element, Heading, Paragraph, Report, Table

if TYPE_CHECKING:
    from odfdo import Document

_BOLD, _NOTE, _SMALL = "Gras", "Remarque", "Cellule"
_HEAD_CELL, _BODY_CELL = "Cellule-titre", "Cellule-texte"
# The width of the text on the page of the default template (A4, margins of 2 cm).
_TEXT_CENTIMETRES = 17.0


def write_odt(report: Report) -> bytes:
    """An .odt file: headings carry their level, so that the outline and the contents work."""
    from odfdo import Document, Header, Style

    odt = Document("text")
    odt.meta.title = report.title
    odt.meta.creator = "Clausier"
    odt.meta.language = "fr-FR"
    odt.insert_style(Style("text", name=_BOLD, area="text", bold=True))
    odt.insert_style(Style("text", name=_NOTE, area="text", italic=True))
    odt.insert_style(Style("paragraph", name=_SMALL, area="text", size="9pt"))
    border: dict[str, Any] = {"border": "0.5pt solid #8a938d", "padding": "0.1cm"}
    odt.insert_style(Style("table-cell", name=_BODY_CELL, **border), automatic=True)
    odt.insert_style(Style("table-cell", name=_HEAD_CELL, background_color="#e4f0eb", **border), automatic=True)
    odt.body.clear()
    odt.body.append(Header(1, report.title, suppress_numbering=True))
    for element in report.elements:
        _write(odt, element)
    stream = io.BytesIO()
    odt.save(stream)
    return stream.getvalue()


def _write(odt: "Document", element: Element) -> None:
    from odfdo import Header, List, ListItem

    if isinstance(element, Heading):
        odt.body.append(Header(element.level + 1, element.text, suppress_numbering=True))
    elif isinstance(element, Table):
        odt.body.append(_make_table(odt, element))
    elif isinstance(element, Bullet):
        item = ListItem()
        item.append(_make_words(element))
        listed = List()
        listed.append(item)
        odt.body.append(listed)
    else:
        odt.body.append(_make_words(element))


def _make_words(element: Paragraph | Bullet) -> Any:
    from odfdo import Paragraph as OdtParagraph
    from odfdo import Span

    words = OdtParagraph()
    if element.lead:
        words.append(Span(element.lead, style=_BOLD))
        words.append_plain_text(" ")
    if isinstance(element, Paragraph) and element.is_note:
        words.append(Span(element.text, style=_NOTE))
    else:
        words.append_plain_text(element.text)
    return words


def _make_table(odt: "Document", table: Table) -> Any:
    from odfdo import Column, HeaderRows, Style
    from odfdo import Table as OdtTable

    made = OdtTable(table.header[0])
    for share in table.widths:
        width = f"{_TEXT_CENTIMETRES * share:.2f}cm"
        style = odt.insert_style(Style("table-column", name=f"Colonne-{width}", width=width), automatic=True)
        made.append(Column(style=style))
    # The header is told as such, and comes again on each page.
    header = HeaderRows()
    header.append(_make_row(table.header, _HEAD_CELL))
    made.append(header)
    for texts in table.rows:
        made.append(_make_row(texts, _BODY_CELL))
    return made


def _make_row(texts: tuple[str, ...], style: str) -> Any:
    from odfdo import Cell, Row
    from odfdo import Paragraph as OdtParagraph

    row = Row()
    for text in texts:
        cell = Cell(style=style)
        cell.append(OdtParagraph(text, style=_SMALL))
        row.append(cell)
    return row

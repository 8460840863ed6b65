"""A report → a PDF, with its outline, for those who read rather than edit.

Imported where a PDF is asked for: reportlab is loaded with it.
"""

import io
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, LongTable, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Paragraph as DrawnParagraph

from recommender.exporting.elements import Bullet, Element, Heading, Report, Table

_MARGIN = 56.0
_WIDTH = A4[0] - 2 * _MARGIN
# Bitstream Vera comes with reportlab: the letters and signs of French texts, but these spaces and hyphens.
_FONTS = {"Clausier": "Vera", "Clausier-Gras": "VeraBd", "Clausier-Italique": "VeraIt"}
_REGULAR, _BOLD, _ITALIC = _FONTS
_PLAIN = str.maketrans({"\u202f": "\u00a0", "\u2009": " ", "\u2011": "-", "→": "-", "✓": "x"})
_MISSING = "\u00b7"


class _OutlineEntry(Flowable):  # type: ignore[misc]
    """Nothing to see: the place of a heading in the outline."""

    def __init__(self, text: str, level: int, key: str) -> None:
        super().__init__()
        self._entry = (text, level, key)

    def draw(self) -> None:
        """Name this place of the page and list it."""
        text, level, key = self._entry
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level, closed=level > 0)


def write_pdf(report: Report) -> bytes:
    """A PDF on A4 pages, numbered, its headings in the outline."""
    stream = io.BytesIO()
    margins = {f"{side}Margin": _MARGIN for side in ("left", "right", "top", "bottom")}
    document = SimpleDocTemplate(stream, pagesize=A4, title=report.title, author="Clausier", lang="fr-FR", **margins)
    styles = _make_styles()
    story = [DrawnParagraph(_markup(report.title), styles["title"])]
    for index, element in enumerate(report.elements):
        story += _draw(element, styles, f"h{index}")
    document.build(story, onFirstPage=_number_page, onLaterPages=_number_page)
    return stream.getvalue()


def _draw(element: Element, styles: dict[str, Any], key: str) -> Iterator[Any]:
    if isinstance(element, Heading):
        yield _OutlineEntry(_plain(element.text), element.level - 1, key)
        yield DrawnParagraph(_markup(element.text), styles[f"h{element.level}"])
    elif isinstance(element, Table):
        yield _draw_table(element, styles)
        yield Spacer(1, 8)
    elif isinstance(element, Bullet):
        yield DrawnParagraph(_markup(element.text, lead=element.lead), styles["bullet"], bulletText="•")
    else:
        yield DrawnParagraph(_markup(element.text, lead=element.lead), styles["note" if element.is_note else "body"])


def _draw_table(table: Table, styles: dict[str, Any]) -> Any:
    header = [DrawnParagraph(_markup("", lead=text), styles["cell"]) for text in table.header]
    rows = [[DrawnParagraph(_markup(text), styles["cell"]) for text in row] for row in table.rows]
    drawn = LongTable([header, *rows], colWidths=[_WIDTH * share for share in table.widths], repeatRows=1, splitInRow=1)
    drawn.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.HexColor("#8a938d")),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e4f0eb")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return drawn


def _markup(text: str, *, lead: str = "") -> str:
    strong = f'<font name="{_BOLD}">{escape(_plain(lead))}</font> ' if lead else ""
    return strong + escape(_plain(text))


def _plain(text: str) -> str:
    """The text in characters that the font has: compatible ones for the others, a dot where there is none."""
    known = _glyphs()
    plain = text.translate(_PLAIN)
    if all(ord(character) in known for character in plain if character != "\n"):
        return plain
    compatible = "".join(c if ord(c) in known else unicodedata.normalize("NFKC", c) for c in plain)
    return "".join(c if ord(c) in known or c == "\n" else _MISSING for c in compatible)


@cache
def _glyphs() -> frozenset[int]:
    """The characters that the regular font has; the first call makes the fonts known."""
    folder = Path(reportlab.__file__).parent / "fonts"
    fonts = {name: TTFont(name, str(folder / f"{file}.ttf")) for name, file in _FONTS.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return frozenset(fonts[_REGULAR].face.charToGlyph)


def _make_styles() -> dict[str, Any]:
    _glyphs()
    body = ParagraphStyle("body", fontName=_REGULAR, fontSize=9.5, leading=14, spaceAfter=5)
    small = {"fontSize": 8, "leading": 11, "spaceAfter": 0}
    return {
        "body": body,
        "note": ParagraphStyle("note", body, fontName=_ITALIC, textColor=colors.HexColor("#525c56")),
        "bullet": ParagraphStyle("bullet", body, leftIndent=14, bulletIndent=4, spaceAfter=2),
        "cell": ParagraphStyle("cell", body, **small),
        "title": ParagraphStyle("title", body, fontName=_BOLD, fontSize=18, leading=23, spaceAfter=12),
        "h1": ParagraphStyle("h1", body, fontName=_BOLD, fontSize=13, leading=17, spaceBefore=14, keepWithNext=1),
        "h2": ParagraphStyle("h2", body, fontName=_BOLD, fontSize=11, leading=15, spaceBefore=8, keepWithNext=1),
        "h3": ParagraphStyle("h3", body, fontName=_BOLD, spaceBefore=6, keepWithNext=1),
    }


def _number_page(canvas: Any, document: Any) -> None:
    canvas.setFont(_REGULAR, 8)
    canvas.drawRightString(A4[0] - _MARGIN, _MARGIN / 2, f"Page {document.page}")

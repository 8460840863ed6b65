"""A DOCX → a document: paragraphs with their style's level and number, list items, tables, heads and feet.

The XML is walked directly, so that tracked insertions, content controls and text boxes are read, tracked
deletions are not, and nothing foreign to the text comes in between.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from recommender.domain.documents import BlockRole, SourceDocument
from recommender.errors import CorruptDocument, EmptyDocument
from recommender.reading.archives import OfficeArchive, open_archive
from recommender.reading.contents import mark_contents
from recommender.reading.docx_styles import Numbering, Styles, W, attribute, is_emphasised, is_on
from recommender.reading.numbering import parse_integer
from recommender.reading.office_text import (
    OfficeItem,
    OfficeParagraph,
    OfficeTable,
    Run,
    flatten_items,
    make_office_blocks,
)
from recommender.reading.sniffing import MediaType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from recommender.reading.limits import ReadingLimits

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = W + "txbxContent"
_SKIPPED = frozenset({W + "del", W + "moveFrom", W + "rt", W + "pPr", W + "rPr", _FALLBACK})
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_MARGINALS = re.compile(r"word/(header|footer)\d*\.xml$")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read_docx(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """The blocks and tables of a DOCX; it has no pages.

    Raises:
        CorruptDocument: it is damaged, or declares what a document does not.
        DocumentTooLarge: it would unpack to too much.
        EncryptedDocument: its entries are encrypted.
        EmptyDocument: it has no text.
    """
    archive = open_archive(content, name=name)
    root = archive.parse("word/document.xml")
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise CorruptDocument(
            f"« {name} » n'a pas de corps de texte.",
            "Ouvrez-le dans votre traitement de texte et enregistrez-le à nouveau.",
        )
    walker = _Walker(Styles(archive.parse("word/styles.xml")), Numbering(archive.parse("word/numbering.xml")))
    items = [
        *_read_marginals(archive, walker, "header"),
        *walker.walk(body),
        *_read_notes(archive, walker),
        *_read_marginals(archive, walker, "footer"),
    ]
    blocks, tables = make_office_blocks(items)
    if not any(block.role is not BlockRole.RUNNING for block in blocks):
        raise EmptyDocument(f"« {name} » ne contient aucun texte.", "Vérifiez que vous avez choisi le bon fichier.")
    return SourceDocument(
        name=name,
        media_type=MediaType.DOCX.value,
        sha256=hashlib.sha256(content).hexdigest(),
        page_count=0,
        blocks=tuple(mark_contents(blocks, 0)),
        tables=tuple(tables),
    )


def _read_marginals(archive: OfficeArchive, walker: _Walker, kind: str) -> list[OfficeItem]:
    """The paragraphs of the page heads or feet, each text once."""
    found: dict[str, OfficeItem] = {}
    for part in sorted(archive.names()):
        match = _MARGINALS.fullmatch(part)
        if match is None or match[1] != kind:
            continue
        root = archive.parse(part)
        for element in [] if root is None else root.iter(W + "p"):
            runs = tuple(walker.runs(element, None))
            text = "".join(run.text for run in runs).strip()
            if text:
                found.setdefault(text, OfficeParagraph(runs, BlockRole.RUNNING))
    return list(found.values())


def _read_notes(archive: OfficeArchive, walker: _Walker) -> Iterator[OfficeItem]:
    for part in _NOTES:
        root = archive.parse(part)
        for note in [] if root is None else root:
            if note.get(W + "type") in (None, "normal"):
                yield from walker.walk(note)


class _Walker:
    """Walks a tree of WordprocessingML in the order of the text."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def walk(self, parent: _Element, *, in_contents: bool = False) -> Iterator[OfficeItem]:
        """The paragraphs and tables below an element, text boxes after the paragraph that holds them."""
        for element in parent:
            if element.tag == W + "p":
                yield self._paragraph(element, in_contents)
                for box in _text_boxes(element):
                    yield from self.walk(box)
            elif element.tag == W + "tbl":
                yield self._table(element)
            elif element.tag not in _SKIPPED and isinstance(element.tag, str):
                yield from self.walk(element, in_contents=in_contents or _is_contents(element))

    def _paragraph(self, element: _Element, in_contents: bool) -> OfficeParagraph:
        style_id = attribute(element, "pPr/pStyle")
        runs = tuple(self.runs(element, style_id))
        if in_contents or self._styles.is_contents(style_id):
            return OfficeParagraph(runs, BlockRole.CONTENTS)
        level = parse_integer(attribute(element, "pPr/outlineLvl"))
        heading_level = self._styles.heading_level(style_id)
        if heading_level is None and level is not None and 0 <= level <= 8:
            heading_level = level + 1
        is_item, number = self._number(element, style_id)
        role = BlockRole.LIST_ITEM if is_item and heading_level is None else BlockRole.BODY
        return OfficeParagraph(runs, role, heading_level, number)

    def _number(self, element: _Element, style_id: str | None) -> tuple[bool, str | None]:
        """Whether the paragraph is an item of a list, and the number printed before it."""
        own_id = attribute(element, "pPr/numPr/numId")
        styled_id, styled_depth = self._styles.numbering(style_id)
        number_id = own_id or styled_id
        # Numbering 0 takes away the one that the style gives.
        if number_id is None or number_id == "0":
            return False, None
        depth = parse_integer(attribute(element, "pPr/numPr/ilvl"))
        if depth is None:
            depth = styled_depth
        if depth is None:
            depth = self._numbering.depth_of_style(number_id, style_id)
        level, number = self._numbering.advance(number_id, depth)
        return level is None or level.is_bullet or level.is_letter, number

    def runs(self, paragraph: _Element, style_id: str | None) -> Iterator[Run]:
        """The runs of a paragraph, deleted and hidden ones left out."""
        is_bold, size = self._styles.is_bold(style_id), self._styles.size(style_id)
        for element in _run_elements(paragraph):
            properties = element.find(W + "rPr")
            if is_on(properties, "vanish"):
                continue
            text = "".join(_run_text(element))
            if text:
                yield self._styled(text, properties, is_bold, size)

    def _styled(self, text: str, properties: _Element | None, is_bold: bool, size: float) -> Run:
        if properties is None:
            return Run(text, is_bold, size)
        style_id = attribute(properties, "rStyle")
        own_bold, own_size = is_emphasised(properties), parse_integer(attribute(properties, "sz"))
        if own_bold is None:
            own_bold = is_bold or (style_id is not None and self._styles.is_bold(style_id))
        return Run(text, own_bold, own_size / 2 if own_size else size)

    def _table(self, table: _Element) -> OfficeTable:
        rows = (tuple(self._cells(row)) for row in _descend(table, W + "tr"))
        return OfficeTable(tuple(row for row in rows if row))

    def _cells(self, row: _Element) -> Iterator[tuple[OfficeParagraph, ...]]:
        for cell in _descend(row, W + "tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            is_covered = merge is not None and merge.get(W + "val", "continue") == "continue"
            yield () if is_covered else tuple(flatten_items(self.walk(cell)))
            span = parse_integer(attribute(cell, "tcPr/gridSpan")) or 1
            for _ in range(min(span, 64) - 1):
                yield ()


def _is_contents(element: _Element) -> bool:
    gallery = attribute(element, "sdtPr/docPartObj/docPartGallery")
    return gallery is not None and "contents" in gallery.lower()


def _descend(parent: _Element, tag: str) -> Iterator[_Element]:
    """The nearest descendants of this tag, through content controls and tracked changes."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in _SKIPPED and element.tag not in (W + "p", W + "tbl"):
            yield from _descend(element, tag)


def _run_elements(parent: _Element) -> Iterator[_Element]:
    for element in parent:
        if element.tag == W + "r":
            yield element
        elif element.tag not in _SKIPPED:
            yield from _run_elements(element)


def _run_text(run: _Element) -> Iterator[str]:
    for element in run:
        if element.tag == W + "t":
            yield element.text or ""
        elif element.tag in _SIGNS:
            yield _SIGNS[str(element.tag)]


def _text_boxes(paragraph: _Element) -> Iterator[_Element]:
    for element in paragraph:
        if element.tag == _TEXT_BOX:
            yield element
        elif element.tag not in _SKIPPED:
            yield from _text_boxes(element)

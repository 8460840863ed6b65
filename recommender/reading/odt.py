"""An ODT → a document: paragraphs, titles with their level and number, list items, tables, heads and feet.

The XML is walked directly: annotations and tracked deletions are left out.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from recommender.domain.documents import BlockRole, SourceDocument
from recommender.errors import CorruptDocument, EmptyDocument, EncryptedDocument
from recommender.reading.archives import OfficeArchive, open_archive
from recommender.reading.contents import mark_contents
from recommender.reading.numbering import parse_integer
from recommender.reading.odt_lists import ListPlace, OdtLists
from recommender.reading.odt_styles import DRAW, OFFICE, STYLE, TABLE, TEXT, OdtStyles, parse_level
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
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from recommender.reading.limits import ReadingLimits
    from recommender.reading.numbering import Level

_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTION = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"
_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_LISTS = frozenset({TEXT + "list-item", TEXT + "list-header"})
_INDEXES = frozenset(
    TEXT + name for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index")
)
_INDEX_BODY = TEXT + "index-body"
_SKIPPED = frozenset({TEXT + "tracked-changes", OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "forms"})
_NOT_INLINE = frozenset({*_SKIPPED, TEXT + "note", TEXT + "ruby-text", DRAW + "frame", DRAW + "custom-shape"})
_SIGNS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_MARGINALS = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
_MOST_REPEATED = 64


def read_odt(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """The blocks and tables of an ODT; it is read without pages.

    Raises:
        CorruptDocument: it is damaged, or declares what a document does not.
        DocumentTooLarge: it would unpack to too much.
        EncryptedDocument: it asks for a password.
        EmptyDocument: it has no text.
    """
    archive = open_archive(content, name=name)
    _refuse_encrypted(archive, name)
    root, styles_root = archive.parse("content.xml"), archive.parse("styles.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise CorruptDocument(
            f"« {name} » n'a pas de corps de texte.",
            "Ouvrez-le dans votre traitement de texte et enregistrez-le à nouveau.",
        )
    walker = _Walker(OdtStyles((root, styles_root)), OdtLists((root, styles_root)))
    marginals = list(_read_marginals(styles_root, walker))
    blocks, tables = make_office_blocks([*marginals, *walker.walk(body)])
    if not any(block.role is not BlockRole.RUNNING for block in blocks):
        raise EmptyDocument(f"« {name} » ne contient aucun texte.", "Vérifiez que vous avez choisi le bon fichier.")
    return SourceDocument(
        name=name,
        media_type=MediaType.ODT.value,
        sha256=hashlib.sha256(content).hexdigest(),
        page_count=0,
        blocks=tuple(mark_contents(blocks, 0)),
        tables=tuple(tables),
    )


def _refuse_encrypted(archive: OfficeArchive, name: str) -> None:
    manifest = archive.parse(_MANIFEST)
    if manifest is not None and next(manifest.iter(_ENCRYPTION), None) is not None:
        raise EncryptedDocument(
            f"« {name} » est protégé par un mot de passe.", "Enregistrez-en une copie sans mot de passe."
        )


def _read_marginals(styles_root: _Element | None, walker: _Walker) -> Iterator[OfficeParagraph]:
    """The paragraphs of the page heads and feet, each text once."""
    seen = set()
    for kind in [] if styles_root is None else _MARGINALS:
        for marginal in styles_root.iter(STYLE + kind) if styles_root is not None else []:
            for paragraph in marginal.iter(TEXT + "p"):
                runs = tuple(walker.runs(paragraph))
                text = "".join(run.text for run in runs).strip()
                if text and text not in seen:
                    seen.add(text)
                    yield OfficeParagraph(runs, BlockRole.RUNNING)


class _Walker:
    """Walks a tree of OpenDocument in the order of the text."""

    def __init__(self, styles: OdtStyles, lists: OdtLists) -> None:
        self._styles = styles
        self._lists = lists
        self._outline = styles.outline()

    def walk(
        self, parent: Iterable[_Element], role: BlockRole = BlockRole.BODY, place: ListPlace | None = None
    ) -> Iterator[OfficeItem]:
        """The paragraphs and tables below an element, frames and notes after the paragraph they belong to."""
        for element in parent:
            if element.tag in _PARAGRAPHS:
                yield self._paragraph(element, role)
                for inner in _set_apart(element):
                    yield from self.walk(inner)
            elif element.tag == TABLE + "table":
                yield self._table(element)
            else:
                yield from self._walk_container(element, role, place)

    def _walk_container(self, element: _Element, role: BlockRole, place: ListPlace | None) -> Iterator[OfficeItem]:
        """What an element that has no text of its own holds."""
        if element.tag == TEXT + "list":
            yield from self.walk(element, role, self._lists.enter(element, place))
        elif element.tag in _LISTS and role is BlockRole.BODY and place is not None:
            yield from self._list_item(element, place)
        elif element.tag in _INDEXES:
            # An index also holds the model of its entries, which is no text.
            for part in element.iterfind(_INDEX_BODY):
                yield from self.walk(part, BlockRole.CONTENTS)
        elif element.tag not in _SKIPPED and isinstance(element.tag, str):
            yield from self.walk(element, role, place)

    def _list_item(self, element: _Element, place: ListPlace) -> Iterator[OfficeItem]:
        # A header, and the paragraphs of an item after the first one, bear no sign.
        bears_sign = element.tag == TEXT + "list-item"
        for child in element:
            for item in self.walk([child], place=place):
                if bears_sign and child.tag in _PARAGRAPHS and isinstance(item, OfficeParagraph) and item.text.strip():
                    bears_sign = False
                    yield _as_item(item, *place.advance(element))
                else:
                    yield item

    def _paragraph(self, element: _Element, role: BlockRole) -> OfficeParagraph:
        runs = tuple(self.runs(element))
        if role is BlockRole.CONTENTS:
            return OfficeParagraph(runs, role)
        heading_level = parse_level(element.get(TEXT + "outline-level")) if element.tag == TEXT + "h" else None
        if heading_level is None and element.tag == TEXT + "h":
            heading_level = self._styles.heading_level(element.get(TEXT + "style-name")) or 1
        number = None
        if heading_level is not None and element.get(TEXT + "is-list-header") != "true" and _has_text(runs):
            number = self._outline.advance(heading_level - 1)
        return OfficeParagraph(runs, role, heading_level, number)

    def runs(self, paragraph: _Element) -> Iterator[Run]:
        """The runs of a paragraph, annotations, notes and frames left out."""
        name = paragraph.get(TEXT + "style-name")
        yield from self._inline(paragraph, bool(self._styles.is_bold(name)), self._styles.size(name))

    def _inline(self, parent: _Element, is_bold: bool, size: float | None) -> Iterator[Run]:
        if parent.text:
            yield Run(parent.text, is_bold, size)
        for element in parent:
            if element.tag in _SIGNS:
                yield Run(_SIGNS[str(element.tag)], is_bold, size)
            elif element.tag == TEXT + "s":
                yield Run(" ", is_bold, size)
            elif element.tag not in _NOT_INLINE and isinstance(element.tag, str):
                name = element.get(TEXT + "style-name") if element.tag == TEXT + "span" else None
                own_bold = self._styles.is_bold(name) if name else None
                own_size = self._styles.size(name) if name else None
                yield from self._inline(element, is_bold if own_bold is None else own_bold, own_size or size)
            if element.tail:
                yield Run(element.tail, is_bold, size)

    def _table(self, table: _Element) -> OfficeTable:
        rows = (tuple(self._cells(row)) for row in table.iter(TABLE + "table-row") if _nearest_table(row) is table)
        return OfficeTable(tuple(row for row in rows if row))

    def _cells(self, row: _Element) -> Iterator[tuple[OfficeParagraph, ...]]:
        for cell in row:
            if cell.tag == TABLE + "covered-table-cell":
                cells: tuple[OfficeParagraph, ...] = ()
            elif cell.tag == TABLE + "table-cell":
                cells = tuple(flatten_items(self.walk(cell)))
            else:
                continue
            repeated = parse_integer(cell.get(TABLE + "number-columns-repeated")) or 1
            for _ in range(min(max(repeated, 1), _MOST_REPEATED)):
                yield cells


def _as_item(paragraph: OfficeParagraph, level: Level | None, number: str | None) -> OfficeParagraph:
    """The paragraph as an item of a list; one whose number has several parts is an article, not an item."""
    if paragraph.role is not BlockRole.BODY:
        return paragraph
    if paragraph.heading_level is not None:
        # The list that a title stands in takes the place of the outline.
        return replace(paragraph, number=number or paragraph.number)
    is_article = level is not None and not level.is_letter and "." in (number or "")
    return replace(paragraph, role=BlockRole.BODY if is_article else BlockRole.LIST_ITEM, number=number)


def _has_text(runs: tuple[Run, ...]) -> bool:
    return any(run.text.strip() for run in runs)


def _nearest_table(row: _Element) -> _Element | None:
    return next(row.iterancestors(TABLE + "table"), None)


def _set_apart(paragraph: _Element) -> Iterator[_Element]:
    """The text boxes and notes anchored in a paragraph, outermost first."""
    for element in paragraph:
        if element.tag in (DRAW + "text-box", TEXT + "note-body"):
            yield element
        elif element.tag not in _SKIPPED and isinstance(element.tag, str):
            yield from _set_apart(element)

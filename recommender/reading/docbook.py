"""DocBook as antiword writes it → paragraphs and tables: titles with their level, list items, rows, notes.

The numbers of lists are not in it: antiword begins a new list after each paragraph that stands between two items.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from recommender.domain.documents import BlockRole
from recommender.reading.office_text import OfficeItem, OfficeParagraph, OfficeTable, Run, flatten_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_DIVISIONS = frozenset({"chapter", *(f"sect{level}" for level in range(1, 6))})
_SKIPPED = frozenset({"bookinfo", "beginpage", "colspec"})
_SET_APART = frozenset({"footnote", "informaltable", "itemizedlist", "orderedlist"})
_LETTERED = frozenset({"loweralpha", "lowerroman"})


def read_docbook(content: bytes) -> Iterator[OfficeItem]:
    """The paragraphs and tables in the order of the text, notes after the paragraph they belong to."""
    from lxml import etree

    # antiword forgets to close what a damaged file does not close.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    root = None
    with suppress(etree.XMLSyntaxError):
        # Even so it refuses what does not begin as a text.
        root = etree.fromstring(content, parser)
    if root is not None:
        yield from _walk(root, BlockRole.BODY, level=0)


def _walk(elements: Iterable[_Element], role: BlockRole, *, level: int) -> Iterator[OfficeItem]:
    for element in elements:
        tag = str(element.tag)
        if tag in ("para", "title"):
            yield OfficeParagraph(tuple(_runs(element)), role, max(level, 1) if tag == "title" else None)
            # antiword puts most tables in a paragraph of their own.
            yield from _walk(_set_apart(element), BlockRole.BODY, level=level)
        elif tag in _DIVISIONS:
            yield from _walk(element, role, level=level + 1)
        elif tag == "listitem":
            yield from _walk(element, _item_role(element.getparent()), level=level)
        elif tag == "informaltable":
            yield OfficeTable(tuple(tuple(_cell(cell) for cell in row.iter("entry")) for row in element.iter("row")))
        elif tag not in _SKIPPED:
            yield from _walk(element, role, level=level)


def _set_apart(paragraph: _Element) -> Iterator[_Element]:
    """The tables, lists and notes within a paragraph, those within another one left to it."""
    for element in paragraph:
        if element.tag in _SET_APART:
            yield element
        else:
            yield from _set_apart(element)


def _item_role(parent: _Element | None) -> BlockRole:
    # "1." may lead a title as well as an item, "a)" and a bullet lead items.
    is_title = parent is not None and parent.tag == "orderedlist" and parent.get("numeration") not in _LETTERED
    return BlockRole.BODY if is_title else BlockRole.LIST_ITEM


def _cell(entry: _Element) -> tuple[OfficeParagraph, ...]:
    own = OfficeParagraph(tuple(_runs(entry)))
    return (own, *flatten_items(_walk(entry, BlockRole.BODY, level=0)))


def _runs(parent: _Element, *, is_bold: bool = False) -> Iterator[Run]:
    if parent.text:
        yield Run(parent.text.replace("\n", " "), is_bold)
    for element in parent:
        if element.tag not in _SET_APART and element.tag != "para" and isinstance(element.tag, str):
            yield from _runs(element, is_bold=is_bold or element.get("role") == "bold")
        if element.tail:
            yield Run(element.tail.replace("\n", " "), is_bold)

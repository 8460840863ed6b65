"""The tree of an HTML page → paragraphs and tables, in the order of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recommender.domain.documents import BlockRole
from recommender.reading.html_tables import TableBuilder
from recommender.reading.numbering import format_number
from recommender.reading.office_text import OfficeItem, OfficeParagraph, Run

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = re.compile(
    "audio|button|canvas|datalist|del|embed|head|iframe|input|map|nav|noscript|object|r[pt]|script|select|style|svg|"
    "template|textarea|video"
)
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|d[dlt]|details|dialog|div|fieldset|figcaption|figure|"
    "footer|form|h[1-6]|header|hr|html|legend|li|main|menu|ol|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead|ul"
)
_TITLE = re.compile("h[1-6]")
_BOLD = re.compile("b|strong|h[1-6]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_WEIGHT_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_SMALL_LETTERS = ("a", "i")


@dataclass(slots=True)
class _List:
    """An open list; ``form`` is the kind of its numbers, empty where signs mark its items."""

    form: str
    count: int

    def advance(self, value: str | None) -> _Label:
        """Count one more item, which may give its own number."""
        if not self.form:
            return _Label(BlockRole.LIST_ITEM)
        self.count = _integer(value, self.count + 1)
        role = BlockRole.LIST_ITEM if self.form in _SMALL_LETTERS else BlockRole.BODY
        return _Label(role, format_number(self.count, self.form))


@dataclass(frozen=True, slots=True)
class _Label:
    """What marks the first paragraph of an item."""

    role: BlockRole = BlockRole.BODY
    number: str | None = None


_NO_LABEL = _Label()


@dataclass(slots=True)
class PageWalker:
    """Walks one page; it is used once. Nothing recurses: a page may nest thousands of elements."""

    _items: list[OfficeItem] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _label: _Label = _NO_LABEL
    _level: int | None = None
    _weights: list[bool] = field(default_factory=lambda: [False])
    _preformatted: int = 0
    _lists: list[_List] = field(default_factory=list)
    _tables: list[TableBuilder] = field(default_factory=list)

    def read(self, root: _Element) -> list[OfficeItem]:
        """The paragraphs and tables of the page."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = str(element.tag)
            if event == "start":
                if _is_skipped(tag, element):
                    walk.skip_subtree()
                    self._weights.append(self._weights[-1])
                else:
                    self._start(tag, element)
                    self._add(element.text)
            else:
                self._weights.pop()
                if not _is_skipped(tag, element):
                    self._end(tag)
                self._add(element.tail)
        self._end_paragraph()
        return self._items

    def _start(self, tag: str, element: _Element) -> None:
        self._weights.append(_is_bold(tag, element, self._weights[-1]))
        if tag == "br":
            self._runs.append(Run("\n", self._weights[-1]))
        if not _BLOCK.fullmatch(tag):
            return
        self._end_paragraph()
        if _TITLE.fullmatch(tag):
            self._level = int(tag[1])
            if self._tables:
                self._tables[-1].is_layout = True
        elif tag in ("ul", "ol", "menu"):
            form = element.get("type", "1") if tag == "ol" else ""
            self._lists.append(_List(form, _integer(element.get("start"), 1) - 1))
        elif tag == "li":
            self._label = self._lists[-1].advance(element.get("value")) if self._lists else _Label(BlockRole.LIST_ITEM)
        elif tag == "pre":
            self._preformatted += 1
        else:
            self._start_in_table(tag, element)

    def _start_in_table(self, tag: str, element: _Element) -> None:
        if tag == "table":
            if self._tables:
                self._tables[-1].is_layout = True
            self._tables.append(TableBuilder())
        elif tag == "tr" and self._tables:
            self._tables[-1].start_row()
        elif tag in ("td", "th") and self._tables:
            spans = (_integer(element.get(name), 1) for name in ("colspan", "rowspan"))
            self._tables[-1].start_cell(*spans)

    def _end(self, tag: str) -> None:
        if not _BLOCK.fullmatch(tag):
            return
        self._end_paragraph()
        if _TITLE.fullmatch(tag):
            self._level = None
        elif tag in ("ul", "ol", "menu") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._label = _NO_LABEL
        elif tag == "pre":
            self._preformatted -= 1
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].end_cell()
        elif tag == "table":
            table = self._tables.pop()
            self._container().extend(table.items())

    def _add(self, text: str | None) -> None:
        if text:
            shown = text if self._preformatted else _SPACES.sub(" ", text)
            self._runs.append(Run(shown, self._weights[-1]))

    def _end_paragraph(self) -> None:
        runs, self._runs = tuple(self._runs), []
        if not any(run.text.strip() for run in runs):
            return
        role = self._label.role if self._level is None else BlockRole.BODY
        self._container().append(OfficeParagraph(runs, role, self._level, self._label.number))
        self._label = _NO_LABEL

    def _container(self) -> list[OfficeItem]:
        """Where paragraphs go: the open cell of the innermost table that has one, else the page."""
        for table in reversed(self._tables):
            if table.open_cell is not None:
                return table.open_cell
        return self._items


def _is_skipped(tag: str, element: _Element) -> bool:
    # LibreOffice puts the head and foot of the paper pages in such divisions.
    if _SKIPPED.fullmatch(tag) or (tag == "div" and element.get("title") in ("header", "footer")):
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return _HIDDEN_STYLE.search(element.get("style") or "") is not None


def _is_bold(tag: str, element: _Element, inherited: bool) -> bool:
    match = _WEIGHT_STYLE.search(element.get("style") or "")
    if match:
        return match[1].lower() == "bold" or match[1][0] in "6789"
    return inherited or _BOLD.fullmatch(tag) is not None


def _integer(value: str | None, default: int) -> int:
    try:
        return int(value) if value and len(value) < 10 else default
    except ValueError:
        return default

"""Lists of an ODT → the numbers that their items bear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.reading.numbering import Counter, Level, parse_integer
from recommender.reading.odt_styles import STYLE, TEXT, read_level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a list stands: its style, its depth from 0, and what counts its items."""

    style: str
    depth: int
    counter: Counter

    def advance(self, item: _Element) -> tuple[Level | None, str | None]:
        """Count one more item; give its level and the number printed before it, if any."""
        start = parse_integer(item.get(TEXT + "start-value"))
        if start is not None:
            self.counter.restart(self.depth, start)
        return self.counter.levels.get(self.depth), self.counter.advance(self.depth)


class OdtLists:
    """The list styles of an ODT, and the lists met so far: a list may go on another one."""

    def __init__(self, roots: Iterable[_Element | None]) -> None:
        """Index the list styles below the roots of the parts that the file has."""
        self._styles: dict[str, dict[int, Level]] = {}
        self._by_id: dict[str, Counter] = {}
        self._by_style: dict[str, Counter] = {}
        for root in roots:
            for element in [] if root is None else root.iter(TEXT + "list-style"):
                levels = dict(read_level(level) for level in element.iterchildren(tag="{*}*") if _is_level(level))
                self._styles.setdefault(element.get(STYLE + "name") or "", levels)

    def enter(self, element: _Element, outer: ListPlace | None) -> ListPlace:
        """The place of a list within the one around it."""
        style = element.get(TEXT + "style-name") or (outer.style if outer else "")
        if outer is not None and outer.style == style:
            return ListPlace(style, outer.depth + 1, outer.counter)
        counter = self._continued(element, style) or Counter(self._styles.get(style, {}))
        self._by_style[style] = counter
        self._by_id[element.get(_XML_ID) or ""] = counter
        return ListPlace(style, outer.depth + 1 if outer else 0, counter)

    def _continued(self, element: _Element, style: str) -> Counter | None:
        continued = element.get(TEXT + "continue-list")
        if continued:
            return self._by_id.get(continued)
        return self._by_style.get(style) if element.get(TEXT + "continue-numbering") == "true" else None


def _is_level(element: _Element) -> bool:
    return element.tag in (TEXT + "list-level-style-number", TEXT + "list-level-style-bullet")

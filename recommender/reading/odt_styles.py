"""Styles of an ODT → weight and size of a text, and how its titles are numbered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recommender.reading.numbering import Counter, Level, parse_integer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_OASIS}office:1.0}}"
TEXT = f"{{{_OASIS}text:1.0}}"
TABLE = f"{{{_OASIS}table:1.0}}"
DRAW = f"{{{_OASIS}drawing:1.0}}"
STYLE = f"{{{_OASIS}style:1.0}}"
_FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_POINTS = re.compile(r"(\d+(?:\.\d+)?)pt")
_DEEPEST_CHAIN = 20
# OpenDocument numbers ten levels.
_DEEPEST_LEVEL = 10
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


def read_level(element: _Element) -> tuple[int, Level]:
    """The depth from 0 of a level of an outline or list style, and how it is numbered."""
    depth = (parse_level(element.get(TEXT + "level")) or 1) - 1
    shown = parse_integer(element.get(TEXT + "display-levels")) or 1
    form = element.get(STYLE + "num-format") or ""
    places = ".".join(f"%{place + 1}" for place in range(max(depth - shown + 1, 0), depth + 1))
    prefix, suffix = element.get(STYLE + "num-prefix") or "", element.get(STYLE + "num-suffix") or ""
    start = parse_integer(element.get(TEXT + "start-value"))
    return depth, Level(form, f"{prefix}{places}{suffix}" if form else "", 1 if start is None else start)


def parse_level(text: str | None) -> int | None:
    """The outline or list level that an attribute holds, from 1; ``None`` if it holds none."""
    level = parse_integer(text)
    return level if level is not None and 1 <= level <= _DEEPEST_LEVEL else None


class OdtStyles:
    """The styles of ``styles.xml`` and ``content.xml``, looked up by name, inherited properties included."""

    def __init__(self, roots: Iterable[_Element | None]) -> None:
        """Index the styles below the roots of the parts that the file has."""
        self._styles: dict[str, _Element] = {}
        self._default: _Element | None = None
        self._levels: dict[int, Level] = {}
        for root in roots:
            if root is None:
                continue
            for element in root.iter(STYLE + "style"):
                self._styles.setdefault(element.get(STYLE + "name") or "", element)
            for element in root.iter(STYLE + "default-style"):
                if element.get(STYLE + "family") == "paragraph":
                    self._default = element
            for element in root.iter(TEXT + "outline-level-style"):
                self._levels.update([read_level(element)])

    def outline(self) -> Counter:
        """A fresh counter of the titles that the styles number."""
        return Counter(dict(self._levels))

    def _text_properties(self, name: str | None) -> Iterator[_Element]:
        for _ in range(_DEEPEST_CHAIN):
            style = self._styles.get(name or "")
            if style is None:
                break
            yield from style.iterfind(STYLE + "text-properties")
            name = style.get(STYLE + "parent-style-name")
        if self._default is not None:
            yield from self._default.iterfind(STYLE + "text-properties")

    def is_bold(self, name: str | None) -> bool | None:
        """Whether text of this style is bold or underlined, as titles are; ``None`` where no style says."""
        for properties in self._text_properties(name):
            if properties.get(STYLE + "text-underline-style", "none") != "none":
                return True
            weight = properties.get(_FO + "font-weight")
            if weight:
                return weight in _BOLD
        return None

    def size(self, name: str | None) -> float | None:
        """The font size of this style in points; ``None`` where no style says."""
        for properties in self._text_properties(name):
            match = _POINTS.fullmatch(properties.get(_FO + "font-size") or "")
            if match:
                return float(match[1])
        return None

    def heading_level(self, name: str | None) -> int | None:
        """The outline level that a paragraph style declares, from 1."""
        for _ in range(_DEEPEST_CHAIN):
            style = self._styles.get(name or "")
            if style is None:
                return None
            level = parse_level(style.get(STYLE + "default-outline-level"))
            if level is not None:
                return level
            name = style.get(STYLE + "parent-style-name")
        return None

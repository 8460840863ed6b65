"""styles.xml and numbering.xml of a DOCX → what a paragraph's style says: level, numbering, weight, size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from recommender.reading.numbering import Counter, Level, parse_integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_HEADING_NAME = re.compile(r"(?:heading|titre|überschrift)\s?([1-9])$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(
    r"(?:toc|tm|table of contents|table of figures|tdm)\b.*|toc ?heading|en-tête de table.*", re.IGNORECASE
)
_DEEPEST_CHAIN = 20
_DEFAULT_HALF_POINTS = 20.0


@cache
def _qualified(path: str) -> str:
    return "/".join(W + step for step in path.split("/"))


def attribute(element: _Element | None, path: str, name: str = "val") -> str | None:
    """The attribute ``w:name`` of the descendant at ``path`` ("pPr/outlineLvl"), ``None`` if absent."""
    if element is None:
        return None
    found = element.find(_qualified(path))
    return None if found is None else found.get(W + name)


def is_on(element: _Element | None, path: str) -> bool | None:
    """Whether a switch such as ``w:b`` is on; ``None`` if it is not set."""
    found = None if element is None else element.find(_qualified(path))
    return None if found is None else found.get(W + "val", "1").lower() not in _OFF


def is_emphasised(properties: _Element | None) -> bool | None:
    """Whether run properties set text in bold or underline it; ``None`` if they say nothing of either."""
    return True if is_on(properties, "u") else is_on(properties, "b")


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    element: _Element


class Styles:
    """The styles of a DOCX, looked up by their ids, inherited properties included."""

    def __init__(self, root: _Element | None) -> None:
        """Index the styles below the root of ``styles.xml``, if the file has one."""
        self._styles: dict[str, _Style] = {}
        self._default_size = _DEFAULT_HALF_POINTS
        self._default_style: str | None = None
        if root is None:
            return
        size = parse_integer(attribute(root, "docDefaults/rPrDefault/rPr/sz"))
        self._default_size = float(size) if size else _DEFAULT_HALF_POINTS
        for element in root.iterfind(W + "style"):
            style_id = element.get(W + "styleId") or ""
            self._styles[style_id] = _Style(attribute(element, "name") or "", attribute(element, "basedOn"), element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default", "0") not in _OFF:
                self._default_style = style_id

    def _chain(self, style_id: str | None) -> Iterator[_Style]:
        style_id = style_id or self._default_style
        for _ in range(_DEEPEST_CHAIN):
            style = self._styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = style.based_on

    def heading_level(self, style_id: str | None) -> int | None:
        """The level, from 1, of a heading style; ``None`` for any other."""
        for style in self._chain(style_id):
            match = _HEADING_NAME.match(style.name)
            if match:
                return int(match[1])
            level = parse_integer(attribute(style.element, "pPr/outlineLvl"))
            if level is not None:
                return level + 1 if 0 <= level <= 8 else None
        return None

    def is_contents(self, style_id: str | None) -> bool:
        """Whether the style is one of the table of contents."""
        style = self._styles.get(style_id or "")
        return style is not None and _CONTENTS_NAME.fullmatch(style.name) is not None

    def numbering(self, style_id: str | None) -> tuple[str | None, int | None]:
        """The numbering and level that the style gives its paragraphs."""
        number_id = depth = None
        for style in self._chain(style_id):
            number_id = number_id or attribute(style.element, "pPr/numPr/numId")
            depth = depth if depth is not None else parse_integer(attribute(style.element, "pPr/numPr/ilvl"))
        return number_id, depth

    def is_bold(self, style_id: str | None) -> bool:
        """Whether text of this style is bold or underlined: both mark titles."""
        for style in self._chain(style_id):
            is_bold = is_emphasised(style.element.find(W + "rPr"))
            if is_bold is not None:
                return is_bold
        return False

    def size(self, style_id: str | None) -> float:
        """The font size of this style in points."""
        for style in self._chain(style_id):
            size = parse_integer(attribute(style.element, "rPr/sz"))
            if size:
                return size / 2
        return self._default_size / 2


class Numbering:
    """The numberings of a DOCX, advanced paragraph after paragraph."""

    def __init__(self, root: _Element | None) -> None:
        """Index the numberings below the root of ``numbering.xml``, if the file has one."""
        self._counters: dict[str, Counter] = {}
        self._abstract_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._style_depths: dict[tuple[str, str], int] = {}
        if root is None:
            return
        linked: dict[str, str] = {}
        for element in root.iterfind(W + "abstractNum"):
            abstract_id = element.get(W + "abstractNumId") or ""
            self._counters[abstract_id] = Counter(dict(self._levels(element, abstract_id)))
            style = attribute(element, "styleLink")
            if style:
                linked[style] = abstract_id
        aliases = {
            element.get(W + "abstractNumId") or "": linked.get(attribute(element, "numStyleLink") or "")
            for element in root.iterfind(W + "abstractNum")
        }
        for element in root.iterfind(W + "num"):
            self._add_number(element, aliases)

    def _levels(self, element: _Element, abstract_id: str) -> Iterator[tuple[int, Level]]:
        for level in element.iterfind(W + "lvl"):
            depth = parse_integer(level.get(W + "ilvl")) or 0
            style = attribute(level, "pStyle")
            if style:
                self._style_depths[abstract_id, style] = depth
            start = parse_integer(attribute(level, "start"))
            yield (
                depth,
                Level(
                    form=attribute(level, "numFmt") or "decimal",
                    pattern=attribute(level, "lvlText") or "",
                    start=1 if start is None else start,
                ),
            )

    def _add_number(self, element: _Element, aliases: dict[str, str | None]) -> None:
        number_id = element.get(W + "numId") or ""
        abstract_id = attribute(element, "abstractNumId") or ""
        self._abstract_of[number_id] = aliases.get(abstract_id) or abstract_id
        for override in element.iterfind(W + "lvlOverride"):
            start = parse_integer(attribute(override, "startOverride"))
            if start is not None:
                depth = parse_integer(override.get(W + "ilvl")) or 0
                self._restarts.setdefault(number_id, {})[depth] = start

    def depth_of_style(self, number_id: str, style_id: str | None) -> int:
        """The level that the numbering ties to a style; 0 if it ties none."""
        return self._style_depths.get((self._abstract_of.get(number_id, ""), style_id or ""), 0)

    def advance(self, number_id: str, depth: int) -> tuple[Level | None, str | None]:
        """Count one more paragraph; give its level and the number printed before it, if any."""
        counter = self._counters.get(self._abstract_of.get(number_id, ""))
        if counter is None:
            return None, None
        # A numbering starts again where it is first met.
        for restarted, start in self._restarts.pop(number_id, {}).items():
            counter.restart(restarted, start)
        return counter.levels.get(depth), counter.advance(depth)

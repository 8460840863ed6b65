"""The rules and shades of a PDF page → the horizontal bands they part it in, stacked where they are as wide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from recommender.domain.documents import BoundingBox

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recommender.reading.pdf_rules import Shade

_WHITE = 250
_SAME_HEIGHT = 1.6
_SAME_SIDE = 4.0
# The cells of a row are shaded or underlined one by one.
_JOINED = 3.0
_NARROWEST_TABLE = 100.0
_LOWEST_BAND = 6.0
_COVERED = 0.9
# Beyond this a page holds a drawing, not tables.
_MOST_EDGES = 600


@dataclass(frozen=True, slots=True)
class Band:
    """A rectangle between two rules or changes of colour. ``is_shaded`` where a colour fills it."""

    box: BoundingBox
    is_shaded: bool


class _Edge(NamedTuple):
    height: float
    x0: float
    x1: float


def find_bands(rules: Sequence[BoundingBox], shades: Sequence[Shade]) -> list[list[Band]]:
    """The stacks of bands of a page, each from top to bottom and of one width."""
    merged = _leave_out_white(_merge_shades(shades))
    edges = [_Edge(rule.top, rule.x0, rule.x1) for rule in rules if rule.x1 - rule.x0 > rule.bottom - rule.top]
    for shade in merged:
        edges.append(_Edge(shade.box.top, shade.box.x0, shade.box.x1))
        edges.append(_Edge(shade.box.bottom, shade.box.x0, shade.box.x1))
    colours = [shade.box for shade in merged if not _is_white(shade)]
    wide = [edge for edge in _join(edges) if edge.x1 - edge.x0 >= _NARROWEST_TABLE]
    if len(wide) > _MOST_EDGES:
        return []
    return [bands for stack in _stack(wide) if (bands := _between(stack, colours))]


def _merge_shades(shades: Sequence[Shade]) -> list[Shade]:
    """The shades, those of one colour put together where one stands on the other: Word fills line by line."""
    merged: list[Shade] = []
    for shade in sorted(shades, key=lambda shade: (shade.colour, round(shade.box.x0), shade.box.top)):
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.colour == shade.colour
            and abs(last.box.x0 - shade.box.x0) <= 1.0
            and abs(last.box.x1 - shade.box.x1) <= 1.0
            and shade.box.top <= last.box.bottom + 1.0
        ):
            merged[-1] = replace(last, box=last.box.union(shade.box))
        else:
            merged.append(shade)
    return merged


def _is_white(shade: Shade) -> bool:
    return min(shade.colour) >= _WHITE


def _leave_out_white(shades: Sequence[Shade]) -> list[Shade]:
    """The shades, the white ones only where they stand between coloured rows of a table."""
    coloured = [shade.box for shade in shades if not _is_white(shade)]
    return [shade for shade in shades if not _is_white(shade) or any(_touch(shade.box, box) for box in coloured)]


def _touch(one: BoundingBox, other: BoundingBox) -> bool:
    is_as_wide = abs(one.x0 - other.x0) <= _SAME_SIDE and abs(one.x1 - other.x1) <= _SAME_SIDE
    return is_as_wide and min(abs(one.top - other.bottom), abs(one.bottom - other.top)) <= _SAME_HEIGHT


def _join(edges: Iterable[_Edge]) -> list[_Edge]:
    """The edges from top to bottom, those that touch at one height made one."""
    joined: list[_Edge] = []
    level: list[_Edge] = []
    for edge in sorted(edges):
        if level and edge.height - level[0].height > _SAME_HEIGHT:
            joined += _join_level(level)
            level = []
        level.append(edge)
    return joined + _join_level(level)


def _join_level(level: Iterable[_Edge]) -> list[_Edge]:
    joined: list[_Edge] = []
    for edge in sorted(level, key=lambda edge: edge.x0):
        last = joined[-1] if joined else None
        if last is not None and edge.x0 <= last.x1 + _JOINED:
            joined[-1] = _Edge(last.height, last.x0, max(last.x1, edge.x1))
        else:
            joined.append(edge)
    return joined


def _stack(edges: Iterable[_Edge]) -> list[list[_Edge]]:
    stacks: list[list[_Edge]] = []
    for edge in edges:
        for stack in stacks:
            if abs(stack[0].x0 - edge.x0) <= _SAME_SIDE and abs(stack[0].x1 - edge.x1) <= _SAME_SIDE:
                stack.append(edge)
                break
        else:
            stacks.append([edge])
    return stacks


def _between(stack: Sequence[_Edge], colours: Sequence[BoundingBox]) -> list[Band]:
    bands: list[Band] = []
    above = stack[0]
    for below in stack[1:]:
        if below.height - above.height >= _LOWEST_BAND:
            box = BoundingBox(above.x0, above.height, above.x1, below.height)
            bands.append(Band(box, _is_shaded(box, colours)))
        above = below
    return bands


def _is_shaded(box: BoundingBox, colours: Sequence[BoundingBox]) -> bool:
    middle = (box.top + box.bottom) / 2
    covered = sum(
        max(0.0, min(box.x1, colour.x1) - max(box.x0, colour.x0))
        for colour in colours
        if colour.top <= middle <= colour.bottom
    )
    return covered >= _COVERED * (box.x1 - box.x0)

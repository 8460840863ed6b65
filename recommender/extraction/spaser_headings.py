"""The parts of a plan drawn from its headings, where no counting word names them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recommender.domain.extraction import Heading
from recommender.extraction.spaser_sections import is_outside, is_silent

_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-Z])(?:\.(?:\d{1,2}|[A-Za-z]))*$")


@dataclass(frozen=True, slots=True)
class Part:
    """An axis or an objective with the blocks of its section, ``[block, end)``."""

    number: str
    title: str
    page: int
    block: int
    end: int
    parent: str = ""


Parts = tuple[tuple[Part, ...], tuple[Part, ...]]


def read_heading_tree(headings: Sequence[Heading], block_count: int) -> Parts:
    """Axes and objectives of a plan whose headings have numbers or styles only.

    Sections of the past, the law, the means or the follow-up are none. Axes are the highest headings that have
    headings under them; where one heading holds all of the plan, the headings under it.
    """
    parts = [_to_part(heading, headings, block_count) for heading in headings]
    pairs = [(heading, part) for heading, part in zip(headings, parts, strict=True) if not is_outside(heading.title)]
    level = min((heading.level for heading, _ in pairs), default=1)
    while True:
        tops = [(heading, part) for heading, part in pairs if heading.level == level]
        parents = [part for _, part in tops if _inside(part, pairs)]
        deeper = [heading.level for heading, _ in pairs if heading.level > level]
        if len(parents) != 1 or len(set(deeper)) < 2:
            break
        pairs = _inside(parents[0], pairs)
        level = min(heading.level for heading, _ in pairs)
    axes = [replace(axis, number=axis.number or str(rank)) for rank, axis in enumerate(parents, start=1)]
    return tuple(axes), tuple(find_children(headings, axes))


def find_children(headings: Sequence[Heading], axes: Sequence[Part]) -> list[Part]:
    """The headings right under each axis, as objectives; numbered ones alone where there are some."""
    children: list[Part] = []
    for axis in axes:
        under = [
            heading for heading in headings if axis.block < heading.block < axis.end and not is_silent(heading.title)
        ]
        under = [heading for heading in under if heading.number and _NUMBER.match(heading.number)] or under
        level = min((heading.level for heading in under), default=0)
        direct = [heading for heading in under if heading.level == level and heading.title]
        for rank, heading in enumerate(direct, start=1):
            part = _to_part(heading, headings, axis.end)
            number = part.number or f"{axis.number}.{rank}"
            children.append(replace(part, number=number, end=min(part.end, axis.end), parent=axis.number))
    return children


def find_parents(
    headings: Sequence[Heading], objectives: Sequence[Part], block_count: int
) -> tuple[list[Part], list[Part]]:
    """The headings that objectives stand under, as axes, and the objectives with their parents."""
    blocks = {part.block for part in objectives}
    others = [heading for heading in headings if heading.block not in blocks and not is_outside(heading.title)]
    axes: dict[int, Part] = {}
    placed: list[Part] = []
    for objective in objectives:
        level = next((heading.level for heading in headings if heading.block == objective.block), 99)
        above = [heading for heading in others if heading.block < objective.block and heading.level < level]
        if not above:
            placed.append(objective)
            continue
        axis = _to_part(above[-1], headings, block_count)
        axes.setdefault(axis.block, replace(axis, number=axis.number or str(len(axes) + 1)))
        placed.append(replace(objective, parent=axes[axis.block].number))
    return list(axes.values()), placed


def _to_part(heading: Heading, headings: Sequence[Heading], block_count: int) -> Part:
    number = heading.number if heading.number and _NUMBER.match(heading.number) else ""
    following = (other.block for other in headings if other.block > heading.block and other.level <= heading.level)
    return Part(number, heading.title, heading.page, heading.block, min(following, default=block_count))


def _inside(part: Part, pairs: Sequence[tuple[Heading, Part]]) -> list[tuple[Heading, Part]]:
    return [(heading, other) for heading, other in pairs if part.block < other.block < part.end]

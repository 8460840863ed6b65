"""The axes and objectives of a plan, each at its real section: summaries and running titles are passed over.

Plans name every part several times: in the contents, in a summary page, at the head of the section, in tables of
indicators. The section is where most text follows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from recommender.domain.documents import OUTSIDE_BODY, Block, BlockRole, SourceDocument
from recommender.domain.extraction import Heading
from recommender.domain.text import fold_accents, squeeze_spaces
from recommender.extraction.spaser_headings import Part, find_children, find_parents, read_heading_tree
from recommender.extraction.spaser_levels import Levels, choose_levels
from recommender.extraction.spaser_markers import MarkedTitle, has_leaders, read_entry, read_marked
from recommender.extraction.spaser_sections import find_closings

_SAME_SIZE = 0.06
_MIN_OVERLAP = 0.5
MAX_TITLE_CHARS = 150


@dataclass(frozen=True, slots=True)
class PlanOutline:
    """The parts of a plan in reading order."""

    axes: tuple[Part, ...]
    objectives: tuple[Part, ...]

    def place(self, block: int) -> tuple[str, str]:
        """The numbers of the axis and the objective whose sections hold a block, empty outside."""
        objective = next((part for part in reversed(self.objectives) if part.block <= block < part.end), None)
        axis = next((part for part in reversed(self.axes) if part.block <= block < part.end), None)
        if objective is not None:
            return objective.parent, objective.number
        return (axis.number if axis else ""), ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a part is named. ``axis`` is the number of the axis open there."""

    block: int
    marked: MarkedTitle
    axis: str = ""


def read_outline(document: SourceDocument, headings: Sequence[Heading]) -> PlanOutline:
    """The outline that counting words draw ("Axe 1", "Objectif 1.1"); where they miss, headings draw it."""
    occurrences = [
        Occurrence(index, marked) for index, block in enumerate(document.blocks) for marked in _read_block(block)
    ]
    levels = choose_levels([occurrence.marked for occurrence in occurrences])
    if levels is None:
        return PlanOutline(*read_heading_tree(headings, len(document.blocks)))
    titles = _read_contents(document.blocks)
    titled = [_complete(occurrence, document.blocks, titles) for occurrence in occurrences]
    placed = list(_open_axes(titled, levels))
    axes = _choose_axes(document, headings, placed, levels)
    objectives = _choose_objectives(document, headings, placed, levels, axes)
    if not axes:
        axes, objectives = find_parents(headings, objectives, len(document.blocks))
    if not objectives:
        objectives = find_children(headings, axes)
    return PlanOutline(tuple(axes), tuple(objectives))


def _read_block(block: Block) -> Iterator[MarkedTitle]:
    """The parts that a block names: one for a title, one a cell for a row of a table."""
    if block.role in OUTSIDE_BODY or has_leaders(block.text):
        return
    text = f"{block.number} : {block.text}" if block.number else block.text
    if block.role is not BlockRole.TABLE_ROW:
        yield from _unglue(read_marked(text))
        return
    cells = text.split(" | ")
    for cell, after in zip(cells, [*cells[1:], ""], strict=True):
        marked = read_marked(cell)
        if marked is not None and not marked.title and after and read_marked(after) is None:
            marked = replace(marked, title=after if after[:1].isupper() else "")
        yield from _unglue(marked)


def _unglue(marked: MarkedTitle | None) -> Iterator[MarkedTitle]:
    """A tab of the page margin read into the line of another title names both: "AXE 1 Action 1.3.1 – …"."""
    inner = read_marked(marked.title) if marked is not None else None
    if marked is not None:
        yield replace(marked, title="") if inner is not None else marked
    if inner is not None:
        yield inner


def _read_contents(blocks: Sequence[Block]) -> dict[tuple[str, str], str]:
    """Titles as the contents give them, whole where the body breaks them over lines."""
    entries = [
        read_entry(block.text) for block in blocks if block.role is BlockRole.CONTENTS or has_leaders(block.text)
    ]
    return {(entry.word, entry.number): entry.title for entry in entries if entry is not None and entry.title}


def _complete(occurrence: Occurrence, blocks: Sequence[Block], titles: dict[tuple[str, str], str]) -> Occurrence:
    """The occurrence with its whole title: from its line, the lines around it, or the contents."""
    marked = occurrence.marked
    block = blocks[occurrence.block]
    title = marked.title
    if block.role is not BlockRole.TABLE_ROW:
        title = (
            _title_around(occurrence.block, blocks) if not title else _title_going_on(occurrence.block, title, blocks)
        )
    listed = titles.get((marked.word, marked.number), "")
    if title and listed and overlap_of(title, listed) >= _MIN_OVERLAP:
        title = listed
    return replace(occurrence, marked=replace(marked, title=squeeze_spaces(title)))


def _title_around(index: int, blocks: Sequence[Block]) -> str:
    """The title of a number alone on its line: below it, or above it and going on below."""
    below = _next_block(index, blocks)
    if below is None or not _is_title_line(below):
        return ""
    if below.text[:1].islower():
        above = blocks[index - 1] if index else None
        return (
            f"{above.text} {below.text}"
            if above is not None and _is_title_line(above) and _goes_on(above, below)
            else ""
        )
    return _title_going_on(blocks.index(below, index), below.text, blocks)


def _title_going_on(index: int, title: str, blocks: Sequence[Block]) -> str:
    """A title and the line after it where the layout broke it before a small letter."""
    block, below = blocks[index], _next_block(index, blocks)
    is_emphasised = block.is_bold or block.size_ratio >= 1.08
    if below is None or not is_emphasised or not _is_title_line(below) or not _goes_on(block, below):
        return title
    return f"{title} {below.text}" if below.text[:1].islower() and not title.endswith((".", ":")) else title


def _next_block(index: int, blocks: Sequence[Block]) -> Block | None:
    return next((block for block in blocks[index + 1 : index + 4] if block.role is not BlockRole.RUNNING), None)


def _is_title_line(block: Block) -> bool:
    is_set_apart = block.is_bold or block.size_ratio >= 1.08 or block.text.isupper()
    return is_set_apart and len(block.text) <= MAX_TITLE_CHARS and read_marked(block.text) is None


def _goes_on(first: Block, second: Block) -> bool:
    return abs(first.size_ratio - second.size_ratio) <= _SAME_SIZE and first.is_bold == second.is_bold


def overlap_of(one: str, other: str) -> float:
    """The share of the shorter title's words that the other holds."""
    words, others = set(fold_accents(one).split()), set(fold_accents(other).split())
    return len(words & others) / max(1, min(len(words), len(others)))


def _open_axes(occurrences: Iterable[Occurrence], levels: Levels) -> Iterator[Occurrence]:
    """The occurrences of axes and objectives, each with its axis: by its number's first part, else the one open."""
    kept = [one for one in occurrences if one.marked.word in (levels.axis, levels.objective)]
    numbers = {one.marked.number for one in kept if one.marked.word == levels.axis}
    is_open = ""
    for one in kept:
        if one.marked.word == levels.axis:
            is_open = one.marked.number
            yield one
            continue
        path = one.marked.path
        prefix = path[0] if len(path) > 1 and path[0] in numbers else is_open
        yield replace(one, axis=prefix)


def _choose_axes(
    document: SourceDocument, headings: Sequence[Heading], occurrences: Sequence[Occurrence], levels: Levels
) -> list[Part]:
    named = [one for one in occurrences if one.marked.word == levels.axis]
    closings = set(find_closings(document, headings, [one.block for one in named if one.marked.title]))
    ends = _ends([(one.block, one.marked.number) for one in named], closings, len(document.blocks))
    by_number: defaultdict[str, list[tuple[int, Occurrence, int]]] = defaultdict(list)
    for one, end in zip(named, ends, strict=True):
        by_number[one.marked.number].append((_body_chars(document, one.block, end), one, end))
    chosen = []
    for number, places in by_number.items():
        titled = [place for place in places if place[1].marked.title] or places
        _, one, end = max(titled, key=lambda place: place[0])
        chosen.append(Part(number, one.marked.title, document.blocks[one.block].page, one.block, end))
    return sorted(chosen, key=lambda part: part.block)


def _choose_objectives(
    document: SourceDocument,
    headings: Sequence[Heading],
    occurrences: Sequence[Occurrence],
    levels: Levels,
    axes: Sequence[Part],
) -> list[Part]:
    starts = [axis.block for axis in axes]
    closings = {*find_closings(document, headings, starts), *starts}
    named = [one for one in occurrences if one.marked.word == levels.objective]
    ends = _ends([(one.block, f"{one.axis}/{one.marked.number}") for one in named], closings, len(document.blocks))
    best: dict[str, tuple[int, Part]] = {}
    for one, end in zip(named, ends, strict=True):
        if not one.marked.title:
            continue
        part = Part(one.marked.number, one.marked.title, document.blocks[one.block].page, one.block, end, one.axis)
        key = _identity(part, [found for _, found in best.values()])
        size = _body_chars(document, one.block, end)
        if key not in best or size > best[key][0]:
            best[key] = (size, part)
    return sorted((part for _, part in best.values()), key=lambda part: part.block)


def _identity(part: Part, found: Sequence[Part]) -> str:
    """One key for every place of an objective: the same number with the same title, or in the same axis."""
    for other in found:
        if other.number == part.number and other.parent != part.parent and overlap_of(other.title, part.title) >= 0.8:
            return f"{other.parent}/{other.number}"
    return f"{part.parent}/{part.number}"


def _ends(starts: Sequence[tuple[int, str]], closings: set[int], count: int) -> list[int]:
    """Where each section ends: before the next of another name, or a closing heading."""
    ends = [count] * len(starts)
    following = count
    for position in reversed(range(len(starts))):
        block, key = starts[position]
        if position + 1 < len(starts) and starts[position + 1][1] != key:
            following = starts[position + 1][0]
        closing = min((index for index in closings if index > block), default=count)
        ends[position] = min(following, closing)
    return ends


def _body_chars(document: SourceDocument, start: int, end: int) -> int:
    return sum(len(block.text) for block in document.blocks[start + 1 : end] if block.role not in OUTSIDE_BODY)

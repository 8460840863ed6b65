"""The words of an unruled table → the white gaps that part its columns, its rows and its cells."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from recommender.domain.documents import BoundingBox
from recommender.reading.pdf_lines import group_rows, words_box
from recommender.reading.pdf_tables import PageTable, TableRow, cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recommender.reading.pdf_words import Word
    from recommender.reading.typography import Vocabulary

# In font sizes.
_LEAST_GAP = 0.6
_WRAPPED_LEADING = 1.15
_LOOSE_LEADING = 1.45
_HALF_LEADING = 0.85
_WRAPPED_STEP = 1.35
_WIDEST_STEP = 3.2
# How much wider than a space a gap is at least.
_WIDER = 1.5
_LEAST_SPACES = 3
_SAME_SPACE = 0.5
_LEAST_GAP_POINTS = 5.0
# How much further than the lines of a cell the rows of a table stand apart.
_ROW_SPACE = 1.2
_SAME_SIZE = 0.12
_FIGURE = re.compile(r"[≥≤<>~±+–−-]?\s?\d[^a-zA-ZÀ-ÿ]*(?:[^\W\d_]+[^\w]*){0,3}\d*\W*$")
_LONGEST_FIGURE = 24

Line = tuple["Word", ...]
Gap = tuple[float, float]


class CellRow(NamedTuple):
    """A row of a table before its words are parted in cells."""

    words: tuple[Word, ...]
    box: BoundingBox


def usual_size(words: Sequence[Word]) -> float:
    """The middle font size of the words."""
    sizes = sorted(word.size for word in words)
    return sizes[len(sizes) // 2]


def least_gap(words: Sequence[Word]) -> float:
    """How wide, in points, the white between two columns is at least: wider than spaces."""
    return max(_LEAST_GAP_POINTS, _LEAST_GAP * usual_size(words))


def find_gaps(words: Iterable[Word], least: float | None = None) -> list[Gap]:
    """The vertical white bands that no word crosses, from left to right."""
    ordered = sorted(words, key=lambda word: word.x0)
    if not ordered:
        return []
    if least is None:
        least = least_gap(ordered)
    gaps: list[Gap] = []
    reach = ordered[0].x1
    for word in ordered[1:]:
        if word.x0 - reach >= least:
            gaps.append((reach, word.x0))
        reach = max(reach, word.x1)
    return gaps


def crosses(words: Sequence[Word], gaps: Sequence[Gap]) -> bool:
    """Whether the words fill one of the gaps."""
    return any(word.x0 < right and word.x1 > left for left, right in gaps for word in words)


def column_of(word: Word, gaps: Sequence[Gap]) -> int:
    """The column that a word stands in, counted from 0."""
    middle = (word.x0 + word.x1) / 2
    return sum(middle > (left + right) / 2 for left, right in gaps)


def filled_columns(words: Iterable[Word], gaps: Sequence[Gap]) -> frozenset[int]:
    """The columns where the words stand."""
    return frozenset(column_of(word, gaps) for word in words)


def is_figure(text: str) -> bool:
    """Whether a cell holds a number with its unit at most: "40 %", "12 mois", "58 dont 17"."""
    return len(text) <= _LONGEST_FIGURE and _FIGURE.match(text) is not None


def is_bold(words: Sequence[Word]) -> bool:
    """Whether most characters are bold."""
    return 2 * sum(len(word.text) for word in words if word.is_bold) > sum(len(word.text) for word in words)


def is_head_of(head: Sequence[Word], body: Sequence[Word]) -> bool:
    """Whether a line is the head of what follows: it alone is bold, in letters of one size."""
    larger, smaller = usual_size(head), usual_size(body)
    return is_bold(head) and not is_bold(body) and abs(larger - smaller) <= _SAME_SIZE * larger


def group_clusters(words: Iterable[Word]) -> list[Line]:
    """The lines of words, those less than a leading apart put together: cells centred on one another's middle."""
    clusters: list[list[Word]] = []
    for line in group_rows(words):
        if clusters and line[0].baseline - clusters[-1][-1].baseline <= _HALF_LEADING * line[0].size:
            clusters[-1].extend(line)
        else:
            clusters.append(list(line))
    return [tuple(cluster) for cluster in clusters]


def goes_on(above: Sequence[Word], last: Line, line: Line, least: float) -> bool:
    """Whether a line leaves the gaps, ``least`` points wide, of the words above it, of which ``last`` is a line."""
    step = (line[0].baseline - last[-1].baseline) / max(last[0].size, 1.0)
    before, after = len(find_gaps(above, least)), len(find_gaps([*above, *line], least))
    if not find_gaps(line, least):
        return after == before and step <= _WRAPPED_STEP
    return step <= _WIDEST_STEP and after > 0 and after >= min(before, 2)


def are_apart(rows: Sequence[Line]) -> bool:
    """Whether every row is further from the one before than the lines of a text, be it set in columns."""
    return all(
        min(word.baseline for word in below) - max(word.baseline for word in above)
        >= _LOOSE_LEADING * usual_size(below)
        for above, below in pairwise(rows)
    )


def is_justified(words: Iterable[Word], gaps: Sequence[Gap]) -> bool:
    """Whether the gaps are no wider than the spaces beside them: text stretched to its margin has such by accident."""
    alike, seen = 0, 0
    for line in group_rows(words):
        spaces: dict[bool, list[float]] = {True: [], False: []}
        for word, following in pairwise(line):
            is_gap = column_of(word, gaps) != column_of(following, gaps)
            spaces[is_gap].append(following.x0 - word.x1)
        every = spaces[True] + spaces[False]
        if spaces[True] and len(every) >= _LEAST_SPACES and max(every) - min(every) <= _SAME_SPACE:
            seen, alike = seen + 1, alike + 1
        elif spaces[True] and spaces[False]:
            seen += 1
            alike += min(spaces[True]) < _WIDER * max(spaces[False])
    return 3 * alike > seen


def split_rows(words: Iterable[Word], gaps: Sequence[Gap]) -> list[tuple[Word, ...]]:
    """The words of a table without rules row by row, the lines of wrapped cells put together."""
    lines = group_rows(words)
    if not lines:
        return []
    rows: list[list[Word]] = [list(lines[0])]
    for is_new, line in zip(_row_starts(lines, gaps), lines[1:], strict=True):
        if is_new:
            rows.append([])
        rows[-1].extend(line)
    return [tuple(row) for row in rows]


def _row_starts(lines: Sequence[Line], gaps: Sequence[Gap]) -> Iterator[bool]:
    """For every line but the first, whether it begins a row."""
    pairs = list(zip(lines, lines[1:], strict=False))
    distances = [(below[0].baseline - above[0].baseline) / max(above[0].size, 1.0) for above, below in pairs]
    figures = _figure_columns(lines, gaps)
    full = [distance for distance in distances if distance > _HALF_LEADING]
    apart = _ROW_SPACE * max(min(full, default=0.0), _WRAPPED_LEADING)
    has_space = max(full, default=0.0) > apart
    is_loose = min(full, default=0.0) >= _LOOSE_LEADING
    for (above, below), distance in zip(pairs, distances, strict=True):
        if is_head_of(above, below) and above is lines[0] and distance > _HALF_LEADING:
            yield True
        elif has_space or is_loose:
            yield distance > (_HALF_LEADING if is_loose else apart)
        else:
            filled = filled_columns(below, gaps)
            yield distance > _HALF_LEADING and (len(filled) > len(gaps) or (0 in filled and bool(filled & figures)))


def _figure_columns(lines: Sequence[Line], gaps: Sequence[Gap]) -> frozenset[int]:
    """The columns but the first that hold figures in most of their lines."""
    counts: dict[int, list[bool]] = {}
    for line in lines:
        for column in filled_columns(line, gaps) - {0}:
            counts.setdefault(column, []).append(is_figure(read_cell(line, column, gaps)))
    return frozenset(column for column, seen in counts.items() if 2 * sum(seen) > len(seen))


def share_of_figures(texts: Sequence[str]) -> float:
    """How many of the cells hold figures, from 0 to 1."""
    return sum(map(is_figure, texts)) / len(texts) if texts else 0.0


def read_cell(words: Iterable[Word], column: int, gaps: Sequence[Gap]) -> str:
    """The words that stand in a column, as they are."""
    return " ".join(word.text for word in words if column_of(word, gaps) == column)


def make_table(rows: Sequence[CellRow], gaps: Sequence[Gap], vocabulary: Vocabulary) -> PageTable:
    """The table of these rows; a row that crosses the gaps is one cell."""
    box = rows[0].box
    for row in rows[1:]:
        box = box.union(row.box)
    words = tuple(word for row in rows for word in row.words)
    columns = (words_box(words).x0, *(right for _, right in gaps))
    kept = tuple(TableRow(_cells(row.words, gaps, vocabulary), row.box) for row in rows)
    return PageTable(kept, box, columns, words, tuple(gaps))


def _cells(words: Sequence[Word], gaps: Sequence[Gap], vocabulary: Vocabulary) -> tuple[str, ...]:
    held: list[list[Word]] = [[] for _ in range(len(gaps) + 1)]
    if crosses(words, gaps):
        first = column_of(min(words, key=lambda word: word.x0), gaps)
        held[first].extend(words)
    else:
        for word in words:
            held[column_of(word, gaps)].append(word)
    return tuple(cell_text(cell, vocabulary) for cell in held)

"""The drawing and words of a PDF page → its tables that no full grid of rules draws.

Rules and shades give the rows, the white gaps that the words of several rows leave give the columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from recommender.reading.markers import is_bullet_sign
from recommender.reading.pdf_bands import find_bands
from recommender.reading.pdf_cells import (
    CellRow,
    Gap,
    are_apart,
    column_of,
    crosses,
    filled_columns,
    find_gaps,
    goes_on,
    group_clusters,
    is_head_of,
    is_justified,
    least_gap,
    make_table,
    read_cell,
    share_of_figures,
    split_rows,
)
from recommender.reading.pdf_lines import group_rows, words_box
from recommender.reading.pdf_underlines import leave_out_underlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recommender.domain.documents import BoundingBox
    from recommender.reading.pdf_bands import Band
    from recommender.reading.pdf_rules import Shade
    from recommender.reading.pdf_tables import PageTable
    from recommender.reading.pdf_words import Word
    from recommender.reading.typography import Vocabulary

_OUTSIDE = 2.0
# A row of a table, be its cells long, is lower than columns of prose.
_MOST_LINES = 14
_PROSE_LINES = 5
_PROSE_WORDS = 3.0
# Columns of prose end nearly at one height.
_BALANCED = 0.75
_LEAST_FILLED = 0.7
_LEAST_ROWS = 3
_FIGURES = 0.6
_SURE_FIGURES = 0.9
_SAME_ROW_HEIGHT = 1.2
_MOST_TILE_LINES = 6
# The share of the words of a table that may stand beside it; more, and it is part of a column.
_BESIDE = 0.1


@dataclass(frozen=True, slots=True)
class _Row:
    """The words between two rules or changes of colour."""

    words: tuple[Word, ...]
    box: BoundingBox
    is_shaded: bool
    is_bounded: bool = True

    @property
    def height(self) -> float:
        return self.box.bottom - self.box.top


def find_banded_tables(
    rules: Sequence[BoundingBox], shades: Sequence[Shade], words: Sequence[Word], vocabulary: Vocabulary
) -> list[PageTable]:
    """The tables whose rows rules or shades part, with the words that they hold."""
    tables: list[PageTable] = []
    free = list(words)
    for stack in find_bands(leave_out_underlines(rules, words), shades):
        for chain in _chains([_fill(band, free) for band in stack]):
            table = _read_chain(chain, free, vocabulary)
            if table is not None and not _is_within_column(table, words):
                tables.append(table)
                held = {id(word) for word in table.words}
                free = [word for word in free if id(word) not in held]
    return tables


def _fill(band: Band, words: Sequence[Word]) -> _Row:
    box = band.box
    inside = [
        word
        for word in words
        if box.top <= (word.top + word.bottom) / 2 < box.bottom
        and box.x0 - _OUTSIDE <= word.x0
        and word.x1 <= box.x1 + _OUTSIDE
    ]
    return _Row(tuple(inside), box, band.is_shaded)


def _chains(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Runs of rows that the same gaps part."""
    chain: list[_Row] = []
    for row in rows:
        if chain and row.words and not _is_prose(row) and _fits(chain, row):
            chain.append(row)
            continue
        yield chain
        chain = [row] if _can_begin(row) else []
    yield chain


def _can_begin(row: _Row) -> bool:
    return bool(row.words) and (row.is_shaded or not _is_spanning(row)) and not _is_prose(row)


def _fits(chain: Sequence[_Row], row: _Row) -> bool:
    if row.box.top - chain[-1].box.bottom > _OUTSIDE:
        return False
    if _is_spanning(row):
        single = [other.height for other in chain if len(group_rows(other.words)) == 1]
        return row.is_shaded or row.height <= _SAME_ROW_HEIGHT * max(single, default=0.0)
    content = [other for other in chain if not _is_spanning(other)]
    gaps = _chain_gaps([*content, row])
    if not all(len(filled_columns(other.words, gaps)) >= 2 for other in [*content[-1:], row]):
        return False
    return len(content) <= 1 or len(gaps) >= min(len(_chain_gaps(content)), 2)


def _is_spanning(row: _Row) -> bool:
    """Whether the row is one line without a gap: the title of the rows below."""
    return len(group_rows(row.words)) == 1 and not find_gaps(row.words)


def _chain_gaps(chain: Sequence[_Row]) -> list[Gap]:
    return find_gaps(word for row in chain if not _is_spanning(row) for word in row.words)


def _read_chain(chain: Sequence[_Row], free: Sequence[Word], vocabulary: Vocabulary) -> PageTable | None:
    rows = list(chain)
    while rows and _is_spanning(rows[-1]) and not rows[-1].is_shaded:
        rows.pop()
    rows += _read_below(rows, free)
    gaps = _chain_gaps(rows)
    if not gaps:
        return None
    split = _split(rows, gaps)
    return make_table(split, gaps, vocabulary) if _is_table(rows, split, gaps) else None


def _read_below(rows: Sequence[_Row], free: Sequence[Word]) -> list[_Row]:
    """The last row of a table, or all of them where only its head is shaded: nothing closes them."""
    content = [word for row in rows if not _is_spanning(row) for word in row.words]
    if not content or not (rows[-1].is_shaded or (len(rows) > 1 and len(find_gaps(content)) > 1)):
        return []
    box, least = rows[-1].box, least_gap(content)
    reach = box.bottom + _SAME_ROW_HEIGHT * max(row.height for row in rows) if len(rows) > 1 else inf
    below = [
        word
        for word in free
        if box.bottom < (word.top + word.bottom) / 2 < reach
        and box.x0 - _OUTSIDE <= word.x0
        and word.x1 <= box.x1 + _OUTSIDE
    ]
    taken = [group_clusters(rows[-1].words)[-1]]
    for line in group_clusters(below):
        if not goes_on(content, taken[-1], line, least) or (len(taken) == 1 and not find_gaps(line, least)):
            break
        taken.append(line)
        content += line
    parts = split_rows([word for line in taken[1:] for word in line], find_gaps(content, least))
    return [_Row(part, words_box(part), is_shaded=False, is_bounded=False) for part in parts]


def _split(rows: Sequence[_Row], gaps: Sequence[Gap]) -> list[CellRow]:
    """The rows of a table; where rules part its head from its body only, those of the body are found by their lines."""
    content = [row for row in rows if not _is_spanning(row)]
    split: list[CellRow] = []
    for row in rows:
        parts = split_rows(row.words, gaps) if len(content) <= 2 else []
        if _is_sure(parts, gaps):
            split += [CellRow(part, words_box(part)) for part in parts]
        else:
            split.append(CellRow(row.words, row.box))
    return split


def _is_sure(parts: Sequence[tuple[Word, ...]], gaps: Sequence[Gap]) -> bool:
    """Whether the lines between two rules are rows, not the lines of cells side by side."""
    if len(parts) < 2 or not all(len(filled_columns(part, gaps)) >= 2 for part in parts):
        return False
    if is_head_of(parts[0], parts[1]) or are_apart(parts):
        return True
    columns = ([read_cell(part, column, gaps) for part in parts] for column in range(1, len(gaps) + 1))
    return any(share_of_figures(column) >= _FIGURES for column in columns)


def _is_table(rows: Sequence[_Row], split: Sequence[CellRow], gaps: Sequence[Gap]) -> bool:
    content = [row for row in split if not crosses(row.words, gaps)]
    full = [row for row in content if len(filled_columns(row.words, gaps)) >= 2]
    if len(full) < _LEAST_FILLED * len(content) or not _has_letters(full) or _is_list(full, gaps):
        return False
    if is_justified((word for row in full for word in row.words), gaps):
        return False
    if len(gaps) == 1:
        figures = share_of_figures([read_cell(row.words, 1, gaps) for row in full[1:]])
        is_parted = all(row.is_bounded for row in rows) and len(rows) >= _LEAST_ROWS
        return len(full) >= _LEAST_ROWS and (is_parted or figures >= _SURE_FIGURES)
    return len(full) >= 2 or (rows[0].is_shaded and 2 <= len(group_rows(full[0].words)) <= _MOST_TILE_LINES)


def _is_list(rows: Sequence[CellRow], gaps: Sequence[Gap]) -> bool:
    """Whether the first column holds only the signs of the items of a list."""
    first = [word for row in rows for word in row.words if column_of(word, gaps) == 0]
    return all(is_bullet_sign(word.text) for word in first)


def _has_letters(rows: Sequence[CellRow]) -> bool:
    """Whether most rows hold words: charts have rules and figures too."""
    lettered = [row for row in rows if any(letter.isalpha() for word in row.words for letter in word.text)]
    return bool(rows) and 2 * len(lettered) > len(rows)


def _is_prose(row: _Row) -> bool:
    """Whether the words of the row are columns of running text."""
    lines, gaps = group_rows(row.words), find_gaps(row.words)
    if len(lines) > _MOST_LINES:
        return True
    heights: list[int] = []
    for column in range(len(gaps) + 1):
        parts = [part for line in lines if (part := [word for word in line if column in filled_columns([word], gaps)])]
        if len(parts) >= _PROSE_LINES and sum(map(len, parts)) >= _PROSE_WORDS * len(parts):
            heights.append(len(parts))
    heights.sort(reverse=True)
    return len(heights) >= 2 and heights[1] >= _BALANCED * heights[0]


def _is_within_column(table: PageTable, words: Sequence[Word]) -> bool:
    """Whether other words stand beside the table: cutting the page at its height would mix columns."""
    box = table.bbox
    held = {id(word) for word in table.words}
    beside = [word for word in words if box.top < (word.top + word.bottom) / 2 < box.bottom and id(word) not in held]
    return len(beside) > _BESIDE * len(table.words)

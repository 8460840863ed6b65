"""The words of a PDF page → its tables that white space alone draws, be their head shaded or underlined.

Only the sure ones: three columns or more with figures or with a bold head and rows set apart, or two columns
with a bold head over figures.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from recommender.reading.markers import has_leaders, is_bullet_sign
from recommender.reading.pdf_cells import (
    CellRow,
    Gap,
    are_apart,
    filled_columns,
    find_gaps,
    goes_on,
    group_clusters,
    is_bold,
    is_figure,
    is_head_of,
    is_justified,
    make_table,
    read_cell,
    share_of_figures,
    split_rows,
    usual_size,
)
from recommender.reading.pdf_lines import words_box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recommender.reading.pdf_cells import Line
    from recommender.reading.pdf_tables import PageTable
    from recommender.reading.pdf_words import Word
    from recommender.reading.typography import Vocabulary

# In font sizes.
_COLUMN_GAP = 0.9
_LEAST_ROWS = 3
_MOST_HEAD_WORDS = 6
_FIGURES = 0.6
_SURE_FIGURES = 0.9
_FILLED = 0.75


def find_spaced_tables(words: Sequence[Word], vocabulary: Vocabulary) -> list[PageTable]:
    """The tables without rules of a page, from top to bottom, with the words that they hold."""
    tables = []
    for run in _runs(group_clusters(words)):
        held = [word for line in run for word in line]
        gaps = _gaps(held)
        rows = split_rows(held, gaps)
        if _is_table(rows, gaps):
            tables.append(make_table([CellRow(row, words_box(row)) for row in rows], gaps, vocabulary))
    return tables


def _gaps(words: Sequence[Word]) -> list[Gap]:
    return find_gaps(words, _COLUMN_GAP * usual_size(words)) if words else []


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines that the same wide gaps part; the lines of wrapped cells may stand between."""
    run: list[Line] = []
    for line in lines:
        held = [word for above in run for word in above]
        if run and goes_on(held, run[-1], line, _COLUMN_GAP * usual_size(held)):
            run.append(line)
            continue
        yield run
        run = [line] if _gaps(line) else []
    yield run


def _is_table(rows: Sequence[Line], gaps: Sequence[Gap]) -> bool:
    if not gaps or len(rows) < _LEAST_ROWS or any(has_leaders(" ".join(w.text for w in row)) for row in rows):
        return False
    filled = [filled_columns(row, gaps) for row in rows]
    if sum(map(len, filled)) < _FILLED * len(rows) * (len(gaps) + 1):
        return False
    cells = [[read_cell(row, column, gaps) for row in rows] for column in range(len(gaps) + 1)]
    if all(is_bullet_sign(text) or not text for text in cells[0]) or not _has_labels(cells):
        return False
    if is_justified([word for row in rows for word in row], gaps):
        return False
    has_head = _has_head(rows, gaps)
    body = [column[1:] if has_head else column for column in cells]
    if not has_head and _counts_pages(body[-1]):
        return False
    if len(gaps) == 1:
        return has_head and share_of_figures(body[1]) >= _SURE_FIGURES
    has_figures = max(share_of_figures(column) for column in body[1:]) >= _FIGURES
    return has_figures or (has_head and are_apart(rows))


def _has_labels(cells: Sequence[Sequence[str]]) -> bool:
    """Whether one of the columns is made of words: the marks of a chart are figures only."""
    return any(
        2 * sum(any(map(str.isalpha, text)) and not is_figure(text) for text in column) > len(column)
        for column in cells
    )


def _has_head(rows: Sequence[Line], gaps: Sequence[Gap]) -> bool:
    """Whether the first row names the columns: bold, every cell filled by few words."""
    head, body = rows[0], rows[1]
    if len(filled_columns(head, gaps)) <= len(gaps) or not is_bold(head) or not is_head_of(head, body):
        return False
    return all(len(read_cell(head, column, gaps).split()) <= _MOST_HEAD_WORDS for column in range(len(gaps) + 1))


def _counts_pages(column: Sequence[str]) -> bool:
    """Whether the column holds whole numbers that never decrease, as the pages of a table of contents."""
    numbers = [int(text) for text in column if text.isdecimal()]
    return len(numbers) == len(column) and all(one <= other for one, other in pairwise(numbers))

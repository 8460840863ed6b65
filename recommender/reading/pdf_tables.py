"""The rules and words of a PDF page → its ruled tables.

The rules come from pdfium, the cells from pdfplumber's table finder: thirty times faster than letting
pdfplumber parse the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recommender.domain.documents import BoundingBox
from recommender.reading.pdf_lines import group_rows
from recommender.reading.pdf_words import Word
from recommender.reading.typography import Vocabulary, join_lines

_TOLERANCE = 3
# A cell that holds more than this share of the page's words is a frame around the text, not a cell.
_FRAME_SHARE = 0.6
_FRAME_LEAST_WORDS = 60


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its cell texts and its rectangle."""

    cells: tuple[str, ...]
    bbox: BoundingBox


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page: its rows that hold text. ``columns`` are the left edges of its columns.

    ``gaps`` are the white bands between its columns where no rule parts them: their place depends on the words.
    """

    rows: tuple[TableRow, ...]
    bbox: BoundingBox
    columns: tuple[float, ...]
    words: tuple[Word, ...]
    gaps: tuple[tuple[float, float], ...] = ()


def find_tables(rules: Sequence[BoundingBox], words: Sequence[Word], vocabulary: Vocabulary) -> list[PageTable]:
    """The ruled tables of a page from top to bottom, with the words that they hold.

    A frame around a text and a table of one column are no tables: their words stay paragraphs.
    """
    tables = []
    for cells in _find_cells(rules):
        table = _read_table(cells, words, vocabulary)
        if table is not None:
            tables.append(table)
    return tables


def _find_cells(rules: Sequence[BoundingBox]) -> list[list[BoundingBox | None]]:
    """For each table, its cells row by row, flattened; ``None`` ends a row."""
    edges = [_edge(rule) for rule in rules]
    orientations = [edge["orientation"] for edge in edges]
    if min(orientations.count("h"), orientations.count("v")) < 2:
        return []
    from pdfplumber import table as finder

    merged = finder.merge_edges(edges, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    crossings = finder.edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
    found: list[list[BoundingBox | None]] = []
    for boxes in finder.cells_to_tables(finder.intersections_to_cells(crossings)):
        flat: list[BoundingBox | None] = []
        for _, row in sorted(_by_top(boxes).items()):
            flat += [*(BoundingBox(*box) for box in sorted(row)), None]
        found.append(flat)
    return found


def _edge(rule: BoundingBox) -> dict[str, float | str]:
    width, height = rule.x1 - rule.x0, rule.bottom - rule.top
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": width,
        "height": height,
        "orientation": "h" if width >= height else "v",
    }


def _by_top(boxes: Sequence[tuple[float, ...]]) -> dict[float, list[tuple[float, ...]]]:
    rows: dict[float, list[tuple[float, ...]]] = {}
    for box in boxes:
        rows.setdefault(box[1], []).append(box)
    return rows


def _read_table(cells: Sequence[BoundingBox | None], words: Sequence[Word], vocabulary: Vocabulary) -> PageTable | None:
    columns = tuple(sorted({cell.x0 for cell in cells if cell}))
    held = {cell: _words_within(cell, words) for cell in cells if cell}
    largest = max(len(inside) for inside in held.values())
    if len(columns) < 2 or (largest >= _FRAME_LEAST_WORDS and largest > _FRAME_SHARE * len(words)):
        return None
    rows: list[TableRow] = []
    texts = dict.fromkeys(columns, "")
    box: BoundingBox | None = None
    for cell in cells:
        if cell is not None:
            texts[cell.x0] = cell_text(held[cell], vocabulary)
            box = box.union(cell) if box else cell
        elif box is not None:
            rows.append(TableRow(tuple(texts.values()), box))
            texts, box = dict.fromkeys(columns, ""), None
    return _filled_table(rows, columns, tuple(word for inside in held.values() for word in inside))


def _filled_table(rows: Sequence[TableRow], columns: tuple[float, ...], words: tuple[Word, ...]) -> PageTable | None:
    filled = tuple(row for row in rows if any(row.cells))
    used = [index for index in range(len(columns)) if any(row.cells[index] for row in filled)]
    if len(used) < 2 or (len(filled) == 1 and len(group_rows(words)) < 2):
        # One line of text in boxes is a line to fill in.
        return None
    box = filled[0].bbox
    for row in filled[1:]:
        box = box.union(row.bbox)
    kept = tuple(TableRow(tuple(row.cells[index] for index in used), row.bbox) for row in filled)
    return PageTable(kept, box, tuple(columns[index] for index in used), words)


def _words_within(cell: BoundingBox, words: Sequence[Word]) -> list[Word]:
    return [
        word
        for word in words
        if cell.x0 <= (word.x0 + word.x1) / 2 < cell.x1 and cell.top <= (word.top + word.bottom) / 2 < cell.bottom
    ]


def cell_text(words: Sequence[Word], vocabulary: Vocabulary) -> str:
    """The words of a cell, line by line, as one text."""
    return join_lines((" ".join(word.text for word in row) for row in group_rows(words)), vocabulary)

"""A table of criteria → its criteria, their weights, their rank, and the lots its columns are for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recommender.domain.documents import Table
from recommender.domain.text import fold_accents, squeeze_spaces
from recommender.extraction.criterion_columns import Columns, find_weight_row, read_columns, read_lot_cell
from recommender.extraction.criterion_entries import Entry, make_entry, read_marker
from recommender.extraction.criterion_lines import read_entries
from recommender.extraction.criterion_names import MAX_NAME_CHARS, clean_name, is_known_name, may_be_name
from recommender.extraction.criterion_sections import read_lot
from recommender.extraction.criterion_weights import BARE_NUMBER, PERCENT, POINTS, Weight, find_weights, parse_number

_TOTAL = re.compile(r"^(?:sous[- ])?total|^somme")
_MANY_PARTS = 2


@dataclass(frozen=True, slots=True)
class TableCriteria:
    """The criteria of a table for one lot (``None``: that of the text around).

    ``detailed`` is the title of a column that holds nothing but sub-criteria, empty otherwise.
    """

    lot: str | None
    entries: tuple[Entry, ...]
    detailed: str = ""


def read_criteria_table(table: Table, *, in_section: bool) -> list[TableCriteria]:
    """The criteria of a table; none where it is about something else.

    Args:
        table: its rows of cell texts.
        in_section: whether it stands in an article on the award of the contract, where it needs no header.
    """
    rows = [tuple(squeeze_spaces(cell) for cell in row) for row in table.rows]
    on_side = find_weight_row(rows)
    if on_side is not None:
        return [TableCriteria(None, tuple(_read_side(*on_side, table.page)))]
    header = read_columns(rows)
    if header is not None:
        columns, height = header
        return list(_read_rows(rows[height:], columns, table.page))
    if not in_section:
        return []
    entries = [entry for row in rows for entry in _read_bare_row(row, table.page)]
    return [TableCriteria(None, tuple(entries))] if len(entries) > 1 else []


def _read_side(names: Sequence[str], weights: Sequence[str], page: int) -> Iterator[Entry]:
    for text, cell in zip(names, weights, strict=True):
        weight = _weight_of(cell, is_points=False)
        name = _row_name(text)
        if weight is not None and may_be_name(name):
            yield replace(make_entry(name, weight), page=page)


def _read_rows(rows: Sequence[Sequence[str]], columns: Columns, page: int) -> Iterator[TableCriteria]:
    for place, named in columns.lots:
        chosen = replace(columns, weight=place, sub_weight=place if columns.sub >= 0 else -1, lots=())
        yield TableCriteria(named, tuple(_read_columns(rows, chosen, page)), columns.detailed)
    if columns.lots:
        return
    lot: str | None = None
    block: list[Sequence[str]] = []
    for row in rows:
        opened = _lot_opened(row, columns)
        if opened is not None and opened != lot:
            yield TableCriteria(lot, tuple(_read_columns(block, columns, page)), columns.detailed)
            lot, block = opened, []
        if opened is None or columns.lot >= 0:
            block.append(row)
    yield TableCriteria(lot, tuple(_read_columns(block, columns, page)), columns.detailed)


def _lot_opened(row: Sequence[str], columns: Columns) -> str | None:
    """The lot that a row begins, by its cell in the column of lots or as a row that says nothing else."""
    if columns.lot >= 0:
        return read_lot_cell(_cell(row, columns.lot))
    filled = list(dict.fromkeys(cell for cell in row if cell))
    named = read_lot(filled[0], is_title=True) if len(filled) == 1 and not find_weights(filled[0]) else None
    return named[0] if named else None


def _read_columns(rows: Sequence[Sequence[str]], columns: Columns, page: int) -> Iterator[Entry]:
    parent: str | None = None
    for row in rows:
        main, sub = _cell(row, columns.criterion), _cell(row, columns.sub)
        if _TOTAL.match(fold_accents(main or sub)):
            continue
        # A cell merged across both columns, or left empty, is that of a criterion without parts.
        is_undivided = columns.sub >= 0 and (sub == main or not re.search(r"\w", sub))
        chosen = replace(columns, sub=-1, weight=_weight_place(row, columns)) if is_undivided else columns
        found = list(_read_main(row, chosen)) if main else []
        if found:
            yield from (replace(entry, page=page) for entry in found)
            parent = found[0].name if not found[0].is_sub else parent
        if sub and chosen.sub >= 0:
            yield from (replace(entry, page=page) for entry in _read_sub(row, columns, parent))


def _weight_place(row: Sequence[str], columns: Columns) -> int:
    """The column that weighs an undivided row: that of the criteria, else that of their parts."""
    return columns.weight if _cell(row, columns.weight) else columns.sub_weight


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if 0 <= place < len(row) else ""


def _read_main(row: Sequence[str], columns: Columns) -> Iterator[Entry]:
    text = _cell(row, columns.criterion)
    weight = _weight_of(_cell(row, columns.weight), is_points=columns.is_points)
    inner = read_entries(text, is_listed=True)
    if weight is None and inner:
        yield from inner
        return
    marker, rest = read_marker(text)
    # "Valeur technique : moyens (20), méthode (40)" in one cell, 60 % in the next.
    is_divided = len(inner) >= _MANY_PARTS and inner[0].parent is None and inner[0].weight != (weight and weight.value)
    has_own_weight = bool(inner) and inner[0].marker == marker and not is_divided
    head = rest[: max(rest.find(inner[0].name), 0)] if is_divided else ""
    name = _row_name(inner[0].name if has_own_weight else head or _head(rest))
    if not may_be_name(name) or (weight is None and not is_known_name(name)):
        return
    yield make_entry(name, weight, marker)
    parts = inner[1:] if has_own_weight else inner
    yield from (replace(part, parent=name) for part in parts if part.weight is not None)


def _read_sub(row: Sequence[str], columns: Columns, parent: str | None) -> Iterator[Entry]:
    text = _cell(row, columns.sub)
    place = columns.sub_weight
    weight = _weight_of(_cell(row, place), is_points=columns.is_points) if place >= 0 else None
    inner = read_entries(text, is_listed=True)
    if inner and (weight is None or len(inner) > 1):
        yield from (replace(entry, parent=parent) for entry in inner)
        return
    marker, rest = read_marker(text)
    name = _row_name(_head(rest))
    if may_be_name(name) and (weight is not None or place >= 0):
        yield make_entry(name, weight, marker, parent)


def _head(text: str) -> str:
    """The name at the head of a cell that goes on with an explanation."""
    weights = find_weights(text)
    cut = text[: weights[0].start] if weights and weights[0].start > 3 else text
    head = re.split(r"\s+[-–—•]\s+|\s*:\s+(?=\S+\s\S+\s\S+\s\S+)|\.\s+(?=[A-ZÀ-Ý])|\s+\((?=.{25,}$)", cut)[0]
    return head if len(head) > 3 else cut


def _row_name(text: str) -> str:
    name = clean_name(text)
    return name if len(name) <= MAX_NAME_CHARS else clean_name(re.split(r"[:;(.]", name)[0])


def _weight_of(cell: str, *, is_points: bool) -> Weight | None:
    """The weight in a cell of weights, where a bare number is one."""
    found = find_weights(cell)
    if found:
        return found[0]
    match = BARE_NUMBER.match(cell)
    if match is None:
        return None
    return Weight(parse_number(match["weight"]), POINTS if is_points else PERCENT, 0, len(cell))


def _read_bare_row(row: Sequence[str], page: int) -> Iterator[Entry]:
    """A row of a table without a header: a name, and a weight in one of the next cells."""
    cells = [cell for cell in row if cell]
    weighted = [(place, weight) for place, cell in enumerate(cells) if (weight := _weight_of(cell, is_points=False))]
    if len(cells) == 1 and weighted:
        yield from (replace(entry, page=page) for entry in read_entries(cells[0], is_listed=True))
    elif weighted and weighted[0][0] > 0 and len(cells[weighted[0][0]]) < 40:
        marker, rest = read_marker(cells[0] if len(cells[0]) > 3 or weighted[0][0] < 2 else cells[1])
        name = _row_name(_head(rest))
        if is_known_name(name):
            yield replace(make_entry(name, weighted[0][1], marker), page=page)

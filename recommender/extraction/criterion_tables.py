"""A table of criteria → its criteria, their weights, their rank, and the lots its columns are for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recommender.domain.documents import Table
from recommender.domain.text import fold_accents, squeeze_spaces
from recommender.extraction.criterion_lines import Entry, read_entries, read_marker
from recommender.extraction.criterion_names import MAX_NAME_CHARS, clean_name, is_known_name, may_be_name
from recommender.extraction.criterion_sections import read_lot
from recommender.extraction.criterion_weights import BARE_NUMBER, PERCENT, POINTS, Weight, find_weights, parse_number

_SUB = re.compile(r"sous[- ]?criteres?|elements? (?:d'|de )|detail|decomposition")
_CRITERION = re.compile(r"\bcriteres?\b|intitule|libelle")
_WEIGHT = re.compile(r"pond|poids|coef|\bnotes?\b|points?\b|\bpts\b|bareme|%|pourcentage|notation|valeur (?:en|maxi)")
_POINTS = re.compile(r"\bnotes?\b|points?\b|\bpts\b|bareme|coef|/ ?\d|notation")
_TOTAL = re.compile(r"^(?:sous[- ])?total|^somme")
_JUDGED = re.compile(r"candidature|capacite|selection des candidats")
_MAX_HEADER_ROWS = 2


@dataclass(frozen=True, slots=True)
class TableCriteria:
    """The criteria of a table for one lot (``None``: that of the text around)."""

    lot: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what; -1 where none does. ``lots`` are the columns of weights lot by lot."""

    criterion: int
    sub: int = -1
    weight: int = -1
    sub_weight: int = -1
    is_points: bool = False
    lots: tuple[tuple[int, str], ...] = ()


def read_criteria_table(table: Table, *, in_section: bool) -> list[TableCriteria]:
    """The criteria of a table; none where it is about something else.

    Args:
        table: its rows of cell texts.
        in_section: whether it stands in an article on the award of the contract, where it needs no header.
    """
    rows = [tuple(squeeze_spaces(cell) for cell in row) for row in table.rows]
    for place, row in enumerate(rows[:_MAX_HEADER_ROWS]):
        columns = _read_header(row)
        if columns is not None:
            return list(_read_rows(rows[place + 1 :], columns, table.page))
    if not in_section:
        return []
    entries = [entry for row in rows for entry in _read_bare_row(row, table.page)]
    return [TableCriteria(None, tuple(entries))] if len(entries) > 1 else []


def _read_header(row: Sequence[str]) -> _Columns | None:
    cells = [fold_accents(cell) for cell in row]
    if any(_JUDGED.search(cell) for cell in cells) or any(len(cell) > MAX_NAME_CHARS for cell in cells[:1]):
        return None
    criterion = _first(cells, _CRITERION)
    lots = tuple((i, lot[0]) for i, cell in enumerate(row) if (lot := read_lot(cell, is_title=False)) and len(cell) < 40)
    weights = [i for i, cell in enumerate(cells) if _WEIGHT.search(cell) and i != criterion]
    if criterion < 0 or not (weights or lots):
        return None
    sub = next((i for i, cell in enumerate(cells) if i > criterion and _SUB.search(cell) and i not in weights), -1)
    is_points = any(_POINTS.search(cells[i]) and "%" not in cells[i] for i in weights)
    main_weight, sub_weight = _split_weights(weights, sub)
    return _Columns(criterion, sub, main_weight, sub_weight, is_points, lots if not weights else ())


def _first(cells: Sequence[str], pattern: re.Pattern[str]) -> int:
    return next((i for i, cell in enumerate(cells) if pattern.search(cell)), -1)


def _split_weights(weights: Sequence[int], sub: int) -> tuple[int, int]:
    """The column of the criteria's weights and that of the sub-criteria's."""
    if not weights:
        return -1, -1
    if sub < 0:
        return weights[0], -1
    after = [place for place in weights if place > sub]
    before = [place for place in weights if place < sub]
    if before:
        return before[0], after[0] if after else -1
    return (after[1], after[0]) if len(after) > 1 else (-1, after[0])


def _read_rows(rows: Sequence[Sequence[str]], columns: _Columns, page: int) -> Iterator[TableCriteria]:
    for place, named in columns.lots:
        chosen = replace(columns, weight=place, lots=())
        yield TableCriteria(named, tuple(_read_columns(rows, chosen, page)))
    if columns.lots:
        return
    lot: str | None = None
    block: list[Sequence[str]] = []
    for row in rows:
        filled = [cell for cell in row if cell]
        opened = read_lot(filled[0], is_title=True) if len(filled) == 1 and not find_weights(filled[0]) else None
        if opened is not None:
            yield TableCriteria(lot, tuple(_read_columns(block, columns, page)))
            lot, block = opened[0], []
        else:
            block.append(row)
    yield TableCriteria(lot, tuple(_read_columns(block, columns, page)))


def _read_columns(rows: Sequence[Sequence[str]], columns: _Columns, page: int) -> Iterator[Entry]:
    parent: str | None = None
    for row in rows:
        main = _cell(row, columns.criterion)
        sub = _cell(row, columns.sub)
        if _TOTAL.match(fold_accents(main or sub)):
            continue
        found = list(_read_main(row, columns)) if main else []
        if found:
            yield from (replace(entry, page=page) for entry in found)
            parent = found[0].name if not found[0].is_sub else parent
        if sub and columns.sub >= 0:
            yield from (replace(entry, page=page) for entry in _read_sub(row, columns, parent))


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if 0 <= place < len(row) else ""


def _read_main(row: Sequence[str], columns: _Columns) -> Iterator[Entry]:
    text = _cell(row, columns.criterion)
    weight = _weight_of(_cell(row, columns.weight), is_points=columns.is_points)
    inner = read_entries(text, is_listed=True)
    if weight is None and inner:
        yield from inner
        return
    marker, rest = read_marker(text)
    name = _row_name(inner[0].name if inner and inner[0].marker == marker else _head(rest))
    if not may_be_name(name) or (weight is None and not is_known_name(name)):
        return
    yield Entry(name, weight.value if weight else None, weight.unit if weight else PERCENT, marker)
    # "Valeur technique - Moyens : 20 % - Méthode : 40 %" in one cell, 60 % in the next.
    parts = inner if not inner or inner[0].marker != marker else inner[1:]
    yield from (replace(part, parent=name) for part in parts if part.weight is not None)


def _read_sub(row: Sequence[str], columns: _Columns, parent: str | None) -> Iterator[Entry]:
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
        yield Entry(name, weight.value if weight else None, weight.unit if weight else PERCENT, marker, parent)


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
            yield Entry(name, weighted[0][1].value, weighted[0][1].unit, marker, None, page)

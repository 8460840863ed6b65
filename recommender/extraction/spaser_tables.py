"""Targets, indicators and milestones of the tables of a plan, at the rows that the blocks hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from recommender.domain.documents import BlockRole, SourceDocument, Span
from recommender.domain.spaser import TargetUnit
from recommender.extraction.spaser_columns import Column, ColumnRole, read_columns
from recommender.extraction.spaser_labels import Label
from recommender.extraction.spaser_markers import read_marked
from recommender.extraction.spaser_outline import PlanOutline
from recommender.extraction.spaser_pieces import Piece
from recommender.extraction.spaser_rows import AimedCell, IndicatorRow
from recommender.extraction.spaser_text import MEASURE, fold_evenly
from recommender.extraction.spaser_zones import Zone

_UNIT_WORDS = (
    (TargetUnit.PERCENT, r"%|pourcent"),
    (TargetUnit.EUROS, r"€|euro"),
    (TargetUnit.HOURS, r"heure|^h$"),
    (TargetUnit.TONNES, r"tonne|^t$|co2"),
    (TargetUnit.CONTRACTS, r"marche|contrat"),
    (TargetUnit.COUNT, r"nombre|^nb"),
)
_YEAR = re.compile(r"\b20[1-6]\d\b")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with its empty cells, and the block that holds its text."""

    block: int
    cells: tuple[str, ...]


@dataclass
class TableFindings:
    """What tables hold: rows of indicators, pieces that state milestones, and the blocks they are read from."""

    rows: list[IndicatorRow] = field(default_factory=list)
    milestones: list[Piece] = field(default_factory=list)
    blocks: set[int] = field(default_factory=set)


def read_tables(
    document: SourceDocument, outline: PlanOutline, zones: Sequence[Zone], first_year: int | None
) -> TableFindings:
    """What the tables whose header names indicators, targets or milestones hold, but for those of silent sections."""
    findings = TableFindings()
    headers: set[str] = set()
    for grid in list_grids(document):
        read = read_columns([row.cells for row in grid], first_year)
        if read is None or zones[grid[0].block] is Zone.SILENT:
            continue
        columns, header_count = read
        findings.blocks.update(row.block for row in grid)
        headers.update(document.blocks[row.block].text for row in grid[:header_count])
        body = [row for row in grid[header_count:] if document.blocks[row.block].text not in headers]
        _TableReader(document, outline, columns, findings).read(body)
    # A table that goes on says its header again on the next page.
    findings.blocks.update(index for index, block in enumerate(document.blocks) if block.text in headers)
    return findings


def list_grids(document: SourceDocument) -> Iterator[list[GridRow]]:
    """The tables as rows tied to blocks; rows that no table gives are cut at their separators."""
    taken: set[int] = set()
    for grid in _tie_tables(document):
        taken.update(row.block for row in grid)
        yield grid
    loose: list[GridRow] = []
    for index, line in enumerate(document.blocks):
        if line.role is BlockRole.TABLE_ROW and index not in taken:
            loose.append(GridRow(index, tuple(line.text.split(" | "))))
        elif loose and line.role is not BlockRole.RUNNING:
            yield loose
            loose = []
    if loose:
        yield loose


def _tie_tables(document: SourceDocument) -> Iterator[list[GridRow]]:
    next_block = 0
    for table in document.tables:
        grid: list[GridRow] = []
        for cells in table.rows:
            block = _find_row(document, " | ".join(cell for cell in cells if cell), next_block)
            if block is not None:
                grid.append(GridRow(block, cells))
                next_block = block + 1
        if grid:
            yield grid


def _find_row(document: SourceDocument, text: str, start: int) -> int | None:
    for index in range(start, len(document.blocks)):
        block = document.blocks[index]
        if block.role is BlockRole.TABLE_ROW and block.text == text:
            return index
    return None


class _TableReader:
    """Reads the rows of one table; subtitles in it set the objective of the rows below."""

    def __init__(
        self, document: SourceDocument, outline: PlanOutline, columns: Sequence[Column], findings: TableFindings
    ) -> None:
        self.document = document
        self.columns = columns
        self.findings = findings
        self.outline = outline
        self.by_number = {part.number: part for part in outline.objectives}
        self.objective = ""
        roles = [column.role for column in columns]
        self.is_named = ColumnRole.INDICATOR in roles
        self.name_index = roles.index(ColumnRole.INDICATOR) if self.is_named else self._first_words(roles)

    def read(self, rows: Sequence[GridRow]) -> None:
        for row in rows:
            filled = [cell for cell in row.cells if cell]
            marked = read_marked(filled[0]) if len(filled) == 1 else None
            if marked is not None:
                self.objective = marked.number if marked.number in self.by_number else self.objective
            elif len(row.cells) == len(self.columns):
                self._read_row(row)

    def _first_words(self, roles: Sequence[ColumnRole]) -> int:
        free = [index for index, role in enumerate(roles) if role in (ColumnRole.NONE, ColumnRole.REFERENCE)]
        return free[0] if free else 0

    def _read_row(self, row: GridRow) -> None:
        axis, objective = self._place(row)
        page = self.document.blocks[row.block].page
        for index, column in enumerate(self.columns):
            if column.role is ColumnRole.MILESTONE and row.cells[index]:
                self._add_milestone(row, index, axis, objective)
        name = row.cells[self.name_index]
        if not name or len(name.split()) < 2 or not self._states_indicator(name):
            return
        span = self._span(row, self.name_index)
        cells = tuple(
            self._aimed(row, index) for index, column in enumerate(self.columns) if column.role is ColumnRole.TARGET
        )
        sentences = [cell for cell in cells if len(_YEAR.findall(cell.written)) > 0 and cell.year is None]
        if sentences:
            # "30 % en 2027, 50 % en 2029" in one cell is read as a sentence.
            for index, column in enumerate(self.columns):
                if column.role is ColumnRole.TARGET:
                    self._add_milestone(row, index, axis, objective)
        self.findings.rows.append(
            IndicatorRow(name, span, page, axis, objective, () if sentences else cells, self._unit(row))
        )

    def _states_indicator(self, name: str) -> bool:
        has_targets = any(column.role is ColumnRole.TARGET for column in self.columns)
        return self.is_named or has_targets or MEASURE.match(fold_evenly(name)) is not None

    def _aimed(self, row: GridRow, index: int) -> AimedCell:
        column = self.columns[index]
        starts = [
            position
            for position, other in enumerate(self.columns)
            if other.role is ColumnRole.BASELINE and other.group == column.group
        ]
        deadline = next(
            (row.cells[at] for at, other in enumerate(self.columns) if other.role is ColumnRole.DEADLINE), ""
        )
        years = _YEAR.findall(deadline)
        return AimedCell(
            row.cells[index],
            column.year or (int(years[-1]) if years else None),
            row.cells[starts[-1]] if starts else "",
            self.columns[starts[-1]].year if starts else None,
            column.group,
        )

    def _unit(self, row: GridRow) -> TargetUnit | None:
        written = next((row.cells[at] for at, column in enumerate(self.columns) if column.role is ColumnRole.UNIT), "")
        folded = fold_evenly(written)
        return next((unit for unit, pattern in _UNIT_WORDS if re.search(pattern, folded)), None) if folded else None

    def _add_milestone(self, row: GridRow, index: int, axis: str, objective: str) -> None:
        page = self.document.blocks[row.block].page
        span = self._span(row, index)
        self.findings.milestones.append(
            Piece(row.cells[index], span, page, row.block, axis, objective, Zone.PLAN, Label.TARGET)
        )

    def _place(self, row: GridRow) -> tuple[str, str]:
        """The axis and objective of a row: named in a cell, else by the subtitle above, else by its section."""
        for cell, column in zip(row.cells, self.columns, strict=True):
            marked = read_marked(cell) if cell and len(cell) <= 120 else None
            number = marked.number if marked else cell.strip() if column.role is ColumnRole.REFERENCE else ""
            number = number or (re.match(r"[\dIVX]+\.\d+(?=\s|$)", cell) or [""])[0]
            if number in self.by_number:
                return self.by_number[number].parent, number
        if self.objective:
            return self.by_number[self.objective].parent, self.objective
        return self.outline.place(row.block)

    def _span(self, row: GridRow, index: int) -> Span:
        before = [cell for cell in row.cells[:index] if cell]
        start = self.document.block_spans[row.block].start + sum(len(cell) + 3 for cell in before)
        return Span(start, start + len(row.cells[index]))

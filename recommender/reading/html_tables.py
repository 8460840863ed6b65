"""The rows and cells of an HTML table as they come → a table, or the content of a table made for layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recommender.reading.office_text import OfficeItem, OfficeTable, flatten_items

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_COLUMNS = 64
_MOST_SPANNED_ROWS = 1_000


@dataclass(slots=True)
class TableBuilder:
    """A table as it is built. ``is_layout`` says that it holds titles or tables: its cells are no data."""

    is_layout: bool = False
    open_cell: list[OfficeItem] | None = None
    _rows: list[list[list[OfficeItem]]] = field(default_factory=list)
    _covered: dict[int, int] = field(default_factory=dict)

    def start_row(self) -> None:
        """Begin a row."""
        self.open_cell = None
        self._rows.append([])

    def start_cell(self, columns: int, rows: int) -> None:
        """Begin a cell that spans so many columns and rows; what it covers is empty."""
        if not self._rows:
            self._rows.append([])
        row = self._rows[-1]
        self._skip_covered(row)
        self.open_cell = []
        row.append(self.open_cell)
        width = min(max(columns, 1), max(_MOST_COLUMNS - len(row), 1))
        row += [[] for _ in range(width - 1)]
        if rows > 1:
            for column in range(len(row) - width, min(len(row), _MOST_COLUMNS)):
                self._covered[column] = min(rows, _MOST_SPANNED_ROWS) - 1

    def end_cell(self) -> None:
        """End the cell."""
        self.open_cell = None

    def items(self) -> Iterator[OfficeItem]:
        """The table, or what its cells hold, one after the other."""
        if self.is_layout:
            yield from (item for row in self._rows for cell in row for item in cell)
        elif any(self._rows):
            yield OfficeTable(tuple(tuple(tuple(flatten_items(cell)) for cell in row) for row in self._rows if row))

    def _skip_covered(self, row: list[list[OfficeItem]]) -> None:
        while self._covered.get(len(row), 0) > 0:
            self._covered[len(row)] -= 1
            row.append([])

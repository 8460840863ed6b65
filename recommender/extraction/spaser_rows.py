"""Rows of indicators, however they are laid out, and the targets and indicators they state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recommender.domain.documents import Span
from recommender.domain.spaser import SpaserIndicator, SpaserTarget, TargetUnit
from recommender.extraction.spaser_units import CellValue, read_cell, read_indicator_unit


@dataclass(frozen=True, slots=True)
class AimedCell:
    """The cell of a target column with its year, its level at the start, and the buyer it is for, if several."""

    written: str
    year: int | None
    baseline: str = ""
    baseline_year: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator at its place, with the cells of its target columns."""

    text: str
    span: Span
    page: int
    axis: str
    objective: str
    cells: tuple[AimedCell, ...] = ()
    unit: TargetUnit | None = None


def rows_to_indicators(rows: Iterable[IndicatorRow]) -> Iterator[SpaserIndicator]:
    """The indicator of each row, counted in what its words say, else in what its cells are written in."""
    for row in rows:
        yield SpaserIndicator(row.text, row.page, row.span, row.axis, row.objective, _unit_of(row) or TargetUnit.COUNT)


def rows_to_targets(rows: Iterable[IndicatorRow]) -> Iterator[SpaserTarget]:
    """One target for each figure of a target cell; "75 dont 25" after "58 dont 17" gives two with their levels."""
    for row in rows:
        unit = _unit_of(row)
        for cell in row.cells:
            starts = read_cell(cell.baseline, unit)
            for rank, aimed in enumerate(read_cell(cell.written, unit)):
                start = starts[rank].value if rank < len(starts) else None
                shown = f"{cell.group} : {cell.written}" if cell.group else cell.written
                yield SpaserTarget(
                    row.text, row.page, row.span, row.axis, row.objective, aimed.value, aimed.unit, cell.year,
                    start, cell.baseline_year if start is not None else None, shown,
                )  # fmt: skip


def _unit_of(row: IndicatorRow) -> TargetUnit | None:
    if row.unit is not None:
        return row.unit
    written: list[CellValue] = []
    for cell in row.cells:
        written += [*read_cell(cell.baseline, None), *read_cell(cell.written, None)]
    units = {value.unit for value in written if value.value is not None} - {TargetUnit.COUNT}
    stated = read_indicator_unit(row.text)
    # "Marchés numériques comportant une clause": only the signs of the cells say it is a share.
    return TargetUnit.PERCENT if units == {TargetUnit.PERCENT} and stated is None else stated or next(iter(units), None)

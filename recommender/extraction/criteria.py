"""Award criteria and their weights, from tables, lists and sentences."""

from collections.abc import Iterator, Sequence

from recommender.domain.documents import OUTSIDE_BODY, Block, BlockRole, SourceDocument, Table
from recommender.domain.extraction import AwardCriterion, Heading
from recommender.extraction.criterion_scan import CriteriaScan

# How the reading stage joins the cells of a row.
CELL_SEPARATOR = " | "
_NOT_PROSE = OUTSIDE_BODY | {BlockRole.TABLE_ROW}


def find_award_criteria(document: SourceDocument, headings: Sequence[Heading]) -> tuple[AwardCriterion, ...]:
    """Every award criterion or sub-criterion found, in reading order, each once.

    Criteria are read in the articles on the choice of the offer, and in tables that say what they hold; those that
    select candidates, the marks of a scale and the terms of a formula are none. Weights are as written: a range or
    a blank has none, and criteria in order of importance have the unit ``order``.
    """
    scan = CriteriaScan({heading.block: heading for heading in headings})
    placed, apart = _place_tables(document)
    for index, block in enumerate(document.blocks):
        if index in placed:
            scan.read_table(placed[index])
        elif block.role not in _NOT_PROSE:
            following = document.blocks[index + 1].text if index + 1 < len(document.blocks) else ""
            scan.read_block(block, index, following=following)
    for table in apart:
        scan.read_table(table)
    return scan.finish()


def _place_tables(document: SourceDocument) -> tuple[dict[int, Table], list[Table]]:
    """The tables by the index of the block that is their first row, and those whose rows are no blocks."""
    rows = [index for index, block in enumerate(document.blocks) if block.role is BlockRole.TABLE_ROW]
    if not document.tables:
        return dict(_tables_of_rows(document.blocks, rows)), []
    placed: dict[int, Table] = {}
    apart: list[Table] = []
    after = 0
    for table in document.tables:
        first = CELL_SEPARATOR.join(cell for cell in table.rows[0] if cell) if table.rows else ""
        place = next((index for index in rows if index >= after and document.blocks[index].text == first), None)
        if place is None:
            apart.append(table)
        else:
            placed[place], after = table, place + 1
    return placed, apart


def _tables_of_rows(blocks: Sequence[Block], rows: Sequence[int]) -> Iterator[tuple[int, Table]]:
    """Tables rebuilt from their rows, for formats that give rows and no tables."""
    start = 0
    for position, index in enumerate(rows):
        if position + 1 == len(rows) or rows[position + 1] != index + 1:
            run = rows[start : position + 1]
            cells = tuple(tuple(blocks[row].text.split(CELL_SEPARATOR)) for row in run)
            yield run[0], Table(blocks[run[0]].page, cells)
            start = position + 1

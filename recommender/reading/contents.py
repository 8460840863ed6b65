"""Blocks in reading order → the same, with the lines of the table of contents marked as such."""

from collections.abc import Sequence
from dataclasses import replace

from recommender.domain.documents import Block, BlockRole
from recommender.reading.markers import has_leaders, is_contents_title, trailing_page

_LONGEST_ENTRY = 220
_LEAST_RUN = 4
# Entries that bear no page number (a title on two lines, a bare number) within a table of contents.
_LARGEST_HOLE = 2
_TOLERANT_PAGES = 3


def mark_contents(blocks: Sequence[Block], page_count: int) -> list[Block]:
    """The blocks, those of a table of contents with the role ``CONTENTS``.

    Entries are lines that dot leaders end, and runs of lines ended by page numbers that never
    decrease. Formats without pages (``page_count`` 0) accept any number.
    """
    body = [index for index, block in enumerate(blocks) if block.role is not BlockRole.RUNNING]
    entries = {index for index in body if _is_leader(blocks[index])}
    entries |= _numbered_runs(blocks, body, page_count)
    entries |= _holes(blocks, body, entries)
    entries |= _titles(blocks, body, entries)
    return [
        replace(block, role=BlockRole.CONTENTS) if index in entries else block for index, block in enumerate(blocks)
    ]


def _is_leader(block: Block) -> bool:
    return has_leaders(block.text) and trailing_page(block.text) is not None and len(block.text) > 12


def _numbered_runs(blocks: Sequence[Block], body: Sequence[int], page_count: int) -> set[int]:
    """Runs of short blocks that end with growing page numbers, under a title such as "Sommaire"."""
    found: set[int] = set()
    run: list[int] = []
    last = 0
    for index in body:
        page = _entry_page(blocks[index], page_count)
        if page is not None and page >= last:
            run.append(index)
            last = page
        elif page is not None or not is_contents_title(blocks[index].text):
            found |= _accepted(blocks, run)
            run, last = ([index], page) if page is not None else ([], 0)
    return found | _accepted(blocks, run)


def _accepted(blocks: Sequence[Block], run: Sequence[int]) -> set[int]:
    is_long = len(run) >= 2 * _LEAST_RUN
    return set(run) if is_long or (len(run) >= _LEAST_RUN and _follows_title(blocks, run[0])) else set()


def _entry_page(block: Block, page_count: int) -> int | None:
    if block.role is BlockRole.TABLE_ROW or len(block.text) > _LONGEST_ENTRY:
        return None
    page = trailing_page(block.text)
    if page is None or page < 1 or (page_count and page > page_count + _TOLERANT_PAGES):
        return None
    return page


def _follows_title(blocks: Sequence[Block], first: int) -> bool:
    return any(is_contents_title(block.text) for block in blocks[max(0, first - 4) : first])


def _holes(blocks: Sequence[Block], body: Sequence[int], entries: set[int]) -> set[int]:
    """Short blocks between two entries of the same page."""
    found: set[int] = set()
    hole: list[int] = []
    previous: int | None = None
    for index in body:
        if index not in entries:
            hole.append(index)
            continue
        if previous is not None and len(hole) <= _LARGEST_HOLE and blocks[previous].page == blocks[index].page:
            found.update(hole_index for hole_index in hole if len(blocks[hole_index].text) <= _LONGEST_ENTRY)
        previous, hole = index, []
    return found


def _titles(blocks: Sequence[Block], body: Sequence[int], entries: set[int]) -> set[int]:
    """Titles such as "Sommaire" close above an entry."""
    found = set()
    for position, index in enumerate(body):
        if is_contents_title(blocks[index].text) and entries.intersection(body[position + 1 : position + 6]):
            found.add(index)
    return found

"""Finds the numbered and styled headings of the body; never lines of the contents or running heads."""

from collections.abc import Sequence

from recommender.domain.documents import Block, BlockRole, SourceDocument
from recommender.domain.extraction import Heading
from recommender.extraction.candidates import Candidate, read_candidate, stands_out
from recommender.extraction.contents_entries import read_contents
from recommender.extraction.outline import number_parents, select_headings
from recommender.extraction.title_numbers import read_title

_MAX_TITLE_CHARS = 150


def find_headings(document: SourceDocument) -> tuple[Heading, ...]:
    """The headings of the body in reading order, with number, title and level (1 is the highest).

    A line is a heading by its style, by the contents that list it, or by a number and the weight, size or place
    that set it apart; numbers that run on like a list's, or that nothing leads to, are no headings.
    """
    contents = read_contents(document.blocks)
    candidates = [
        candidate
        for index, block in enumerate(document.blocks)
        if (candidate := read_candidate(block, index, contents)) is not None
    ]
    kept = number_parents(select_headings(candidates, document.blocks, contents))
    return tuple(_make_heading(candidate, document.blocks) for candidate in kept)


def _make_heading(candidate: Candidate, blocks: Sequence[Block]) -> Heading:
    block, numbered = candidate.block, candidate.numbered
    level = block.heading_level or (numbered.depth if numbered else 1)
    title = candidate.title or _title_below(candidate.index, blocks)
    return Heading(block.page, numbered.label if numbered else None, title, level, candidate.index)


def _title_below(index: int, blocks: Sequence[Block]) -> str:
    """The title on the line after a number that stands alone: "ARTICLE 5", then "PRIX"."""
    for block in blocks[index + 1 : index + 3]:
        if block.role is BlockRole.RUNNING:
            continue
        is_title = len(block.text) <= _MAX_TITLE_CHARS and stands_out(block, block.text) and not read_title(block.text)
        return block.text if is_title else ""
    return ""

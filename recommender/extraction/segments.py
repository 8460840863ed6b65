"""Cuts the body into segments: a paragraph, or a list with the sentence that introduces it."""

from collections.abc import Sequence

from recommender.domain.documents import OUTSIDE_BODY, Block, BlockRole, BoundingBox, SourceDocument, Span
from recommender.domain.extraction import Heading, Segment

MAX_SEGMENT_WORDS = 350
MIN_SEGMENT_WORDS = 3


def split_segments(document: SourceDocument, headings: Sequence[Heading]) -> tuple[Segment, ...]:
    """The segments of the body in reading order.

    Running heads inside a segment are left out of its text, not of its span.
    """
    heading_blocks = {heading.block: heading for heading in headings}
    segments: list[Segment] = []
    open_headings: list[Heading] = []
    group: list[int] = []
    for index, block in enumerate(document.blocks):
        if index in heading_blocks:
            segments += _close(document, group, open_headings)
            group, open_headings = [], _enter(open_headings, heading_blocks[index])
        elif block.role in OUTSIDE_BODY:
            continue
        elif group and _belongs(document.blocks, group, index):
            group.append(index)
        else:
            segments += _close(document, group, open_headings)
            group = [index]
    segments += _close(document, group, open_headings)
    return tuple(segments)


def _enter(open_headings: Sequence[Heading], heading: Heading) -> list[Heading]:
    """The headings open under a new one: those of a higher level, then it."""
    return [*(outer for outer in open_headings if outer.level < heading.level), heading]


def _belongs(blocks: Sequence[Block], group: Sequence[int], index: int) -> bool:
    """Whether a block goes on the group: an item of the list that a sentence ending in ":" opened."""
    if index != group[-1] + 1 and any(blocks[i].role not in OUTSIDE_BODY for i in range(group[-1] + 1, index)):
        return False
    if blocks[index].role is not BlockRole.LIST_ITEM:
        return False
    if sum(len(blocks[i].text.split()) for i in (*group, index)) > MAX_SEGMENT_WORDS:
        return False
    return blocks[group[0]].text.rstrip().endswith(":")


def _close(document: SourceDocument, group: Sequence[int], open_headings: Sequence[Heading]) -> list[Segment]:
    if not group:
        return []
    spans = document.block_spans
    span = Span(spans[group[0]].start, spans[group[-1]].end)
    text = "\n".join(document.blocks[index].text for index in group)
    if len(text.split()) < MIN_SEGMENT_WORDS:
        return []
    first = document.blocks[group[0]]
    heading = open_headings[-1] if open_headings else None
    return [
        Segment(
            text=text,
            page=first.page,
            span=span,
            bbox=_box_on_first_page(document.blocks, group),
            article=heading.number if heading else None,
            heading=heading.title if heading else None,
            path=tuple(outer.title for outer in open_headings[:-1]),
        )
    ]


def _box_on_first_page(blocks: Sequence[Block], group: Sequence[int]) -> BoundingBox | None:
    box: BoundingBox | None = None
    for index in group:
        block = blocks[index]
        if block.bbox is not None and block.page == blocks[group[0]].page:
            box = block.bbox if box is None else box.union(block.bbox)
    return box

"""A document as it is read on the page: images of its pages with boxes, or its text with marked passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recommender.consultations.state import ReadDraft
from recommender.domain.documents import BlockRole, BoundingBox, SourceDocument, Span
from recommender.domain.extraction import Heading
from web.desk.marks import PROOF, WARNING, Mark

# How far a box stands from the letters it surrounds, in points.
_MARGIN = 2.0
_FIRST = (WARNING, PROOF)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box on a page, in points; ``mark`` is what it shows, ``is_first`` on the first page of the passage."""

    mark: Mark
    x: float
    y: float
    width: float
    height: float
    is_first: bool


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a heading on a page: its id and its height from the top, in points."""

    id: str
    y: float


@dataclass(frozen=True, slots=True)
class PageView:
    """A page to draw: its number from 1, its size in points, its boxes, and the headings that stand on it."""

    number: int
    width: float
    height: float
    rectangles: tuple[Rectangle, ...]
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``mark`` is what it belongs to, ``ids`` the marks that begin there."""

    text: str
    mark: Mark | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of text: its HTML element, what it is, the id of the heading it is, and its runs.

    ``begins_page`` is 0 but for the first block of a page.
    """

    element: str
    role: str
    id: str
    runs: tuple[Run, ...]
    begins_page: int


@dataclass(frozen=True, slots=True)
class TitleView:
    """A line of the tree of articles: where it leads, its words, its depth from 1, and its page."""

    id: str
    text: str
    level: int
    page: int


def list_titles(headings: Sequence[Heading]) -> tuple[TitleView, ...]:
    """The tree of articles, flat, in reading order."""
    return tuple(
        TitleView(_title_id(i), f"{one.number or ''} {one.title}".strip(), min(one.level, 4), one.page)
        for i, one in enumerate(headings)
    )


def list_pages(draft: ReadDraft, marks: Sequence[Mark]) -> tuple[PageView, ...]:
    """The pages of a PDF; empty for the formats that have none."""
    document = draft.extraction.document
    anchors = [
        (document.blocks[one.block].page, Anchor(_title_id(i), box.top))
        for i, one in enumerate(draft.extraction.headings)
        if (box := document.blocks[one.block].bbox) is not None
    ]
    return tuple(
        PageView(
            number,
            frame.width,
            frame.height,
            tuple(_rectangles(marks, number)),
            tuple(anchor for page, anchor in anchors if page == number),
        )
        for number, frame in enumerate(draft.frames, 1)
    )


def list_blocks(draft: ReadDraft, marks: Sequence[Mark]) -> tuple[BlockView, ...]:
    """The text of a document, its running heads and contents left out."""
    document = draft.extraction.document
    titles = {one.block: (_title_id(i), one.level) for i, one in enumerate(draft.extraction.headings)}
    views = []
    page = 0
    told: set[str] = set()
    for index, (block, place) in enumerate(zip(document.blocks, document.block_spans, strict=True)):
        if block.role in (BlockRole.RUNNING, BlockRole.CONTENTS) or not block.text.strip():
            continue
        id_, level = titles.get(index, ("", 0))
        views.append(
            BlockView(
                f"h{min(level + 1, 6)}" if level else "p",
                block.role.value,
                id_,
                tuple(_runs(document, place, marks, told)),
                block.page if block.page != page else 0,
            )
        )
        page = block.page
    return tuple(views)


def _title_id(index: int) -> str:
    return f"titre-{index}"


def _rectangles(marks: Sequence[Mark], page: int) -> Iterator[Rectangle]:
    """The boxes of a page, the largest first: a small one within is then on top, and can be clicked."""
    found = [
        (mark, box, index == 0) for mark in marks for index, (number, box) in enumerate(mark.boxes) if number == page
    ]
    for mark, box, is_first in sorted(found, key=_area, reverse=True):
        yield Rectangle(
            mark,
            round(box.x0 - _MARGIN, 1),
            round(box.top - _MARGIN, 1),
            round(box.x1 - box.x0 + 2 * _MARGIN, 1),
            round(box.bottom - box.top + 2 * _MARGIN, 1),
            is_first,
        )


def _area(found: tuple[Mark, BoundingBox, bool]) -> float:
    box = found[1]
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _runs(document: SourceDocument, place: Span, marks: Sequence[Mark], told: set[str]) -> Iterator[Run]:
    """The stretches of a block between which what is marked changes; ``told`` are the marks already begun."""
    here = [mark for mark in marks if mark.span and mark.span.start < place.end and place.start < mark.span.end]
    cuts = {place.start, place.end}
    for mark in here:
        if mark.span:
            cuts |= {max(mark.span.start, place.start), min(mark.span.end, place.end)}
    bounds = sorted(cuts)
    for start, end in zip(bounds, bounds[1:], strict=False):
        over = [mark for mark in here if mark.span and mark.span.start <= start and end <= mark.span.end]
        over.sort(key=lambda mark: mark.kind not in _FIRST)
        begun = tuple(id_ for mark in over for id_ in (mark.id, *mark.aliases) if id_ not in told)
        told.update(begun)
        yield Run(document.text[start:end], over[0] if over else None, begun)

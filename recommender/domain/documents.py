"""A buyer's file once read: pages, blocks, tables, positions."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """A rectangle on a page, in PDF points, origin at the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: "BoundingBox") -> "BoundingBox":
        """The smallest rectangle that holds both."""
        return BoundingBox(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range ``[start, end)`` in ``SourceDocument.text``."""

    start: int
    end: int


class BlockRole(StrEnum):
    """What the layout says a block is, before any reading of its words."""

    BODY = "body"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    RUNNING = "running"
    CONTENTS = "contents"


# What the layout prints beside the text: nothing of the document is said there that is not said elsewhere.
OUTSIDE_BODY = frozenset({BlockRole.RUNNING, BlockRole.CONTENTS})


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of layout: paragraph, list item, table row, running head or line of the contents.

    ``page`` is 1-based, 0 where the format has no pages. ``heading_level`` is the level the file
    itself declares (Word or ODT style), ``None`` where it declares none. ``size_ratio`` is the font
    size over the body's, 1.0 where unknown. ``number`` is a number the file computes and does not
    print in the text (style-numbered headings).
    """

    text: str
    page: int
    role: BlockRole = BlockRole.BODY
    bbox: BoundingBox | None = None
    heading_level: int | None = None
    size_ratio: float = 1.0
    is_bold: bool = False
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cell texts, on the page where it begins."""

    page: int
    rows: tuple[tuple[str, ...], ...]
    bbox: BoundingBox | None = None


@dataclass(frozen=True)
class SourceDocument:
    """A file's text with its positions. Blocks are in reading order.

    ``text`` joins the blocks with a line break, so that every block has one ``Span`` in it.
    """

    name: str
    media_type: str
    sha256: str
    page_count: int
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @cached_property
    def text(self) -> str:
        """All blocks joined by line breaks."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def block_spans(self) -> tuple[Span, ...]:
        """The span of each block in ``text``, in the order of ``blocks``."""
        spans: list[Span] = []
        start = 0
        for block in self.blocks:
            spans.append(Span(start, start + len(block.text)))
            start += len(block.text) + 1
        return tuple(spans)

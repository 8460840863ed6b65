"""A plan cut into pieces to read: paragraphs, lines of sheets and cells, each with where it stands and its label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recommender.domain.documents import OUTSIDE_BODY, Block, BlockRole, SourceDocument, Span
from recommender.domain.extraction import Heading
from recommender.extraction.spaser_labels import Label, read_label_of, split_labels
from recommender.extraction.spaser_markers import read_marked
from recommender.extraction.spaser_outline import PlanOutline
from recommender.extraction.spaser_zones import Zone

_SAME_SIZE = 0.06
_MAX_LABEL_LINE = 70


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of ``document.text`` to read as one, with its place and what announces it."""

    text: str
    span: Span
    page: int
    block: int
    axis: str
    objective: str
    zone: Zone
    label: Label
    is_item: bool = False


@dataclass
class _State:
    """The label that still holds and the line it was read on."""

    label: Label = Label.NEUTRAL
    size: float | None = None
    page: int = -1
    role: BlockRole = BlockRole.BODY

    def holds_for(self, block: Block) -> bool:
        """Whether the label goes on to this block: same kind of line, same size, same page."""
        if self.label is Label.NEUTRAL or block.page != self.page:
            return False
        is_same_kind = (block.role is BlockRole.TABLE_ROW) == (self.role is BlockRole.TABLE_ROW)
        return is_same_kind and (self.size is None or abs(self.size - block.size_ratio) <= _SAME_SIZE)


def cut_pieces(
    document: SourceDocument,
    headings: Sequence[Heading],
    outline: PlanOutline,
    zones: Sequence[Zone],
    skipped: frozenset[int],
) -> list[Piece]:
    """The pieces of the body in reading order; ``skipped`` are blocks read elsewhere, as rows of tables."""
    titles = {heading.block for heading in headings} | {part.block for part in (*outline.axes, *outline.objectives)}
    pieces: list[Piece] = []
    state = _State()
    for index, block in enumerate(document.blocks):
        if block.role in OUTSIDE_BODY:
            continue
        if index in skipped or index in titles or _is_title(block):
            state = _open_title(block)
            continue
        axis, objective = outline.place(index)
        base = Piece(
            block.text, document.block_spans[index], block.page, index, axis, objective, zones[index], Label.NEUTRAL,
            is_item=block.role is BlockRole.LIST_ITEM,
        )  # fmt: skip
        pieces += _read_block(base, block, state)
    return list(_join(document, pieces))


def _is_title(block: Block) -> bool:
    """A line of its own that names a part or a box: bold or large, short, no sentence."""
    if block.role is BlockRole.TABLE_ROW or len(block.text) > 120:
        return False
    if read_marked(block.text) is not None:
        return True
    is_set_apart = block.is_bold or block.size_ratio >= 1.15
    return (
        is_set_apart and not block.text.rstrip().endswith((".", ";", ",")) and not any(map(str.isdigit, block.text[:2]))
    )


def _open_title(block: Block) -> _State:
    """The label that a title alone on its line sets for what follows: "Notre cap", "Indicateurs de suivi"."""
    found = read_label_of(block.text) if len(block.text) <= _MAX_LABEL_LINE else None
    if found is None:
        return _State()
    return _State(found[0], None, block.page, BlockRole.BODY)


def _read_block(base: Piece, block: Block, state: _State) -> Iterator[Piece]:
    """The pieces of a block; the state is moved to the label that holds after it."""
    if block.role is BlockRole.TABLE_ROW:
        yield from _read_row(base, state)
        return
    is_held = state.holds_for(block)
    held = state.label if is_held else Label.NEUTRAL
    if not is_held:
        state.label, state.size = Label.NEUTRAL, None
    for stretch in split_labels(block.text):
        label = stretch.label if stretch.is_opening else held
        if stretch.is_opening:
            held = stretch.label
            state.label, state.size = held, None
        if text := block.text[stretch.start : stretch.end].rstrip():
            yield _narrow(base, stretch.start, stretch.start + len(text), label)
            state.size = block.size_ratio
    state.page, state.role = block.page, block.role


def _read_row(base: Piece, state: _State) -> Iterator[Piece]:
    """A row of a sheet: the label in its first cell, then what it announces; other rows cell by cell."""
    state.label, state.size = Label.NEUTRAL, None
    cells = base.text.split(" | ")
    found = read_label_of(cells[0])
    label = Label.NEUTRAL
    if found is not None and len(cells) > 1 and found[1] >= len(cells[0]):
        label, cells = found[0], cells[1:]
    elif found is not None and len(cells) == 1:
        label = found[0]
        if text := base.text[found[1] :]:
            yield _narrow(base, found[1], found[1] + len(text), label)
        return
    start = len(base.text) - len(" | ".join(cells))
    for cell in cells:
        if cell and read_marked(cell) is None:
            yield _narrow(base, start, start + len(cell), label)
        start += len(cell) + 3


def _narrow(piece: Piece, start: int, end: int, label: Label) -> Piece:
    span = Span(piece.span.start + start, piece.span.start + end)
    return replace(piece, text=piece.text[start:end], span=span, label=label)


def _join(document: SourceDocument, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Lines of one paragraph that the layout broke apart, joined where nothing stands between."""
    current: Piece | None = None
    for piece in pieces:
        if current is not None and _goes_on(document, current, piece):
            span = Span(current.span.start, piece.span.end)
            current = replace(current, text=document.text[span.start : span.end], span=span)
            continue
        if current is not None:
            yield current
        current = piece
    if current is not None:
        yield current


def _goes_on(document: SourceDocument, first: Piece, second: Piece) -> bool:
    if (
        second.span.start != first.span.end + 1
        or document.text[first.span.end] != "\n"
        or first.label is not second.label
    ):
        return False
    blocks = document.blocks
    if BlockRole.TABLE_ROW in (blocks[first.block].role, blocks[second.block].role) or second.is_item:
        return False
    is_open = not first.text.rstrip().endswith((".", "!", "?", ":", ";", "»"))
    is_same_size = abs(blocks[first.block].size_ratio - blocks[second.block].size_ratio) <= _SAME_SIZE
    return is_open and is_same_size and second.text[:1].islower() and first.objective == second.objective

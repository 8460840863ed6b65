"""The layout of a PDF → blocks and tables, those that a page break cuts put together again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.domain.documents import Block, BlockRole, Table
from recommender.reading.markers import is_bullet_sign, is_lettered_item, strip_bullet
from recommender.reading.pdf_lines import words_box
from recommender.reading.pdf_paragraphs import Paragraph, continues
from recommender.reading.pdf_tables import PageTable
from recommender.reading.pdf_turned import TurnedText
from recommender.reading.typography import Vocabulary, clean_text, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recommender.reading.pdf_layout import DocumentLayout, PageLayout
    from recommender.reading.pdf_words import Word

_SAME_COLUMN = 8.0
_FOOTNOTE_SIZE = 0.92


@dataclass(frozen=True, slots=True)
class _Running:
    row: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    page: int
    part: Paragraph | PageTable | _Running | TurnedText


def make_blocks(layout: DocumentLayout) -> tuple[list[Block], list[Table]]:
    """The blocks of a document in reading order, and its tables."""
    parts = list(_flow(layout.pages))
    blocks: list[Block] = []
    skipped: set[int] = set()
    for index, placed in enumerate(parts):
        if index in skipped:
            continue
        match placed.part:
            case Paragraph() as paragraph:
                following = _continuation(parts, index)
                skipped.update(following)
                pieces = [
                    paragraph,
                    *(piece for i in following if isinstance(piece := parts[i].part, Paragraph)),
                ]
                blocks += _paragraph_blocks(pieces, layout)
            case PageTable() as table:
                blocks += _row_blocks(table, placed.page)
            case _Running(row):
                blocks += _running_blocks(row, placed.page)
            case TurnedText() as turned:
                blocks += _turned_blocks(turned, placed.page)
    return blocks, _make_tables(parts)


def _flow(pages: Sequence[PageLayout]) -> Iterator[_Placed]:
    for number, page in enumerate(pages, 1):
        for row in page.head:
            yield _Placed(number, _Running(row))
        for part in page.body:
            yield _Placed(number, part)
        for row in page.foot:
            yield _Placed(number, _Running(row))
        for turned in page.turned:
            yield _Placed(number, turned)


def _continuation(parts: Sequence[_Placed], index: int) -> list[int]:
    """The places of the paragraphs that go on the one at ``index`` after a column or page break."""
    found: list[int] = []
    paragraph = parts[index].part
    for place in range(index + 1, len(parts)):
        part = parts[place].part
        if isinstance(part, _Running | TurnedText):
            continue
        if not isinstance(paragraph, Paragraph) or not isinstance(part, Paragraph):
            break
        if part.page == paragraph.page and _is_footnote(part, paragraph):
            continue
        is_break = part.page != paragraph.page or part.lines[0].baseline < paragraph.lines[-1].baseline
        # A page without text stands between them: what it shows was not read.
        is_far = part.page > paragraph.page + 1
        if not is_break or is_far or not continues(paragraph, part):
            break
        found.append(place)
        paragraph = part
    return found


def _is_footnote(part: Paragraph, paragraph: Paragraph) -> bool:
    return part.lines[0].size < _FOOTNOTE_SIZE * paragraph.lines[-1].size and part.bbox.top > paragraph.bbox.bottom


def _paragraph_blocks(pieces: Sequence[Paragraph], layout: DocumentLayout) -> Iterator[Block]:
    first = pieces[0]
    text = _paragraph_text(pieces, layout.vocabulary)
    if not text:
        return
    is_item = first.is_item or is_lettered_item(text)
    line = first.lines[0]
    yield Block(
        text=text,
        page=first.page,
        role=BlockRole.LIST_ITEM if is_item else BlockRole.BODY,
        bbox=first.bbox,
        size_ratio=round(line.capital_size / layout.body_size, 2) if layout.body_size else 1.0,
        is_bold=_is_bold(first),
    )


def _is_bold(paragraph: Paragraph) -> bool:
    lengths = [(len(line.text), line.is_bold) for line in paragraph.lines]
    return 2 * sum(length for length, is_bold in lengths if is_bold) > sum(length for length, _ in lengths)


def _paragraph_text(pieces: Sequence[Paragraph], vocabulary: Vocabulary) -> str:
    lines = [line for piece in pieces for line in piece.lines]
    texts = [line.text for line in lines]
    if pieces[0].is_item:
        words = lines[0].words
        if len(words) > 1 and is_bullet_sign(words[0].text):
            texts[0] = " ".join(word.text for word in words[1:])
        else:
            texts[0] = strip_bullet(texts[0])
    text = join_lines(texts, vocabulary)
    return text if any(character.isalnum() for character in text) else ""


def _row_blocks(table: PageTable, page: int) -> Iterator[Block]:
    for row in table.rows:
        yield Block(" | ".join(cell for cell in row.cells if cell), page, BlockRole.TABLE_ROW, row.bbox)


def _running_blocks(row: tuple[Word, ...], page: int) -> Iterator[Block]:
    text = clean_text(" ".join(word.text for word in row))
    if text:
        yield Block(text, page, BlockRole.RUNNING, words_box(row))


def _turned_blocks(turned: TurnedText, page: int) -> Iterator[Block]:
    text = clean_text(turned.text)
    if text:
        role = BlockRole.RUNNING if turned.is_running else BlockRole.BODY
        yield Block(text, page, role, words_box(turned.words))


def _make_tables(parts: Sequence[_Placed]) -> list[Table]:
    tables: list[Table] = []
    previous: PageTable | None = None
    last_page = 0
    for placed in parts:
        if isinstance(placed.part, PageTable):
            rows = tuple(row.cells for row in placed.part.rows)
            if previous is not None and placed.page == last_page + 1 and _goes_on(previous, placed.part):
                tables[-1] = _extend(tables[-1], rows)
            else:
                tables.append(Table(placed.page, rows, placed.part.bbox))
            previous, last_page = placed.part, placed.page
        elif isinstance(placed.part, Paragraph):
            previous = None
    return tables


def _goes_on(table: PageTable, following: PageTable) -> bool:
    if len(table.columns) != len(following.columns):
        return False
    if table.gaps and following.gaps:
        # Where a column begins depends on its words, be they centred: the white bands must meet.
        gaps = zip(table.gaps, following.gaps, strict=True)
        return all(one[0] < other[1] and other[0] < one[1] for one, other in gaps)
    pairs = zip(table.columns, following.columns, strict=True)
    return all(abs(left - right) <= _SAME_COLUMN for left, right in pairs)


def _extend(table: Table, rows: tuple[tuple[str, ...], ...]) -> Table:
    # Word prints the header row again at the head of every page.
    added = rows[1:] if rows[0] == table.rows[0] else rows
    return Table(table.page, table.rows + added, table.bbox)

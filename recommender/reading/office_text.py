"""Paragraphs and tables of a word processor's file → blocks and tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.domain.documents import Block, BlockRole, Table
from recommender.reading.markers import has_bullet, is_lettered_item, is_strong_title, strip_bullet
from recommender.reading.typography import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_USUAL_SIZE = 11.0


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style; a line break within the paragraph is "\\n". ``size`` in points, if known."""

    text: str
    is_bold: bool = False
    size: float | None = None


@dataclass(frozen=True, slots=True)
class OfficeParagraph:
    """A paragraph with what its style says of it."""

    runs: tuple[Run, ...]
    role: BlockRole = BlockRole.BODY
    heading_level: int | None = None
    number: str | None = None

    @property
    def text(self) -> str:
        """The characters of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """A table as rows of cells, each a list of paragraphs; the cells that a merged one covers are empty."""

    rows: tuple[tuple[tuple[OfficeParagraph, ...], ...], ...]


OfficeItem = OfficeParagraph | OfficeTable


def flatten_items(items: Iterable[OfficeItem]) -> Iterator[OfficeParagraph]:
    """The paragraphs, those of tables cell by cell."""
    for item in items:
        if isinstance(item, OfficeParagraph):
            yield item
        else:
            for row in item.rows:
                for cell in row:
                    yield from cell


def make_office_blocks(items: Iterable[OfficeItem]) -> tuple[list[Block], list[Table]]:
    """The blocks and tables of a document without pages. A table of one column is a frame, not a table."""
    items = list(items)
    body_size = _body_size(items)
    blocks: list[Block] = []
    tables: list[Table] = []
    for item in items:
        if isinstance(item, OfficeParagraph):
            blocks += _paragraph_blocks(item, body_size)
        elif _column_count(item) < 2:
            framed = flatten_items([item])
            blocks += [block for paragraph in framed for block in _paragraph_blocks(paragraph, body_size)]
        else:
            rows = _cell_rows(item)
            tables.append(Table(0, rows))
            blocks += [Block(" | ".join(cell for cell in row if cell), 0, BlockRole.TABLE_ROW) for row in rows]
    return blocks, tables


def _column_count(table: OfficeTable) -> int:
    filled = {
        index
        for row in table.rows
        for index, cell in enumerate(row)
        if any(clean_text(paragraph.text) for paragraph in cell)
    }
    return len(filled)


def _cell_rows(table: OfficeTable) -> tuple[tuple[str, ...], ...]:
    width = max(len(row) for row in table.rows)
    rows = []
    for row in table.rows:
        texts = [clean_text(" ".join(_numbered_text(paragraph) for paragraph in cell)) for cell in row]
        if any(texts):
            rows.append((*texts, *[""] * (width - len(texts))))
    return tuple(rows)


def _numbered_text(paragraph: OfficeParagraph) -> str:
    return f"{paragraph.number} {paragraph.text}" if paragraph.number else paragraph.text


def _paragraph_blocks(paragraph: OfficeParagraph, body_size: float) -> Iterator[Block]:
    number, level = paragraph.number, paragraph.heading_level
    for line in _split_lines(paragraph.text):
        text = clean_text(strip_bullet(line))
        if not any(character.isalnum() for character in text):
            continue
        role = paragraph.role
        if role is BlockRole.BODY and level is None and (has_bullet(line) or is_lettered_item(line)):
            role = BlockRole.LIST_ITEM
        yield Block(
            text=text,
            page=0,
            role=role,
            heading_level=level,
            size_ratio=round(_paragraph_size(paragraph) / body_size, 2) if body_size else 1.0,
            is_bold=_is_bold(paragraph),
            number=number,
        )
        # The style and its number are those of the first line.
        number = level = None


def _split_lines(text: str) -> list[str]:
    """The lines of a paragraph whose line breaks part list items or titles; else the paragraph itself."""
    lines: list[str] = []
    for line in (part.strip() for part in text.split("\n")):
        if not line:
            continue
        if lines and not (has_bullet(line) or is_strong_title(line)):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _is_bold(paragraph: OfficeParagraph) -> bool:
    lengths = [(len(run.text.strip()), run.is_bold) for run in paragraph.runs]
    return 2 * sum(length for length, is_bold in lengths if is_bold) > sum(length for length, _ in lengths)


def _paragraph_size(paragraph: OfficeParagraph) -> float:
    sizes: Counter[float] = Counter()
    for run in paragraph.runs:
        sizes[run.size or _USUAL_SIZE] += len(run.text.strip())
    return sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE


def _body_size(items: Sequence[OfficeItem]) -> float:
    sizes: Counter[float] = Counter()
    for item in items:
        if isinstance(item, OfficeParagraph) and item.role is not BlockRole.RUNNING:
            for run in item.runs:
                sizes[run.size or _USUAL_SIZE] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE

"""The words and drawing of every page → paragraphs, tables and running heads, in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.reading.pdf_grids import find_banded_tables
from recommender.reading.pdf_lines import Line, group_rows, read_lines
from recommender.reading.pdf_paragraphs import Leading, Paragraph, build_paragraphs
from recommender.reading.pdf_running import PageRows, find_running_rows
from recommender.reading.pdf_spaced import find_spaced_tables
from recommender.reading.pdf_tables import PageTable, find_tables
from recommender.reading.pdf_turned import TurnedText, mark_running, part_turned_words
from recommender.reading.pdf_underlines import mark_underlined
from recommender.reading.typography import Vocabulary, collect_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recommender.domain.documents import BoundingBox
    from recommender.reading.pdf_rules import Shade
    from recommender.reading.pdf_words import Word


@dataclass(frozen=True, slots=True)
class PageContent:
    """What pdfium reads on a page. The words of a garbled one are not those that it shows."""

    height: float
    words: tuple[Word, ...]
    rules: tuple[BoundingBox, ...]
    shades: tuple[Shade, ...]
    image_share: float
    is_garbled: bool = False


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page laid out: running rows above and below, between them its paragraphs and tables.

    ``turned`` are the texts that are not written from left to right: the tab in a margin, the stamp across the page.
    """

    head: tuple[tuple[Word, ...], ...]
    body: tuple[Paragraph | PageTable, ...]
    foot: tuple[tuple[Word, ...], ...]
    turned: tuple[TurnedText, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentLayout:
    """All pages, the font size of the running text, and the words that tell which hyphens are real."""

    pages: tuple[PageLayout, ...]
    body_size: float
    vocabulary: Vocabulary


# Beyond this a page is a dump, and looking for columns would take seconds.
_MOST_WORDS = 3_000

_Region = list[Line] | PageTable


def lay_out(pages: Sequence[PageContent]) -> DocumentLayout:
    """The layout of a document."""
    parted = [part_turned_words(page.words) for page in pages]
    turned = mark_running([part.turned for part in parted])
    rows = [group_rows(mark_underlined(part.upright, page.rules)) for part, page in zip(parted, pages, strict=True)]
    running = find_running_rows([PageRows(page_rows, page.height) for page_rows, page in zip(rows, pages, strict=True)])
    vocabulary = collect_vocabulary([" ".join(word.text for word in row) for page_rows in rows for row in page_rows])
    bodies = [
        [row for index, row in enumerate(page_rows) if index not in indexes]
        for page_rows, indexes in zip(rows, running, strict=True)
    ]
    regions = [
        _read_regions([word for row in body for word in row], page, vocabulary)
        for body, page in zip(bodies, pages, strict=True)
    ]
    leading = Leading([line for region in page if isinstance(region, list) for line in region] for page in regions)
    laid = []
    for number, (page, page_rows, indexes) in enumerate(zip(regions, rows, running, strict=True), 1):
        middle = pages[number - 1].height / 2
        marginal = [page_rows[index] for index in sorted(indexes)]
        laid.append(
            PageLayout(
                head=tuple(row for row in marginal if row[0].baseline < middle),
                body=tuple(_build_body(page, number, leading)),
                foot=tuple(row for row in marginal if row[0].baseline >= middle),
                turned=turned[number - 1],
            )
        )
    return DocumentLayout(tuple(laid), _body_size(bodies), vocabulary)


def _read_regions(words: Sequence[Word], page: PageContent, vocabulary: Vocabulary) -> list[_Region]:
    """The bands of a page from top to bottom: lines of text, and the tables that separate them."""
    tables = find_tables(page.rules, words, vocabulary)
    free = _left_out(words, tables)
    if len(free) <= _MOST_WORDS:
        tables += find_banded_tables(page.rules, page.shades, free, vocabulary)
        free = _left_out(words, tables)
        tables += find_spaced_tables(free, vocabulary)
        free = _left_out(words, tables)
    regions: list[_Region] = []
    for table in sorted(tables, key=lambda table: table.bbox.top):
        before = [word for word in free if _comes_before(word, table)]
        free = [word for word in free if not _comes_before(word, table)]
        regions += [read_lines(before), table]
    return [*regions, read_lines(free)]


def _left_out(words: Iterable[Word], tables: Iterable[PageTable]) -> list[Word]:
    held = {id(word) for table in tables for word in table.words}
    return [word for word in words if id(word) not in held]


def _comes_before(word: Word, table: PageTable) -> bool:
    is_beside = word.x1 <= table.bbox.x0 and word.baseline <= table.bbox.bottom
    return word.baseline <= table.bbox.top + 1.0 or is_beside


def _build_body(regions: Iterable[_Region], page: int, leading: Leading) -> list[Paragraph | PageTable]:
    body: list[Paragraph | PageTable] = []
    for region in regions:
        if isinstance(region, list):
            body.extend(build_paragraphs(region, page, leading))
        else:
            body.append(region)
    return body


def _body_size(bodies: Iterable[Iterable[tuple[Word, ...]]]) -> float:
    sizes: Counter[float] = Counter()
    for body in bodies:
        for row in body:
            for word in row:
                sizes[word.size] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0

"""The words and rules of every page → paragraphs, ruled tables and running heads, in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.reading.pdf_lines import Line, group_rows, read_lines
from recommender.reading.pdf_paragraphs import Leading, Paragraph, build_paragraphs
from recommender.reading.pdf_running import PageRows, find_running_rows
from recommender.reading.pdf_tables import RuledTable, find_tables
from recommender.reading.pdf_underlines import mark_underlined
from recommender.reading.typography import Vocabulary, collect_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recommender.domain.documents import BoundingBox
    from recommender.reading.pdf_words import Word


@dataclass(frozen=True, slots=True)
class PageContent:
    """What pdfium reads on a page. The words of a garbled one are not those that it shows."""

    height: float
    words: tuple[Word, ...]
    rules: tuple[BoundingBox, ...]
    image_share: float
    is_garbled: bool = False


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page laid out: running rows above and below, and between them its paragraphs and tables."""

    head: tuple[tuple[Word, ...], ...]
    body: tuple[Paragraph | RuledTable, ...]
    foot: tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True)
class DocumentLayout:
    """All pages, the font size of the running text, and the words that tell which hyphens are real."""

    pages: tuple[PageLayout, ...]
    body_size: float
    vocabulary: Vocabulary


_Region = list[Line] | RuledTable


def lay_out(pages: Sequence[PageContent]) -> DocumentLayout:
    """The layout of a document."""
    rows = [group_rows(mark_underlined(page.words, page.rules)) for page in pages]
    running = find_running_rows([PageRows(page_rows, page.height) for page_rows, page in zip(rows, pages, strict=True)])
    vocabulary = collect_vocabulary([" ".join(word.text for word in row) for page_rows in rows for row in page_rows])
    bodies = [
        [row for index, row in enumerate(page_rows) if index not in indexes]
        for page_rows, indexes in zip(rows, running, strict=True)
    ]
    regions = [
        _read_regions([word for row in body for word in row], page.rules, vocabulary)
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
            )
        )
    return DocumentLayout(tuple(laid), _body_size(bodies), vocabulary)


def _read_regions(words: Sequence[Word], rules: Sequence[BoundingBox], vocabulary: Vocabulary) -> list[_Region]:
    """The bands of a page from top to bottom: lines of text, and the tables that separate them."""
    tables = find_tables(rules, words, vocabulary)
    held = {id(word) for table in tables for word in table.words}
    free = [word for word in words if id(word) not in held]
    regions: list[_Region] = []
    for table in sorted(tables, key=lambda table: table.bbox.top):
        before = [word for word in free if _comes_before(word, table)]
        free = [word for word in free if not _comes_before(word, table)]
        regions += [read_lines(before), table]
    return [*regions, read_lines(free)]


def _comes_before(word: Word, table: RuledTable) -> bool:
    is_beside = word.x1 <= table.bbox.x0 and word.baseline <= table.bbox.bottom
    return word.baseline <= table.bbox.top + 1.0 or is_beside


def _build_body(regions: Iterable[_Region], page: int, leading: Leading) -> list[Paragraph | RuledTable]:
    body: list[Paragraph | RuledTable] = []
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

"""A worker tells how far it is, and stops when nobody wants its answer any more."""

import pytest

from recommender.errors import ReadingTimeout
from recommender.reading import DocumentReader, MediaType
from recommender.reading.readers import READERS
from tests.builders.misbehaving_readers import read_forever, read_page_by_page
from tests.builders.pdfs import lines, make_pdf
from tests.builders.reading import LIMITS, limits

PDF = make_pdf(*(lines(f"Article {number} - Objet") for number in range(1, 40)))


class Enough(Exception):  # noqa: N818 - a wish, not an error
    """Nobody waits any more."""


def test_pages_are_told_while_they_are_read() -> None:
    told: list[tuple[int, int]] = []
    readers = {**READERS, MediaType.PDF: read_page_by_page}
    with DocumentReader(LIMITS, readers=readers) as reader:
        reader.read(PDF, name="long.pdf", watch=lambda page, pages: told.append((page, pages)))
    seen = [(page, pages) for page, pages in told if pages]
    assert seen == sorted(seen)
    assert {pages for _, pages in seen} == {5}
    assert len({page for page, _ in seen}) >= 3


def test_a_real_pdf_tells_its_number_of_pages() -> None:
    told: list[tuple[int, int]] = []
    with DocumentReader(LIMITS) as reader:
        document = reader.read(PDF, name="long.pdf", watch=lambda page, pages: told.append((page, pages)))
    assert document.page_count == 39
    assert {pages for _, pages in told} <= {0, 39}


def test_a_reading_is_stopped_by_whoever_watches_it() -> None:
    readers = {**READERS, MediaType.PDF: read_page_by_page}

    def stop(page: int, pages: int) -> None:
        if page >= 2:
            raise Enough

    with DocumentReader(LIMITS, readers=readers) as reader:
        with pytest.raises(Enough):
            reader.read(PDF, name="long.pdf", watch=stop)
        # The worker that read it is gone: the next document is read by another.
        assert reader.read(PDF, name="suivant.pdf").page_count == 39


def test_a_watched_reading_still_has_its_limit_of_time() -> None:
    readers = {**READERS, MediaType.PDF: read_forever}
    with DocumentReader(limits(read_timeout_seconds=1.5), readers=readers) as reader, pytest.raises(ReadingTimeout):
        reader.read(PDF, name="boucle.pdf", watch=lambda page, pages: None)

"""Files made to harm cost one document, are told in French, and the next document is read."""

from collections.abc import Iterator

import pytest

from recommender.errors import (
    ClausierError,
    CorruptDocument,
    DocumentTooLarge,
    ReadingCrash,
    ReadingTimeout,
)
from recommender.reading import DocumentReader
from tests.builders import bombs
from tests.builders.office import make_docx, make_docx_bomb, make_docx_with_doctype
from tests.builders.pdfs import lines, make_pdf
from tests.builders.reading import limits, texts

NEXT = make_docx("Article 1 - Objet")
# What a worker may hold beside the libraries it loads.
FEW = limits(read_timeout_seconds=4, read_memory_bytes=1_000_000_000, max_pages=3)


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    """One reader for all these files."""
    with DocumentReader(FEW) as reader:
        yield reader


@pytest.mark.parametrize(
    ("content", "expected", "message"),
    [
        (make_docx_bomb(), DocumentTooLarge, "Mo décompressé"),
        (make_docx_with_doctype(), CorruptDocument, "déclaration XML interdite"),
        (bombs.make_entity_bomb(), CorruptDocument, "déclaration XML interdite"),
        (bombs.make_deep_odt(50_000), CorruptDocument, "incomplet ou endommagé"),
        (bombs.make_deep_html(1_000_000), CorruptDocument, "illisible"),
        (bombs.make_wide_html(2_500_000), (ReadingTimeout, ReadingCrash), "La lecture de « piege »"),
        (bombs.make_spanned_html(600_000), (ReadingTimeout, ReadingCrash), "La lecture de « piege »"),
        (make_pdf(*[lines("Objet")] * 4), DocumentTooLarge, "4 pages, pour 3 au plus"),
    ],
    ids=["zip", "doctype", "entities", "odt", "html", "row", "spans", "pages"],
)
def test_file_made_to_harm_is_refused_and_the_next_one_is_read(
    reader: DocumentReader,
    content: bytes,
    expected: type[ClausierError] | tuple[type[ClausierError], ...],
    message: str,
) -> None:
    with pytest.raises(expected, match=message) as raised:
        reader.read(content, name="piege")
    assert raised.value.next_step.endswith(".")
    assert texts(reader.read(NEXT, name="suivant.docx")) == ["Article 1 - Objet"]


@pytest.mark.parametrize(
    "content",
    [bombs.make_deep_rtf(50_000), bombs.make_deep_html(1_500), bombs.make_deep_odt(100), bombs.make_repeated_odt(50)],
    ids=["rtf", "html", "odt", "cells"],
)
def test_file_that_only_nests_deep_or_repeats_is_read(reader: DocumentReader, content: bytes) -> None:
    assert "Objet" in reader.read(content, name="profond").text


def test_long_text_is_read_in_the_worker(reader: DocumentReader) -> None:
    text = "Article 1 - Objet\n\n" * 12_000
    assert len(reader.read(text.encode(), name="long.txt").blocks) == 12_000

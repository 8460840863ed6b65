"""Whatever the bytes, reading gives a document or an error that says what to do."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.domain.documents import SourceDocument
from recommender.errors import ClausierError
from recommender.reading import DocumentReader
from tests.builders import damaged_files as files
from tests.builders.reading import LIMITS

SEEDS = [files.PDF, files.DOCX, files.ODT, files.RTF, files.HTML, files.MARKDOWN]


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    """One worker for all examples."""
    with DocumentReader(LIMITS) as reader:
        yield reader


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """A real file, cut short and with some bytes overwritten."""
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(content) - 1))
        content[place : place + 8] = draw(st.binary(min_size=0, max_size=8))
        if not content:
            break
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


def check(reader: DocumentReader, content: bytes) -> None:
    try:
        document = reader.read(content, name="projet")
    except ClausierError as error:
        sentences: tuple[str, ...] = (error.problem, error.next_step)
    else:
        sentences = ()
        check_document(document)
    assert all(sentence.endswith(".") for sentence in sentences)


def check_document(document: SourceDocument) -> None:
    assert isinstance(document, SourceDocument)
    assert document.blocks
    assert all(block.text.strip() == block.text != "" for block in document.blocks)
    assert [document.text[span.start : span.end] for span in document.block_spans] == [
        block.text for block in document.blocks
    ]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
def test_any_bytes_give_a_document_or_an_error(reader: DocumentReader, content: bytes) -> None:
    check(reader, content)


@settings(max_examples=120, deadline=None)
@given(content=damaged_files())
def test_damaged_files_give_a_document_or_an_error(reader: DocumentReader, content: bytes) -> None:
    check(reader, content)

"""Every reader: whatever the bytes, a document that holds together or an error that says what to do."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.domain.documents import SourceDocument
from recommender.errors import ClausierError
from recommender.reading.docbook import read_docbook
from recommender.reading.office_text import make_office_blocks
from recommender.reading.readers import READERS
from recommender.reading.sniffing import MediaType
from tests.builders import damaged_files as files
from tests.builders.damaged_files import damage
from tests.builders.office import make_odt, read_part, replace_part
from tests.builders.reading import limits
from tests.builders.word import DOC

# Character recognition takes a second a page.
FAST = limits(max_ocr_pages=0)
WITHOUT_DOC = sorted(set(READERS) - {MediaType.DOC})


def examples(count: int) -> settings:
    """So many examples, however long each of them takes."""
    ignored = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    return settings(max_examples=count, deadline=None, suppress_health_check=ignored)


def read_with(media_type: MediaType, content: bytes) -> None:
    """Read with the reader of a type, and check what comes out."""
    sentences: tuple[str, ...] = ()
    try:
        document = READERS[media_type](content, name="projet", limits=FAST)
    except ClausierError as error:
        sentences = (error.problem, error.next_step)
    else:
        check(document)
    assert all(sentence.endswith(".") for sentence in sentences)


def check(document: SourceDocument) -> None:
    assert document.blocks
    document.text.encode("utf-8")
    assert [document.text[span.start : span.end] for span in document.block_spans] == [
        block.text for block in document.blocks
    ]
    assert all(0 <= span.start < span.end <= len(document.text) for span in document.block_spans)
    for block in document.blocks:
        assert block.text.strip() == block.text != ""
        assert block.number is None or block.number.strip() == block.number != ""
        assert block.heading_level is None or 1 <= block.heading_level <= 10
        assert (block.bbox is None) == (document.page_count == 0)
        assert block.page in range(min(document.page_count, 1), document.page_count + 1)
    for table in document.tables:
        assert len({len(row) for row in table.rows}) == 1


@pytest.mark.parametrize(
    ("opening", "closing", "depth"),
    [
        ("<text:list><text:list-item>", "</text:list-item></text:list>", 120),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>", 80),
        ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>", 80),
        ("<text:section>", "</text:section>", 240),
    ],
    ids=["lists", "tables", "frames", "sections"],
)
def test_odt_nested_as_deep_as_its_parser_goes_is_read(opening: str, closing: str, depth: int) -> None:
    content = make_odt(opening * depth + "<text:p>Objet</text:p>" + closing * depth)
    document = READERS[MediaType.ODT](content, name="projet", limits=FAST)
    assert document.text == "Objet"


@examples(250)
@given(
    media_type=st.sampled_from(WITHOUT_DOC),
    content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)),
)
def test_any_bytes_are_a_document_or_an_error_for_every_reader(media_type: MediaType, content: bytes) -> None:
    read_with(media_type, content)


@examples(250)
@given(content=damage(files.RTF, files.RTF_WORDS))
def test_damaged_rtf_is_a_document_or_an_error(content: bytes) -> None:
    read_with(MediaType.RTF, content)


@examples(250)
@given(content=damage(files.HTML, files.HTML_WORDS))
def test_damaged_html_is_a_document_or_an_error(content: bytes) -> None:
    read_with(MediaType.HTML, content)


@examples(200)
@given(content=damage(files.MARKDOWN, files.MARKDOWN_WORDS))
def test_damaged_markdown_is_a_document_or_an_error(content: bytes) -> None:
    read_with(MediaType.TEXT, content)


@examples(80)
@given(content=damage(files.PDF, files.PDF_WORDS))
def test_damaged_pdf_is_a_document_or_an_error(content: bytes) -> None:
    read_with(MediaType.PDF, content)


@examples(100)
@given(part=damage(read_part(files.ODT, "content.xml"), files.XML_WORDS))
def test_odt_with_a_damaged_body_is_a_document_or_an_error(part: bytes) -> None:
    read_with(MediaType.ODT, replace_part(files.ODT, {"content.xml": part}))


@examples(60)
@given(data=st.data(), name=st.sampled_from(["word/document.xml", "word/styles.xml"]))
def test_docx_with_a_damaged_part_is_a_document_or_an_error(data: st.DataObject, name: str) -> None:
    part = data.draw(damage(read_part(files.DOCX, name), files.XML_WORDS))
    read_with(MediaType.DOCX, replace_part(files.DOCX, {name: part}))


@examples(150)
@given(content=damage(files.DOCBOOK, files.DOCBOOK_WORDS))
def test_damaged_docbook_gives_blocks_or_none(content: bytes) -> None:
    blocks, _ = make_office_blocks(read_docbook(content))
    assert all(block.text.strip() == block.text != "" for block in blocks)


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
@examples(25)
@given(content=damage(DOC))
def test_damaged_doc_is_a_document_or_an_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    # antiword alone: LibreOffice takes two seconds a document.
    folder: Path = tmp_path_factory.getbasetemp() / "antiword-only"
    folder.mkdir(exist_ok=True)
    if not (folder / "antiword").exists():
        (folder / "antiword").symlink_to(shutil.which("antiword") or "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(folder))
        read_with(MediaType.DOC, content)

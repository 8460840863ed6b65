"""The worker: what goes wrong in it costs one document."""

import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from recommender.errors import (
    CorruptDocument,
    DocumentTooLarge,
    EmptyDocument,
    FileNotReadable,
    ReadingCrash,
    ReadingTimeout,
)
from recommender.reading import DocumentReader, MediaType, read_document, read_path
from recommender.reading.ocr import find_recognizer
from recommender.reading.programs import find_program
from recommender.reading.readers import READERS
from tests.builders.misbehaving_readers import (
    read_and_abort,
    read_and_raise,
    read_and_recurse,
    read_and_write,
    read_forever,
    read_into_memory,
)
from tests.builders.office import make_docx
from tests.builders.pdfs import lines, make_pdf
from tests.builders.reading import LIMITS, limits, texts
from tests.builders.scans import scan
from tests.builders.word import DOC

PDF = make_pdf(lines("Article 1 - Objet"))
DOCX = make_docx("Article 1 - Objet")


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    """A reader whose function for PDFs never comes back; DOCX are read as usual."""
    changed = {**READERS, MediaType.PDF: read_forever}
    with DocumentReader(limits(read_timeout_seconds=1.5), readers=changed) as reader:
        yield reader


def test_reader_survives_a_parser_that_hangs(reader: DocumentReader) -> None:
    assert texts(reader.read(DOCX, name="avant.docx")) == ["Article 1 - Objet"]
    with pytest.raises(ReadingTimeout, match=r"« boucle\.pdf » a dépassé 1\.5 secondes"):
        reader.read(PDF, name="boucle.pdf")
    assert texts(reader.read(DOCX, name="apres.docx")) == ["Article 1 - Objet"]


def test_reader_survives_a_parser_that_dies() -> None:
    with DocumentReader(LIMITS, readers={**READERS, MediaType.PDF: read_and_abort}) as reader:
        with pytest.raises(ReadingCrash, match="s'est interrompue"):
            reader.read(PDF, name="plantage.pdf")
        assert texts(reader.read(DOCX, name="apres.docx")) == ["Article 1 - Objet"]


def test_reader_survives_a_parser_that_takes_all_memory() -> None:
    few = limits(read_memory_bytes=600_000_000)
    with DocumentReader(few, readers={**READERS, MediaType.PDF: read_into_memory}) as reader:
        with pytest.raises(ReadingCrash, match="demande trop de mémoire"):
            reader.read(PDF, name="bombe.pdf")
        assert texts(reader.read(DOCX, name="apres.docx")) == ["Article 1 - Objet"]


def test_unforeseen_error_of_a_parser_is_a_corrupt_document() -> None:
    changed = {**READERS, MediaType.PDF: read_and_raise}
    with DocumentReader(LIMITS, readers=changed) as reader, pytest.raises(CorruptDocument, match="endommagé"):
        reader.read(PDF, name="abime.pdf")


def test_parser_that_calls_itself_without_end_is_a_corrupt_document() -> None:
    with DocumentReader(LIMITS, readers={**READERS, MediaType.PDF: read_and_recurse}) as reader:
        with pytest.raises(CorruptDocument, match="n'est pas conforme à son format"):
            reader.read(PDF, name="abime.pdf")
        assert texts(reader.read(DOCX, name="apres.docx")) == ["Article 1 - Objet"]


@pytest.mark.skipif(sys.platform == "win32", reason="the system cannot forbid a process to write")
def test_parser_can_write_no_file(tmp_path: Path) -> None:
    target = tmp_path / "ecrit"
    with DocumentReader(LIMITS, readers={**READERS, MediaType.PDF: read_and_write}) as reader:
        with pytest.raises(CorruptDocument):
            reader.read(f"%PDF-{target}".encode(), name="ecrit.pdf")
        assert not target.exists() or target.read_bytes() == b""


@pytest.mark.skipif(find_program("soffice", "antiword") is None, reason="neither LibreOffice nor antiword is installed")
def test_programs_that_the_worker_starts_may_write() -> None:
    with DocumentReader(LIMITS) as reader:
        assert reader.read(DOC, name="ccap.doc").blocks[0].text == "Objet du marché"


@pytest.mark.skipif(find_recognizer() is None, reason="tesseract is not installed with its French data")
def test_scanned_page_is_recognized_in_the_worker() -> None:
    page = scan(*lines("Le titulaire organise le tri des déchets de chantier.", size=14))
    with DocumentReader(LIMITS) as reader:
        document = reader.read(make_pdf([page]), name="scan.pdf")
    assert texts(document) == ["Le titulaire organise le tri des déchets de chantier."]


def test_reader_is_shared_between_threads() -> None:
    contents = {f"{number}.docx": make_docx(f"Article {number}") for number in range(8)}
    with DocumentReader(LIMITS, workers=2) as reader, ThreadPoolExecutor(4) as pool:
        documents = list(pool.map(lambda name: reader.read(contents[name], name=name), contents))
    assert [(document.name, *texts(document)) for document in documents] == [
        (f"{number}.docx", f"Article {number}") for number in range(8)
    ]


def test_plain_text_starts_no_worker() -> None:
    before = set(multiprocessing.active_children())
    with DocumentReader(LIMITS) as reader:
        assert texts(reader.read("Durée : 4 ans".encode(), name="besoin.txt")) == ["Durée : 4 ans"]
        assert set(multiprocessing.active_children()) == before


def test_reader_starts_again_after_close() -> None:
    reader = DocumentReader(LIMITS)
    first = reader.read(DOCX, name="a.docx")
    reader.close()
    second = reader.read(DOCX, name="a.docx")
    reader.close()
    assert first == second


def test_read_document_reads_one_document() -> None:
    document = read_document(PDF, name="ccap.pdf", limits=LIMITS)
    assert (document.name, document.page_count, document.media_type) == ("ccap.pdf", 1, "application/pdf")


@pytest.mark.parametrize("content", [b"", b"  \n\t ", b"\0\0\0\0"])
def test_nothing_to_read_is_an_empty_document(content: bytes) -> None:
    with pytest.raises(EmptyDocument):
        read_document(content, name="vide.pdf", limits=LIMITS)


def test_content_over_the_limit_is_refused_with_both_sizes() -> None:
    with pytest.raises(DocumentTooLarge, match="fait 2,0 Mo, pour 1,0 Mo au plus"):
        read_document(b"a" * 2_000_000, name="gros.txt", limits=limits(max_upload_bytes=1_000_000))


def test_path_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gros.pdf"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(DocumentTooLarge):
        read_path(path, LIMITS)


def test_path_gives_the_name_of_its_document(tmp_path: Path) -> None:
    path = tmp_path / "besoin.md"
    path.write_text("# Objet\n\nNettoyage des écoles.", encoding="utf-8")
    document = read_path(path, LIMITS)
    assert (document.name, texts(document)) == ("besoin.md", ["Objet", "Nettoyage des écoles."])


@pytest.mark.parametrize("name", ["absent.pdf", ".", "/dev/zero", "nul\0.pdf"])
def test_path_to_no_file_is_not_readable(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotReadable):
        read_path(tmp_path / name, LIMITS)


def test_importing_the_stage_loads_no_heavy_library() -> None:
    heavy = ("torch", "spacy", "sklearn", "numpy", "pdfplumber", "pypdfium2", "lxml", "pebble")
    script = f"import sys, recommender.reading; sys.exit(', '.join(m for m in {heavy} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""

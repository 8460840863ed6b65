"""A PDF → a document: its pages are read by pdfium, then laid out as blocks in reading order."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

from recommender.domain.documents import SourceDocument
from recommender.errors import (
    ClausierError,
    CorruptDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
)
from recommender.reading.contents import mark_contents
from recommender.reading.pdf_blocks import make_blocks
from recommender.reading.pdf_glyphs import is_garbled
from recommender.reading.pdf_layout import PageContent, lay_out
from recommender.reading.pdf_rules import read_drawing
from recommender.reading.pdf_scans import read_scans
from recommender.reading.pdf_words import PdfiumHandle, WordReader, page_frame
from recommender.reading.progress import report_page
from recommender.reading.sniffing import MediaType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender.reading.limits import ReadingLimits


def read_pdf(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """The blocks and tables of a PDF.

    Raises:
        EncryptedDocument: it opens with a password only.
        CorruptDocument: pdfium cannot open it, none of its pages, or its fonts do not say their letters.
        DocumentTooLarge: it has more pages than the limit.
        ScannedDocument: most of its pages are images without text, which could not be recognized.
        EmptyDocument: it has no text.
    """
    started = time.monotonic()
    pdf = _open(content, name)
    try:
        page_count = len(pdf)
        if page_count > limits.max_pages:
            raise DocumentTooLarge(
                f"« {name} » a {page_count} pages, pour {limits.max_pages} au plus.",
                "Découpez-le, ou n'envoyez que la partie utile.",
            )
        printed, warnings = _read_pages(pdf)
        pages, told = read_scans(pdf, printed, name=name, limits=limits, started=started)
    finally:
        pdf.close()
    blocks, tables = make_blocks(lay_out(pages))
    if not blocks:
        raise _empty(pages, name)
    return SourceDocument(
        name=name,
        media_type=MediaType.PDF.value,
        sha256=hashlib.sha256(content).hexdigest(),
        page_count=page_count,
        blocks=tuple(mark_contents(blocks, page_count)),
        tables=tuple(tables),
        warnings=(*warnings, *told),
    )


def _open(content: bytes, name: str) -> PdfiumHandle:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise EncryptedDocument(
                f"« {name} » ne s'ouvre qu'avec un mot de passe.",
                "Enregistrez-en une copie sans mot de passe, puis recommencez.",
            ) from None
        raise _damaged(name) from None


def _damaged(name: str) -> CorruptDocument:
    return CorruptDocument(
        f"« {name} » est un PDF endommagé ou incomplet.",
        "Enregistrez-le à nouveau depuis un lecteur de PDF, ou exportez-le depuis le fichier d'origine.",
    )


def _read_pages(pdf: PdfiumHandle) -> tuple[list[PageContent], list[str]]:
    import pypdfium2

    word_reader = WordReader()
    pages: list[PageContent] = []
    unreadable: list[int] = []
    for number in range(1, len(pdf) + 1):
        try:
            page = pdf[number - 1]
        except pypdfium2.PdfiumError:
            unreadable.append(number)
            pages.append(PageContent(0.0, (), (), (), 0.0))
            continue
        pages.append(_read_page(page, word_reader))
        page.close()
        report_page(number, len(pdf))
    return pages, [f"Page {number} illisible : elle a été ignorée." for number in unreadable]


def _read_page(page: PdfiumHandle, word_reader: WordReader) -> PageContent:
    frame = page_frame(page)
    drawing = read_drawing(page, frame)
    words, unmapped = word_reader.read(page, frame)
    return PageContent(
        height=frame.shown_height,
        words=tuple(words),
        rules=drawing.rules,
        shades=drawing.shades,
        image_share=drawing.image_share,
        is_garbled=is_garbled(words, unmapped),
    )


def _empty(pages: Sequence[PageContent], name: str) -> ClausierError:
    if all(page.height == 0.0 for page in pages):
        return _damaged(name)
    return EmptyDocument(f"« {name} » ne contient aucun texte.", "Vérifiez que vous avez choisi le bon fichier.")

"""Which function reads which type of document, and how one document is read from its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from recommender.reading.doc import read_doc
from recommender.reading.docx import read_docx
from recommender.reading.html import read_html
from recommender.reading.odt import read_odt
from recommender.reading.pdf import read_pdf
from recommender.reading.rtf import read_rtf
from recommender.reading.sniffing import MediaType, sniff_media_type
from recommender.reading.text import read_text

if TYPE_CHECKING:
    from recommender.domain.documents import SourceDocument
    from recommender.reading.limits import ReadingLimits


class Reader(Protocol):
    """Reads the bytes of one type of document. It is called in the worker: it must be importable by name."""

    def __call__(self, content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
        """The document, or a ``ClausierError`` that says why it cannot be read."""
        ...


READERS: Mapping[MediaType, Reader] = MappingProxyType(
    {
        MediaType.PDF: read_pdf,
        MediaType.DOCX: read_docx,
        MediaType.ODT: read_odt,
        MediaType.DOC: read_doc,
        MediaType.RTF: read_rtf,
        MediaType.HTML: read_html,
        MediaType.TEXT: read_text,
    }
)


def read_content(
    content: bytes, *, name: str, limits: ReadingLimits, readers: Mapping[MediaType, Reader] = READERS
) -> SourceDocument:
    """Read a document in this very process, its type told by its content.

    Raises:
        ClausierError: the content cannot be read; the error says why.
    """
    return readers[sniff_media_type(content, name=name)](content, name=name, limits=limits)

"""Reading: a buyer's file → a ``SourceDocument``. The type is told by the content, parsers run isolated."""

from recommender.reading.isolation import DocumentReader, check_size, read_bytes, read_document, read_path
from recommender.reading.limits import ReadingLimits
from recommender.reading.rendering import PageRenderer
from recommender.reading.sniffing import MediaType
from recommender.reading.workers import Watch

__all__ = [
    "DocumentReader",
    "MediaType",
    "PageRenderer",
    "ReadingLimits",
    "Watch",
    "check_size",
    "read_bytes",
    "read_document",
    "read_path",
]

"""Readers that do what broken parsers do. They are imported by name in the worker."""

import os
import time
from pathlib import Path

from recommender.domain.documents import SourceDocument
from recommender.reading import ReadingLimits
from recommender.reading.pdf import read_pdf
from recommender.reading.progress import report_page


class UnpicklableError(Exception):
    """An error that cannot cross the border of a process."""

    def __init__(self, first: str, second: str) -> None:
        """Keep the first text only."""
        super().__init__(first)


def read_forever(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """Never come back."""
    while True:
        time.sleep(0.05)


def read_and_abort(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """Die as a library written in C does."""
    os.abort()


def read_into_memory(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """Ask for more memory than the worker may have."""
    held = [bytearray(50_000_000) for _ in range(1_000)]
    raise AssertionError(f"the worker holds {len(held)} blocks")


def read_and_write(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """Write to the file that the content names."""
    Path(content.decode().removeprefix("%PDF-")).write_bytes(b"x" * 10_000)
    raise AssertionError("the worker has written")


def read_and_recurse(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """Call itself without end."""
    return read_and_recurse(content, name=name, limits=limits)


def read_and_raise(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """Raise an error of the parser's own."""
    raise UnpicklableError("one", "two")


def read_page_by_page(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """Take its time over five pages, then read as usual."""
    for page in range(1, 6):
        report_page(page, 5)
        time.sleep(0.3)
    document = read_pdf(content, name=name, limits=limits)
    report_page(5, 5)
    return document

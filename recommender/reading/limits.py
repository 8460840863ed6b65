"""The limits under which a file is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one document may cost; the values are those of the settings of the same names.

    ``max_upload_bytes`` bounds the file as received, ``max_pages`` its pages, ``max_ocr_pages`` those read by
    character recognition, ``read_timeout_seconds`` and ``read_memory_bytes`` the worker that parses it.
    """

    max_upload_bytes: int
    max_pages: int
    max_ocr_pages: int
    read_timeout_seconds: float
    read_memory_bytes: int

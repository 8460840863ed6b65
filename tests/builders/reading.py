"""Limits and short cuts for tests that read documents."""

import os
from dataclasses import replace
from pathlib import Path

from recommender.domain.documents import Block, BlockRole, SourceDocument
from recommender.reading import ReadingLimits
from recommender.reading.readers import read_content

LIMITS = ReadingLimits(
    max_upload_bytes=20_000_000,
    max_pages=600,
    max_ocr_pages=20,
    read_timeout_seconds=60,
    read_memory_bytes=2_500_000_000,
)


def limits(**changes: float) -> ReadingLimits:
    """The limits of the tests, some of them changed."""
    return replace(LIMITS, **changes)  # type: ignore[arg-type]


def read(content: bytes, *, name: str = "projet") -> SourceDocument:
    """The document, read in the process of the test."""
    return read_content(content, name=name, limits=LIMITS)


def texts(document: SourceDocument, *roles: BlockRole) -> list[str]:
    """The texts of the blocks, only those of the roles if any are given."""
    return [block.text for block in document.blocks if not roles or block.role in roles]


def find(document: SourceDocument, beginning: str) -> Block:
    """The first block whose text begins so."""
    return next(block for block in document.blocks if block.text.startswith(beginning))


def shared_folder() -> Path:
    """Where the real documents and their labels are, if they are there."""
    repository = Path(__file__).resolve().parents[2]
    return Path(os.environ.get("CLAUSIER_SHARED", repository.parent / "shared"))

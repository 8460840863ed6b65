"""Labels of real documents that may not be copied: each passage is known by the hash of its first and last words.

A file of ``corpus/training/real`` is one document: a first line ``{"doc", "last_page"}`` (its name under the folder of
real documents; ``null``, or the last page that was labelled), then one line a passage that speaks of a social or
environmental matter: ``{"page", "head", "tail", "kind", "obligation", "themes"}``. Whoever has the document can learn
from the labels; nobody can read the document from them.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from recommender.domain.vocabulary import ProvisionKind
from recommender.extraction.document_type import read_doc_type, read_passage_type
from recommender.extraction.headings import find_headings
from recommender.extraction.segments import split_segments
from recommender.training.labels import BINDING, is_near, split_words
from recommender.training.meaning import Example, TrainingDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from recommender.domain.documents import SourceDocument
    from recommender.domain.extraction import Segment

    Row = dict[str, Any]

# Enough words to be one passage's own, few enough for another cut of the same text to share them.
FINGERPRINT_WORDS = 8
FINGERPRINT_CHARS = 12


def fingerprint(words: Sequence[str]) -> str:
    """The hash of some folded words."""
    return hashlib.sha1(" ".join(words).encode(), usedforsecurity=False).hexdigest()[:FINGERPRINT_CHARS]


def make_row(segment: Segment, *, kind: str, obligation: str, themes: Sequence[str]) -> Row:
    """The line that labels a passage without quoting it."""
    head, tail = _ends(segment.text)
    return {
        "page": segment.page,
        "head": head,
        "tail": tail,
        "kind": kind,
        "obligation": obligation,
        "themes": list(themes),
    }


def _ends(text: str) -> tuple[str, str]:
    words = split_words(text)
    return fingerprint(words[:FINGERPRINT_WORDS]), fingerprint(words[-FINGERPRINT_WORDS:])


def read_fingerprints(folder: Path) -> dict[str, tuple[int | None, list[Row]]]:
    """By document: the last labelled page (``None`` for all) and the labelled passages."""
    found: dict[str, tuple[int | None, list[Row]]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        first, *rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
        found[first["doc"]] = (first["last_page"], rows)
    return found


def label_by_fingerprints(
    name: str, document: SourceDocument, last_page: int | None, rows: Sequence[Row]
) -> TrainingDocument:
    """Every passage of a document, up to the last labelled page, with the label whose words it begins or ends with."""
    segments = split_segments(document, find_headings(document))
    doc_type = read_passage_type(document, read_doc_type(document))
    kept = [segment for segment in segments if last_page is None or segment.page <= last_page]
    return TrainingDocument(name, tuple(_to_example(segment, rows, doc_type) for segment in kept))


def _to_example(segment: Segment, rows: Iterable[Row], doc_type: str) -> Example:
    head, tail = _ends(segment.text)
    passage = segment.to_passage(doc_type)
    near = (row for row in rows if is_near(row, segment.page) and (row["head"] == head or row["tail"] == tail))
    row = next(near, None)
    if row is None:
        return Example(passage)
    return Example(passage, ProvisionKind(row["kind"]), tuple(row["themes"]), binds=row["obligation"] in BINDING)

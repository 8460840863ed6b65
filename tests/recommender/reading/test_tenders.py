"""Real tender documents: their headings stand alone, their provisions are whole."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from recommender.domain.documents import BlockRole, SourceDocument
from tests.builders.reading import read, shared_folder

LABELS = shared_folder() / "evaluation" / "dev"
DOCUMENTS = shared_folder() / "realdocs"
BODY = (BlockRole.BODY, BlockRole.LIST_ITEM, BlockRole.TABLE_ROW)

pytestmark = [
    pytest.mark.shared_documents,
    pytest.mark.skipif(not LABELS.is_dir(), reason=f"no labelled documents in {LABELS}"),
]


def load_labels(name: str) -> list[dict[str, object]]:
    path = LABELS / name
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def folded(text: str) -> str:
    """Letters and digits only, without accents or case."""
    decomposed = unicodedata.normalize("NFKD", text).lower()
    return re.sub(r"[\W_]", "", "".join(c for c in decomposed if not unicodedata.combining(c)))


def read_labelled(name: str) -> SourceDocument:
    path: Path = DOCUMENTS / name
    return read(path.read_bytes(), name=path.name)


LABELLED = [str(label["doc"]) for label in load_labels("documents.jsonl") if not str(label["doc"]).endswith(".doc")]


def test_nearly_every_heading_is_a_block_of_its_own() -> None:
    total, alone = 0, 0
    for label in load_labels("documents.jsonl"):
        if label["doc"] not in LABELLED:
            continue
        blocks = [block for block in read_labelled(str(label["doc"])).blocks if block.role in BODY]
        for page, number, title in label["headings"]:  # type: ignore[attr-defined]
            wanted = {folded(title), folded(f"{number or ''}{title}")}
            near = [block for block in blocks if not page or abs(block.page - page) <= 1]
            ends = (folded(block.text) for block in near if len(block.text) <= len(title) + 25)
            alone += any(end in wanted or end.endswith(folded(title)) for end in ends)
            total += 1
    assert alone / total >= 0.99


def test_most_provisions_begin_and_end_with_a_block() -> None:
    documents = {name: read_labelled(name) for name in LABELLED if name.endswith(".pdf")}
    total, whole = 0, 0
    for label in load_labels("provisions.jsonl"):
        if label["doc"] in documents:
            blocks = [block for block in documents[str(label["doc"])].blocks if block.role in BODY]
            whole += is_run_of_blocks(folded(str(label["text"])), [folded(block.text) for block in blocks])
            total += 1
    assert whole / total >= 0.85


def is_run_of_blocks(wanted: str, blocks: list[str]) -> bool:
    for first, block in enumerate(blocks):
        joined, following = block, first + 1
        while wanted.startswith(joined) and len(joined) < len(wanted) and following < len(blocks):
            joined += blocks[following]
            following += 1
        if joined == wanted:
            return True
    return False

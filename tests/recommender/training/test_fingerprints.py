"""Labels of real documents, known by the hashes of their first and last words."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.vocabulary import ProvisionKind
from recommender.settings import Settings
from recommender.training.fingerprints import (
    FINGERPRINT_CHARS,
    fingerprint,
    label_by_fingerprints,
    make_row,
    read_fingerprints,
)
from recommender.training.recipes import read_fingerprinted_documents
from tests.builders.documents import make_block, make_document, make_segment

WASTE = "Le titulaire trie les déchets de chantier et remet chaque mois les bordereaux de suivi signés."
PRICES = "Les prix sont fermes et révisables une fois par an selon l'index national du bâtiment."


def row_of(text: str, page: int = 3) -> dict[str, object]:
    segment = make_segment(text, page=page)
    return make_row(segment, kind="execution_condition", obligation="must", themes=["waste"])


def test_row_quotes_nothing_of_the_passage() -> None:
    written = json.dumps(row_of(WASTE))
    assert [word for word in WASTE.lower().split() if len(word) > 4 and word in written.lower()] == []


def test_passage_takes_the_label_of_its_first_or_last_words() -> None:
    cut_short = " ".join(WASTE.split()[-10:])
    document = make_document(make_block(WASTE, page=3), make_block(cut_short, page=4), make_block(PRICES, page=3))
    whole, piece, prices = label_by_fingerprints("a.pdf", document, None, [row_of(WASTE)]).examples
    assert (whole.kind, whole.themes, whole.binds) == (ProvisionKind.EXECUTION_CONDITION, ("waste",), True)
    assert piece.is_relevant
    assert not prices.is_relevant


def test_same_words_far_away_and_pages_that_were_not_labelled_teach_nothing() -> None:
    document = make_document(make_block(WASTE, page=9), make_block(PRICES, page=12))
    labelled = label_by_fingerprints("a.pdf", document, 10, [row_of(WASTE, page=3)])
    assert [example.is_relevant for example in labelled.examples] == [False]


def test_files_give_their_document_and_rows(tmp_path: Path) -> None:
    lines = [{"doc": "a.pdf", "last_page": 7}, row_of(WASTE)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    assert read_fingerprints(tmp_path) == {"a.pdf": (7, [row_of(WASTE)])}


def test_absent_document_is_told_and_costs_only_its_labels(tmp_path: Path) -> None:
    folder = tmp_path / "training" / "real"
    folder.mkdir(parents=True)
    for name in ("a.pdf", "b.pdf"):
        lines = [{"doc": name, "last_page": None}, row_of(WASTE)]
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(b"")
    told: list[str] = []
    document = make_document(make_block(WASTE, page=3))
    found = read_fingerprinted_documents(tmp_path, tmp_path, lambda _: document, report=told.append)
    assert [item.name for item in found] == ["a.pdf"]
    assert "b.pdf absent : ses étiquettes ne servent pas." in told


def test_shipped_rows_are_well_formed(settings: Settings) -> None:
    shipped = read_fingerprints(settings.corpus_dir / "training" / "real")
    assert shipped
    for _, rows in shipped.values():
        assert all(len(row["head"]) == len(row["tail"]) == FINGERPRINT_CHARS for row in rows)
        assert {row["kind"] for row in rows} <= set(ProvisionKind)


@given(st.lists(st.text(max_size=8), max_size=12))
def test_fingerprint_is_short_and_the_same_twice(words: list[str]) -> None:
    assert fingerprint(words) == fingerprint(words)
    assert len(fingerprint(words)) == FINGERPRINT_CHARS

"""Labels made by reading become training documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from recommender.domain.classifiers import Passage
from recommender.domain.vocabulary import ProvisionKind
from recommender.errors import FileNotReadable, InvalidCorpus
from recommender.settings import Settings
from recommender.training.labels import (
    label_document,
    label_segments,
    labelled_documents,
    read_provisions,
    read_training_excerpts,
)
from recommender.training.meaning import Example
from tests.builders.documents import make_block, make_document, make_segment

WASTE = "Le titulaire trie les déchets de chantier et remet chaque mois les bordereaux de suivi."
PRICES = "Les prix sont fermes et révisables une fois par an selon l'index national du bâtiment."
LABEL: dict[str, Any] = {
    "doc": "ccap.pdf",
    "page": 3,
    "text": WASTE,
    "anchor": "Le titulaire trie les déchets de chantier et",
    "end_anchor": "chaque mois les bordereaux de suivi",
    "kind": "execution_condition",
    "themes": ["waste"],
    "obligation": "must",
}


def label(text: str, *labels: dict[str, Any], page: int = 3) -> Example:
    return label_segments("ccap.pdf", [make_segment(text, page=page)], labels, doc_type="CCAP").examples[0]


@pytest.mark.parametrize(
    "text",
    [
        f"{WASTE} Il paie les frais.",
        "Le titulaire trie les déchets de chantier et les évacue sans délai.",
        "À ce titre il remet chaque mois les bordereaux de suivi.",
        "déchets de chantier et remet chaque mois les bordereaux",
    ],
    ids=["whole", "beginning", "end", "piece"],
)
def test_segment_that_holds_or_lies_in_a_provision_takes_its_label(text: str) -> None:
    example = label(text, LABEL)
    assert (example.kind, example.themes, example.binds) == (ProvisionKind.EXECUTION_CONDITION, ("waste",), True)


@pytest.mark.parametrize(
    ("text", "page"), [(PRICES, 3), (WASTE, 12), ("Le titulaire remet.", 3)], ids=["other", "far page", "few words"]
)
def test_other_segments_are_no_provision(text: str, page: int) -> None:
    example = label(text, LABEL, page=page)
    assert (example.kind, example.themes, example.binds) == (None, (), False)


def test_page_does_not_count_where_the_format_has_none() -> None:
    assert label(WASTE, LABEL, page=0).is_relevant


def test_binding_label_wins_over_a_mere_mention() -> None:
    mention = {**LABEL, "kind": "information", "obligation": "info"}
    assert label(WASTE, mention, LABEL).binds


def test_document_is_cut_titled_and_typed_before_it_is_labelled() -> None:
    title = make_block("2 Déchets", heading_level=1, page=3)
    document = make_document(make_block("CCAP", page=3), title, make_block(WASTE, page=3))
    example = label_document("ccap.pdf", document, [LABEL]).examples[-1]
    assert example.passage == Passage(WASTE, ("Déchets",), "CCAP")


def test_labels_are_read_by_document(tmp_path: Path) -> None:
    rows = [LABEL, {**LABEL, "doc": "rc.pdf"}, LABEL]
    (tmp_path / "provisions.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    assert {name: len(labels) for name, labels in read_provisions(tmp_path).items()} == {"ccap.pdf": 2, "rc.pdf": 1}


def test_labelled_documents_are_in_the_order_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "documents.jsonl").write_text('{"doc": "b"}\n\n{"doc": "a"}\n')
    assert labelled_documents(tmp_path) == ["b", "a"]


EXCERPT = """---
type: CCTP
nature: works
---
# 4 Chantier
## 4.2 Gestion des déchets
[execution_condition must waste,circular_economy] Les gravats sont triés :
- bois ;
- plâtre.

[-] Les délais sont ceux du calendrier.
# Article 5 - Prix
[-] Les prix sont fermes.
[information info insertion] La commune rappelle son engagement.
"""


def test_excerpts_are_read_with_their_titles_lists_and_labels(tmp_path: Path) -> None:
    (tmp_path / "travaux.md").write_text(EXCERPT, encoding="utf-8")
    (tmp_path / "README.md").write_text("Les extraits.", encoding="utf-8")
    (document,) = read_training_excerpts(tmp_path)
    sorting, delays, prices, recital = document.examples
    assert sorting.passage == Passage(
        "Les gravats sont triés :\nbois ;\nplâtre.", ("Chantier", "Gestion des déchets"), "CCTP"
    )
    assert (sorting.themes, sorting.binds) == (("waste", "circular_economy"), True)
    assert not delays.is_relevant
    assert prices.passage.titles == ("Prix",)
    assert (recital.kind, recital.binds) == (ProvisionKind.INFORMATION, False)


@pytest.mark.parametrize("line", ["Sans étiquette.", "[inconnu must waste] Texte.", "[penalty parfois waste] Texte."])
def test_excerpt_line_without_a_known_label_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.md").write_text(f"# Titre\n{line}\n", encoding="utf-8")
    with pytest.raises(InvalidCorpus, match=r"a\.md, ligne 2"):
        read_training_excerpts(tmp_path)


def test_shipped_excerpts_hold_ordinary_passages_and_provisions(settings: Settings) -> None:
    examples = [e for d in read_training_excerpts(settings.corpus_dir / "training") for e in d.examples]
    assert any(example.binds for example in examples)
    assert any(not example.is_relevant for example in examples)


@pytest.mark.parametrize("content", [None, "{pas du json}\n", b"\xff\xfe"], ids=["absent", "no JSON", "no text"])
def test_label_file_that_cannot_be_read_is_named(tmp_path: Path, content: str | bytes | None) -> None:
    path = tmp_path / "documents.jsonl"
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(FileNotReadable, match=r"documents\.jsonl"):
        labelled_documents(tmp_path)

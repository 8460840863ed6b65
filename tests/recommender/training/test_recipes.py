"""The recipes that rebuild the artefacts, on a handful of examples."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from recommender.artefacts import read_manifest, verify_manifest
from recommender.domain.extraction import Segment
from recommender.embedding.hashing import HashingEncoder
from recommender.errors import CorruptDocument
from recommender.extraction.meaning import SklearnMeaningClassifier
from recommender.recommendation.purchase import FamilyTerms, SklearnPurchaseClassifier
from recommender.settings import Settings
from recommender.training.recipes import labelled_documents, read_examples, train_extraction, train_needs
from tests.builders.documents import make_segment
from tests.builders.library import make_award_criterion, make_bundle, make_provision, make_taxonomy

TEXTS = {
    "ccap.pdf": "Le titulaire trie les déchets de chantier et remet les bordereaux.",
    "cctp.pdf": "Les prix sont fermes et révisables une fois par an.",
}


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    folder = tmp_path / "labels"
    folder.mkdir()
    names = [*TEXTS, "ancien.doc"]
    (folder / "documents.jsonl").write_text("".join(json.dumps({"doc": name}) + "\n" for name in names))
    row = {"doc": "ccap.pdf", "page": 1, "text": TEXTS["ccap.pdf"], "kind": "execution_condition", "themes": ["waste"]}
    (folder / "provisions.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return folder


def read_segments(path: Path) -> list[Segment]:
    """The one segment of each document; the last cannot be read."""
    if path.name not in TEXTS:
        raise CorruptDocument(f"« {path.name} » ne se lit pas.", "Enregistrez-le à nouveau.")
    return [make_segment(TEXTS[path.name])]


@pytest.mark.parametrize("name", ["encoder", "needs", "extraction"])
def test_shipped_artefacts_are_those_of_their_manifest(settings: Settings, name: str) -> None:
    manifest = verify_manifest(settings.models_dir / name)
    assert manifest["files"]
    assert manifest["recipe"]


def test_document_that_cannot_be_read_costs_only_its_labels(labels: Path, tmp_path: Path) -> None:
    told: list[str] = []
    examples = read_examples(labels, tmp_path, read_segments, report=told.append)
    assert [(example.document, example.is_provision) for example in examples] == [
        ("ccap.pdf", True),
        ("cctp.pdf", False),
    ]
    assert "ancien.doc laissé de côté : « ancien.doc » ne se lit pas." in told


def test_labelled_documents_are_in_the_order_of_the_file(labels: Path) -> None:
    assert labelled_documents(labels) == ["ccap.pdf", "cctp.pdf", "ancien.doc"]


def test_reader_of_segments_is_written_with_its_recipe(labels: Path, tmp_path: Path) -> None:
    examples = 3 * read_examples(labels, tmp_path, read_segments, report=_ignore)
    bundle = make_bundle(provisions=(make_provision(), make_award_criterion()))
    train_extraction(tmp_path, examples, [bundle], labels=labels)
    assert read_manifest(tmp_path / "extraction")["recipe"] == {"labels": "labels", "documents": 2, "examples": 8}
    assert SklearnMeaningClassifier.load(tmp_path / "extraction").theme_codes == ("insertion", "waste")


def test_reader_of_needs_is_written_and_the_same_twice(tmp_path: Path) -> None:
    contracts = tmp_path / "contrats.csv"
    with contracts.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("objet", "codeCPV"))
        writer.writerows((f"Nettoyage des locaux du site {number}", "90910000") for number in range(4))
        writer.writerows((f"Fourniture de mobilier de bureau, lot {number}", "39130000") for number in range(4))
    for folder in (tmp_path / "a", tmp_path / "b"):
        assert train_needs(folder, contracts=contracts, held_out=None, taxonomy=make_taxonomy()) == 8
    answers = [_classify(folder / "needs") for folder in (tmp_path / "a", tmp_path / "b")]
    assert answers[0] == answers[1]
    assert answers[0].divisions[0][0] == "90"
    assert answers[0].families[0][0] == "cleaning"


def _classify(folder: Path) -> object:
    encoder = HashingEncoder()
    terms = ("nettoyage des locaux", "mobilier")
    family_terms = FamilyTerms(("cleaning", "furniture"), np.asarray(encoder.encode_queries(terms)))
    return SklearnPurchaseClassifier.load(folder, encoder=encoder, terms=family_terms).classify(
        ["Nettoyage des locaux de la mairie"]
    )[0]


def _ignore(_: str) -> None:
    return None

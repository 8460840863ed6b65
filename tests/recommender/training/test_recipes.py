"""The recipes that rebuild the artefacts, on a handful of examples."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from recommender.artefacts import read_manifest, verify_manifest
from recommender.domain.documents import SourceDocument
from recommender.embedding.hashing import HashingEncoder
from recommender.errors import CorruptDocument
from recommender.extraction.meaning import SklearnMeaningClassifier
from recommender.library.taxonomy import read_lexicon
from recommender.recommendation.purchase import FamilyTerms, SklearnPurchaseClassifier
from recommender.settings import Settings
from recommender.training.recipes import read_labelled_documents, read_own_documents, train_extraction, train_needs
from tests.builders.documents import make_document
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
    row = {
        "doc": "ccap.pdf",
        "page": 1,
        "anchor": TEXTS["ccap.pdf"],
        "kind": "execution_condition",
        "themes": ["waste"],
        "obligation": "must",
    }
    (folder / "provisions.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return folder


def read_document(path: Path) -> SourceDocument:
    """One paragraph a document; the last cannot be read."""
    if path.name not in TEXTS:
        raise CorruptDocument(f"« {path.name} » ne se lit pas.", "Enregistrez-le à nouveau.")
    return make_document(TEXTS[path.name])


@pytest.mark.parametrize("name", ["encoder", "needs", "extraction"])
def test_shipped_artefacts_are_those_of_their_manifest(settings: Settings, name: str) -> None:
    manifest = verify_manifest(settings.models_dir / name)
    assert manifest["files"]
    assert manifest["recipe"]


def test_document_that_cannot_be_read_costs_only_its_labels(labels: Path, tmp_path: Path) -> None:
    told: list[str] = []
    documents = read_labelled_documents(labels, tmp_path, read_document, report=told.append)
    assert [(document.name, document.examples[0].is_relevant) for document in documents] == [
        ("ccap.pdf", True),
        ("cctp.pdf", False),
    ]
    assert "ancien.doc laissé de côté : « ancien.doc » ne se lit pas." in told


def test_reader_of_passages_is_written_with_its_recipe(labels: Path, tmp_path: Path, settings: Settings) -> None:
    lexicon = read_lexicon(settings.corpus_dir)
    bundle = make_bundle(provisions=(make_provision(), make_award_criterion()))
    own = read_own_documents(settings.corpus_dir, [bundle])
    documents = [*read_labelled_documents(labels, tmp_path, read_document, report=_ignore), *own]
    train_extraction(tmp_path, documents, lexicon, labels=labels)
    recipe = read_manifest(tmp_path / "extraction")["recipe"]
    assert (recipe["labels"], recipe["documents"]) == ("labels", len(documents))
    codes = SklearnMeaningClassifier.load(tmp_path / "extraction", lexicon).models.theme_codes
    assert {"insertion", "waste"} <= set(codes)


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

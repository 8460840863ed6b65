"""The recipes that rebuild the artefacts, on a handful of examples."""

import json
from pathlib import Path

import pytest

from recommender.artefacts import read_manifest, verify_manifest
from recommender.domain.classifiers import Purchase
from recommender.domain.documents import SourceDocument
from recommender.embedding.hashing import HashingEncoder
from recommender.errors import CorruptDocument
from recommender.extraction.meaning import SklearnMeaningClassifier
from recommender.library.taxonomy import read_lexicon
from recommender.recommendation.features import FEATURES
from recommender.recommendation.purchase import LearntPurchaseClassifier, load_purchase_model
from recommender.recommendation.ranking import Ranker
from recommender.settings import Settings
from recommender.training.contract_objects import ContractObject
from recommender.training.purchase import NeedMaterial
from recommender.training.recipes import read_labelled_documents, read_own_documents, train_extraction, train_needs
from tests.builders.documents import make_document
from tests.builders.library import make_award_criterion, make_bundle, make_provision, make_taxonomy
from tests.builders.needs import make_need_example, make_ranking_parts

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


def test_reader_and_ranker_of_needs_are_written_and_the_same_twice(tmp_path: Path) -> None:
    taxonomy = make_taxonomy()
    objects = [ContractObject(f"Nettoyage des locaux du site {number}", "90910000") for number in range(12)]
    objects += [ContractObject(f"Fourniture de mobilier de bureau, lot {number}", "39130000") for number in range(12)]
    examples = [
        make_need_example(item.text, "cleaning" if item.cpv.startswith("90") else "furniture") for item in objects
    ]
    material = NeedMaterial(objects, examples, [("cleaning", "vitrerie"), ("furniture", "chaises")], taxonomy)
    bundles = [make_bundle(), make_bundle("mobilier", families=("furniture",), themes=("pollution",))]
    for folder in (tmp_path / "a", tmp_path / "b"):
        parts = make_ranking_parts(bundles, taxonomy, folder)
        train_needs(folder, material, parts, contracts=Path("contrats.csv"), held_out=None)
    answers = [_classify(folder / "needs") for folder in (tmp_path / "a", tmp_path / "b")]
    assert answers[0] == answers[1]
    assert (answers[0].divisions[0][0], answers[0].families[0][0]) == ("90", "cleaning")
    assert next(outlook.grade for outlook in answers[0].themes if outlook.code == "insertion") > 2
    recipe = read_manifest(tmp_path / "a" / "needs")["recipe"]
    assert (recipe["objects"], recipe["examples"], recipe["words"]) == (24, 24, 2)
    ranker = Ranker.load(tmp_path / "a" / "needs")
    assert dict(zip(FEATURES, ranker.weights, strict=True))["family_fit"] > 0


def _classify(folder: Path) -> Purchase:
    model = load_purchase_model(folder)
    return LearntPurchaseClassifier(HashingEncoder(), model).classify(["Nettoyage des locaux de la mairie"])[0]


def _ignore(_: str) -> None:
    return None

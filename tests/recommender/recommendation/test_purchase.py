"""The delivered reader of needs, with the delivered encoder."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from recommender.artefacts import write_manifest
from recommender.domain.classifiers import PurchaseClassifier
from recommender.errors import ArtefactMissing
from recommender.library.taxonomy import read_taxonomy
from recommender.recommendation.purchase import MODEL_FILE, load_purchase_model, save_purchase_model
from recommender.services import Services
from recommender.settings import Settings

TEXTS = ["Nettoyage des locaux de trois écoles", "Fourniture de mobilier de bureau", "Réfection de la chaussée"]


@pytest.fixture(scope="module")
def classifier(services: Services) -> PurchaseClassifier:
    return services.purchase_classifier()


def test_probabilities_are_ranked_and_sum_to_one(classifier: PurchaseClassifier) -> None:
    for purchase in classifier.classify([*TEXTS, "", "zzz"]):
        for ranked in (purchase.divisions, purchase.families, purchase.natures):
            scores = [score for _, score in ranked]
            assert scores == sorted(scores, reverse=True)
            assert sum(scores) == pytest.approx(1.0, abs=0.001)


def test_outlooks_lie_within_their_scales(classifier: PurchaseClassifier) -> None:
    for purchase in classifier.classify([*TEXTS, "", "zzz"]):
        assert 0 <= purchase.restraint <= 1
        for outlook in purchase.themes:
            assert 0 <= outlook.relevance <= 1
            assert 0 <= outlook.grade <= 3 * outlook.relevance + 0.01
            assert outlook.grade <= outlook.worth + 0.01 <= 7.02


def test_plain_needs_are_recognised(classifier: PurchaseClassifier) -> None:
    found = classifier.classify(TEXTS)
    assert [purchase.families[0][0] for purchase in found] == ["cleaning", "furniture", "roads"]
    assert [purchase.divisions[0][0] for purchase in found] == ["90", "39", "45"]
    assert [purchase.natures[0][0] for purchase in found] == ["services", "supplies", "works"]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("MARCHE DE NETOYAGE DES LOCAUX", "cleaning"),
        ("MENUISERIES EXTERIEURES ET RAVALEMENT ECOLE", "building_renovation"),
        ("Une équipe qui passe le balai et lave les sols de la mairie chaque matin", "cleaning"),
        ("Fournitre de mobilier pr les bureaux", "furniture"),
    ],
)
def test_capitals_typos_and_paraphrase_are_recognised(classifier: PurchaseClassifier, text: str, family: str) -> None:
    assert classifier.classify([text])[0].families[0][0] == family


def test_stakes_follow_the_purchase(classifier: PurchaseClassifier) -> None:
    cleaning, insurance = classifier.classify([TEXTS[0], "Contrat d'assurance responsabilité civile"])
    grades = {outlook.code: outlook.grade for outlook in cleaning.themes}
    assert grades["insertion"] > 2 > grades["animal_welfare"]
    assert insurance.restraint > 0.5 > cleaning.restraint


def test_classes_are_those_of_the_taxonomy(classifier: PurchaseClassifier, settings: Settings) -> None:
    taxonomy = read_taxonomy(settings.corpus_dir)
    (purchase,) = classifier.classify(["Prestations"])
    assert {code for code, _ in purchase.families} <= taxonomy.families.keys()
    assert {code for code, _ in purchase.divisions} <= {code[:2] for code in taxonomy.cpv_labels}
    assert [outlook.code for outlook in purchase.themes] == list(taxonomy.themes)


def test_batch_gives_what_one_by_one_gives(classifier: PurchaseClassifier) -> None:
    for together, text in zip(classifier.classify(TEXTS), TEXTS, strict=True):
        alone = classifier.classify([text])[0]
        assert dict(together.families) == pytest.approx(dict(alone.families), abs=1e-4)


def test_model_is_the_same_once_written_and_read_again(settings: Settings, tmp_path: Path) -> None:
    model = load_purchase_model(settings.models_dir / "needs")
    save_purchase_model(model, tmp_path)
    write_manifest(tmp_path, name="needs", files=[MODEL_FILE], recipe={})
    again = load_purchase_model(tmp_path)
    vector = np.full(384, 384**-0.5, dtype=np.float32)
    for text in TEXTS:
        first, second = model.predict(text, vector), again.predict(text, vector)
        assert dict(first.families) == pytest.approx(dict(second.families), abs=2e-3)
        assert [o.grade for o in first.themes] == pytest.approx([o.grade for o in second.themes], abs=0.01)


def test_altered_model_is_refused(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "needs"
    shutil.copytree(settings.models_dir / "needs", folder)
    (folder / MODEL_FILE).write_bytes(b"altered")
    with pytest.raises(ArtefactMissing, match=MODEL_FILE):
        load_purchase_model(folder)

"""The delivered model of purchases, with the encoder that needs no weights."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from recommender.domain.needs import NeedRequest
from recommender.embedding.hashing import HashingEncoder
from recommender.errors import ArtefactMissing
from recommender.library.taxonomy import read_taxonomy
from recommender.recommendation.purchase import FamilyTerms, SklearnPurchaseClassifier, list_family_terms
from recommender.recommendation.understanding import NeedReader
from recommender.settings import Settings

TEXTS = ["Nettoyage des locaux de trois écoles", "Fourniture de mobilier de bureau", "Réfection de la chaussée"]


@pytest.fixture(scope="module")
def classifier(settings: Settings) -> SklearnPurchaseClassifier:
    encoder = HashingEncoder()
    families = read_taxonomy(settings.corpus_dir).families.values()
    pairs = list_family_terms({family.code: family.terms for family in families}, [])
    terms = FamilyTerms(tuple(code for code, _ in pairs), encoder.encode_queries([term for _, term in pairs]))
    return SklearnPurchaseClassifier.load(settings.models_dir / "needs", encoder=encoder, terms=terms)


def test_probabilities_are_ranked_and_sum_to_one(classifier: SklearnPurchaseClassifier) -> None:
    for purchase in classifier.classify(TEXTS):
        for ranked in (purchase.divisions, purchase.families):
            scores = [score for _, score in ranked]
            assert scores == sorted(scores, reverse=True)
            assert sum(scores) == pytest.approx(1.0, abs=0.02)


def test_plain_needs_are_recognised(classifier: SklearnPurchaseClassifier) -> None:
    found = classifier.classify(TEXTS)
    assert [purchase.families[0][0] for purchase in found] == ["cleaning", "furniture", "roads"]
    assert [purchase.divisions[0][0] for purchase in found] == ["90", "39", "45"]


def test_classes_are_those_of_the_taxonomy(classifier: SklearnPurchaseClassifier, settings: Settings) -> None:
    taxonomy = read_taxonomy(settings.corpus_dir)
    (purchase,) = classifier.classify(["Prestations"])
    assert {code for code, _ in purchase.families} <= taxonomy.families.keys()
    assert {code for code, _ in purchase.divisions} <= {code[:2] for code in taxonomy.cpv_labels}


def test_batch_gives_what_one_by_one_gives(classifier: SklearnPurchaseClassifier) -> None:
    for together, text in zip(classifier.classify(TEXTS), TEXTS, strict=True):
        alone = classifier.classify([text])[0]
        assert dict(together.families) == pytest.approx(dict(alone.families), abs=1e-6)


def test_needs_are_read_with_it(classifier: SklearnPurchaseClassifier, settings: Settings) -> None:
    taxonomy = read_taxonomy(settings.corpus_dir)
    reader = NeedReader(classifier, taxonomy.families, taxonomy.cpv_labels, taxonomy.family_by_prefix)
    need = reader.read(NeedRequest(TEXTS[0]), today=date(2026, 11, 22))
    assert need.families[0].code == "cleaning"
    assert need.cpv[0].code.startswith("909")


def test_altered_model_is_refused(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "needs"
    shutil.copytree(settings.models_dir / "needs", folder)
    (folder / "purchase.skops").write_bytes(b"altered")
    encoder = HashingEncoder()
    with pytest.raises(ArtefactMissing, match="purchase.skops"):
        SklearnPurchaseClassifier.load(folder, encoder=encoder, terms=FamilyTerms((), encoder.encode_queries([])))


def test_words_of_families_come_first_and_once() -> None:
    pairs = list_family_terms({"cleaning": ["vitrerie", "sols"]}, [("cleaning", "vitrerie"), ("furniture", "chaises")])
    assert pairs == [("cleaning", "vitrerie"), ("cleaning", "sols"), ("furniture", "chaises")]

"""The trained reader of segments that is shipped."""

import shutil
from pathlib import Path

import pytest

from recommender.domain.vocabulary import ProvisionKind
from recommender.errors import ArtefactMissing
from recommender.extraction.meaning import MODEL_FILE, SklearnMeaningClassifier, make_features
from recommender.library.taxonomy import read_taxonomy
from recommender.settings import Settings

WASTE = "Le titulaire trie les déchets de chantier et remet chaque mois les bordereaux de suivi des déchets."
INSERTION = "Le titulaire réserve 10 % des heures de travail à des personnes éloignées de l'emploi, en insertion."
PRICES = "Les prix sont fermes, forfaitaires et révisables une fois par an par application de l'index BT01."


@pytest.fixture(scope="module")
def classifier(settings: Settings) -> SklearnMeaningClassifier:
    return SklearnMeaningClassifier.load(settings.models_dir / "extraction")


def test_provisions_are_told_from_the_rest(classifier: SklearnMeaningClassifier) -> None:
    waste, insertion, prices = classifier.classify([WASTE, INSERTION, PRICES], ["Déchets", "Clause sociale", "Prix"])
    assert (waste.themes[0][0], insertion.themes[0][0]) == ("waste", "insertion")
    assert min(waste.relevance, insertion.relevance) > 0.5 > prices.relevance
    assert waste.kind is ProvisionKind.EXECUTION_CONDITION


@pytest.mark.parametrize("text", [WASTE, PRICES, "", "…", "12,5 % 3 m²", "mot " * 3_000, "🌱"])
def test_scores_are_probabilities_on_any_text(classifier: SklearnMeaningClassifier, text: str) -> None:
    meaning = classifier.classify([text], [""])[0]
    scores = [meaning.relevance, meaning.kind_confidence, *(score for _, score in meaning.themes)]
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert [score for _, score in meaning.themes] == sorted((s for _, s in meaning.themes), reverse=True)


def test_themes_are_those_of_the_library(classifier: SklearnMeaningClassifier, settings: Settings) -> None:
    assert set(classifier.theme_codes) <= set(read_taxonomy(settings.corpus_dir).themes)


def test_title_is_told_apart_from_the_text() -> None:
    assert make_features("déchets", "") != make_features("", "déchets")
    assert make_features("", "") == "vide"


def test_altered_or_absent_artefact_is_refused(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "extraction"
    shutil.copytree(settings.models_dir / "extraction", folder)
    content = bytearray((folder / MODEL_FILE).read_bytes())
    content[-1] ^= 1
    (folder / MODEL_FILE).write_bytes(content)
    with pytest.raises(ArtefactMissing, match=r"extraction/meaning\.skops est absent ou altéré"):
        SklearnMeaningClassifier.load(folder)
    (folder / MODEL_FILE).unlink()
    with pytest.raises(ArtefactMissing):
        SklearnMeaningClassifier.load(folder)
    with pytest.raises(ArtefactMissing, match="manifeste"):
        SklearnMeaningClassifier.load(tmp_path / "absent")

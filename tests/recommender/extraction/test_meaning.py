"""The trained reader of segments that is shipped."""

import shutil
from pathlib import Path

import pytest

from recommender.domain.classifiers import Passage
from recommender.domain.vocabulary import ProvisionKind
from recommender.errors import ArtefactMissing
from recommender.extraction.meaning import MODEL_FILE, SklearnMeaningClassifier
from recommender.extraction.meaning_features import title_features, word_features
from recommender.language.lexicon import ThemeLexicon
from recommender.library.taxonomy import read_lexicon, read_taxonomy
from recommender.settings import Settings

WASTE = "Le titulaire trie les déchets de chantier et remet chaque mois les bordereaux de suivi des déchets."
INSERTION = "Le titulaire réserve 10 % des heures de travail à des personnes éloignées de l'emploi, en insertion."
PRICES = "Les prix sont fermes, forfaitaires et révisables une fois par an par application de l'index BT01."


@pytest.fixture(scope="module")
def lexicon(settings: Settings) -> ThemeLexicon:
    return read_lexicon(settings.corpus_dir)


@pytest.fixture(scope="module")
def classifier(settings: Settings, lexicon: ThemeLexicon) -> SklearnMeaningClassifier:
    return SklearnMeaningClassifier.load(settings.models_dir / "extraction", lexicon)


def test_provisions_are_told_from_the_rest(classifier: SklearnMeaningClassifier) -> None:
    waste, insertion, prices = classifier.classify(
        [Passage(WASTE, ("Déchets",)), Passage(INSERTION, ("Clause sociale",)), Passage(PRICES, ("Prix",))]
    )
    assert (waste.themes[0][0], insertion.themes[0][0]) == ("waste", "insertion")
    assert min(waste.relevance, insertion.relevance) > 0.5 > prices.relevance
    assert waste.kind is ProvisionKind.EXECUTION_CONDITION


@pytest.mark.parametrize("text", [WASTE, PRICES, "", "…", "12,5 % 3 m²", "mot " * 3_000, "🌱"])
def test_scores_are_probabilities_on_any_text(classifier: SklearnMeaningClassifier, text: str) -> None:
    meaning = classifier.classify([Passage(text)])[0]
    scores = [meaning.relevance, meaning.binding, meaning.kind_confidence, *(score for _, score in meaning.themes)]
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert [score for _, score in meaning.themes] == sorted((s for _, s in meaning.themes), reverse=True)


def test_themes_are_those_of_the_library(classifier: SklearnMeaningClassifier, settings: Settings) -> None:
    assert set(classifier.models.theme_codes) <= set(read_taxonomy(settings.corpus_dir).themes)


def test_words_titles_above_and_type_are_told_apart() -> None:
    assert word_features(Passage("")) == "vide"
    assert title_features(Passage("déchets", doc_type="RC")) == "type_RC sans_titre"
    assert title_features(Passage("", ("Prix", "Délais"), "RC")).split()[0::2] == ["type_RC", "plus_haut_prix"]


def test_no_passage_gives_no_meaning(classifier: SklearnMeaningClassifier) -> None:
    assert classifier.classify([]) == []


def test_altered_or_absent_artefact_is_refused(settings: Settings, lexicon: ThemeLexicon, tmp_path: Path) -> None:
    folder = tmp_path / "extraction"
    shutil.copytree(settings.models_dir / "extraction", folder)
    content = bytearray((folder / MODEL_FILE).read_bytes())
    content[-1] ^= 1
    (folder / MODEL_FILE).write_bytes(content)
    with pytest.raises(ArtefactMissing, match=r"extraction/meaning\.skops est absent ou altéré"):
        SklearnMeaningClassifier.load(folder, lexicon)
    (folder / MODEL_FILE).unlink()
    with pytest.raises(ArtefactMissing):
        SklearnMeaningClassifier.load(folder, lexicon)
    with pytest.raises(ArtefactMissing, match="manifeste"):
        SklearnMeaningClassifier.load(tmp_path / "absent", lexicon)

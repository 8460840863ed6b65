"""Labelled documents and the library → the reader of passages."""

from pathlib import Path

import pytest

from recommender.artefacts import write_manifest
from recommender.domain.classifiers import MeaningClassifier, Passage
from recommender.domain.vocabulary import ProvisionKind
from recommender.extraction.meaning import MODEL_FILE, SklearnMeaningClassifier
from recommender.language.lexicon import ThemeExpressions, ThemeLexicon
from recommender.training.baselines import KeywordClassifier, train_svm
from recommender.training.meaning import (
    LIBRARY_MASS,
    LIBRARY_WEIGHT,
    Example,
    TrainingDocument,
    library_documents,
    measure_documents,
    save_meaning,
    train_meaning,
)
from tests.builders.library import make_award_criterion, make_bundle, make_provision

LEXICON = ThemeLexicon(
    {"waste": ThemeExpressions(("dechet",), ("benne",)), "insertion": ThemeExpressions(("insertion",), ())}, ()
)
WASTE = Passage("Le titulaire trie les déchets de chantier et remet les bordereaux de suivi.", ("Déchets",))
PRICES = Passage("Les prix sont fermes et révisables une fois par an selon l'index national.", ("Prix",))
INSERTION = Passage("Le titulaire réserve mille heures de travail à des personnes en insertion.", ("Clause sociale",))
CRITERION = Passage("Critère : gestion des déchets de chantier, 10 %.", ("Critères",))
RECITAL = Passage("La commune rappelle que les déchets sont un enjeu de son territoire.", ("Contexte",))


def documents() -> list[TrainingDocument]:
    """A few documents: what is repeated is what the models can learn."""
    examples = (
        Example(WASTE, ProvisionKind.EXECUTION_CONDITION, ("waste",), binds=True),
        Example(PRICES),
        Example(INSERTION, ProvisionKind.EXECUTION_CONDITION, ("insertion",), binds=True),
        Example(CRITERION, ProvisionKind.AWARD_CRITERION, ("waste",), binds=True),
        Example(RECITAL, ProvisionKind.INFORMATION, ("waste",)),
    )
    return [TrainingDocument(f"{number}.pdf", examples) for number in range(6)]


@pytest.fixture(scope="module")
def trained() -> SklearnMeaningClassifier:
    return train_meaning(measure_documents(documents(), LEXICON), LEXICON)


def test_every_provision_of_the_library_is_an_example() -> None:
    bundle = make_bundle(provisions=(make_provision(), make_award_criterion()))
    (document,) = library_documents([bundle])
    assert [(str(example.kind), example.themes, example.binds) for example in document.examples] == [
        ("execution_condition", ("insertion",), True),
        ("award_criterion", ("insertion",), True),
    ]
    assert document.weight < 1
    assert not document.is_whole


def test_library_weighs_no_more_when_it_grows() -> None:
    small, large = ([make_bundle(f"fiche-{i}") for i in range(count)] for count in (2, 1_000))
    weights = [library_documents(bundles)[0].weight for bundles in (small, large)]
    assert weights == [LIBRARY_WEIGHT, LIBRARY_MASS / 1_000]


def test_trained_reader_tells_provisions_recitals_and_the_rest_apart(trained: SklearnMeaningClassifier) -> None:
    waste, prices, insertion, criterion, recital = trained.classify([WASTE, PRICES, INSERTION, CRITERION, RECITAL])
    assert min(waste.relevance, insertion.relevance, recital.relevance) > 0.5 > prices.relevance
    assert waste.binding > 0.5 > recital.binding
    assert (waste.kind, waste.themes[0][0]) == (ProvisionKind.EXECUTION_CONDITION, "waste")
    assert (criterion.kind, insertion.themes[0][0]) == (ProvisionKind.AWARD_CRITERION, "insertion")


def test_training_is_deterministic(trained: SklearnMeaningClassifier) -> None:
    again = train_meaning(measure_documents(documents(), LEXICON), LEXICON)
    assert again.classify([WASTE, PRICES, INSERTION]) == trained.classify([WASTE, PRICES, INSERTION])


def test_saved_reader_answers_as_the_trained_one(trained: SklearnMeaningClassifier, tmp_path: Path) -> None:
    save_meaning(trained, tmp_path / MODEL_FILE)
    write_manifest(tmp_path, name="extraction", files=[MODEL_FILE], recipe={})
    loaded = SklearnMeaningClassifier.load(tmp_path, LEXICON)
    assert loaded.classify([WASTE, RECITAL]) == trained.classify([WASTE, RECITAL])


def test_document_without_passage_teaches_nothing() -> None:
    assert measure_documents([TrainingDocument("vide.pdf", ())], LEXICON) == []


@pytest.mark.parametrize("name", ["keywords", "svm"])
def test_plain_readers_find_the_plain_cases(name: str) -> None:
    measured = measure_documents(documents(), LEXICON)
    reader: MeaningClassifier = KeywordClassifier(LEXICON) if name == "keywords" else train_svm(measured)
    waste, prices = reader.classify([WASTE, PRICES])
    assert waste.relevance > 0.5 > prices.relevance
    assert waste.themes[0][0] == "waste"
    assert reader.classify([]) == []

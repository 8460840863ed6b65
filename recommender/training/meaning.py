"""Labelled documents + the library's own texts → the reader of passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.domain.classifiers import Passage
from recommender.domain.vocabulary import ProvisionKind
from recommender.extraction.meaning import (
    LEAST_VOTE,
    FirstPass,
    MeaningModels,
    SklearnMeaningClassifier,
    to_logits,
    to_parts,
)
from recommender.extraction.meaning_features import FeatureMaker, PassageMeasures, describe_context, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from recommender.domain.library import Bundle
    from recommender.language.lexicon import ThemeLexicon

    Matrix = NDArray[np.float64]

# Library texts are all provisions: however many there are, together they weigh as much as these many real
# passages, which keeps the balance of real documents.
LIBRARY_WEIGHT = 0.35
LIBRARY_MASS = 110.0
# The second pass learns from first passes that had not seen the document: folds of whole documents.
FOLDS = 4
FOREST_TREES = 100
# A share of the strongest weight of a linear model: what lies below changes no answer.
LEAST_WEIGHT = 0.01
# Inverse strengths of regularisation, chosen with all documents of an author left out at a time.
ROLE_C = 1.0
KIND_C = 6.0
THEME_C = 6.0


@dataclass(frozen=True, slots=True)
class Example:
    """One training passage. ``kind`` is ``None`` and ``themes`` empty for one that is no provision."""

    passage: Passage
    kind: ProvisionKind | None = None
    themes: tuple[str, ...] = ()
    binds: bool = False

    @property
    def is_relevant(self) -> bool:
        """Whether it speaks of a social or environmental matter, a mere reminder included."""
        return self.kind is not None


@dataclass(frozen=True, slots=True)
class TrainingDocument:
    """The passages of one document in reading order. ``is_whole``: with its ordinary passages, as in real life."""

    name: str
    examples: tuple[Example, ...]
    weight: float = 1.0
    is_whole: bool = True


def library_documents(bundles: Iterable[Bundle]) -> list[TrainingDocument]:
    """One document a bundle, one example a provision."""
    bundles = list(bundles)
    provisions = sum(len(bundle.provisions) for bundle in bundles)
    weight = min(LIBRARY_WEIGHT, LIBRARY_MASS / max(provisions, 1))
    return [
        TrainingDocument(
            f"corpus/{bundle.id}",
            tuple(
                Example(Passage(provision.text, (provision.heading,)), provision.kind, bundle.themes, binds=True)
                for provision in bundle.provisions
            ),
            weight,
            is_whole=False,
        )
        for bundle in bundles
    ]


@dataclass(frozen=True)
class Measured:
    """A training document with its measures, which do not depend on what is learnt."""

    document: TrainingDocument
    measures: PassageMeasures

    @property
    def passages(self) -> list[Passage]:
        """The passages alone."""
        return [example.passage for example in self.document.examples]


def measure_documents(documents: Iterable[TrainingDocument], lexicon: ThemeLexicon) -> list[Measured]:
    """Measure every document once; those without a passage are left out."""
    return [
        Measured(document, measure(lexicon, [example.passage for example in document.examples]))
        for document in documents
        if document.examples
    ]


@dataclass(frozen=True)
class UnseenReading:
    """What the first pass says of the passages of documents it was trained without, document after document."""

    logits: Matrix
    contexts: Matrix
    examples: list[Example]
    weights: Matrix


def train_meaning(measured: Sequence[Measured], lexicon: ThemeLexicon) -> SklearnMeaningClassifier:
    """Fit both passes. Deterministic: folds in the order given, seeded forest."""
    unseen = _read_unseen(measured)
    relevant = np.array([example.is_relevant for example in unseen.examples])
    provision = np.array([example.is_relevant and example.binds for example in unseen.examples])
    forest = _forest().fit(unseen.contexts, provision, unseen.weights)
    votes = to_logits(np.nan_to_num(forest.oob_decision_function_[:, 1], nan=LEAST_VOTE))
    first = _fit_first_pass(measured)
    themes, codes = _fit_themes(measured, first.features)
    models = MeaningModels(
        first=first,
        forest=forest,
        relevance_scale=_logistic().fit(unseen.logits[:, :1], relevant),
        forest_scale=_logistic().fit(votes, provision),
        themes=themes,
        theme_codes=codes,
    )
    return SklearnMeaningClassifier(models, lexicon)


def _read_unseen(measured: Sequence[Measured]) -> UnseenReading:
    """Each whole document read by a first pass trained without it."""
    whole = [item for item in measured if item.document.is_whole]
    logits: list[Matrix] = []
    contexts: list[Matrix] = []
    read: list[Measured] = []
    for fold in range(FOLDS):
        left_out = whole[fold::FOLDS]
        names = {item.document.name for item in left_out}
        kept = [item for item in measured if item.document.name not in names]
        if not left_out or not kept:
            continue
        first = _fit_first_pass(kept)
        for item in left_out:
            reading = first.read(item.measures)
            logits.append(reading.logits)
            contexts.append(describe_context(item.passages, reading, item.measures.signals))
        read += left_out
    examples = [example for item in read for example in item.document.examples]
    return UnseenReading(np.concatenate(logits), np.concatenate(contexts), examples, _weights(read))


def _fit_first_pass(measured: Sequence[Measured]) -> FirstPass:
    from sklearn.multiclass import OneVsRestClassifier

    features = _fit_features(measured)
    rows = _stack(features.describe_role, measured)
    examples = [example for item in measured for example in item.document.examples]
    weights = _weights(measured)
    relevant = np.array([example.is_relevant for example in examples])
    binds = np.array([example.binds for example in examples])
    is_provision = np.array([e.binds and e.kind is not ProvisionKind.INFORMATION for e in examples])
    kinds = [str(example.kind) for example, kept in zip(examples, is_provision, strict=True) if kept]
    described = _stack(features.describe_kind, measured)[is_provision]
    return FirstPass(
        features=features,
        relevance=_compact(_balanced(ROLE_C).fit(rows, relevant, weights)),
        binding=_compact(_balanced(ROLE_C).fit(rows[relevant], binds[relevant], weights[relevant])),
        provision=_compact(_balanced(ROLE_C).fit(rows, relevant & binds, weights)),
        kind=_compact_all(OneVsRestClassifier(_balanced(KIND_C)).fit(described, kinds)),
    )


def _fit_themes(measured: Sequence[Measured], features: FeatureMaker) -> tuple[Any, tuple[str, ...]]:
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.preprocessing import MultiLabelBinarizer

    examples = [example for item in measured for example in item.document.examples]
    relevant = np.array([example.is_relevant for example in examples])
    codes = sorted({theme for example in examples for theme in example.themes})
    targets = MultiLabelBinarizer(classes=codes).fit_transform([e.themes for e in examples if e.is_relevant])
    rows = _stack(features.describe_themes, measured)[relevant]
    return _compact_all(OneVsRestClassifier(_logistic(C=THEME_C)).fit(rows, targets)), tuple(codes)


def _compact_all(models: Any) -> Any:
    for model in models.estimators_:
        if hasattr(model, "coef_"):
            _compact(model)
    return models


def _compact(model: Any) -> Any:
    """The model with its weakest weights at zero and the others in 32 bits: half the size, the same answers."""
    weights = model.coef_
    weights[np.abs(weights) < LEAST_WEIGHT * np.abs(weights).max()] = 0.0
    model.coef_ = weights.astype(np.float32)
    return model


def _fit_features(measured: Sequence[Measured]) -> FeatureMaker:
    from sklearn.preprocessing import StandardScaler

    measures = [item.measures for item in measured]
    return FeatureMaker(
        words=_vectorizer(ngrams=(1, 2)).fit([words for part in measures for words in part.words]),
        titles=_vectorizer(ngrams=(1, 1)).fit([titles for part in measures for titles in part.titles]),
        signal_scaler=StandardScaler().fit(np.concatenate([part.signals for part in measures])),
        theme_scaler=StandardScaler().fit(np.concatenate([part.themes for part in measures])),
    )


def _stack(describe: Callable[[PassageMeasures], Any], measured: Sequence[Measured]) -> Any:
    from scipy.sparse import vstack

    return vstack([describe(item.measures) for item in measured]).tocsr()


def _weights(measured: Sequence[Measured]) -> Matrix:
    return np.array([item.document.weight for item in measured for _ in item.document.examples])


def save_meaning(classifier: SklearnMeaningClassifier, path: Path) -> None:
    """Write the artefact with skops, at a compression that keeps it small."""
    import zipfile

    from skops.io import dump

    dump(to_parts(classifier.models), path, compression=zipfile.ZIP_LZMA)


def _balanced(strength: float) -> Any:
    return _logistic(C=strength, class_weight="balanced")


def _forest() -> Any:
    from sklearn.ensemble import ExtraTreesClassifier

    # Out-of-bag votes calibrate it; depth and leaves keep the saved file small.
    return ExtraTreesClassifier(
        FOREST_TREES,
        max_depth=12,
        min_samples_leaf=8,
        max_features=0.15,
        bootstrap=True,
        oob_score=True,
        random_state=0,
    )


def _logistic(**options: Any) -> Any:
    from sklearn.linear_model import LogisticRegression

    # Liblinear: exact, and many times faster than the default on rows this wide and few.
    return LogisticRegression(solver="liblinear", random_state=0, max_iter=1_000, **options)


def _vectorizer(*, ngrams: tuple[int, int]) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(token_pattern=r"\S+", ngram_range=ngrams, min_df=2, sublinear_tf=True, lowercase=False)

"""The trained reader of passages: relevance, binding, kind and themes, by linear models in two passes.

The first pass reads each passage by itself: words, titles, expressions of themes, wordings. The second one reads it
again knowing what the first thought of its neighbours and of its article, and gives calibrated probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.artefacts import load_skops, verify_manifest
from recommender.domain.classifiers import Meaning
from recommender.domain.vocabulary import ProvisionKind
from recommender.extraction.signals import (
    average_by_article,
    average_neighbours,
    measure_passages,
    measure_themes,
)
from recommender.language.stemming import stem_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from recommender.domain.classifiers import Passage
    from recommender.language.lexicon import ThemeLexicon

    Matrix = NDArray[np.float64]

MODEL_FILE = "meaning.skops"
TRUSTED = ["sklearn.multiclass._ConstantPredictor"]
# Signals beyond this many standard deviations tell no more.
CLIP = 4.0
TITLE_WEIGHT = 0.6
# Signals weigh as much as a few words: more, and the classifiers see nothing else.
SIGNAL_WEIGHT = 0.1
KIND_SIGNAL_WEIGHT = 3.0
# How much the other provisions of its article count in the kind of a provision.
ARTICLE_WEIGHT = 0.5
LEAST_PROBABILITY = 1e-4


@dataclass(frozen=True)
class PassageMeasures:
    """What is read of the passages of one document before anything is learnt: one row a passage."""

    words: list[str]
    titles: list[str]
    signals: Matrix
    themes: Matrix


def measure(lexicon: ThemeLexicon, passages: Sequence[Passage]) -> PassageMeasures:
    """Measure the passages of one document, in reading order."""
    return PassageMeasures(
        words=[word_features(passage) for passage in passages],
        titles=[title_features(passage) for passage in passages],
        signals=measure_passages(lexicon, passages),
        themes=measure_themes(lexicon, passages),
    )


@dataclass(frozen=True)
class FeatureMaker:
    """Fitted vectorizers and scalers: measures → one sparse row a passage."""

    words: Any
    titles: Any
    signal_scaler: Any
    theme_scaler: Any

    def describe_role(self, measures: PassageMeasures) -> Any:
        """Shape (passages, features), sparse: what tells the role of a passage, whatever its theme."""
        from scipy.sparse import csr_matrix, hstack

        return hstack([self._words(measures), csr_matrix(_scale(self.signal_scaler, measures.signals))]).tocsr()

    def describe_kind(self, measures: PassageMeasures) -> Any:
        """Shape (passages, features), sparse: what tells the kind of a provision, its themes among it."""
        from scipy.sparse import csr_matrix, hstack

        signals = _scale(self.signal_scaler, measures.signals) * KIND_SIGNAL_WEIGHT
        themes = _scale(self.theme_scaler, measures.themes)
        return hstack([self._words(measures), csr_matrix(signals), csr_matrix(themes)]).tocsr()

    def describe_themes(self, measures: PassageMeasures) -> Any:
        """Shape (passages, features), sparse: what tells the themes of a passage."""
        from scipy.sparse import csr_matrix, hstack

        return hstack([self._words(measures), csr_matrix(_scale(self.theme_scaler, measures.themes))]).tocsr()

    def _words(self, measures: PassageMeasures) -> Any:
        from scipy.sparse import hstack

        return hstack([self.words.transform(measures.words), self.titles.transform(measures.titles) * TITLE_WEIGHT])


@dataclass(frozen=True)
class MeaningModels:
    """The fitted estimators. ``*_first`` read a passage by itself, ``*_second`` knowing its neighbours."""

    features: FeatureMaker
    relevance_first: Any
    binding_first: Any
    relevance_second: Any
    binding_second: Any
    kind: Any
    themes: Any
    theme_codes: tuple[str, ...]


@dataclass(frozen=True)
class SklearnMeaningClassifier:
    """Reads passages with fitted models and the lexicon they were fitted with."""

    models: MeaningModels
    lexicon: ThemeLexicon

    @classmethod
    def load(cls, folder: Path, lexicon: ThemeLexicon) -> SklearnMeaningClassifier:
        """The artefact of a folder.

        Raises:
            ArtefactMissing: a file is absent or altered.
        """
        verify_manifest(folder)
        parts = load_skops(folder / MODEL_FILE, trusted=TRUSTED)
        features = FeatureMaker(**parts.pop("features"))
        return cls(MeaningModels(features=features, theme_codes=tuple(parts.pop("theme_codes")), **parts), lexicon)

    def classify(self, passages: Sequence[Passage]) -> list[Meaning]:
        """See ``MeaningClassifier``."""
        if not passages:
            return []
        models = self.models
        measures = measure(self.lexicon, passages)
        features = models.features.describe_role(measures)
        context = describe_context(
            passages, _logits(models.relevance_first, features), _logits(models.binding_first, features)
        )
        relevance = models.relevance_second.predict_proba(context)[:, 1]
        binding = models.binding_second.predict_proba(context)[:, 1]
        kinds = models.kind.predict_proba(models.features.describe_kind(measures))
        kinds = agree_by_article(passages, kinds, relevance)
        themes = models.themes.predict_proba(models.features.describe_themes(measures))
        return [self._to_meaning(*row) for row in zip(relevance, binding, kinds, themes, strict=True)]

    def _to_meaning(self, relevance: float, binding: float, kinds: Any, themes: Any) -> Meaning:
        best = int(kinds.argmax())
        scored = zip(self.models.theme_codes, (float(score) for score in themes), strict=True)
        return Meaning(
            relevance=float(relevance),
            binding=float(binding),
            kind=ProvisionKind(str(self.models.kind.classes_[best])),
            kind_confidence=float(kinds[best]),
            themes=tuple(sorted(scored, key=_by_score)),
        )


def to_parts(models: MeaningModels) -> dict[str, Any]:
    """The models as plain values, for saving."""
    parts = {name: getattr(models, name) for name in models.__dataclass_fields__}
    return {**parts, "features": dict(vars(models.features)), "theme_codes": list(models.theme_codes)}


def describe_context(passages: Sequence[Passage], relevance: Matrix, binding: Matrix) -> Matrix:
    """Shape (passages, 9): first-pass logits of a passage, its near and far neighbours, and its article."""
    own = np.stack([relevance, binding], axis=1)
    return np.concatenate(
        [
            own,
            average_neighbours(own, 1),
            average_neighbours(own, 3),
            average_by_article(passages, own),
            _share_relevant(passages, relevance),
        ],
        axis=1,
    )


def agree_by_article(passages: Sequence[Passage], kinds: Matrix, relevance: Matrix) -> Matrix:
    """Probabilities of kinds drawn towards those of the other relevant passages of the same article; rows sum to 1."""
    logs = np.log(kinds + LEAST_PROBABILITY)
    total = average_by_article(passages, relevance[:, None])
    others = average_by_article(passages, logs * relevance[:, None]) / np.maximum(total, LEAST_PROBABILITY)
    agreed = np.exp(logs + ARTICLE_WEIGHT * np.minimum(total, 1.0) * others)
    rows: Matrix = agreed / agreed.sum(axis=1, keepdims=True)
    return rows


def _share_relevant(passages: Sequence[Passage], relevance: Matrix) -> Matrix:
    return average_by_article(passages, (relevance > 0).astype(np.float64)[:, None])


def word_features(passage: Passage) -> str:
    """The stems of a passage, as one string."""
    return " ".join(stem_text(passage.text)) or "vide"


def title_features(passage: Passage) -> str:
    """The type of the document, the stems of the article's title, and those of the titles above it, marked apart."""
    kept = [f"type_{passage.doc_type}"]
    if not passage.titles:
        return " ".join([*kept, "sans_titre"])
    above = [f"plus_haut_{stem}" for title in passage.titles[:-1] for stem in stem_text(title)]
    return " ".join([*kept, *stem_text(passage.titles[-1]), *above])


def _scale(scaler: Any, values: Matrix) -> Matrix:
    scaled: Matrix = np.clip(scaler.transform(values), -CLIP, CLIP) * SIGNAL_WEIGHT
    return scaled


def _logits(model: Any, features: Any) -> Matrix:
    decisions: Matrix = model.decision_function(features)
    return decisions


def _by_score(scored: tuple[str, float]) -> tuple[float, str]:
    return (-scored[1], scored[0])

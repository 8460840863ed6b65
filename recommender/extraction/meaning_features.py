"""Passages → numbers for the trained reader: words, titles, signals, and what a first reading said around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.domain.vocabulary import ProvisionKind
from recommender.extraction.signals import (
    average_by_article,
    average_neighbours,
    count_passages,
    measure_passages,
    measure_themes,
)
from recommender.language.stemming import stem_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from recommender.domain.classifiers import Passage
    from recommender.language.lexicon import ThemeLexicon

    Matrix = NDArray[np.float64]

# Signals beyond this many standard deviations tell no more.
CLIP = 4.0
TITLE_WEIGHT = 0.6
# Signals weigh as much as a few words: more, and the classifiers see nothing else.
SIGNAL_WEIGHT = 0.1
KIND_SIGNAL_WEIGHT = 3.0
# The same duty is a condition in a CCAP and a specification in a CCTP: the type counts as a few signals do.
TYPE_WEIGHT = 0.5
DOC_TYPES = ("RC", "CCAP", "CCTP", "CCP", "AE", "SPASER", "guide", "other")
# The kinds a provision can be; what obliges nobody is told by other models.
KINDS = tuple(kind.value for kind in ProvisionKind if kind is not ProvisionKind.INFORMATION)


@dataclass(frozen=True)
class PassageMeasures:
    """What is read of the passages of one document before anything is learnt: one row a passage."""

    words: list[str]
    titles: list[str]
    signals: Matrix
    themes: Matrix
    types: Matrix


def measure(lexicon: ThemeLexicon, passages: Sequence[Passage]) -> PassageMeasures:
    """Measure the passages of one document, in reading order."""
    counts = count_passages(lexicon, passages)
    return PassageMeasures(
        words=[word_features(passage) for passage in passages],
        titles=[title_features(passage) for passage in passages],
        signals=measure_passages(passages, counts),
        themes=measure_themes(counts),
        types=np.array([[passage.doc_type == known for known in DOC_TYPES] for passage in passages], dtype=np.float64),
    )


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
        types = csr_matrix(measures.types * TYPE_WEIGHT)
        return hstack([self._words(measures), csr_matrix(signals), csr_matrix(themes), types]).tocsr()

    def describe_themes(self, measures: PassageMeasures) -> Any:
        """Shape (passages, features), sparse: what tells the themes of a passage."""
        from scipy.sparse import csr_matrix, hstack

        return hstack([self._words(measures), csr_matrix(_scale(self.theme_scaler, measures.themes))]).tocsr()

    def _words(self, measures: PassageMeasures) -> Any:
        from scipy.sparse import hstack

        return hstack([self.words.transform(measures.words), self.titles.transform(measures.titles) * TITLE_WEIGHT])


@dataclass(frozen=True)
class FirstReading:
    """What a first pass says of each passage by itself.

    Attributes:
        logits: shape (passages, 3): that it is relevant, that it binds if relevant, that it is both.
        kinds: shape (passages, kinds), in the order of ``KINDS``: rows sum to 1.
    """

    logits: Matrix
    kinds: Matrix


def describe_context(passages: Sequence[Passage], reading: FirstReading, signals: Matrix) -> Matrix:
    """Shape (passages, features): the first reading of a passage, of its neighbours and article, and its signals."""
    own = reading.logits
    relevance = 1.0 / (1.0 + np.exp(-own[:, :1]))
    return np.concatenate(
        [
            own,
            average_neighbours(own, 1),
            average_neighbours(own, 3),
            average_by_article(passages, own),
            average_by_article(passages, (own[:, :1] > 0).astype(np.float64)),
            _shift(own, 1),
            _shift(own, -1),
            reading.kinds,
            average_by_article(passages, reading.kinds * relevance),
            signals,
        ],
        axis=1,
    )


def _shift(values: Matrix, step: int) -> Matrix:
    """The rows before (1) or after (-1); zero where there is none."""
    shifted = np.zeros_like(values)
    if step > 0:
        shifted[step:] = values[:-step]
    else:
        shifted[:step] = values[-step:]
    return shifted


def _scale(scaler: Any, values: Matrix) -> Matrix:
    scaled: Matrix = np.clip(scaler.transform(values), -CLIP, CLIP) * SIGNAL_WEIGHT
    return scaled

"""The trained reader of passages: relevance, binding, kind and themes, in two passes.

The first pass, linear models, reads each passage by itself: words, titles, expressions of themes, wordings. The second
one, a forest, reads it again knowing what the first thought of its neighbours and of its article. Probabilities are
calibrated on documents that the models had not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.artefacts import load_skops, verify_manifest
from recommender.domain.classifiers import Meaning
from recommender.domain.vocabulary import ProvisionKind
from recommender.extraction.document_type import CONTRACT_TYPES
from recommender.extraction.meaning_features import (
    KINDS,
    FeatureMaker,
    FirstReading,
    PassageMeasures,
    describe_context,
    measure,
)
from recommender.extraction.signals import average_by_article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recommender.domain.classifiers import Passage
    from recommender.extraction.meaning_features import Matrix
    from recommender.language.lexicon import ThemeLexicon

MODEL_FILE = "meaning.skops"
TRUSTED = ["sklearn.multiclass._ConstantPredictor", "sklearn.tree._tree.Tree"]
# How much the other provisions of its article count in the kind of a provision.
ARTICLE_WEIGHT = 0.5
LEAST_PROBABILITY = 1e-4
# A forest's vote is never quite certain.
LEAST_VOTE = 0.01


@dataclass(frozen=True)
class FirstPass:
    """The fitted estimators that read a passage by itself."""

    features: FeatureMaker
    relevance: Any
    binding: Any
    provision: Any
    kind: Any

    def read(self, measures: PassageMeasures) -> FirstReading:
        """The first reading of the passages of one document."""
        rows = self.features.describe_role(measures)
        models = (self.relevance, self.binding, self.provision)
        logits = np.stack([model.decision_function(rows) for model in models], axis=1)
        kinds = np.zeros((len(measures.words), len(KINDS)))
        columns = [KINDS.index(str(kind)) for kind in self.kind.classes_]
        kinds[:, columns] = self.kind.predict_proba(self.features.describe_kind(measures))
        return FirstReading(logits, kinds)


@dataclass(frozen=True)
class MeaningModels:
    """All fitted estimators. ``*_scale`` turn a score into a calibrated probability."""

    first: FirstPass
    forest: Any
    relevance_scale: Any
    forest_scale: Any
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
        first = parts.pop("first")
        features = FeatureMaker(**first.pop("features"))
        codes = tuple(parts.pop("theme_codes"))
        return cls(MeaningModels(first=FirstPass(features=features, **first), theme_codes=codes, **parts), lexicon)

    def classify(self, passages: Sequence[Passage]) -> list[Meaning]:
        """See ``MeaningClassifier``."""
        if not passages:
            return []
        models = self.models
        measures = measure(self.lexicon, passages)
        reading = models.first.read(measures)
        context = describe_context(passages, reading, measures.signals)
        relevance = models.relevance_scale.predict_proba(reading.logits[:, :1])[:, 1]
        votes = to_logits(models.forest.predict_proba(context)[:, 1])
        binding = models.forest_scale.predict_proba(votes)[:, 1]
        kinds = agree_by_article(passages, leave_plans_their_own(passages, reading.kinds), relevance)
        themes = models.themes.predict_proba(models.first.features.describe_themes(measures))
        return [self._to_meaning(*row) for row in zip(relevance, binding, kinds, themes, strict=True)]

    def _to_meaning(self, relevance: float, binding: float, kinds: Any, themes: Any) -> Meaning:
        best = int(kinds.argmax())
        scored = zip(self.models.theme_codes, (float(score) for score in themes), strict=True)
        return Meaning(
            # What binds is relevant, whatever the models say of each apart.
            relevance=float(max(relevance, binding)),
            binding=float(binding),
            kind=ProvisionKind(KINDS[best]),
            kind_confidence=float(kinds[best]),
            themes=tuple(sorted(scored, key=_by_score)),
        )


def to_parts(models: MeaningModels) -> dict[str, Any]:
    """The models as plain values, for saving."""
    parts = dict(vars(models))
    first = {**vars(models.first), "features": dict(vars(models.first.features))}
    return {**parts, "first": first, "theme_codes": list(models.theme_codes)}


def to_logits(votes: Matrix) -> Matrix:
    """Shape (passages, 1): the log-odds of the shares of a forest's trees."""
    kept = np.clip(votes, LEAST_VOTE, 1.0 - LEAST_VOTE)
    logits: Matrix = np.log(kept / (1.0 - kept))[:, None]
    return logits


def leave_plans_their_own(passages: Sequence[Passage], kinds: Matrix) -> Matrix:
    """The kinds without objectives of a SPASER in the pieces of a contract, and in fragments, which set none."""
    kept = kinds.copy()
    in_contract = [not passage.doc_type or passage.doc_type in CONTRACT_TYPES for passage in passages]
    kept[in_contract, KINDS.index(ProvisionKind.SPASER_OBJECTIVE.value)] = 0.0
    return kept


def agree_by_article(passages: Sequence[Passage], kinds: Matrix, relevance: Matrix) -> Matrix:
    """Probabilities of kinds drawn towards those of the other relevant passages of the same article; rows sum to 1."""
    logs = np.log(kinds + LEAST_PROBABILITY)
    total = average_by_article(passages, relevance[:, None])
    others = average_by_article(passages, logs * relevance[:, None]) / np.maximum(total, LEAST_PROBABILITY)
    agreed = np.exp(logs + ARTICLE_WEIGHT * np.minimum(total, 1.0) * others)
    rows: Matrix = agreed / agreed.sum(axis=1, keepdims=True)
    return rows


def _by_score(scored: tuple[str, float]) -> tuple[float, str]:
    return (-scored[1], scored[0])

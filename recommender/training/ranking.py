"""Labelled needs × bundles → the ranker: which bundles an expert would keep.

A bundle is kept where it was written for the purchase's family and one of its themes is among those the reader of the
need would raise. What the reader of needs says of a need comes from a model that was not trained on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from recommender.domain.classifiers import Purchase
from recommender.domain.library import Bundle
from recommender.domain.needs import Need, NeedRequest
from recommender.domain.ports import Encoder
from recommender.domain.recommendations import ScoredBundle
from recommender.recommendation.features import FeatureReader
from recommender.recommendation.ranking import Ranker
from recommender.recommendation.understanding import NeedReader
from recommender.retrieval.hybrid import HybridRetriever
from recommender.training.need_labels import NeedExample
from recommender.training.purchase import PurchaseTrainer

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings

REGULARISATION_C = 1.0
MIN_KINSHIP = 0.1
ALL_BUNDLES = 1_000_000


@dataclass(frozen=True)
class RankingParts:
    """The stages that stand before the ranker. ``reader`` is replaced by one that left the need out."""

    encoder: Encoder
    retriever: HybridRetriever
    reader: NeedReader
    features: FeatureReader


@dataclass(frozen=True)
class KnownPurchases:
    """A classifier that gives purchases already read, in the order of the texts."""

    purchases: Sequence[Purchase]

    def classify(self, texts: Sequence[str]) -> list[Purchase]:
        """See ``PurchaseClassifier``."""
        return list(self.purchases[: len(texts)])


@dataclass(frozen=True)
class RankedPairs:
    """Feature rows of needs × bundles with what an expert would say, one block a need."""

    rows: "tuple[Embeddings, ...]"
    kept: "tuple[Embeddings, ...]"


def read_left_out(trainer: PurchaseTrainer, parts: RankingParts, requests: Sequence[NeedRequest]) -> list[Need]:
    """The needs of the trainer's examples, each read by a model that was not trained on it."""
    reader = replace(parts.reader, classifier=KnownPurchases(trainer.predict_left_out()))
    return reader.read_batch(requests, today=date.today())


def pair_examples(trainer: PurchaseTrainer, parts: RankingParts) -> RankedPairs:
    """Every example with every bundle."""
    examples = trainer.material.examples
    needs = read_left_out(trainer, parts, [NeedRequest(text=example.text) for example in examples])
    candidates = parts.retriever.retrieve_batch([example.text for example in examples], top_k=ALL_BUNDLES)
    return measure_pairs(needs, candidates, examples, parts.features)


def measure_pairs(
    needs: Sequence[Need],
    candidates: Sequence[Sequence[ScoredBundle]],
    examples: Sequence[NeedExample],
    features: FeatureReader,
) -> RankedPairs:
    """Every need with every candidate of its own."""
    rows, kept = [], []
    for need, found, example in zip(needs, candidates, examples, strict=True):
        rows.append(np.stack([features.measure(need, candidate) for candidate in found]))
        kept.append(np.array([would_keep(example, candidate.bundle) for candidate in found]))
    return RankedPairs(tuple(rows), tuple(kept))


def measure_kinship(words: Sequence[tuple[str, str]], encoder: Encoder) -> dict[str, dict[str, float]]:
    """Cosines between the mean vectors of the words of each family, around the mean of all; only those that tell.

    Args:
        words: (family, term) pairs.
        encoder: gives the vectors of the terms.
    """
    families = sorted({code for code, _ in words})
    vectors = encoder.encode_queries([term for _, term in words])
    owners = np.array([code for code, _ in words])
    centres = np.stack([vectors[owners == code].mean(axis=0) for code in families])
    centres -= centres.mean(axis=0)
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    cosines = centres @ centres.T
    return {
        one: {
            other: round(float(cosines[row, column]), 3)
            for column, other in enumerate(families)
            if column != row and cosines[row, column] >= MIN_KINSHIP
        }
        for row, one in enumerate(families)
    }


def train_ranker(pairs: RankedPairs, places: Sequence[int], kinship: Mapping[str, Mapping[str, float]]) -> Ranker:
    """The ranker learnt from the needs at ``places``, with what is known of families."""
    from sklearn.linear_model import LogisticRegression

    rows = np.concatenate([pairs.rows[place] for place in places])
    kept = np.concatenate([pairs.kept[place] for place in places])
    model = LogisticRegression(C=REGULARISATION_C, max_iter=500).fit(rows, kept)
    return Ranker(np.asarray(model.coef_[0], dtype=np.float32), float(model.intercept_[0]), kinship)


def would_keep(example: NeedExample, bundle: Bundle) -> bool:
    """Whether an expert would keep the bundle: right family, and a theme they would raise."""
    return bool(set(example.families) & set(bundle.families)) and any(
        theme in example.grades for theme in bundle.themes
    )

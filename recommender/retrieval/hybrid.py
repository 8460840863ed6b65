"""The hybrid retriever: lexical leg, dense leg, weighted fusion of their scores."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from recommender.domain.library import Bundle
from recommender.domain.ports import Encoder
from recommender.domain.recommendations import ScoredBundle
from recommender.domain.store import BundleStore
from recommender.language.stemming import stem_text

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings

# Longer queries are whole drafts: beyond this many characters they add noise and time, not meaning.
QUERY_CHARS = 1_500


class HybridRetriever:
    """Scores every bundle for a query by words and by meaning.

    Equal-weight rank fusion was measured to lower the quality of the dense leg alone; scores are
    therefore brought to [0, 1] and summed with ``lexical_weight`` on the lexical leg.
    """

    def __init__(self, store: BundleStore, encoder: Encoder, *, lexical_weight: float) -> None:
        self._store = store
        self._encoder = encoder
        self._lexical_weight = lexical_weight
        self._bundles = {bundle.id: bundle for bundle in store.list_bundles() if bundle.status == "published"}
        ids, vectors = store.load_embeddings(encoder.name)
        kept = [row for row, bundle_id in enumerate(ids) if bundle_id in self._bundles]
        self._ids = [ids[row] for row in kept]
        self._vectors = vectors[kept] if kept else vectors

    @property
    def bundles(self) -> list[Bundle]:
        """The published bundles that are searched, in the order of ``vectors``."""
        return [self._bundles[bundle_id] for bundle_id in self._ids]

    @property
    def vectors(self) -> "Embeddings":
        """One unit vector a bundle."""
        return self._vectors

    @property
    def encoder(self) -> Encoder:
        """What gives the vectors of queries."""
        return self._encoder

    def retrieve(self, query: str, *, top_k: int) -> list[ScoredBundle]:
        """The ``top_k`` best bundles, best first, ties by id."""
        return self.retrieve_batch([query], top_k=top_k)[0]

    def retrieve_batch(self, queries: Sequence[str], *, top_k: int) -> list[list[ScoredBundle]]:
        """The same for many queries, encoded together."""
        shortened = [query[:QUERY_CHARS] for query in queries]
        if not self._ids:
            return [[] for _ in queries]
        similarities = self._encoder.encode_queries(shortened) @ self._vectors.T
        return [self._fuse(query, row, top_k) for query, row in zip(shortened, similarities, strict=True)]

    def _fuse(self, query: str, similarities: "Embeddings", top_k: int) -> list[ScoredBundle]:
        stems = stem_text(query)
        lexical = {hit.bundle_id: hit.score for hit in self._store.search_stems(stems, limit=len(self._bundles))}
        best_lexical = max(lexical.values(), default=0.0) or 1.0
        lexical = {bundle_id: score / best_lexical for bundle_id, score in lexical.items()}
        cosines = dict(zip(self._ids, map(float, similarities), strict=True))
        dense = dict(zip(self._ids, _to_unit_range(similarities), strict=True))
        weight = self._lexical_weight
        scores = {
            bundle_id: weight * lexical.get(bundle_id, 0.0) + (1 - weight) * dense[bundle_id] for bundle_id in self._ids
        }
        lexical_ranks, dense_ranks = _ranks(lexical), _ranks(dense)
        ordered = sorted(self._ids, key=lambda bundle_id: (-scores[bundle_id], bundle_id))[:top_k]
        return [
            ScoredBundle(
                bundle=self._bundles[bundle_id],
                score=scores[bundle_id],
                lexical_rank=lexical_ranks.get(bundle_id),
                dense_rank=dense_ranks[bundle_id],
                lexical=lexical.get(bundle_id, 0.0),
                dense=cosines[bundle_id],
            )
            for bundle_id in ordered
        ]


def _to_unit_range(values: "Embeddings") -> list[float]:
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-9:
        return [1.0] * len(values)
    return [float(value) for value in (np.asarray(values) - low) / (high - low)]


def _ranks(scores: Mapping[str, float]) -> dict[str, int]:
    ordered = sorted(scores, key=lambda bundle_id: (-scores[bundle_id], bundle_id))
    return {bundle_id: rank for rank, bundle_id in enumerate(ordered, start=1)}

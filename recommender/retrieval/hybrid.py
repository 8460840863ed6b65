"""The hybrid retriever: lexical leg, dense leg, weighted fusion of their scores."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from recommender.domain.library import Bundle
from recommender.domain.ports import Encoder
from recommender.domain.recommendations import ScoredBundle
from recommender.domain.store import BundleStore
from recommender.language.stemming import stem_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recommender.domain.ports import Embeddings

    Scores = NDArray[np.float64]

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
        kept = sorted((row for row, bundle_id in enumerate(ids) if bundle_id in self._bundles), key=ids.__getitem__)
        self._ids = [ids[row] for row in kept]
        self._rows = {bundle_id: row for row, bundle_id in enumerate(self._ids)}
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
        hits = self._store.search_stems(stem_text(query), limit=len(self._bundles))
        lexical = np.zeros(len(self._ids), dtype=np.float64)
        for hit in hits:
            if hit.bundle_id in self._rows:
                lexical[self._rows[hit.bundle_id]] = hit.score
        lexical /= lexical.max() or 1.0
        dense = _to_unit_range(similarities)
        scores = self._lexical_weight * lexical + (1 - self._lexical_weight) * dense
        lexical_ranks, dense_ranks = self._ranks(lexical), self._ranks(dense)
        return [
            ScoredBundle(
                bundle=self._bundles[self._ids[row]],
                score=float(scores[row]),
                lexical_rank=int(lexical_ranks[row]) if lexical[row] else None,
                dense_rank=int(dense_ranks[row]),
                lexical=float(lexical[row]),
                dense=float(similarities[row]),
            )
            for row in self._order(scores)[:top_k]
        ]

    def _order(self, scores: "Scores") -> "NDArray[np.intp]":
        """Rows, best first, ties by id: the rows are in the order of the ids."""
        return np.argsort(-scores, kind="stable")

    def _ranks(self, scores: "Scores") -> "NDArray[np.intp]":
        ranks = np.empty(len(scores), dtype=np.intp)
        ranks[self._order(scores)] = np.arange(1, len(scores) + 1)
        return ranks


def _to_unit_range(values: "Embeddings") -> "Scores":
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-9:
        return np.ones(len(values))
    return (np.asarray(values, dtype=np.float64) - low) / (high - low)

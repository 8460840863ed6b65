"""How search grows with the library: synthetic variations of the real vectors, exact and approximate search."""

from __future__ import annotations

import os
import resource
import time
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from usearch.index import Index

    from recommender.services import Services

SIZES = (1_000, 10_000, 100_000, 1_000_000)
# How far a variation stands from its original: two bundles of one family and theme are about as close (cosine 0.9).
SPREAD = 0.5
MIB = 1024 * 1024
CONNECTIVITY, EXPANSION_ADD, EXPANSION_SEARCH = 16, 128, 256


def measure_growth(services: Services, queries: Sequence[str], depth: int) -> dict[str, dict[str, float]]:
    """By number of vectors: milliseconds a search, memory and recall of the approximate index against the exact one."""
    retriever = services.retriever()
    asked = retriever.encoder.encode_queries(queries)
    return {f"{size} vecteurs": _measure(vary(retriever.vectors, size), asked, depth) for size in SIZES}


def _measure(vectors: np.ndarray, asked: np.ndarray, depth: int) -> dict[str, float]:
    exact_ms, exact = _search_all(asked, lambda query: _search_exactly(vectors, query, depth))
    start = time.perf_counter()
    index = _build_index(vectors)
    build_s = time.perf_counter() - start
    approximate_ms, found = _search_all(asked, lambda query: [int(match.key) for match in index.search(query, depth)])
    recalls = [len(set(one) & set(other)) / depth for one, other in zip(exact, found, strict=True)]
    return {
        "exact_ms": exact_ms,
        "exact_mib": vectors.nbytes / MIB,
        "approximate_ms": approximate_ms,
        "approximate_mib": index.memory_usage / MIB,
        "approximate_build_s": build_s,
        "recall_at_10": float(np.mean(recalls)),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def vary(vectors: np.ndarray, size: int) -> np.ndarray:
    """``size`` unit vectors scattered around the given ones, float32."""
    generator = np.random.default_rng(0)
    chosen = vectors[generator.integers(0, len(vectors), size)]
    noise = generator.standard_normal(chosen.shape, dtype=np.float32) * (SPREAD / np.sqrt(chosen.shape[1]))
    varied = chosen + noise
    return np.asarray(varied / np.linalg.norm(varied, axis=1, keepdims=True), dtype=np.float32)


def _search_exactly(vectors: np.ndarray, query: np.ndarray, depth: int) -> list[int]:
    scores = vectors @ query
    best = np.argpartition(-scores, depth)[:depth]
    return [int(place) for place in best[np.argsort(-scores[best])]]


def _build_index(vectors: np.ndarray) -> Index:
    from usearch.index import Index

    index = Index(
        ndim=vectors.shape[1],
        metric="ip",
        dtype="f16",
        connectivity=CONNECTIVITY,
        expansion_add=EXPANSION_ADD,
        expansion_search=EXPANSION_SEARCH,
    )
    index.add(np.arange(len(vectors)), vectors, threads=os.cpu_count() or 1)
    return index


def _search_all(queries: np.ndarray, search: Callable[[np.ndarray], list[int]]) -> tuple[float, list[list[int]]]:
    """Median milliseconds, and what each query found."""
    times, found = [], []
    for query in queries:
        start = time.perf_counter()
        found.append(search(query))
        times.append(1000 * (time.perf_counter() - start))
    return median(times), found

"""A deterministic encoder without weights: for tests, and where no model can be loaded.

Each word and each of its character trigrams is hashed to a signed coordinate (feature hashing,
Weinberger et al. 2009), so that texts which share words or word parts are close.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from recommender.domain.text import fold_accents

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings

_WORD = re.compile(r"[a-z0-9]{2,}")
TRIGRAM_WEIGHT = 0.3


class HashingEncoder:
    """Feature hashing of words and character trigrams into ``dimension`` coordinates."""

    def __init__(self, *, dimension: int = 256) -> None:
        self._dimension = dimension

    @property
    def name(self) -> str:
        """Includes the dimension: vectors of two dimensions are never compared."""
        return f"hashing-{self._dimension}"

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._dimension

    def encode_queries(self, texts: Sequence[str]) -> "Embeddings":
        """See ``Encoder``."""
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for feature, weight in _features(text):
                code = zlib.crc32(feature.encode())
                vectors[row, code % self._dimension] += weight if code & 0x80000000 else -weight
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        # A text without a word has no direction: give it a fixed one, so that every row is a unit vector.
        vectors[norms[:, 0] == 0, 0] = 1.0
        return (vectors / np.where(norms == 0, 1.0, norms)).astype(np.float32)

    def encode_documents(self, texts: Sequence[str]) -> "Embeddings":
        """Same space, same function."""
        return self.encode_queries(texts)


def _features(text: str) -> Iterator[tuple[str, float]]:
    for word in _WORD.findall(fold_accents(text)):
        yield word, 1.0
        padded = f"^{word}$"
        for start in range(len(padded) - 2):
            yield padded[start : start + 3], TRIGRAM_WEIGHT

"""What a swappable part must do. Contract suites in ``tests/contracts`` say it in assertions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Embeddings = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into unit vectors. The same text always gives the same vector."""

    @property
    def name(self) -> str:
        """Identifies the model and its version: vectors of two names are never compared."""
        ...

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """One row per text, shape ``(len(texts), dimension)``, L2-normalised."""
        ...

    def encode_documents(self, texts: Sequence[str]) -> Embeddings:
        """Same shape; for the texts of the library, which some models prefix otherwise."""
        ...

"""Any sentence-transformers model, from a local folder or by name."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from recommender.domain.text import squeeze_spaces
from recommender.errors import UnknownEncoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from recommender.domain.ports import Embeddings

# Longer texts are cut by the model; 128 tokens hold a bundle's title, purpose and terms.
MAX_TOKENS = 192
BATCH_SIZE = 32


class SentenceEncoder:
    """A sentence-transformers model. Loaded at the first text, not before."""

    def __init__(self, model: str | Path, *, name: str) -> None:
        self._model_source = model
        self._name = name
        self._loaded: SentenceTransformer | None = None

    @property
    def name(self) -> str:
        """Identifies the model and its version."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of every vector; loads the model."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode_queries(self, texts: Sequence[str]) -> "Embeddings":
        """See ``Encoder``; uses the model's query prompt where it has one."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode_query(
            _clean(texts), batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def encode_documents(self, texts: Sequence[str]) -> "Embeddings":
        """See ``Encoder``; uses the model's document prompt where it has one."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode_document(
            _clean(texts), batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    @property
    def _model(self) -> "SentenceTransformer":
        if self._loaded is None:
            self._loaded = _load(self._model_source)
        return self._loaded


def _clean(texts: Sequence[str]) -> list[str]:
    # Texts taken from PDF files often hold decomposed accents, which change the tokens.
    return [squeeze_spaces(text) for text in texts]


def _load(source: str | Path) -> "SentenceTransformer":
    if isinstance(source, Path):
        # A local folder needs no hub; saying so spares a network time-out.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    # Loading takes half a second: a progress bar would only soil standard error.
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(str(source), device="cpu")
    except (OSError, ValueError) as error:
        raise UnknownEncoder(
            f"Le modèle d'encodage « {source} » ne peut pas être chargé.",
            "Choisissez e5-small-fr40k, hashing, ou un modèle sentence-transformers accessible (CLAUSIER_ENCODER).",
        ) from error
    model.max_seq_length = min(MAX_TOKENS, model.max_seq_length or MAX_TOKENS)
    return model

"""The built-in encoder run by ONNX Runtime: the vectors of sentence-transformers, without importing torch."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.domain.text import squeeze_spaces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from recommender.domain.ports import Embeddings

MODEL_FILE = "model.onnx"
# As for sentence-transformers (``recommender.embedding.sentence``): the two give the same vectors.
MAX_TOKENS = 192
BATCH_SIZE = 32
QUERY_PROMPT, DOCUMENT_PROMPT = "query: ", "passage: "
PADDING = "<pad>"


class OnnxEncoder:
    """A built folder's exported graph: pooling and normalisation are inside. Loaded at the first text.

    Args:
        folder: the built sentence-transformers folder, with ``model.onnx`` beside its weights.
        name: identifies the model and its version.
    """

    def __init__(self, folder: Path, *, name: str) -> None:
        self._folder = folder
        self._name = name
        self._loaded: tuple[Tokenizer, InferenceSession] | None = None
        self._last: tuple[str, Embeddings] | None = None

    @property
    def name(self) -> str:
        """Identifies the model and its version."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of every vector; loads the model."""
        _, session = self._parts()
        return int(session.get_outputs()[0].shape[1])

    def encode_queries(self, texts: Sequence[str]) -> "Embeddings":
        """See ``Encoder``."""
        if len(texts) != 1:
            return self._encode([QUERY_PROMPT + squeeze_spaces(text) for text in texts])
        # A need is read, then searched for: its vector is asked for twice in a row.
        last = self._last
        if last is None or last[0] != texts[0]:
            last = (texts[0], self._encode([QUERY_PROMPT + squeeze_spaces(texts[0])]))
            self._last = last
        return last[1].copy()

    def encode_documents(self, texts: Sequence[str]) -> "Embeddings":
        """See ``Encoder``."""
        return self._encode([DOCUMENT_PROMPT + squeeze_spaces(text) for text in texts])

    def _encode(self, texts: list[str]) -> "Embeddings":
        tokenizer, session = self._parts()
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Texts of like lengths go together: padding is work for nothing.
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for start in range(0, len(order), BATCH_SIZE):
            rows = order[start : start + BATCH_SIZE]
            encodings = tokenizer.encode_batch_fast([texts[row] for row in rows])
            inputs: dict[str, Any] = {
                "input_ids": np.array([encoding.ids for encoding in encodings], dtype=np.int64),
                "attention_mask": np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64),
            }
            vectors[rows] = session.run(None, inputs)[0]
        return vectors

    def _parts(self) -> "tuple[Tokenizer, InferenceSession]":
        if self._loaded is None:
            self._loaded = _load(self._folder)
        return self._loaded


def _load(folder: Path) -> "tuple[Tokenizer, InferenceSession]":
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id(PADDING), pad_token=PADDING)
    options = SessionOptions()
    # Threads that spin between two texts would slow down everything that comes after the first.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return tokenizer, InferenceSession(folder / MODEL_FILE, options, providers=["CPUExecutionProvider"])

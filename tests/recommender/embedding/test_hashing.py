"""The encoder without weights."""

import numpy as np
import pytest

from recommender.embedding.hashing import HashingEncoder
from tests.contracts.encoder_contract import EncoderContract


class TestHashingEncoder(EncoderContract):
    """It keeps the contract."""

    @pytest.fixture
    def encoder(self) -> HashingEncoder:
        return HashingEncoder()

    @pytest.fixture
    def other_encoder(self) -> HashingEncoder:
        return HashingEncoder(dimension=64)


def test_texts_that_share_words_are_closer() -> None:
    query, near, far = HashingEncoder().encode_queries(["nettoyage des vitres", "vitres à nettoyer", "achat de vélos"])
    assert query @ near > query @ far


def test_vectors_are_the_same_on_every_machine() -> None:
    vector = HashingEncoder(dimension=8).encode_queries(["eau"])[0]
    assert vector == pytest.approx(np.array([0, 0, 0, 0, 0.98287225, 0, 0, 0.18428856]), abs=1e-6)

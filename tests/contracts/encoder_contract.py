"""What every ``Encoder`` does, whatever its model."""

import unicodedata

import numpy as np
import pytest

from recommender.domain.ports import Encoder

TEXTS = ["Nettoyage des écoles", "Marché d'entretien des espaces verts, élagage compris", "Fourniture de mobilier"]
METHODS = ["encode_queries", "encode_documents"]


@pytest.mark.parametrize("method", METHODS)
class EncoderContract:
    """Subclass it with the fixtures ``encoder`` and ``other_encoder``, an encoder of another model."""

    def test_gives_one_row_a_text(self, encoder: Encoder, method: str) -> None:
        vectors = getattr(encoder, method)(TEXTS)
        assert vectors.shape == (len(TEXTS), encoder.dimension)
        assert vectors.dtype == np.float32

    def test_gives_no_row_for_no_text(self, encoder: Encoder, method: str) -> None:
        assert getattr(encoder, method)([]).shape == (0, encoder.dimension)

    def test_gives_unit_vectors_even_for_texts_without_words(self, encoder: Encoder, method: str) -> None:
        vectors = getattr(encoder, method)([*TEXTS, "", " ", "…"])
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)

    def test_gives_the_same_vector_for_the_same_text(self, encoder: Encoder, method: str) -> None:
        first, second = getattr(encoder, method)([TEXTS[0], TEXTS[0]])
        assert first == pytest.approx(second, abs=1e-6)
        assert np.array_equal(getattr(encoder, method)(TEXTS), getattr(encoder, method)(TEXTS))

    def test_gives_in_a_batch_what_it_gives_one_by_one(self, encoder: Encoder, method: str) -> None:
        one_by_one = np.concatenate([getattr(encoder, method)([text]) for text in TEXTS])
        assert getattr(encoder, method)(TEXTS) == pytest.approx(one_by_one, abs=1e-5)

    def test_reads_composed_and_decomposed_accents_alike(self, encoder: Encoder, method: str) -> None:
        decomposed = [unicodedata.normalize("NFD", text) for text in TEXTS]
        assert decomposed != TEXTS
        assert getattr(encoder, method)(decomposed) == pytest.approx(getattr(encoder, method)(TEXTS), abs=1e-6)

    def test_tells_different_texts_apart(self, encoder: Encoder, method: str) -> None:
        vectors = getattr(encoder, method)(TEXTS)
        assert (vectors @ vectors.T)[~np.eye(len(TEXTS), dtype=bool)].max() < 0.999

    def test_has_a_name_of_its_own(self, encoder: Encoder, other_encoder: Encoder, method: str) -> None:
        assert encoder.name
        assert encoder.name != other_encoder.name

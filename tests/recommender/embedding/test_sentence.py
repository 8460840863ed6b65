"""Any sentence-transformers model serves as an encoder; the delivered one is such a model."""

from pathlib import Path

import pytest

from recommender.domain.ports import Encoder
from recommender.embedding.hashing import HashingEncoder
from recommender.embedding.registry import BUILT_IN
from recommender.embedding.sentence import SentenceEncoder
from recommender.errors import UnknownEncoder
from tests.contracts.encoder_contract import EncoderContract

pytestmark = pytest.mark.encoder


@pytest.fixture(scope="session")
def encoder(built_models_dir: Path) -> Encoder:
    return SentenceEncoder(built_models_dir / BUILT_IN, name="sentence")


class TestSentenceEncoder(EncoderContract):
    """It keeps the contract."""

    @pytest.fixture
    def other_encoder(self) -> HashingEncoder:
        return HashingEncoder()


def test_folder_is_a_sentence_transformers_model(built_models_dir: Path, encoder: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(built_models_dir / BUILT_IN), device="cpu")
    assert [type(module).__name__ for module in model] == ["Transformer", "Pooling", "Normalize"]
    assert {"query": "query: ", "document": "passage: "}.items() <= model.prompts.items()
    text = "Nettoyage des écoles"
    direct = model.encode([f"query: {text}"], prompt="", show_progress_bar=False)
    assert encoder.encode_queries([text]) == pytest.approx(direct, abs=1e-5)


def test_folder_without_a_model_is_refused_in_french(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    with pytest.raises(UnknownEncoder, match="ne peut pas être chargé"):
        SentenceEncoder(tmp_path / "vide", name="vide").encode_queries(["eau"])

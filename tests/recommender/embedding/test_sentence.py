"""The encoder that is delivered: a genuine sentence-transformers model that knows French purchases."""

from pathlib import Path

import pytest

from recommender.domain.ports import Encoder
from recommender.embedding.hashing import HashingEncoder
from recommender.embedding.registry import BUILT_IN, build_encoder
from recommender.embedding.sentence import SentenceEncoder
from recommender.errors import UnknownEncoder
from tests.contracts.encoder_contract import EncoderContract

pytestmark = pytest.mark.encoder


@pytest.fixture(scope="session")
def encoder(built_models_dir: Path) -> Encoder:
    return build_encoder(BUILT_IN, built_models_dir=built_models_dir)


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


@pytest.mark.parametrize(
    ("need", "close", "far"),
    [
        ("entretien ménager des écoles", "nettoyage des locaux scolaires", "achat d'ordinateurs portables"),
        ("repas pour les cantines", "restauration scolaire en liaison froide", "réfection de chaussée"),
        ("tonte et taille de haies", "entretien des espaces verts", "prestations d'assurance"),
        ("démolition d'un immeuble", "déconstruction de bâtiments", "journal municipal"),
    ],
)
def test_paraphrases_are_closer_than_other_purchases(encoder: Encoder, need: str, close: str, far: str) -> None:
    query, near, away = encoder.encode_queries([need, close, far])
    assert query @ near > query @ away + 0.1


def test_name_tells_the_version_of_the_weights(encoder: Encoder) -> None:
    name, _, version = encoder.name.partition("@")
    assert name == BUILT_IN
    assert len(version) == 8


def test_folder_without_a_model_is_refused_in_french(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    with pytest.raises(UnknownEncoder, match="ne peut pas être chargé"):
        SentenceEncoder(tmp_path / "vide", name="vide").encode_queries(["eau"])

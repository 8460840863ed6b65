"""The encoder that is delivered: the sentence-transformers model it was exported from, without its libraries."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from recommender.domain.ports import Encoder
from recommender.embedding.hashing import HashingEncoder
from recommender.embedding.onnx_encoder import MODEL_FILE
from recommender.embedding.pack import is_built
from recommender.embedding.registry import BUILT_IN, build_encoder
from recommender.embedding.sentence import SentenceEncoder
from recommender.errors import ArtefactMissing
from recommender.settings import Settings
from tests.contracts.encoder_contract import EncoderContract

pytestmark = pytest.mark.encoder
MIN_COSINE = 0.99999


@pytest.fixture(scope="session")
def encoder(built_models_dir: Path) -> Encoder:
    return build_encoder(BUILT_IN, built_models_dir=built_models_dir)


class TestOnnxEncoder(EncoderContract):
    """It keeps the contract."""

    @pytest.fixture
    def other_encoder(self) -> HashingEncoder:
        return HashingEncoder()


@pytest.mark.parametrize("method", ["encode_queries", "encode_documents"])
def test_vectors_are_those_of_sentence_transformers(built_models_dir: Path, encoder: Encoder, method: str) -> None:
    texts = ["Nettoyage des écoles", "", "x", "MARCHE DE TRAVAUX   TCE\u00a0: lot 2", "Le titulaire trie. " * 80]
    original = getattr(SentenceEncoder(built_models_dir / BUILT_IN, name="original"), method)(texts)
    exported = getattr(encoder, method)(texts)
    assert np.sum(original * exported, axis=1).min() > MIN_COSINE


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


def test_folder_that_was_not_built_says_which_command_builds_it(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match="n'est pas construit") as caught:
        build_encoder(BUILT_IN, built_models_dir=tmp_path)
    assert "clausier models build" in caught.value.next_step


def test_folder_built_before_the_export_existed_is_built_again(
    built_models_dir: Path, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / BUILT_IN
    shutil.copytree(built_models_dir / BUILT_IN, folder)
    assert is_built(settings.models_dir, folder)
    (folder / MODEL_FILE).unlink()
    assert not is_built(settings.models_dir, folder)


def test_encoding_loads_none_of_the_heavy_libraries(built_models_dir: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from recommender.embedding.registry import BUILT_IN, build_encoder\n"
        "encoder = build_encoder(BUILT_IN, built_models_dir=Path(sys.argv[1]))\n"
        "assert encoder.encode_queries(['eau']).shape == (1, 384)\n"
        "print(*sorted({'torch', 'transformers', 'sentence_transformers', 'sklearn'} & sys.modules.keys()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(built_models_dir)], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == ""

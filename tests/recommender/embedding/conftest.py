"""The real encoder, built once a session from ``models/``."""

from pathlib import Path

import pytest

from recommender.embedding.pack import build_encoder_folder
from recommender.embedding.registry import BUILT_IN
from recommender.settings import Settings


@pytest.fixture(scope="session")
def built_models_dir(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the built encoder."""
    folder = tmp_path_factory.mktemp("models")
    build_encoder_folder(settings.models_dir, folder / BUILT_IN)
    return folder

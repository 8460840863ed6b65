"""The real encoder, built for the session from ``models/``."""

from pathlib import Path

import pytest

from recommender.bootstrap import built_models_dir as find_built_models
from recommender.settings import Settings


@pytest.fixture(scope="session")
def built_models_dir(settings: Settings) -> Path:
    """The folder that holds the built encoder."""
    return find_built_models(settings)

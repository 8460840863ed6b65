"""The rules of the real library, read once."""

import pytest

from recommender.lawfulness.rules import Lawfulness, read_lawfulness
from recommender.settings import Settings


@pytest.fixture(scope="session")
def lawfulness(settings: Settings) -> Lawfulness:
    """Every detector, with the words of every code."""
    return read_lawfulness(settings.corpus_dir)

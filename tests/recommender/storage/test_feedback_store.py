"""Feedback in SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender.storage.database import open_database
from recommender.storage.feedback_store import SqliteFeedbackStore
from tests.builders.feedback import make_count, make_feedback
from tests.builders.library import make_bundle
from tests.contracts.feedback_store_contract import FeedbackStoreContract, test_feedback_has_no_place_for_a_text

__all__ = ["test_feedback_has_no_place_for_a_text"]


class TestSqliteFeedbackStore(FeedbackStoreContract):
    """It keeps the contract, in a file."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteFeedbackStore]:
        engine = open_database(f"sqlite:///{tmp_path / 'feedback.db'}")
        yield SqliteFeedbackStore(engine)
        engine.dispose()


def test_feedback_outlives_a_new_import_of_the_library(tmp_path: Path) -> None:
    from recommender.storage.library_store import SqliteBundleStore

    engine = open_database(f"sqlite:///{tmp_path / 'feedback.db'}")
    library, store = SqliteBundleStore(engine), SqliteFeedbackStore(engine)
    library.import_bundles([make_bundle()], [], version="v1")
    store.record("Ville", [make_feedback()])
    library.import_bundles([], [], version="v2")
    assert store.count("Ville") == [make_count(1)]
    engine.dispose()

"""The SQLite store of received documents keeps the contract of all such stores."""

from pathlib import Path

import pytest

from recommender.storage.database import open_database
from recommender.storage.intake_store import SqliteIntakeStore
from tests.contracts.intake_store_contract import IntakeStoreContract


class TestSqliteIntakeStore(IntakeStoreContract):
    """On a file, as it is used."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> SqliteIntakeStore:
        return SqliteIntakeStore(open_database(f"sqlite:///{tmp_path / 'intake.db'}"))

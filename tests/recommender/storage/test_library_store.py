"""The library in SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from recommender.storage.database import open_database
from recommender.storage.library_store import SqliteBundleStore
from tests.builders.library import make_bundle, make_entry
from tests.contracts.bundle_store_contract import BundleStoreContract


class TestSqliteBundleStore(BundleStoreContract):
    """It keeps the contract, in a file."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteBundleStore]:
        engine = open_database(f"sqlite:///{tmp_path / 'library.db'}")
        yield SqliteBundleStore(engine)
        engine.dispose()


def test_library_outlives_the_program(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'library.db'}"
    first = open_database(url)
    bundle = make_bundle()
    SqliteBundleStore(first).import_bundles([bundle], [make_entry(bundle.id, terms="balai")], version="v1")
    first.dispose()
    second = open_database(url)
    store = SqliteBundleStore(second)
    assert store.list_bundles() == [bundle]
    assert [hit.bundle_id for hit in store.search_stems(["balai"], limit=1)] == [bundle.id]
    second.dispose()


def test_failed_import_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'library.db'}")
    store = SqliteBundleStore(engine)
    kept = make_bundle("a-gardee")
    store.import_bundles([kept], [], version="v1")
    unbindable = make_entry("b-nouvelle", title=object())  # type: ignore[arg-type]
    with pytest.raises(DBAPIError):
        store.import_bundles([make_bundle("b-nouvelle")], [unbindable], version="v2")
    assert store.list_bundles() == [kept]
    assert store.corpus_version() == "v1"
    engine.dispose()

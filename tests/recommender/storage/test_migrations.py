"""From an empty file to the tables of the code, and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from recommender.storage.database import (
    HEAD,
    current_revision,
    downgrade_database,
    missing_migrations,
    open_database,
    upgrade_database,
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'new.db'}")
    yield engine
    engine.dispose()


def test_new_database_is_brought_to_the_tables_of_the_code(engine: Engine) -> None:
    assert current_revision(engine) is None
    assert missing_migrations(engine)
    upgrade_database(engine)
    assert current_revision(engine) == HEAD
    assert missing_migrations(engine) == []


def test_downgrade_leaves_no_table_and_can_be_undone(engine: Engine) -> None:
    upgrade_database(engine)
    downgrade_database(engine)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    upgrade_database(engine)
    assert missing_migrations(engine) == []


def test_opening_makes_the_folder_and_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "not" / "there" / "yet.db"
    open_database(f"sqlite:///{path}").dispose()
    content = path.read_bytes()
    open_database(f"sqlite:///{path}").dispose()
    assert path.read_bytes() == content


def test_head_is_the_last_migration_of_the_folder() -> None:
    from alembic.script import ScriptDirectory

    from recommender.storage.database import MIGRATIONS

    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_foreign_keys_are_enforced(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'keys.db'}")
    insert = text(
        "INSERT INTO embedding (bundle_id, encoder, content_sha256, dimension, vector) VALUES ('x', 'e', 's', 1, '')"
    )
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(insert)
    engine.dispose()

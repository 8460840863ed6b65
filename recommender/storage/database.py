"""Opens the database and brings it to the current migration."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from recommender.errors import InvalidSetting
from recommender.storage.tables import Base

HEAD = "0003"
MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def open_database(url: str) -> Engine:
    """An engine on an up-to-date database; a SQLite file and its folder are made where absent.

    Raises:
        InvalidSetting: there is no database that can be opened at this address.
    """
    try:
        return _open(url)
    except (OSError, SQLAlchemyError) as error:
        raise InvalidSetting(
            f"La base « {url} » ne peut pas être ouverte ({type(error).__name__}).",
            "Donnez dans CLAUSIER_DATA_DIR un dossier où vous pouvez écrire, ou une base dans CLAUSIER_DATABASE_URL.",
        ) from error


def _open(url: str) -> Engine:
    location = make_url(url)
    if location.get_backend_name() == "sqlite" and location.database and location.database != ":memory:":
        Path(location.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_sqlite_pragmas)
    if current_revision(engine) != HEAD:
        upgrade_database(engine)
    return engine


def current_revision(engine: Engine) -> str | None:
    """The migration the database is at, ``None`` for a new one. Cheap: Alembic is not imported."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade_database(engine: Engine, *, revision: str = "head") -> None:
    """Run the migrations up to ``revision``."""
    from alembic import command

    with engine.begin() as connection:
        command.upgrade(_alembic_config(connection), revision)


def downgrade_database(engine: Engine, *, revision: str = "base") -> None:
    """Undo the migrations down to ``revision``."""
    from alembic import command

    with engine.begin() as connection:
        command.downgrade(_alembic_config(connection), revision)


def missing_migrations(engine: Engine) -> list[Any]:
    """Differences between the tables of the code and those of the database; empty when they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def is_ours(name: str | None, kind: str, _parents: object) -> bool:
        return not (kind == "table" and name is not None and name.startswith("bundle_search"))

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours})
        return list(compare_metadata(context, Base.metadata))


def _alembic_config(connection: Any) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _set_sqlite_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()

"""Alembic environment: the connection is handed over by ``upgrade_database``."""

from alembic import context

from recommender.storage.tables import Base

# Full-text tables are made by hand in the migrations and unknown to the metadata.
FULL_TEXT_PREFIX = "bundle_search"


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith(FULL_TEXT_PREFIX))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_name=_is_ours,
)
with context.begin_transaction():
    context.run_migrations()

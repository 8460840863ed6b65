"""Alembic migrations, run by ``recommender.storage.database``."""

"""Fixtures of the web tests: the real application around the real services."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from recommender.services import Services
from recommender.storage.database import open_database
from recommender.storage.feedback_store import SqliteFeedbackStore
from web import create_app

NEED = (
    "Rénovation énergétique de 743 logements sociaux occupés, avec dépose des menuiseries et isolation par l'extérieur"
)


@pytest.fixture(scope="session")
def app(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application as it is served; its consultations are in a folder of their own."""
    settings = replace(services.settings, data_dir=tmp_path_factory.mktemp("bureau"))
    return create_app(replace(services, settings=settings))


@pytest.fixture
def listening(services: Services, tmp_path: Path) -> Services:
    """The same program, where an organisation wants the feedback of its buyers, on a database of its own."""
    settings = replace(services.settings, organisation="Ville de Lille", data_dir=tmp_path)
    store = SqliteFeedbackStore(open_database(f"sqlite:///{tmp_path / 'feedback.db'}"))
    book = replace(services.feedback, organisation=settings.organisation, store=store)
    return replace(services, settings=settings, feedback=book)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies."""
    return app.test_client()


@pytest.fixture
def small_client(services: Services, tmp_path: Path) -> FlaskClient:
    """The application where uploads may not exceed a thousand bytes, besides the margin of the form."""
    settings = replace(services.settings, max_upload_bytes=1_000, data_dir=tmp_path)
    return create_app(replace(services, settings=settings)).test_client()


@pytest.fixture(scope="session")
def need() -> str:
    """A description that every part of the program understands."""
    return NEED

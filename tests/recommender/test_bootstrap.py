"""What is built once is found again, and what cannot be built leaves what was there."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from recommender.bootstrap import build_services, built_models_dir, prepare_library
from recommender.corpus_checks import check_corpus
from recommender.embedding.hashing import HashingEncoder
from recommender.errors import InvalidCorpus, InvalidSetting
from recommender.library.taxonomy import read_taxonomy
from recommender.settings import Settings, load_settings


@pytest.fixture
def own_settings(settings: Settings, tmp_path: Path) -> Settings:
    """Settings on a data folder and a library that the test may change; the library is searched without a model."""
    corpus = tmp_path / "corpus"
    shutil.copytree(settings.corpus_dir, corpus)
    environment = {
        "CLAUSIER_DATA_DIR": str(tmp_path / "data"),
        "CLAUSIER_CORPUS_DIR": str(corpus),
        "CLAUSIER_ENCODER": "hashing",
    }
    own = load_settings(environment)
    shutil.copytree(built_models_dir(settings), built_models_dir(own))
    return own


def first_file(settings: Settings) -> Path:
    return min((settings.corpus_dir / "clauses").rglob("*.toml"))


def test_second_start_builds_nothing(own_settings: Settings) -> None:
    told: list[str] = []
    build_services(own_settings, report=told.append)
    assert len(told) == 2
    told.clear()
    build_services(own_settings, report=told.append)
    assert told == []


def test_changed_file_alone_is_imported_again(own_settings: Settings) -> None:
    taxonomy = read_taxonomy(own_settings.corpus_dir)
    added = prepare_library(own_settings, taxonomy, HashingEncoder()).report.added
    path = first_file(own_settings)
    path.write_text(path.read_text(encoding="utf-8") + "\n# relue\n", encoding="utf-8")
    told: list[str] = []
    report = prepare_library(own_settings, taxonomy, HashingEncoder(), report=told.append).report
    assert (report.added, report.updated, report.unchanged) == (0, 1, added - 1)
    assert "Encodage de 1 fiches…" in told


def test_broken_file_leaves_the_stored_library_as_it_was(own_settings: Settings) -> None:
    taxonomy = read_taxonomy(own_settings.corpus_dir)
    store = prepare_library(own_settings, taxonomy, HashingEncoder()).store
    version = store.corpus_version()
    path = first_file(own_settings)
    path.write_text("id = 3", encoding="utf-8")
    with pytest.raises(InvalidCorpus, match=path.name):
        prepare_library(own_settings, taxonomy, HashingEncoder())
    assert store.corpus_version() == version


@pytest.mark.parametrize("url", ["n'importe quoi", "sqlite:////proc/absent/clausier.db", "inconnue://ici"])
def test_database_that_cannot_be_opened_names_its_setting(own_settings: Settings, url: str) -> None:
    with pytest.raises(InvalidSetting, match="CLAUSIER_DATABASE_URL"):
        build_services(replace(own_settings, database_url=url))


def test_shipped_library_passes_its_own_checks(settings: Settings) -> None:
    files, findings = check_corpus(settings)
    assert findings == []
    assert len(files.bundles) > 50


def test_versions_name_the_encoder_and_both_readers(own_settings: Settings) -> None:
    version = build_services(own_settings).model_version
    assert [part.partition("@")[0] for part in version.split("+")][1:] == ["needs", "extraction"]

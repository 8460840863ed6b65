"""Settings are read once from the environment, and a bad value says which and why."""

from dataclasses import fields
from pathlib import Path

import pytest

from recommender import settings as settings_module
from recommender.errors import InvalidSetting
from recommender.settings import REPOSITORY, SETTINGS, Setting, Settings, load_settings

NUMBERS = [setting for setting in SETTINGS if not isinstance(setting.default, str)]
BOUNDED = [setting for setting in NUMBERS if setting.minimum is not None]


def name(setting: Setting) -> str:
    return setting.name


def test_names_are_frozen() -> None:
    """People set them in their environment: renaming one breaks their installation."""
    assert [setting.environment_name for setting in SETTINGS] == [
        "CLAUSIER_DATA_DIR",
        "CLAUSIER_DATABASE_URL",
        "CLAUSIER_CORPUS_DIR",
        "CLAUSIER_MODELS_DIR",
        "CLAUSIER_ENCODER",
        "CLAUSIER_TOP_K",
        "CLAUSIER_LEXICAL_WEIGHT",
        "CLAUSIER_MAX_UPLOAD_BYTES",
        "CLAUSIER_MAX_PAGES",
        "CLAUSIER_MAX_OCR_PAGES",
        "CLAUSIER_READ_TIMEOUT_SECONDS",
        "CLAUSIER_READ_MEMORY_BYTES",
        "CLAUSIER_MAX_NEED_CHARS",
        "CLAUSIER_DRAFT_HOURS",
        "CLAUSIER_ORGANISATION",
        "CLAUSIER_HOST",
        "CLAUSIER_PORT",
    ]


def test_every_row_has_its_attribute_and_help() -> None:
    assert [setting.name for setting in SETTINGS] == [field.name for field in fields(Settings)]
    assert all(setting.help for setting in SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS, ids=name)
def test_value_of_the_environment_is_parsed_to_its_type(setting: Setting) -> None:
    raw = "/somewhere" if isinstance(setting.default, str) else str(setting.minimum or 1)
    value = getattr(load_settings({setting.environment_name: raw}), setting.name)
    assert str(value) == str(type(setting.default)(raw))


@pytest.mark.parametrize("setting", NUMBERS, ids=name)
def test_absent_or_empty_value_is_the_default(setting: Setting) -> None:
    assert getattr(load_settings({}), setting.name) == setting.default
    assert getattr(load_settings({setting.environment_name: ""}), setting.name) == setting.default


@pytest.mark.parametrize("setting", NUMBERS, ids=name)
@pytest.mark.parametrize("raw", ["beaucoup", "1,5", " ", "nan"])
def test_value_that_is_no_number_is_refused_by_name(setting: Setting, raw: str) -> None:
    with pytest.raises(InvalidSetting, match=setting.environment_name) as caught:
        load_settings({setting.environment_name: raw})
    assert setting.help in caught.value.next_step


@pytest.mark.parametrize("setting", BOUNDED, ids=name)
def test_value_out_of_bounds_is_refused_and_bounds_are_accepted(setting: Setting) -> None:
    for bound, step in ((setting.minimum, -1), (setting.maximum, 1)):
        if bound is None:
            continue
        assert getattr(load_settings({setting.environment_name: str(bound)}), setting.name) == bound
        with pytest.raises(InvalidSetting, match="hors des bornes"):
            load_settings({setting.environment_name: str(bound + step)})


def test_bounds_are_shown_in_full() -> None:
    with pytest.raises(InvalidSetting, match=r"\(au moins 200000000\)"):
        load_settings({"CLAUSIER_READ_MEMORY_BYTES": "5"})
    with pytest.raises(InvalidSetting, match=r"\(au moins 1, au plus 50\)"):
        load_settings({"CLAUSIER_TOP_K": "51"})


def test_database_is_in_the_data_folder_unless_told_otherwise(tmp_path: Path) -> None:
    chosen = load_settings({"CLAUSIER_DATA_DIR": str(tmp_path)})
    assert chosen.data_dir == tmp_path
    assert chosen.database_url == f"sqlite:///{tmp_path / 'clausier.db'}"
    assert load_settings({"CLAUSIER_DATABASE_URL": "sqlite://"}).database_url == "sqlite://"


def test_checkout_keeps_its_data_and_reads_its_own_corpus() -> None:
    chosen = load_settings({})
    assert chosen.data_dir == REPOSITORY / ".clausier"
    assert (chosen.corpus_dir, chosen.models_dir) == (REPOSITORY / "corpus", REPOSITORY / "models")


def test_installed_package_uses_its_own_data_and_the_user_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = tmp_path / "_data"
    (packaged / "corpus").mkdir(parents=True)
    monkeypatch.setattr(settings_module, "PACKAGED_DATA", packaged)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    chosen = load_settings({})
    assert chosen.corpus_dir == packaged / "corpus"
    assert chosen.models_dir == REPOSITORY / "models"
    assert not chosen.data_dir.is_relative_to(REPOSITORY)
    assert chosen.data_dir.name == "clausier"


def test_chosen_folder_comes_before_packaged_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus").mkdir()
    monkeypatch.setattr(settings_module, "PACKAGED_DATA", tmp_path)
    assert load_settings({"CLAUSIER_CORPUS_DIR": "/chosen"}).corpus_dir == Path("/chosen")

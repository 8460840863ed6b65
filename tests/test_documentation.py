"""The README cannot fall behind the program."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from recommender import __version__
from recommender.cli import commands
from recommender.services import Services
from recommender.settings import SETTINGS, Setting
from web import create_app

REPOSITORY = Path(__file__).resolve().parent.parent
SET_UP_TITLE = "## Mise en route"


def list_commands(group: click.Group, path: str = "clausier") -> Iterator[str]:
    """Every command that does something, with the groups it stands in."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from list_commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


@pytest.fixture(scope="module")
def readme() -> str:
    return (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def routes(services: Services) -> list[str]:
    """``POST /suggestions`` for each route, but for the files of the pages."""
    rules = [rule for rule in create_app(services).url_map.iter_rules() if not rule.endpoint.endswith("static")]
    return [
        f"{method} {rule.rule}" for rule in rules for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


@pytest.mark.parametrize("command", sorted(list_commands(commands)))
def test_readme_names_every_command(readme: str, command: str) -> None:
    assert re.search(rf"`{command}\b[^`]*`", readme)


@pytest.mark.parametrize("option", [option.opts[0] for option in commands.commands["recommend"].params])
def test_readme_names_every_option_of_recommend(readme: str, option: str) -> None:
    assert re.search(rf"`{option}\b[^`]*`", readme)


@pytest.mark.parametrize("setting", SETTINGS, ids=[setting.name for setting in SETTINGS])
def test_readme_names_every_setting_with_its_default(readme: str, setting: Setting) -> None:
    row = next((line for line in readme.splitlines() if line.startswith(f"| `{setting.environment_name}` |")), None)
    assert row is not None
    assert str(setting.default) in row
    assert setting.help in row


def test_readme_names_no_setting_that_is_gone(readme: str) -> None:
    known = {setting.environment_name for setting in SETTINGS}
    assert set(re.findall(r"CLAUSIER_[A-Z_]+", readme)) <= known


def test_readme_names_every_route(readme: str, routes: list[str]) -> None:
    assert [route for route in routes if f"`{route}`" not in readme] == []


def test_set_up_takes_two_commands(readme: str) -> None:
    section = readme.partition(SET_UP_TITLE)[2].partition("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", section, flags=re.DOTALL)
    shown = [line.strip() for block in blocks for line in block.splitlines() if line.strip()]
    assert shown == ["make run", "make test"]


def test_readme_holds_no_placeholder(readme: str) -> None:
    assert re.findall(r"@@\w+@@|TODO|FIXME|XXX", readme) == []


def test_files_the_readme_points_to_exist(readme: str) -> None:
    named = re.findall(r"`((?:corpus|models|recommender|web|tests)/[\w./-]*\w)`", readme)
    assert [path for path in named if not (REPOSITORY / path).exists()] == []


def test_changelog_tells_of_the_current_version() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[?{re.escape(__version__)}\b", changelog, flags=re.MULTILINE)

"""`clausier corpus`, `clausier models`, and the help of every command."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from recommender.cli import commands
from recommender.settings import Settings
from tests.builders.commands import Answer

Run = Callable[..., Answer]


def walk(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from walk(child, (*path, name))


COMMANDS = dict(walk(commands))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_has_help(run: Run, path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    assert command.help
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert all(option.help for option in options)
    assert run(*path, "--help").code == 0


def test_no_command_shows_the_help(run: Run) -> None:
    answer = run()
    assert answer.code == 2
    assert "recommend" in answer.err


def test_corpus_check_finds_the_library_in_order(run: Run) -> None:
    answer = run("corpus", "check")
    assert (answer.code, answer.err) == (0, "")
    assert "Bibliothèque en ordre" in answer.out


def test_corpus_check_names_the_file_to_correct(run: Run, settings: Settings, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(settings.corpus_dir, corpus)
    broken = next((corpus / "clauses" / "cleaning").glob("*.toml"))
    broken.write_text(broken.read_text(encoding="utf-8").replace("level = 1", "level = 9", 1), encoding="utf-8")
    answer = run("corpus", "check", CORPUS_DIR=corpus)
    assert answer.code == 2
    assert broken.name in answer.out
    assert "à corriger" in answer.err
    run("recommend", "--text", "Nettoyage des écoles", CORPUS_DIR=corpus).assert_refused(broken.name)


def test_corpus_stats_count_every_family_and_theme(run: Run) -> None:
    answer = run("corpus", "stats")
    assert answer.code == 0
    assert "Nettoyage de locaux" in answer.out
    assert "Fiches par thème" in answer.out


def test_shipped_models_are_intact(run: Run) -> None:
    answer = run("models", "check")
    assert answer.code == 0
    assert [line.split(" : ")[0] for line in answer.out.splitlines()] == ["encoder", "needs", "extraction"]
    assert answer.out.count("intact") == 3


def test_altered_model_is_named(run: Run, settings: Settings, tmp_path: Path) -> None:
    models = tmp_path / "models"
    shutil.copytree(settings.models_dir, models)
    with (models / "extraction" / "meaning.skops").open("ab") as stream:
        stream.write(b"x")
    answer = run("models", "check", MODELS_DIR=models)
    assert answer.code == 2
    assert "extraction/meaning.skops est absent ou altéré" in answer.err

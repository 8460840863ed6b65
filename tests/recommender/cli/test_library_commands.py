"""`clausier corpus`, `clausier models`, and the help of every command."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from recommender.cli import commands
from recommender.domain.feedback import DismissalReason, FeedbackAction
from recommender.library.schema import bundle_json_schema
from recommender.settings import Settings
from recommender.storage.database import open_database
from recommender.storage.feedback_store import SqliteFeedbackStore
from tests.builders.commands import Answer
from tests.builders.feedback import make_feedback

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
    assert "Insertion des personnes éloignées de l'emploi" in answer.out
    assert "Enjeux majeurs sans fiche" in answer.out


def test_coverage_is_given_as_a_table_for_spreadsheets(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("corpus", "stats", "--format", "csv").out)))
    (cell,) = [row for row in rows if (row["famille"], row["theme"]) == ("cleaning", "insertion")]
    assert cell["enjeu"] == "3"
    assert "nettoyage-insertion-postes-nouveaux" in cell["fiches"].split()


def test_published_schema_is_the_one_files_are_checked_with(run: Run) -> None:
    assert run("corpus", "schema").json == bundle_json_schema()


def test_obligations_are_those_of_the_launch_date(run: Run) -> None:
    before, after = (run("corpus", "obligations", "--launch-date", day).out for day in ("2026-07-01", "2026-09-01"))
    assert "[env_award_criterion]" in after
    assert "[env_award_criterion]" not in before
    assert "[spaser]" in before


@pytest.mark.parametrize(("command", "name"), [("crosswalk", "spaser"), ("note", "marche-subvention-sieg")])
def test_references_are_listed_and_shown(run: Run, command: str, name: str) -> None:
    assert name in run("corpus", command).out
    shown = run("corpus", command, name)
    assert shown.code == 0
    assert "Source : " in shown.out
    run("corpus", command, "inconnu").assert_refused("« inconnu »")


def test_sizing_gives_an_interval_with_its_sources(run: Run) -> None:
    answer = run("sizing", "--work", "masonry=600 k€", "--work", "painting=150000", "--months", 14)
    assert "heures d'insertion pour un effort de 7 % (entre " in answer.out
    assert "Source : Peinture intérieure" in answer.out
    assert "painting " in run("corpus", "trades").out


def test_sizing_as_json_has_the_same_figures(run: Run) -> None:
    found = run("sizing", "--work", "building=1000000", "--hourly-cost", 30, "--effort", 5, "--format", "json").json
    assert found["hours"] == 830
    assert found["low_hours"] < 830 < found["high_hours"]


@pytest.mark.parametrize(
    ("work", "fragment"), [("painting", "painting"), ("rockets=5000", "« rockets »"), ("painting=cher", "cher")]
)
def test_sizing_of_what_cannot_be_sized_is_refused(run: Run, work: str, fragment: str) -> None:
    run("sizing", "--work", work).assert_refused(fragment)


def test_needs_are_told_which_bundles_answer_them(run_warm: Run, tmp_path: Path) -> None:
    needs = tmp_path / "besoins.jsonl"
    need = {"id": "b1", "text": "Nettoyage d'écoles", "family": "cleaning", "expected": {"insertion": 3, "digital": 3}}
    needs.write_text(json.dumps(need), encoding="utf-8")
    answer = run_warm("evaluate", "library", "--needs", needs)
    assert "b1 ; cleaning ; insertion ; nettoyage-" in answer.out
    assert "b1 ; cleaning ; digital ; AUCUNE" in answer.out
    assert "1 besoins, 2 thèmes essentiels, 1 couverts, 1 sans fiche." in answer.out


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


def test_corpus_feedback_tells_what_buyers_set_aside_and_why_then_forgets(run: Run, tmp_path: Path) -> None:
    setting = {"ORGANISATION": "Ville de Lille", "DATABASE_URL": f"sqlite:///{tmp_path / 'feedback.db'}"}
    assert "Aucun retour gardé pour Ville de Lille" in run("corpus", "feedback", **setting).out
    store = SqliteFeedbackStore(open_database(setting["DATABASE_URL"]))
    dismissed = {"action": FeedbackAction.DISMISSED, "reason": DismissalReason.UNCLEAR}
    store.record("Ville de Lille", [make_feedback(), make_feedback(bundle_id="autre", **dismissed)])
    told = run("corpus", "feedback").out.splitlines()
    assert told[1].split() == ["0", "0", "1", "autre", ":", "texte", "peu", "clair", "(1)"]
    assert told[2].split() == ["1", "0", "0", "nettoyage-insertion"]
    rows = list(csv.DictReader(io.StringIO(run("corpus", "feedback", "--format", "csv").out)))
    assert [(row["fiche"], row["action"], row["raison"], row["reponses"]) for row in rows] == [
        ("autre", "dismissed", "unclear", "1"),
        ("nettoyage-insertion", "accepted", "", "1"),
    ]
    assert "2 retour(s) effacé(s)" in run("corpus", "feedback", "--forget").out
    assert "Aucun retour" in run("corpus", "feedback").out


def test_corpus_feedback_without_an_organisation_says_how_to_keep_some(run: Run) -> None:
    run("corpus", "feedback").assert_refused("Les retours sur les suggestions ne sont pas gardés ici.")

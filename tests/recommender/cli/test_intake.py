"""`clausier intake`: from a folder to extracts with their provenance."""

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from recommender.services import Services
from recommender.storage.intake_store import SqliteIntakeStore
from tests.builders.commands import Answer

Run = Callable[..., Answer]
STATED = (
    "--buyer", "Ville de Lille", "--year", "2025", "--procedure", "25-014", "--source", "profil",
    "--licence", "etalab-2.0",
)  # fmt: skip
CLAUSE = "Article 2 - Déchets\nLe titulaire trie les déchets du chantier et remet les bordereaux chaque mois.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A contract, its copy, and a damaged file."""
    folder = tmp_path / "dce"
    (folder / "lot 1").mkdir(parents=True)
    (folder / "ccap.txt").write_text(CLAUSE, encoding="utf-8")
    (folder / "lot 1" / "copie.txt").write_text(CLAUSE, encoding="utf-8")
    (folder / "coupe.pdf").write_bytes(b"%PDF-1.7\nrien")
    return folder


@pytest.fixture
def run_intake(run: Run, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command on a data folder of its own; documents are read by the services of the session."""
    monkeypatch.setattr(sys.modules["recommender.cli.intake"], "open_services", lambda: services)
    monkeypatch.setenv("CLAUSIER_DATA_DIR", str(tmp_path / "donnees"))
    return run


def test_folder_becomes_extracts_with_their_provenance(run_intake: Run, folder: Path) -> None:
    added = run_intake("intake", "add", folder, *STATED)
    assert added.code == 0
    assert "2 documents reçus, 1 déjà connus, 0 refusés." in added.out
    ended = run_intake("intake", "run")
    assert "1 documents lus, 1 en échec." in ended.out
    assert "ccap.txt : " in ended.err
    (extract,) = [line for line in run_intake("intake", "extracts").lines if "trie les déchets" in line["text"]]
    assert (extract["document"], extract["buyer"], extract["year"]) == ("ccap.txt", "Ville de Lille", 2025)
    # A plain text has no pages.
    assert (extract["article"], extract["page"]) == ("2", 0)


def test_status_says_why_a_document_failed(run_intake: Run, folder: Path) -> None:
    run_intake("intake", "add", folder, *STATED)
    run_intake("intake", "run")
    status = run_intake("intake", "status")
    assert "lu : 1" in status.out
    assert "échec : 1" in status.out
    assert "coupe.pdf" in status.out
    told = {one["name"]: one for one in run_intake("intake", "status", "--format", "json").json}
    assert told["coupe.pdf"]["problem"]["code"] == "corrupt-document"
    assert told["ccap.txt"]["state"] == "done"


def test_failures_are_tried_again_on_demand_only(run_intake: Run, folder: Path) -> None:
    run_intake("intake", "add", folder, *STATED)
    run_intake("intake", "run")
    assert "coupe.pdf" not in run_intake("intake", "run").err
    assert "coupe.pdf" in run_intake("intake", "run", "--retry").err


def test_extracts_open_in_a_spreadsheet_without_running_anything(run_intake: Run, folder: Path) -> None:
    (folder / "ccap.txt").write_text(CLAUSE, encoding="utf-8")
    stated = [*STATED]
    stated[1] = "=HYPERLINK(1)"
    run_intake("intake", "add", folder, *stated)
    run_intake("intake", "run")
    rows = list(csv.DictReader(io.StringIO(run_intake("intake", "extracts", "--format", "csv").out)))
    assert {row["buyer"] for row in rows} == {"'=HYPERLINK(1)"}
    assert any("waste" in row["themes"] for row in rows)


def test_nothing_received_gives_no_extract(run_intake: Run) -> None:
    assert run_intake("intake", "families").out == ""
    for format_ in ("jsonl", "csv"):
        assert run_intake("intake", "extracts", "--format", format_).out == ""


def test_documents_without_provenance_are_refused_before_anything_is_received(run_intake: Run, folder: Path) -> None:
    run_intake("intake", "add", folder, *STATED[:-2]).assert_refused("la licence")
    run_intake("intake", "add", folder).assert_refused("l'acheteur, l'année")
    assert run_intake("intake", "status", "--format", "json").json == []


def test_table_gives_the_provenance_of_each_file(run_intake: Run, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        "fichier,acheteur,annee,procedure,source,licence\nlot 1/copie.txt,Lyon,2024,24-1,site,etalab-2.0\n",
        encoding="utf-8",
    )
    added = run_intake("intake", "add", folder, "--table", table)
    assert "1 documents reçus, 0 déjà connus, 2 refusés." in added.out
    assert "Rien ne dit d'où vient « ccap.txt »" in added.out
    (document,) = run_intake("intake", "status", "--format", "json").json
    assert (document["buyer"], document["year"]) == ("Lyon", 2024)


def test_pause_is_told(run_intake: Run) -> None:
    assert "Pause demandée." in run_intake("intake", "pause").out


def test_extracts_that_differ_by_a_figure_make_one_family_without_the_name_of_the_buyer(
    run_intake: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "deux"
    folder.mkdir()
    for number, share in enumerate((5, 10)):
        text = (
            f"Article 2 - Insertion\nLe titulaire réserve {share} % des heures de travail à des personnes éloignées de "
            f"l'emploi, suivies par la Ville de Lille.\n"
        )
        (folder / f"ccap-{number}.txt").write_text(text, encoding="utf-8")
    run_intake("intake", "add", folder, *STATED)
    run_intake("intake", "run")
    (family,) = run_intake("intake", "families").lines
    assert (family["members"], family["wordings"]) == (2, 2)
    assert "Lille" not in family["template"]
    (variable,) = family["variables"]
    assert (variable["unit"], variable["values"]) == ("%", [5.0, 10.0])
    assert "{{ " + variable["name"] + " }}" in family["template"]
    assert [source["document"] for source in family["sources"]] == ["ccap-0.txt", "ccap-1.txt"]


def test_family_tells_the_words_its_members_differ_by(run_intake: Run, tmp_path: Path) -> None:
    folder = tmp_path / "deux"
    folder.mkdir()
    for number, words in enumerate(("est autorisé", "n'est pas autorisé")):
        text = (
            f"Article 2 - Déchets\nLe brûlage des déchets de chantier {words} sur les emprises ; le titulaire "
            "trie ses déchets et remet les bordereaux chaque mois.\n"
        )
        (folder / f"ccap-{number}.txt").write_text(text, encoding="utf-8")
    run_intake("intake", "add", folder, *STATED)
    run_intake("intake", "run")
    (family,) = run_intake("intake", "families").lines
    (difference,) = family["differences"]
    assert "pas" in f"{difference['preferred']} {difference['other']}".split()


def test_disk_that_refuses_is_told_and_nothing_is_lost(
    run_intake: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as full:
        full.setattr(SqliteIntakeStore, "receive", refuse)
        run_intake("intake", "add", folder, *STATED).assert_refused("la base refuse d'être écrite")
    assert "2 documents reçus" in run_intake("intake", "add", folder, *STATED).out
    with monkeypatch.context() as full:
        full.setattr(SqliteIntakeStore, "finish", refuse)
        run_intake("intake", "run").assert_refused("la base refuse d'être écrite")
    assert "1 documents lus, 1 en échec." in run_intake("intake", "run").out

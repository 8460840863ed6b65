"""`clausier evaluate spaser`, and the plan in `clausier extract`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.commands import Answer
from tests.builders.office import make_docx

Run = Callable[..., Answer]
PROMISE = "La part des marchés avec une clause d'insertion sera portée à 30 % en 2028."
EXPECTED = {
    "axes": [{"number": "1", "title": "Acheter solidaire", "page": 0, "objectives": []}],
    "targets": [{"text": PROMISE, "value": 30, "year": 2028, "page": 0}],
    "indicators": [],
    "monitoring": [],
}


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "ville.docx").write_bytes(
        make_docx(
            "Schéma de promotion des achats publics socialement et écologiquement responsables",
            "SPASER 2026-2028",
            "Axe 1 : Acheter solidaire",
            PROMISE,
            "Axe 2 : Acheter sobre",
        )
    )
    (folder / "ville.expected.json").write_text(json.dumps(EXPECTED), encoding="utf-8")
    return folder


def test_figures_are_given_by_plan_and_kind(run_warm: Run, plans: Path, tmp_path: Path) -> None:
    errors = tmp_path / "erreurs.md"
    answer = run_warm("evaluate", "spaser", "--samples", plans, "--errors", errors)
    assert (answer.code, answer.err) == (0, "")
    assert "ville.docx ; targets ; 1 ; 1 ; 1 ; 1.000 ; 1.000 ; 1.000" in answer.out
    assert "ville.docx ; axes ; 1 ; 2 ; 1 ; 0.500 ; 1.000 ; 0.667" in answer.out
    assert "axes : en trop p. 0 2 Acheter sobre" in errors.read_text(encoding="utf-8")


def test_folder_without_expectations_is_refused(run_warm: Run, tmp_path: Path) -> None:
    run_warm("evaluate", "spaser", "--samples", tmp_path).assert_refused("ne contient aucun fichier")


def test_expectations_without_a_document_are_refused(run_warm: Run, plans: Path) -> None:
    (plans / "ville.docx").unlink()
    run_warm("evaluate", "spaser", "--samples", plans).assert_refused("Aucun document")


def test_expectations_that_are_no_json_are_refused(run_warm: Run, plans: Path) -> None:
    (plans / "ville.expected.json").write_text("{", encoding="utf-8")
    run_warm("evaluate", "spaser", "--samples", plans).assert_refused("ville.expected.json")


def test_plan_is_told_in_the_text_and_given_in_json(run_warm: Run, plans: Path) -> None:
    text = run_warm("extract", plans / "ville.docx").out
    assert "Schéma 2026-2028 : 2 axes, 0 objectifs, 1 cibles chiffrées, 0 indicateurs" in text
    assert "→ 30 % en 2028" in text
    plan = run_warm("extract", plans / "ville.docx", "--format", "json").json["spaser"]
    assert [target["value"] for target in plan["targets"]] == [30.0]
    assert plan["period"] == [2026, 2028]


def test_other_documents_have_no_plan(run_warm: Run, tmp_path: Path) -> None:
    path = tmp_path / "cctp.docx"
    path.write_bytes(make_docx("Cahier des clauses techniques particulières", "Le titulaire trie les déchets."))
    assert run_warm("extract", path, "--format", "json").json["spaser"] is None

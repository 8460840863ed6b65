"""`clausier audit`, `clausier exception`, `clausier weights`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.commands import Answer
from tests.builders.office import make_docx

Run = Callable[..., Answer]
RULES = make_docx(
    "Règlement de la consultation",
    "Article 1 – Objet de la consultation",
    "La consultation a pour objet le nettoyage de trois écoles, pour un montant estimé à 300 000 € HT.",
    "Article 6 – Critères d'attribution",
    "Prix : 60 %",
    "Valeur technique : 30 %",
    "Critère n° 3 – Proximité du siège de l'entreprise : 10 %",
)
CONTRACT = make_docx(
    "Cahier des clauses administratives particulières",
    "Article 1 – Objet du marché",
    "Le marché a pour objet le nettoyage de trois écoles.",
    "Article 9 – Clause d'insertion",
    "Le titulaire réserve 420 heures de travail à des personnes éloignées de l'emploi. Il remet chaque mois le relevé "
    "des heures au facilitateur.",
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The rules and the contract of one consultation."""
    paths = [tmp_path / "rc.docx", tmp_path / "ccap.docx"]
    for path, content in zip(paths, (RULES, CONTRACT), strict=True):
        path.write_bytes(content)
    return paths


def test_consultation_is_judged_over_its_documents(run_warm: Run, files: list[Path]) -> None:
    answer = run_warm("audit", *files, "--launch-date", "2026-12-01", "--format", "json").json
    assert [document["doc_type"] for document in answer["documents"]] == ["RC", "CCAP"]
    duties = {duty["code"]: duty for duty in answer["duties"]}
    assert duties["social_execution_condition"]["state"] == "met"
    assert duties["social_execution_condition"]["proofs"][0]["document"] == "ccap.docx"
    assert duties["env_award_criterion"]["state"] == "missing"
    assert duties["env_award_criterion"]["fix_in"] == "RC (rc.docx)"
    assert duties["env_award_criterion"]["fixes"]
    codes = {warning["code"] for warning in answer["warnings"]}
    assert codes == {"local_preference", "no_environmental_criterion"}
    assert "ne remplacent pas un conseil juridique" in answer["notice"]
    assert "social_clause" in answer["counted_in"]


def test_same_draft_gets_another_answer_before_the_new_rules(run_warm: Run, files: list[Path]) -> None:
    july = run_warm("audit", *files, "--launch-date", "2026-07-01", "--format", "json").json
    september = run_warm("audit", *files, "--launch-date", "2026-09-01", "--format", "json").json

    def states(answer: dict[str, list[dict[str, str]]]) -> dict[str, str]:
        return {duty["code"]: duty["state"] for duty in answer["duties"]}

    assert states(july)["env_award_criterion"] == "not_applicable"
    assert states(september)["env_award_criterion"] == "missing"
    assert {warning["code"] for warning in july["warnings"]} == {"local_preference"}


def test_text_shows_proof_page_rewording_and_notice_once(run_warm: Run, files: list[Path]) -> None:
    out = run_warm("audit", *files, "--launch-date", "2026-12-01").out
    assert "Remplie : Prévoir des conditions d'exécution sociales" in out
    assert "À écrire plutôt" in out
    assert out.count("ne remplacent pas un conseil juridique") == 1


def test_contract_alone_does_not_make_a_criterion_missing(run_warm: Run, files: list[Path]) -> None:
    answer = run_warm("audit", files[1], "--launch-date", "2026-12-01", "--format", "json").json
    duties = {duty["code"]: duty for duty in answer["duties"]}
    assert duties["env_award_criterion"]["state"] == "unknown"
    assert "règlement de la consultation" in duties["env_award_criterion"]["to_tell"]


def test_missing_social_condition_comes_with_the_four_cases(run_warm: Run, tmp_path: Path) -> None:
    path = tmp_path / "ccap.docx"
    path.write_bytes(
        make_docx("Cahier des clauses administratives particulières", "Le marché a pour objet le nettoyage d'écoles.")
    )
    answer = run_warm("audit", path, "--amount", "300 k€", "--launch-date", "2026-12-01", "--format", "json").json
    assert [case["number"] for case in answer["exceptions"]] == [1, 2, 3, 4]
    assert answer["exceptions"][3]["is_excluded"]


def test_batch_judges_each_passage_and_a_bad_line_costs_only_itself(run: Run, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "Critère unique : le prix.", "document": "RC", "launch_date": "2026-12-01"},
        {"id": "b", "text": "Critère unique : le prix.", "document": "RC", "launch_date": "2026-06-01"},
        {"id": "c", "text": "Critère unique : le prix.", "document": "BPU"},
        {"id": "d", "text": "Critère unique : le prix.", "document": "RC", "launch_date": "demain"},
        {"id": "e"},
    ]
    path = tmp_path / "passages.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    answer = run("audit", "--batch", path, "--format", "jsonl")
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert answer.code == 2
    assert [[warning["code"] for warning in line["warnings"]] for line in lines[:2]] == [["price_only"], []]
    assert [line["error"]["code"] for line in lines[2:]] == ["invalid-batch-line"] * 3
    assert "RC, CCAP, CCTP, CCP" in lines[2]["error"]["next_step"]


@pytest.mark.parametrize("arguments", [(), ("rc.docx", "--batch", "passages.jsonl")])
def test_files_or_batch_are_asked_for_one_or_the_other(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run("audit", *arguments)
    assert answer.code == 2
    assert "l'un ou l'autre" in answer.err


def test_plan_says_which_objectives_are_served(run_warm: Run, files: list[Path], tmp_path: Path) -> None:
    plan = tmp_path / "spaser.docx"
    plan.write_bytes(
        make_docx(
            "Schéma de promotion des achats publics socialement et écologiquement responsables (SPASER)",
            "Axe 1 – Des achats qui créent de l'emploi",
            "Objectif 1.1 – Développer l'insertion des personnes éloignées de l'emploi",
            "25 % des marchés comportent une clause d'insertion en 2027.",
            "Axe 2 – Des achats sobres",
            "Objectif 2.1 – Réduire les déchets et favoriser le réemploi",
        )
    )
    answer = run_warm("audit", *files, "--spaser", plan, "--format", "json").json
    served = {aligned["number"]: bool(aligned["proofs"]) for aligned in answer["spaser"]}
    assert served == {"1.1": True, "2.1": False}


def test_cases_are_shown_without_a_choice_and_a_note_with_one(run_warm: Run, tmp_path: Path) -> None:
    assert "Travaux de moins de six mois" in run_warm("exception").out
    note = tmp_path / "note.txt"
    arguments = ("--text", "Nettoyage de trois écoles", "--case", "2", "--reason", "Motif propre.", "--output", note)
    assert run_warm("exception", *arguments).code == 0
    assert "Motif propre." in note.read_text(encoding="utf-8")


def test_case_that_does_not_apply_is_refused(run_warm: Run) -> None:
    answer = run_warm("exception", "--text", "Nettoyage de trois écoles", "--case", "4")
    assert answer.code == 2
    assert "ne concerne que les marchés de travaux" in answer.err


def test_weights_tell_whether_the_criterion_counts(run: Run) -> None:
    light = run("weights", "--price", "65", "--environment", "5", "--others", "30", "--format", "json").json
    heavy = run("weights", "--price", "50", "--environment", "20", "--others", "30", "--format", "json").json
    assert light["is_neutralised"]
    assert light["proposed"]["environmental"] > 5
    assert not heavy["is_neutralised"]
    assert "peut changer le classement" in run("weights", "--price", "50", "--environment", "50").out


@pytest.mark.parametrize("weights", [("60", "50"), ("100", "0"), ("-10", "110")])
def test_weights_that_do_not_make_100_are_refused(run: Run, weights: tuple[str, str]) -> None:
    answer = run("weights", "--price", weights[0], "--environment", weights[1])
    assert answer.code == 2
    assert "100 %" in answer.err

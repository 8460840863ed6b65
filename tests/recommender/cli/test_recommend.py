"""`clausier recommend`."""

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from recommender.settings import Settings
from tests.builders.commands import Answer

Run = Callable[..., Answer]
NEED = "Nettoyage des locaux de trois écoles pendant deux ans"
TEXT = ("recommend", "--text", NEED, "--launch-date", "2026-11-16")


def write_lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_text_is_for_people(run_warm: Run) -> None:
    answer = run_warm(*TEXT, "--amount", "250 k€")
    assert (answer.code, answer.err) == (0, "")
    assert "Montant : 250 000 € HT" in answer.out
    assert "Obligations pour un lancement le 16/11/2026" in answer.out
    assert "1. " in answer.out
    assert "{{" not in answer.out


def test_json_holds_what_integrators_rely_on(run_warm: Run) -> None:
    answer = run_warm(*TEXT, "--format", "json").json
    assert answer["need"]["nature"] == "services"
    assert {"code", "score"} <= set(answer["need"]["cpv"][0])
    assert {"code", "status", "legal_basis", "reason"} <= set(answer["obligations"][0])
    for recommendation in answer["recommendations"]:
        expected = {"clause_id", "kind", "themes", "score", "reasons", "level", "legal_basis", "text"}
        assert expected <= set(recommendation)
        assert all(recommendation[name] for name in expected)
    assert answer["corpus_version"]
    assert answer["model_version"].startswith("e5-small-fr40k@")


def test_jsonl_is_one_line(run_warm: Run) -> None:
    assert len(run_warm(*TEXT, "--format", "jsonl").lines) == 1


def test_stated_details_are_used(run_warm: Run) -> None:
    details = (
        "--cpv", "90911200-8", "--family", "cleaning", "--nature", "services", "--amount", "1,5 M€", "--months", "24",
        "--lots", "3", "--place", "Lille", "--labour", "high", "--users", "children", "--sensitive", "children",
        "--buyer", "state",
    )  # fmt: skip
    need = run_warm(*TEXT, *details, "--format", "json").json["need"]
    assert [candidate["code"] for candidate in need["cpv"]] == ["90911200"]
    assert [(family["code"], family["score"]) for family in need["families"]] == [("cleaning", 1)]
    assert (need["amount_eur"], need["duration_months"], need["buyer"]) == (1_500_000.0, 24, "state")
    assert (need["lots"], need["place"], need["labour"], need["users"]) == (3, "Lille", "high", "children")
    assert need["sensitive"] == ["children"]
    assert need["inferred"] == []


def test_line_of_a_batch_may_state_every_detail(run_warm: Run, tmp_path: Path) -> None:
    row = {
        "text": NEED, "family": "cleaning", "lots": 3, "place": "Lille", "labour": "low", "users": "agents",
        "sensitive": ["personal_data"],
    }  # fmt: skip
    (answer,) = run_warm("recommend", "--batch", write_lines(tmp_path / "besoins.jsonl", row)).lines
    need = answer["need"]
    assert {name: need[name] for name in ("lots", "place", "labour", "users", "sensitive")} == {
        name: row[name] for name in ("lots", "place", "labour", "users", "sensitive")
    }
    assert need["families"][0]["score"] == 1


def test_number_and_level_of_suggestions_are_bounded(run_warm: Run) -> None:
    answer = run_warm(*TEXT, "--top-k", "2", "--level", "1", "--format", "json").json
    assert len(answer["recommendations"]) == 2
    levels = {provision["level"] for item in answer["recommendations"] for provision in item["provisions"]}
    assert levels == {1}


def test_file_gives_what_the_draft_holds_and_what_it_lacks(run_warm: Run, settings: Settings) -> None:
    sample = settings.corpus_dir / "samples" / "ccp-renovation-residence.docx"
    answer = run_warm("recommend", "--file", sample, "--launch-date", "2026-11-16")
    assert answer.code == 0
    assert "ABSENT du projet" in answer.out
    assert "couvert par le projet" in answer.out
    duties = run_warm("recommend", "--file", sample, "--format", "json").json["obligations"]
    assert {duty["code"]: duty["coverage"] for duty in duties}["env_award_criterion"] == "missing"


def test_word_file_opens_and_holds_the_suggestions(run_warm: Run, tmp_path: Path) -> None:
    target = tmp_path / "nouveau dossier" / "suggestions.docx"
    answer = run_warm(*TEXT, "--format", "json", "--word", target)
    assert answer.code == 0
    assert str(target) in answer.err
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(target)).paragraphs)
    assert all(item["title"] in text for item in answer.json["recommendations"])
    assert files_in(target.parent) == ["suggestions.docx"]


def test_word_file_replaces_an_older_one(run_warm: Run, tmp_path: Path) -> None:
    target = tmp_path / "suggestions.docx"
    target.write_bytes(b"old")
    run_warm(*TEXT, "--word", target)
    assert target.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("place", ["dossier", "fichier.txt/suggestions.docx"])
def test_place_that_cannot_be_written_leaves_nothing(run_warm: Run, tmp_path: Path, place: str) -> None:
    (tmp_path / "dossier").mkdir()
    (tmp_path / "fichier.txt").write_text("à garder", encoding="utf-8")
    answer = run_warm(*TEXT, "--word", tmp_path / place)
    assert answer.code == 2
    assert "ne peut pas être écrit" in answer.err
    assert "À faire : " in answer.err
    assert files_in(tmp_path) == ["dossier", "fichier.txt"]
    assert files_in(tmp_path / "dossier") == []


def test_control_characters_in_the_need_do_not_break_the_word_file(run_warm: Run, tmp_path: Path) -> None:
    target = tmp_path / "suggestions.docx"
    answer = run_warm("recommend", "--text", "Nettoyage des \x01trois\udce9 écoles", "--word", target)
    assert answer.code == 0
    assert target.is_file()


def test_batch_answers_each_line_in_order_with_its_id(run_warm: Run, tmp_path: Path) -> None:
    batch = write_lines(
        tmp_path / "besoins.jsonl",
        {"id": "a", "text": NEED, "amount_eur": 90_000, "duration_months": 24, "launch_date": "2026-11-16"},
        "",
        {"id": 2, "text": "Fourniture de papier pour les copieurs", "cpv": "30197630", "amount_eur": "1,5 M€"},
    )
    answer = run_warm("recommend", "--batch", batch, "--format", "jsonl")
    assert (answer.code, answer.err) == (0, "")
    assert [line["id"] for line in answer.lines] == ["a", "2"]
    assert [line["need"]["amount_eur"] for line in answer.lines] == [90_000.0, 1_500_000.0]
    assert answer.lines[0]["need"]["launch_date"] == "2026-11-16"


def test_options_are_the_defaults_of_a_batch(run_warm: Run, tmp_path: Path) -> None:
    batch = write_lines(tmp_path / "besoins.jsonl", {"text": NEED}, {"text": NEED, "amount_eur": 125.125})
    answer = run_warm("recommend", "--batch", batch, "--amount", "40000", "--cpv", "90911200", "--top-k", "1")
    assert [line["need"]["amount_eur"] for line in answer.lines] == [40_000.0, pytest.approx(125.125, abs=0.01)]
    assert {line["need"]["cpv"][0]["code"] for line in answer.lines} == {"90911200"}
    assert {len(line["recommendations"]) for line in answer.lines} == {1}


@pytest.mark.parametrize(
    "bad",
    [
        "pas du JSON",
        "[" * 100_000,
        "[1, 2]",
        '{"text": 3}',
        '{"id": "x"}',
        {"text": "nettoyage"},
        {"text": "Cleaning of the offices and of the schools for two years"},
        {"text": NEED, "cpv": "12345678"},
        {"text": NEED, "cpv": 90911200},
        {"text": NEED, "amount_eur": -5},
        {"text": NEED, "amount_eur": "beaucoup"},
        {"text": NEED, "nature": "ménage"},
        {"text": NEED, "launch_date": "demain"},
        {"text": NEED, "launch_date": 20261116},
        {"text": NEED, "duration_months": "deux ans"},
        {"text": NEED, "duration_months": -3},
        {"text": NEED, "duration_months": 0},
        {"text": NEED, "duration_months": 10_000},
        {"text": NEED, "buyer": "moi"},
        {"text": "mot " * 50_000},
    ],
    ids=lambda bad: str(bad)[-40:],
)
def test_bad_line_costs_only_itself(run_warm: Run, tmp_path: Path, bad: object) -> None:
    batch = write_lines(tmp_path / "besoins.jsonl", {"id": "a", "text": NEED}, "", bad, {"id": "b", "text": NEED})
    answer = run_warm("recommend", "--batch", batch)
    assert answer.code == 2
    first, refused, last = answer.lines
    assert (first["id"], last["id"]) == ("a", "b")
    assert set(refused) == {"id", "line", "error"}
    assert refused["line"] == 3
    assert refused["error"]["detail"]
    assert refused["error"]["next_step"]
    assert "Traceback" not in answer.err


def test_batch_of_windows_and_separators_inside_texts_are_read(run_warm: Run, tmp_path: Path) -> None:
    batch = tmp_path / "besoins.jsonl"
    row = json.dumps({"id": "a", "text": "Nettoyage des\u2028trois écoles"}, ensure_ascii=False)
    batch.write_bytes(b"\xef\xbb\xbf" + row.encode() + b"\r\n")
    answer = run_warm("recommend", "--batch", batch)
    assert [line["id"] for line in answer.lines] == ["a"]


def test_half_characters_in_a_batch_do_not_break_the_answer(run_warm: Run, tmp_path: Path) -> None:
    batch = write_lines(tmp_path / "besoins.jsonl", r'{"id": "\ud800", "text": "Nettoyage \ud800 des écoles"}')
    answer = run_warm("recommend", "--batch", batch)
    assert answer.code == 0
    assert answer.lines[0]["need"]["text"] == "Nettoyage des écoles"


def test_objectives_of_the_buyers_plan_are_named_among_the_reasons(run_warm: Run, settings: Settings) -> None:
    plan = settings.corpus_dir / "samples" / "spaser-departement.docx"
    answer = run_warm(*TEXT, "--spaser", plan, "--format", "json").json
    served = [
        evidence["values"]
        for recommendation in answer["recommendations"]
        for evidence in recommendation["evidence"]
        if evidence["code"] == "spaser_objective"
    ]
    assert served


def test_document_that_is_no_plan_is_refused(run_warm: Run, settings: Settings) -> None:
    sample = settings.corpus_dir / "samples" / "ccp-renovation-residence.docx"
    run_warm(*TEXT, "--spaser", sample).assert_refused("n'a pas été reconnu comme un SPASER")

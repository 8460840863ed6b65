"""The second look: what is like passages that experts judged."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recommender.auditing import judge_passage
from recommender.domain.warnings import DraftPassage, WarningCode
from recommender.errors import InvalidCorpus
from recommender.lawfulness.likeness import JudgedPassage, LikenessReader, read_judged_passages
from recommender.lawfulness.rules import Lawfulness, read_lawfulness
from recommender.services import Services
from recommender.settings import Settings
from tests.builders.corpus import write_corpus


@pytest.fixture(scope="module")
def rows(settings: Settings) -> list[dict[str, Any]]:
    path = settings.corpus_dir / "lawfulness" / "judged.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def to_judged(row: dict[str, Any]) -> JudgedPassage:
    return JudgedPassage(row["text"], row["document"], frozenset(row["expected"]), frozenset(row["accepted"]))


def to_draft(row: dict[str, Any]) -> DraftPassage:
    return DraftPassage(row["text"], row["document"], date.fromisoformat(row["launch_date"]))


def test_judged_passages_know_no_other_code_and_have_their_own_name(rows: list[dict[str, Any]]) -> None:
    codes = {code.value for code in WarningCode}
    assert {code for row in rows for code in (*row["expected"], *row["accepted"])} == codes
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({(row["text"], row["launch_date"]) for row in rows}) == len(rows)
    assert all(not set(row["expected"]) & set(row["accepted"]) for row in rows)


def test_detectors_alone_find_most_and_leave_the_lawful_alone(
    lawfulness: Lawfulness, rows: list[dict[str, Any]]
) -> None:
    hits = extras = missed = lawful = left_alone = 0
    for row in rows:
        found = {one.code.value for one in lawfulness.find(to_draft(row))}
        wrong = found - set(row["expected"]) - set(row["accepted"])
        hits, extras = hits + len(found & set(row["expected"])), extras + len(wrong)
        missed += len(set(row["expected"]) - found)
        lawful, left_alone = lawful + (not row["expected"]), left_alone + (not row["expected"] and not wrong)
    assert hits / (hits + extras) >= 0.93
    assert hits / (hits + missed) >= 0.82
    assert left_alone / lawful >= 0.95


def test_what_is_proposed_on_passages_of_an_author_left_out_is_mostly_right(rows: list[dict[str, Any]]) -> None:
    own = [row for row in rows if row["id"].startswith("d-")]
    reader = LikenessReader.fit([to_judged(row) for row in rows if row not in own])
    right = wrong = 0
    for row in own:
        proposed = {code.value for code, _ in reader.propose(row["text"], row["document"])}
        right += len(proposed & set(row["expected"]))
        wrong += len(proposed - set(row["expected"]) - set(row["accepted"]))
    assert right > 10
    assert right > 3 * wrong


def test_same_passages_give_the_same_models(rows: list[dict[str, Any]]) -> None:
    passages = [to_judged(row) for row in rows[:200]]
    text = "Le titulaire verse un don au club de pétanque."
    assert LikenessReader.fit(passages).propose(text, "CCAP") == LikenessReader.fit(passages).propose(text, "CCAP")


def test_what_is_merely_alike_says_so_and_never_repeats_a_detector(
    services: Services, lawfulness: Lawfulness, rows: list[dict[str, Any]]
) -> None:
    missed = [row for row in rows if row["expected"] and not lawfulness.find(to_draft(row)) and row["document"] == "RC"]
    warnings = judge_passage(lawfulness, to_draft(missed[0]), services.meaning_classifier())
    assert warnings
    assert all(warning.likeness is not None and warning.likeness > 0.3 for warning in warnings)
    for row in rows[:60]:
        warnings = judge_passage(lawfulness, to_draft(row), services.meaning_classifier())
        codes = [warning.rule.code for warning in warnings]
        assert len(codes) == len(set(codes))


def test_missing_passages_are_told_in_french(tmp_path: Path) -> None:
    (write_corpus(tmp_path) / "lawfulness" / "judged.jsonl").unlink()
    with pytest.raises(InvalidCorpus, match="passages jugés"):
        read_lawfulness(tmp_path).likeness()


def test_malformed_line_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    path.write_text('{"text": "Prix."}\n', encoding="utf-8")
    with pytest.raises(KeyError):
        read_judged_passages(path)

"""Warnings on passages of drafts, lawful and unlawful: each code where it is due, silence where it is not."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recommender.domain.warnings import DraftPassage, WarningCode
from recommender.lawfulness.rules import Lawfulness

PASSAGES = Path(__file__).parent / "data" / "passages.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]


def codes_of(lawfulness: Lawfulness, row: dict[str, Any]) -> set[str]:
    passage = DraftPassage(row["text"], row["document"], date.fromisoformat(row["launch_date"]))
    return {found.code.value for found in lawfulness.find(passage)}


@pytest.mark.parametrize("row", [row for row in ROWS if row["expected"]], ids=lambda row: row["id"])
def test_unlawful_passage_is_warned_of(lawfulness: Lawfulness, row: dict[str, Any]) -> None:
    found = codes_of(lawfulness, row)
    assert set(row["expected"]) <= found
    assert found <= {*row["expected"], *row["accepted"]}


@pytest.mark.parametrize("row", [row for row in ROWS if not row["expected"]], ids=lambda row: row["id"])
def test_lawful_passage_is_left_alone(lawfulness: Lawfulness, row: dict[str, Any]) -> None:
    assert codes_of(lawfulness, row) <= set(row["accepted"])


def test_passages_hold_every_code_and_as_many_that_are_lawful() -> None:
    expected = {code for row in ROWS for code in row["expected"]}
    assert expected == {code.value for code in WarningCode}
    assert len({row["id"] for row in ROWS}) == len(ROWS) >= 60
    assert sum(not row["expected"] for row in ROWS) >= len(ROWS) // 3

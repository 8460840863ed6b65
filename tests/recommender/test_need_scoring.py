"""Scores of suggestions: worked by hand, and those of the evaluation script where it is there."""

import importlib.util
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.need_scoring import DEPTH, LabelledNeed, mean_with_interval, score_need
from tests.builders.needs import make_labelled_need

THEMES = ["insertion", "pollution", "waste", "energy", "food"]
SUGGESTED = st.lists(st.lists(st.sampled_from(THEMES), min_size=1, max_size=3, unique=True), max_size=12)
EXPECTED = st.dictionaries(st.sampled_from(THEMES[:4]), st.integers(1, 3), max_size=4)
NEED = make_labelled_need()


def test_best_order_scores_one() -> None:
    score = score_need(NEED, [["insertion"], ["pollution"]])
    assert (score.ndcg, score.on_topic, score.off_topic, score.essential) == (1, 1, 0, 1)


def test_theme_counts_once_and_later_ranks_count_less() -> None:
    score = score_need(NEED, [["pollution"], ["pollution"], ["insertion"]])
    ideal = 7 + 3 / math.log2(3)
    assert score.ndcg == pytest.approx((3 + 7 / 2) / ideal)


def test_suggestion_off_topic_is_one_whose_every_theme_is_unexpected() -> None:
    score = score_need(NEED, [["food"], ["food", "insertion"], ["energy"]])
    assert (score.off_topic, score.on_topic) == (pytest.approx(1 / 3), pytest.approx(1 / 3))


def test_nothing_suggested_is_right_only_where_nothing_is_expected() -> None:
    assert score_need(NEED, []).ndcg == 0
    nothing = make_labelled_need(expected={}, is_restrained=True)
    assert (score_need(nothing, []).ndcg, score_need(nothing, []).restraint) == (1, 1)
    assert score_need(nothing, [["energy"]]).restraint == pytest.approx(0.9)


@given(expected=EXPECTED, suggested=SUGGESTED)
def test_scores_lie_between_zero_and_one(expected: Mapping[str, int], suggested: Sequence[Sequence[str]]) -> None:
    score = score_need(make_labelled_need(expected=expected), suggested)
    for value in (score.ndcg, score.on_topic, score.off_topic, score.essential, score.restraint):
        assert value is None or 0 <= value <= 1 + 1e-9


@given(expected=EXPECTED, suggested=SUGGESTED)
def test_what_comes_after_the_tenth_does_not_count(
    expected: Mapping[str, int], suggested: Sequence[Sequence[str]]
) -> None:
    need = make_labelled_need(expected=expected)
    assert score_need(need, suggested) == score_need(need, suggested[:DEPTH])


@given(expected=EXPECTED, suggested=SUGGESTED, is_restrained=st.booleans())
def test_figures_are_those_of_the_evaluation_script(
    shared_documents: Path, expected: Mapping[str, int], suggested: Sequence[Sequence[str]], is_restrained: bool
) -> None:
    need = make_labelled_need(expected=expected, is_restrained=is_restrained)
    theirs = _score_with_script(shared_documents, need, suggested)
    ours = score_need(need, suggested)
    for name, value in [
        ("ndcg", ours.ndcg),
        ("on", ours.on_topic),
        ("off", ours.off_topic),
        ("essential", ours.essential),
        ("restraint", ours.restraint),
    ]:
        assert theirs[name] == (None if value is None else pytest.approx(value))


def test_mean_lies_within_its_interval() -> None:
    found = mean_with_interval([0.0, 0.5, None, 1.0, 1.0])
    assert found is not None
    assert found.low <= found.mean == 0.625 <= found.high
    assert mean_with_interval([None]) is None
    constant = mean_with_interval([0.4] * 5)
    assert constant is not None
    assert (constant.low, constant.high) == pytest.approx((0.4, 0.4))


def _score_with_script(folder: Path, need: LabelledNeed, suggested: Sequence[Sequence[str]]) -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("score_needs", folder / "evaluation" / "score_needs.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    label = {
        "id": need.id, "expected": dict(need.expected), "unexpected": list(need.unexpected),
        "restraint": need.is_restrained, "nature": need.nature, "cpv_divisions": list(need.divisions),
    }  # fmt: skip
    return dict(script.score_need(label, {"recommendations": [{"themes": list(themes)} for themes in suggested]}))

"""The scoring of plans: what counts as found, and each expectation met once."""

from typing import Any

import pytest

from recommender.spaser_scoring import KINDS, overlap, score_spaser

AXIS = {"number": "1", "title": "Acheter solidaire", "page": 4}
OBJECTIVE = {"number": "1.1", "title": "Développer les heures d'insertion", "page": 5}
TARGET = {"text": "Atteindre 30 % de marchés clausés en 2028.", "value": 30, "year": 2028, "page": 5}
INDICATOR = {"text": "Part des marchés clausés", "page": 5}
STEP = {"text": "Le comité se réunit deux fois par an.", "page": 9}


def plan(
    axis: dict[str, Any] = AXIS,
    objective: dict[str, Any] = OBJECTIVE,
    targets: tuple[dict[str, Any], ...] = (TARGET,),
) -> dict[str, Any]:
    return {
        "axes": [{**axis, "objectives": [objective]}],
        "targets": list(targets),
        "indicators": [INDICATOR],
        "monitoring": [STEP],
    }


def test_same_plan_is_right_in_all() -> None:
    score = score_spaser("plan.pdf", expected=plan(), answer=plan())
    assert [score.kinds[kind].f1 for kind in KINDS] == [1.0] * len(KINDS)
    assert score.errors == ()


def test_document_that_is_read_as_no_plan_finds_nothing() -> None:
    score = score_spaser("plan.pdf", expected=plan(), answer=None)
    assert [(score.kinds[kind].precision, score.kinds[kind].recall) for kind in KINDS] == [(1.0, 0.0)] * len(KINDS)


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({"page": 6}, 1),
        ({"page": 7}, 0),
        ({"number": "1.2"}, 0),
        ({"title": "Développer l'insertion par les heures"}, 1),
        ({"title": "Réduire les déchets"}, 0),
    ],
)
def test_objective_is_right_with_its_number_its_title_and_its_page(changes: dict[str, Any], right: int) -> None:
    score = score_spaser("plan.pdf", expected=plan(), answer=plan(objective={**OBJECTIVE, **changes}))
    assert score.kinds["objectives"].right == right


@pytest.mark.parametrize(
    ("changes", "right"),
    [({"value": 30.0}, 1), ({"value": 31}, 0), ({"value": None}, 0), ({"year": 2027}, 0), ({"text": "Trier"}, 0)],
)
def test_target_is_right_with_its_value_its_year_and_its_text(changes: dict[str, Any], right: int) -> None:
    score = score_spaser("plan.pdf", expected=plan(), answer=plan(targets=({**TARGET, **changes},)))
    assert score.kinds["targets"].right == right


def test_target_given_twice_is_wrong_once() -> None:
    score = score_spaser("plan.pdf", expected=plan(), answer=plan(targets=(TARGET, TARGET)))
    assert (score.kinds["targets"].precision, score.kinds["targets"].recall) == (0.5, 1.0)
    assert [error.partition(" p.")[0] for error in score.errors] == ["targets : en trop"]


def test_closest_text_is_matched_first() -> None:
    one, other = {**TARGET, "text": "Part des achats en nombre"}, {**TARGET, "text": "Part des achats en valeur"}
    score = score_spaser("plan.pdf", expected=plan(targets=(one, other)), answer=plan(targets=(other, one)))
    assert score.kinds["targets"].right == 2


def test_overlap_is_the_share_of_words_in_common() -> None:
    assert overlap("Part des marchés", "part des MARCHES") == 1.0
    assert overlap("un deux", "deux trois") == 0.5
    assert overlap("", "") == 1.0

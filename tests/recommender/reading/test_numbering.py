"""The numbers that a word processor prints."""

import pytest

from recommender.reading.numbering import Counter, Level, format_number


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [
        (4, "decimal", "4"),
        (4, "1", "4"),
        (4, "decimalZero", "04"),
        (9, "upperRoman", "IX"),
        (49, "i", "xlix"),
        (2, "upperLetter", "B"),
        (28, "lowerLetter", "bb"),
    ],
)
def test_numbers_have_the_form_of_their_level(value: int, form: str, printed: str) -> None:
    assert format_number(value, form) == printed


def test_deeper_levels_begin_again_after_a_higher_one() -> None:
    counter = Counter({0: Level("upperRoman", "%1."), 1: Level("decimal", "%1.%2")})
    assert [counter.advance(depth) for depth in (0, 1, 1, 0, 1)] == ["I", "I.1", "I.2", "II", "II.1"]


def test_level_that_was_skipped_counts_from_its_start() -> None:
    counter = Counter({0: Level("decimal", "%1", start=3), 1: Level("decimal", "%1.%2")})
    assert counter.advance(1) == "3.1"


def test_bullets_and_unknown_levels_have_no_number() -> None:
    counter = Counter({0: Level("bullet", "-")})
    assert counter.advance(0) is None
    assert counter.advance(5) is None

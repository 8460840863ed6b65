"""The numbers that a word processor prints."""

import pytest

from recommender.reading.numbering import Counter, Level, format_number, parse_integer


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


@pytest.mark.parametrize("form", ["upperRoman", "lowerLetter", "i", "A", "decimal"])
def test_numbers_below_one_have_no_letters(form: str) -> None:
    assert (format_number(0, form), format_number(-5, form)) == ("0", "-5")


def test_very_large_numbers_stay_short() -> None:
    assert format_number(10**9, "upperRoman") == "MMMCMXCIX"
    assert len(format_number(10**9, "lowerLetter")) == 8


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("-3", -3), ("0", 0), ("", None), (None, None), ("²", None), ("1.5", None), ("9" * 10, None)],
)
def test_integers_are_parsed_or_left_aside(text: str | None, value: int | None) -> None:
    assert parse_integer(text) == value

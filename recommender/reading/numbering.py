"""Counters of a word processor's numbered paragraphs → the numbers it prints."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_UNITS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%(\d)")
_INTEGER = re.compile(r"-?\d{1,9}")


def parse_integer(text: str | None) -> int | None:
    """The integer that an attribute holds, ``None`` if it holds none."""
    return int(text) if text is not None and _INTEGER.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is numbered. ``pattern`` holds "%1" for the number of level 1, and so on."""

    form: str
    pattern: str
    start: int = 1

    @property
    def is_bullet(self) -> bool:
        """Whether the level is marked by a sign or nothing, not by a number."""
        return not _PLACE.search(self.pattern) or self.form in ("bullet", "none", "")

    @property
    def is_letter(self) -> bool:
        """Whether the level is marked by small letters, as items of a list are."""
        return self.form in ("lowerLetter", "lowerRoman", "a", "i")


@dataclass(slots=True)
class Counter:
    """Counts the paragraphs of one multi-level numbering."""

    levels: dict[int, Level]
    _counts: dict[int, int] = field(default_factory=dict)

    def advance(self, depth: int) -> str | None:
        """Count one more paragraph at this depth (from 0) and give the number printed before it."""
        level = self.levels.get(depth)
        if level is None:
            return None
        self._counts[depth] = self._counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in self._counts if other > depth]:
            del self._counts[deeper]
        return None if level.is_bullet else self._format(level)

    def restart(self, depth: int, start: int) -> None:
        """Make the next paragraph at this depth bear this number."""
        self._counts[depth] = start - 1

    def _format(self, level: Level) -> str | None:
        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            shown = self.levels.get(depth, level)
            return format_number(self._counts.get(depth, shown.start), shown.form)

        return _PLACE.sub(number, level.pattern).strip(" \t.:–—-)").strip() or None


def format_number(value: int, form: str) -> str:
    """A number in a form of WordprocessingML ("upperRoman") or OpenDocument ("I")."""
    if value < 1:
        # There is no such letter or Roman number.
        return str(value)
    match form:
        case "lowerLetter" | "a":
            return _letters(value)
        case "upperLetter" | "A":
            return _letters(value).upper()
        case "lowerRoman" | "i":
            return _roman(value)
        case "upperRoman" | "I":
            return _roman(value).upper()
        case "decimalZero":
            return f"{value:02d}"
        case _:
            return str(value)


def _letters(value: int) -> str:
    # Word doubles the letter after z: aa, bb.
    repeat, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * min(repeat + 1, 8)


def _roman(value: int) -> str:
    text = ""
    value = min(value, 3999)
    for amount, sign in _ROMAN + _ROMAN_UNITS:
        while value >= amount:
            text += sign
            value -= amount
    return text

"""Expressions that speak of a theme → what a text says of each theme, before any learning."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from recommender.domain.text import fold_accents

# Words that may stand between two words of an expression, and what may part them inside a sentence: a full stop only in
# "L. 541".
MAX_GAP_WORDS = 2
_BREAK = r"(?:[^\w.;:!?\n]{1,3}|\. ?(?=\d))"
_GAP = rf"{_BREAK}(?:\w+{_BREAK}){{0,{MAX_GAP_WORDS}}}?"
_MASK = " # "


@dataclass(frozen=True)
class ThemeExpressions:
    """The expressions of one theme, as rows of word beginnings ("=" closes a word)."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """The strong and the weak ones, each as one pattern on folded text."""
        return compile_expressions(self.strong), compile_expressions(self.weak)


@dataclass(frozen=True)
class ThemeLexicon:
    """What to look for: expressions by theme, and false friends to take out first."""

    themes: Mapping[str, ThemeExpressions]
    masked: tuple[str, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The themes in a fixed order: that of the counts."""
        return tuple(sorted(self.themes))

    @cached_property
    def _mask(self) -> re.Pattern[str]:
        return compile_expressions(self.masked)

    def count(self, text: str) -> list[tuple[int, int]]:
        """(strong, weak) counts of distinct expressions for each theme of ``codes``."""
        folded = self._mask.sub(_MASK, fold_accents(text))
        return [self._count_theme(code, folded) for code in self.codes]

    def _count_theme(self, code: str, folded: str) -> tuple[int, int]:
        strong, weak = self.themes[code].patterns
        return len(set(strong.findall(folded))), len(set(weak.findall(folded)))


def compile_expressions(expressions: Iterable[str]) -> re.Pattern[str]:
    """One pattern that finds any of the expressions in folded text; longest first."""
    ordered = sorted(expressions, key=lambda expression: (-len(expression), expression))
    return re.compile(r"\b(?:" + "|".join(map(_expression_pattern, ordered)) + ")") if ordered else re.compile(r"(?!)")


def _expression_pattern(expression: str) -> str:
    words: Sequence[str] = fold_accents(expression).replace("'", " ").split()
    return _GAP.join(re.escape(word[:-1]) + r"\b" if word.endswith("=") else re.escape(word) + r"\w*" for word in words)

"""Expressions that speak of a theme → what a text says of each theme, before any learning."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from recommender.domain.text import fold_accents

# Words that may stand between two words of an expression, and what may part them inside a sentence: a full stop only in
# "L. 541".
MAX_GAP_WORDS = 2
_BREAK = r"(?:[^\w.;:!?\n]{1,3}|\. ?(?=\d))"
_GAP = rf"{_BREAK}(?:\w+{_BREAK}){{0,{MAX_GAP_WORDS}}}?"
_MASK = " # "
_WORD = re.compile(r"\w+")
# Expressions are looked up by the first letters of their first word: most words of a text begin none.
_KEY_LETTERS = 4


@dataclass(frozen=True)
class ThemeExpressions:
    """The expressions of one theme, as rows of word beginnings ("=" closes a word)."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]


class ExpressionIndex:
    """Finds expressions of several groups in folded text, in one walk over its words."""

    def __init__(self, groups: Sequence[Iterable[str]]) -> None:
        """Index the expressions of each group; of two that begin at the same word the longest counts."""
        self.group_count = len(groups)
        self._by_key: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        ordered = [(-len(text), text, number) for number, group in enumerate(groups) for text in group]
        for _, text, number in sorted(ordered):
            words = _split_expression(text)
            key = words[0].rstrip("=")[:_KEY_LETTERS]
            self._by_key.setdefault(key, []).append((number, re.compile(_expression_pattern(words))))

    def find(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """(group, start, end) of every expression, those of one group never overlapping."""
        ends = [0] * self.group_count
        for word in _WORD.finditer(folded):
            start = word.start()
            for number, pattern in self._candidates(word.group()):
                if ends[number] > start:
                    continue
                match = pattern.match(folded, start)
                if match:
                    ends[number] = match.end()
                    yield number, start, match.end()

    def _candidates(self, word: str) -> Iterator[tuple[int, re.Pattern[str]]]:
        for length in range(1, min(_KEY_LETTERS, len(word)) + 1):
            yield from self._by_key.get(word[:length], ())


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
    def _mask(self) -> ExpressionIndex:
        return ExpressionIndex([self.masked])

    @cached_property
    def _index(self) -> ExpressionIndex:
        """Two groups a theme, in the order of ``codes``: strong, weak."""
        return ExpressionIndex([group for code in self.codes for group in self._groups(code)])

    def _groups(self, code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.themes[code].strong, self.themes[code].weak

    def count(self, text: str) -> list[tuple[int, int]]:
        """(strong, weak) counts of distinct expressions for each theme of ``codes``."""
        folded = self._hide_false_friends(fold_accents(text))
        found: list[set[str]] = [set() for _ in range(self._index.group_count)]
        for group, start, end in self._index.find(folded):
            found[group].add(folded[start:end])
        return [(len(found[place]), len(found[place + 1])) for place in range(0, len(found), 2)]

    def _hide_false_friends(self, folded: str) -> str:
        parts, place = [], 0
        for _, start, end in self._mask.find(folded):
            parts += [folded[place:start], _MASK]
            place = end
        return "".join([*parts, folded[place:]])


def _split_expression(expression: str) -> list[str]:
    return fold_accents(expression).replace("'", " ").split()


def _expression_pattern(words: Sequence[str]) -> str:
    return _GAP.join(re.escape(word[:-1]) + r"\b" if word.endswith("=") else re.escape(word) + r"\w*" for word in words)

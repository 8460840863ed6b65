"""The words and rules of a PDF page → the words, those underlined counted as bold, and the rules that underline none.

Bold and underlined words both mark titles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender.domain.documents import BoundingBox
    from recommender.reading.pdf_words import Word

# How far below the baseline, in font sizes, an underline is drawn; the rules of tables are further down.
_NEAREST, _FURTHEST = -0.02, 0.22
_COVERED = 0.8
_THICKEST = 0.5
# Words above this share of a rule make it an underline.
_UNDERLINING = 0.5
_DEEPEST = 6


def mark_underlined(words: Sequence[Word], rules: Sequence[BoundingBox]) -> list[Word]:
    """The words in the same order; one that a rule underlines is bold."""
    by_height = _by_height(rules)
    if not by_height:
        return list(words)
    return [
        word._replace(is_bold=True) if not word.is_bold and _is_underlined(word, by_height) else word for word in words
    ]


def leave_out_underlines(rules: Sequence[BoundingBox], words: Sequence[Word]) -> list[BoundingBox]:
    """The rules but those that underline words: they part no rows."""
    by_baseline: dict[int, list[Word]] = {}
    for word in words:
        by_baseline.setdefault(int(word.baseline), []).append(word)
    return [rule for rule in rules if rule.bottom - rule.top > _THICKEST or not _underlines(rule, by_baseline)]


def _underlines(rule: BoundingBox, by_baseline: dict[int, list[Word]]) -> bool:
    covered = 0.0
    for height in range(int(rule.top) - _DEEPEST, int(rule.top) + 2):
        for word in by_baseline.get(height, ()):
            if _NEAREST * word.size <= rule.top - word.baseline <= _FURTHEST * word.size:
                covered += max(0.0, min(rule.x1, word.x1) - max(rule.x0, word.x0))
    return covered > _UNDERLINING * (rule.x1 - rule.x0)


def _by_height(rules: Sequence[BoundingBox]) -> dict[int, list[BoundingBox]]:
    by_height: dict[int, list[BoundingBox]] = {}
    for rule in rules:
        if rule.bottom - rule.top <= _THICKEST < rule.x1 - rule.x0:
            by_height.setdefault(int(rule.top), []).append(rule)
    return by_height


def _is_underlined(word: Word, by_height: dict[int, list[BoundingBox]]) -> bool:
    least, most = word.baseline + _NEAREST * word.size, word.baseline + _FURTHEST * word.size
    for height in range(int(least), int(most) + 1):
        for rule in by_height.get(height, ()):
            covered = min(rule.x1, word.x1) - max(rule.x0, word.x0)
            if least <= rule.top <= most and covered >= _COVERED * (word.x1 - word.x0):
                return True
    return False

"""The words of a PDF page → its lines of text in reading order, column by column."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from recommender.domain.documents import BoundingBox
from recommender.reading.pdf_words import Word

# Words whose baselines differ by less than this share of the font size stand on one line.
_BASELINE_TOLERANCE = 0.45
_CAPITAL_SHARE = 0.12
# "3.3.2", "Objectif 1.3", "Lot n° 4".
_NUMBER = re.compile(r"(?:[A-ZÀ-Ý][\w’'-]{1,14} (?:[nN] ?° ?)?)?\d{1,3}(?:\.\d{1,3})*\.?")
_LABEL_WORDS = 3
_SAME_EDGE = 6.0
_LEAST_MARGIN_SHARE = 0.85
_COLUMN_GAP = 9.0
_COLUMN_MIN_SHARE = 0.22
_COLUMN_MIN_LINES = 5
_COLUMN_MIN_WORDS = 3.0


@dataclass(frozen=True)
class Line:
    """A line of text. ``margin`` is the right edge of the column it belongs to."""

    words: tuple[Word, ...]
    margin: float

    @cached_property
    def text(self) -> str:
        """The words, separated by spaces."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def bbox(self) -> BoundingBox:
        """The rectangle of the words."""
        return words_box(self.words)

    @property
    def baseline(self) -> float:
        """The distance of the baseline from the top of the page."""
        return self.words[0].baseline

    @cached_property
    def _size_counts(self) -> Counter[float]:
        counts: Counter[float] = Counter()
        for word in self.words:
            counts[word.size] += len(word.text)
        return counts

    @cached_property
    def size(self) -> float:
        """The font size of most characters."""
        return max(self._size_counts, key=lambda size: (self._size_counts[size], size))

    @property
    def capital_size(self) -> float:
        """The largest font size that counts: that of the capitals where the text is in small capitals."""
        least = _CAPITAL_SHARE * self._size_counts.total()
        return max(size for size, count in self._size_counts.items() if count >= least)

    @cached_property
    def is_bold(self) -> bool:
        """Whether most characters are bold."""
        bold = sum(len(word.text) for word in self.words if word.is_bold)
        return 2 * bold > sum(len(word.text) for word in self.words)


def words_box(words: Iterable[Word]) -> BoundingBox:
    """The smallest rectangle that holds the words."""
    words = tuple(words)
    return BoundingBox(
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )


def group_rows(words: Iterable[Word]) -> list[tuple[Word, ...]]:
    """The words that share a baseline, from left to right, rows from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.x0)):
        if rows and _on_row(word, rows[-1]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [tuple(sorted(row, key=lambda word: word.x0)) for row in rows]


def _on_row(word: Word, row: Sequence[Word]) -> bool:
    size = max(word.size, row[0].size)
    return word.baseline - row[0].baseline <= _BASELINE_TOLERANCE * size


def read_lines(words: Sequence[Word]) -> list[Line]:
    """The lines of a region of a page in reading order: column by column where it has columns."""
    if not words:
        return []
    rows = _attach_margin_numbers(group_rows(words))
    gutter = _find_gutter(rows)
    if gutter is None:
        margin = right_margin([row[-1].x1 for row in rows])
        return [Line(row, margin) for row in rows]
    first, last, x = gutter
    lines = read_lines([word for row in rows[:first] for word in row])
    band = [word for row in rows[first:last] for word in row]
    lines += read_lines([word for word in band if word.x1 <= x])
    lines += read_lines([word for word in band if word.x1 > x])
    return lines + read_lines([word for row in rows[last:] for word in row])


def _attach_margin_numbers(rows: Sequence[tuple[Word, ...]]) -> list[tuple[Word, ...]]:
    """The rows, a number or label halfway down a title of two lines put at the head of the first."""
    attached: list[tuple[Word, ...]] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        first = attached[-1] if attached else None
        if first and following and len(row) <= _LABEL_WORDS and _NUMBER.fullmatch(" ".join(word.text for word in row)):
            is_aside = row[-1].x1 < min(first[0].x0, following[0].x0)
            if is_aside and row[0].top < first[0].bottom and row[0].bottom > following[0].top:
                attached[-1] = (*(word._replace(baseline=first[0].baseline) for word in row), *first)
                continue
        attached.append(row)
    return attached


def right_margin(ends: Sequence[float]) -> float:
    """The right edge that lines reach: the furthest one that two share, a lone longer one left out."""
    descending = sorted(ends, reverse=True)
    for end, following in zip(descending, descending[1:], strict=False):
        if end - following <= _SAME_EDGE:
            return end if end >= _LEAST_MARGIN_SHARE * descending[0] else descending[0]
    return descending[0]


def _find_gutter(rows: Sequence[tuple[Word, ...]]) -> tuple[int, int, float] | None:
    """The rows ``[first, last)`` that a vertical white band cuts in two columns of prose, and its place."""
    best: tuple[int, tuple[int, int, float]] | None = None
    for x in _candidate_gutters(rows):
        for first, last in _uncrossed_runs(rows, x):
            weight = _column_weight(rows[first:last], x)
            if weight and (best is None or weight > best[0]):
                best = weight, (first, last, x)
    return best[1] if best else None


def _candidate_gutters(rows: Sequence[tuple[Word, ...]]) -> list[float]:
    places: dict[int, int] = {}
    for row in rows:
        for left, right in zip(row, row[1:], strict=False):
            if right.x0 - left.x1 >= _COLUMN_GAP:
                # Columns are set to the left: their gutter ends where the right one begins.
                place = round((right.x0 - 3.0) / 3.0)
                places[place] = places.get(place, 0) + 1
    return [place * 3.0 for place, count in sorted(places.items()) if count >= 3]


def _uncrossed_runs(rows: Sequence[tuple[Word, ...]], x: float) -> Iterator[tuple[int, int]]:
    first = 0
    for index, row in enumerate(rows):
        if _crosses(row, x):
            if index - first >= _COLUMN_MIN_LINES:
                yield first, index
            first = index + 1
    if len(rows) - first >= _COLUMN_MIN_LINES:
        yield first, len(rows)


def _crosses(row: tuple[Word, ...], x: float) -> bool:
    left = max((word.x1 for word in row if word.x0 < x), default=None)
    right = min((word.x0 for word in row if word.x0 >= x), default=None)
    if left is None or right is None:
        return left is not None and left > x
    return left > x or right - left < _COLUMN_GAP


def _column_weight(rows: Sequence[tuple[Word, ...]], x: float) -> int:
    """How many lines of prose the poorer of the two columns has; 0 where one of them is not prose."""
    box = words_box(word for row in rows for word in row)
    weights = []
    for is_left in (True, False):
        parts = [part for row in rows if (part := [word for word in row if (word.x0 < x) is is_left])]
        if len(parts) < _COLUMN_MIN_LINES:
            return 0
        widths = [part[-1].x1 - part[0].x0 for part in parts]
        is_wide = sum(widths) / len(widths) >= _COLUMN_MIN_SHARE * (box.x1 - box.x0)
        if not is_wide or sum(len(part) for part in parts) / len(parts) < _COLUMN_MIN_WORDS:
            return 0
        weights.append(len(parts))
    return min(weights)

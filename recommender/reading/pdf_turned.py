"""The words of every page → those written from left to right, and apart the texts turned another way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recommender.reading.pdf_words import Word

# A page most of whose words are turned is one that the scanner or the printer laid down: it has no others to part.
_MOST_TURNED = 0.5
# In font sizes.
_NEAR = 1.5
_LEAST_PAGES = 3


@dataclass(frozen=True, slots=True)
class TurnedText:
    """Words that follow one another in a turned text. ``is_running`` where it is met on page after page."""

    words: tuple[Word, ...]
    is_running: bool = False

    @property
    def text(self) -> str:
        """The words, separated by spaces."""
        return " ".join(word.text for word in self.words)


class PartedWords(NamedTuple):
    """The words of a page that are upright, and its turned texts."""

    upright: tuple[Word, ...]
    turned: tuple[TurnedText, ...]


def part_turned_words(words: Sequence[Word]) -> PartedWords:
    """The words of a page, the turned ones apart."""
    turned = [word for word in words if word.is_turned]
    if len(turned) > _MOST_TURNED * len(words):
        return PartedWords(tuple(words), ())
    upright = tuple(word for word in words if not word.is_turned)
    return PartedWords(upright, tuple(_texts(turned)))


def _texts(words: Sequence[Word]) -> Iterator[TurnedText]:
    # The order of the file is the one that the letters are written in, whichever way they are turned.
    text: list[Word] = []
    for word in words:
        if text and not _is_near(text[-1], word):
            yield TurnedText(tuple(text))
            text = []
        text.append(word)
    if text:
        yield TurnedText(tuple(text))


def _is_near(word: Word, following: Word) -> bool:
    room = _NEAR * max(word.size, following.size)
    across = max(word.x0, following.x0) - min(word.x1, following.x1)
    along = max(word.top, following.top) - min(word.bottom, following.bottom)
    return max(across, along) <= room


def mark_running(pages: Sequence[Sequence[TurnedText]]) -> list[tuple[TurnedText, ...]]:
    """The turned texts of every page, those met on several pages marked."""
    counts = Counter(text for page in pages for text in {turned.text for turned in page})
    least = min(_LEAST_PAGES, max(2, len(pages)))
    return [tuple(replace(turned, is_running=counts[turned.text] >= least) for turned in page) for page in pages]

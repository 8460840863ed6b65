"""One criterion as stated, and the sign that its line begins with."""

import re
from dataclasses import dataclass

from recommender.extraction.criterion_names import read_prefix
from recommender.extraction.criterion_weights import PERCENT, Weight

_BULLET = re.compile(r"^\s*(?:[-–—‐•●○◦▪■□➢➤►▶✓✔❖◆→·*+o]|\uf0b7|\uf0a7)\s+(?=\S)|^\s*[-–—•](?=[^\W\d])")
_NUMBER = re.compile(
    r"^\s*(?P<path>\d{1,2}(?:[.\-]\d{1,2}){0,4}|[A-Z](?:\.\d{1,2})*|[a-z]|[IVX]{1,4}|[ivx]{1,4})"
    r"(?:\s*[.)°/:]+\s*[-–—]?\s*|\s*[-–—]\s*|\s+(?=[A-ZÀ-Ý«]))(?=[^\W\d]|«|\")"
)
_SUB_WORD = re.compile(r"^sous|^sc$")


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a criterion. ``kind``: word, sub, number, letter, bullet, column or none."""

    kind: str
    path: tuple[str, ...] = ()
    indent: float = 0.0

    @property
    def family(self) -> tuple[str, int, int]:
        """What the criteria of one rank share: the kind of sign, how deep its number is, where the line begins."""
        return self.kind, len(self.path), round(self.indent / 9.0)


NO_MARKER = Marker("none")


@dataclass(frozen=True, slots=True)
class Entry:
    """One criterion as stated, before its rank is known. ``parent`` where the text itself says it.

    ``is_open`` where a range or a blank stands in place of the weight.
    """

    name: str
    weight: float | None
    unit: str
    marker: Marker = NO_MARKER
    parent: str | None = None
    page: int = 0
    is_open: bool = False

    @property
    def is_sub(self) -> bool:
        """Whether the words say that it is a sub-criterion."""
        return self.marker.kind == "sub" or self.parent is not None


def make_entry(name: str, weight: Weight | None, marker: Marker = NO_MARKER, parent: str | None = None) -> Entry:
    """A criterion with the weight that was found for it, if any."""
    if weight is None:
        return Entry(name, None, PERCENT, marker, parent)
    return Entry(name, weight.value, weight.unit, marker, parent, is_open=weight.value is None)


def read_marker(text: str) -> tuple[Marker, str]:
    """The sign a line begins with and the rest of the line."""
    rest = text
    while bullet := _BULLET.match(rest):
        rest = rest[bullet.end() :]
    word = _read_word(rest)
    if word is not None:
        return word, rest
    number = _NUMBER.match(rest)
    after = rest[number.end() :] if number else rest
    inner = _read_word(after) if number else None
    if inner is not None:
        return inner, after
    if rest is not text:
        return Marker("bullet"), rest
    if number is None:
        return NO_MARKER, text
    path = tuple(re.split(r"[.\-]", number["path"]))
    return Marker("letter" if path[0].isalpha() and path[0].islower() else "number", path), after


def _read_word(text: str) -> Marker | None:
    """The word and number of "Critère n° 2 : prix"; they stay in the name."""
    prefix = read_prefix(text)
    if prefix is None:
        return None
    word, number = prefix
    return Marker("sub" if _SUB_WORD.search(word) else "word", tuple(re.split(r"[.\-]", number)) if number else ())

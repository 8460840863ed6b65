"""The table of contents of a document → what it says of its headings: their titles, numbers and pages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from recommender.domain.documents import Block, BlockRole
from recommender.domain.text import fold_accents
from recommender.extraction.title_numbers import NumberedTitle, form_of, read_label, read_title, value_of

_LEADERS = " .…_·\t"
_DIGITS = "0123456789"
_SIGNS = re.compile(r"[\W_]+")
_MIN_SHARED_WORDS = 0.5
_STEM_CHARS = 4
_CONTENTS_TITLES = frozenset({"sommaire", "tabledesmatieres", "tablesdesmatieres", "table", "contenu", "index"})
# A body page may be counted from the cover or from the first article.
_PAGE_TOLERANCE = 3
_MIN_ENTRIES = 4
_TRUSTED_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents. ``page`` is the one it prints, ``None`` where it prints none."""

    key: str
    numbered: NumberedTitle | None
    page: int | None


@dataclass(frozen=True)
class Contents:
    """The entries in order; none where the document has no contents."""

    entries: tuple[ContentsEntry, ...]

    @cached_property
    def _by_key(self) -> Mapping[str, ContentsEntry]:
        return {entry.key: entry for entry in reversed(self.entries) if entry.key}

    @cached_property
    def _by_number(self) -> Mapping[tuple[str, tuple[str, ...]], Sequence[ContentsEntry]]:
        found: dict[tuple[str, tuple[str, ...]], list[ContentsEntry]] = {}
        for entry in self.entries:
            if entry.numbered is not None:
                found.setdefault((entry.numbered.word, entry.numbered.path), []).append(entry)
        return found

    @cached_property
    def forms(self) -> frozenset[str]:
        """The forms of the numbers it lists."""
        return frozenset(entry.numbered.form for entry in self.entries if entry.numbered)

    @cached_property
    def top_forms(self) -> frozenset[str]:
        """The forms of the numbers of one part that it lists."""
        return frozenset(entry.numbered.form for entry in self.entries if entry.numbered and entry.numbered.depth == 1)

    def find_title(self, text: str, page: int) -> ContentsEntry | None:
        """The entry of an unnumbered line of the body: the same words, about the page it announces."""
        entry = self._by_key.get(make_key(text))
        if entry is None or (page and entry.page and abs(entry.page - page) > _PAGE_TOLERANCE):
            return None
        return entry

    def find_numbered(self, numbered: NumberedTitle) -> ContentsEntry | None:
        """The entry of a numbered line of the body: the same number and about the same words, or the same words."""
        for entry in self._by_number.get((numbered.word, numbered.path), ()):
            if entry.numbered is not None and _share_words(entry.numbered.title, numbered.title):
                return entry
        return self._by_key.get(make_key(numbered.title)) if numbered.depth > 1 else None

    def are_those_of(self, titles: Iterable[NumberedTitle]) -> bool:
        """Whether most of its numbers are those of the body, so that what it leaves out is no heading."""
        numbers = {(title.word, title.path) for title in titles}
        found = sum(number in numbers for number in self._by_number)
        return found >= _MIN_ENTRIES and found >= _TRUSTED_SHARE * len(self._by_number)


def make_key(text: str) -> str:
    """The letters and digits of a title, by which it is recognised."""
    return _SIGNS.sub("", fold_accents(text))


def _share_words(one: str, other: str) -> bool:
    stems, others = _stems(one), _stems(other)
    return len(stems & others) >= _MIN_SHARED_WORDS * min(len(stems), len(others))


def _stems(text: str) -> set[str]:
    """The beginnings of the words that carry meaning: "accords-cadres" and "accord-cadre" agree."""
    words = re.findall(r"\w+", fold_accents(text))
    return {word[:_STEM_CHARS] for word in words if len(word) >= _STEM_CHARS} or set(words)


def read_contents(blocks: Sequence[Block]) -> Contents:
    """The entries of the contents; those whose number is not in the text take the one their neighbours imply."""
    entries = [_read_entry(block.text) for block in blocks if block.role is BlockRole.CONTENTS]
    return Contents(tuple(_number_parents([entry for entry in entries if entry.key and not _is_own_title(entry)])))


def _is_own_title(entry: ContentsEntry) -> bool:
    """Whether the line is the title of the contents: an article may be called "1.1 Contenu"."""
    return entry.numbered is None and entry.key in _CONTENTS_TITLES


def _read_entry(text: str) -> ContentsEntry:
    bare = text.rstrip(_LEADERS)
    title = bare.rstrip(_DIGITS)
    page = bare[len(title) :]
    is_page = bool(page) and len(page) <= 4 and title[-1:] in _LEADERS
    shown = (title if is_page else bare).rstrip(_LEADERS)
    numbered = read_title(shown)
    key = make_key(numbered.title if numbered else shown)
    return ContentsEntry(key, numbered, int(page) if is_page else None)


def _number_parents(entries: Sequence[ContentsEntry]) -> list[ContentsEntry]:
    """Numbers for the unnumbered entries that "2.1" follows, and for those that fill the gap before them.

    Some programs draw the number of the highest titles as a picture: its children tell it.
    """
    numbered = list(entries)
    for index, entry in enumerate(entries):
        value = _missing_parent(entries, index)
        if value is not None:
            numbered[index] = replace(entry, numbered=read_label(str(value), entry.key))
    return _fill_gaps(numbered)


def _missing_parent(entries: Sequence[ContentsEntry], index: int) -> int | None:
    following = entries[index + 1].numbered if index + 1 < len(entries) else None
    if entries[index].numbered is not None or following is None or following.depth != 2:
        return None
    top, rank = value_of(following.path[0]), value_of(following.path[1])
    is_digits = form_of(following.path[0]) == "digits"
    has_parent = any(entry.numbered and entry.numbered.path == following.path[:1] for entry in entries[:index])
    return top if is_digits and rank == 1 and not has_parent else None


def _fill_gaps(entries: Sequence[ContentsEntry]) -> list[ContentsEntry]:
    """Numbers for runs of unnumbered entries exactly as long as the gap between two numbered ones."""
    filled = list(entries)
    last, run = 0, list[int]()
    for index, entry in enumerate(entries):
        if entry.numbered is None:
            run.append(index)
            continue
        value = value_of(entry.numbered.path[0]) if entry.numbered.form == ":digits" else None
        if value is None:
            run = []
            continue
        if entry.numbered.depth == 1 and run and len(run) == value - last - 1 and entry.numbered:
            for rank, place in enumerate(run, last + 1):
                filled[place] = replace(entries[place], numbered=read_label(str(rank), entries[place].key))
        last, run = value, []
    return filled

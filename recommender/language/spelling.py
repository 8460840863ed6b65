"""A description as a careful writer would have typed it: no misspelt word, no shouting, accents where they belong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from recommender.domain.text import fold_accents

if TYPE_CHECKING:
    from spellchecker import SpellChecker

WORD = re.compile(r"[^\W\d_]+")
# A shorter word has too many neighbours; two faults are forgiven in long ones only.
MIN_CHARS, LONG_CHARS = 6, 12
_ENDINGS = "esx"


@dataclass(frozen=True, slots=True)
class Speller:
    """Knows ``words`` in lower case, the most frequent first, each in its usual spelling.

    A word outside them that no French dictionary holds either is taken for the closest of them, if one is close.
    """

    words: Sequence[str]
    _by_initial: dict[str, list[str]] = field(default_factory=dict)
    _spelling: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the words by initial: people rarely miss it."""
        for word in self.words:
            folded = fold_accents(word)
            self._spelling.setdefault(folded, word)
            if len(folded) >= MIN_CHARS - 1:
                self._by_initial.setdefault(folded[0], []).append(folded)

    def find_typos(self, text: str) -> dict[str, str]:
        """Word as written → word meant, for those words of ``text`` that are likely misspelt."""
        found: dict[str, str] = {}
        for match in WORD.finditer(text):
            word, folded = match[0], fold_accents(match[0])
            if len(folded) < MIN_CHARS or folded in self._spelling or _is_name(word, at_start=match.start() == 0):
                continue
            meant = self._closest(folded)
            # A plural or a feminine is no fault.
            if meant is None or meant.rstrip(_ENDINGS) == folded.rstrip(_ENDINGS):
                continue
            if not _is_french(word.lower()):
                found[word] = self._spelling[meant]
        return found

    def write_plainly(self, text: str, typos: Mapping[str, str]) -> str:
        """``text`` without its ``typos``, in lower case, with the accents its words usually have."""

        def write(match: re.Match[str]) -> str:
            word = typos.get(match[0], match[0]).lower()
            # A word typed with an accent was not typed in a hurry.
            return self._spelling.get(word, word)

        return WORD.sub(write, text)

    def _closest(self, folded: str) -> str | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        allowed = 2 if len(folded) >= LONG_CHARS else 1
        best = process.extractOne(
            folded, self._by_initial.get(folded[0], []), scorer=OSA.distance, score_cutoff=allowed
        )
        return None if best is None else str(best[0])


def _is_name(word: str, *, at_start: bool) -> bool:
    """A capital inside a sentence begins a name, which no dictionary need hold; capitals alone tell nothing."""
    return word[0].isupper() and not word.isupper() and not at_start


def _is_french(word: str) -> bool:
    return word in _dictionary()


@cache
def _dictionary() -> "SpellChecker":
    from spellchecker import SpellChecker

    return SpellChecker(language="fr")

"""French spelling of the texts, against a Hunspell dictionary and the words that the library has accepted."""

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recommender.errors import InvalidCorpus
from recommender.library.typography import PLACEHOLDER

_WORD = re.compile(r"aujourd'hui|[^\W\d_]+")
MIN_LETTERS = 3


@dataclass(frozen=True)
class SpellingChecker:
    """Knows a word by the dictionary or by ``accepted``, the trade's own words, in lower case.

    Acronyms and very short words are not judged.
    """

    dictionary: Any
    accepted: frozenset[str]
    # A lookup in Hunspell's rules costs a millisecond, and the texts share most of their words.
    _answers: dict[str, bool] = field(default_factory=dict)

    def list_unknown(self, texts: Iterable[str]) -> list[str]:
        """Words of ``texts`` that neither list knows, each once, in order of appearance."""
        words = (word for text in texts for word in _WORD.findall(PLACEHOLDER.sub(" ", text)))
        return [word for word in dict.fromkeys(words) if not self._knows(word)]

    def _knows(self, word: str) -> bool:
        if len(word) < MIN_LETTERS or word.isupper() or word.lower() in self.accepted:
            return True
        if word not in self._answers:
            self._answers[word] = bool(self.dictionary.lookup(word) or self.dictionary.lookup(word.lower()))
        return self._answers[word]


def read_spelling(corpus_dir: Path) -> SpellingChecker:
    """The dictionary and accepted words of ``corpus_dir``/spelling.

    Raises:
        InvalidCorpus: a file is missing or unreadable.
    """
    from spylls.hunspell import Dictionary

    folder = corpus_dir / "spelling"
    try:
        lines = (folder / "accepted.txt").read_text(encoding="utf-8").splitlines()
        with warnings.catch_warnings():
            # The library leaves its two files to the garbage collector, which closes them.
            warnings.simplefilter("ignore", ResourceWarning)
            dictionary = Dictionary.from_files(str(folder / "fr_FR"))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidCorpus(
            f"Le dictionnaire de la bibliothèque ne peut pas être lu ({error}).",
            "Rétablissez corpus/spelling, puis relancez `clausier corpus check`.",
        ) from error
    accepted = frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))
    return SpellingChecker(dictionary, accepted)

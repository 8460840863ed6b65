"""The words of a PDF page → whether they are its text: some fonts draw letters without saying which.

Such a page looks right on paper, and gives other letters ("/H WLWXODLUH") or private signs to whoever copies it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender.reading.pdf_words import Word

_LEAST_WORDS, _LEAST_CHARACTERS = 3, 20
_GARBLED_SHARE = 0.3
# Private use, control and replacement characters: what a font gives that has no letters to give.
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\x01\x03-\x08\x0e-\x1f\x7f-\x9f]")
# French has 45 vowels in 100 letters, English 38; another letter for each one leaves 16.
_VOWEL = re.compile("[aeiouyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_LEAST_LETTERS = 200
_LEAST_VOWELS = 0.25


def is_garbled(words: Sequence[Word], unmapped: int) -> bool:
    """Whether the words of a page are not what it shows; of ``unmapped`` words the font does not say the letters."""
    if unmapped >= _LEAST_WORDS and unmapped > _GARBLED_SHARE * len(words):
        return True
    text = "".join(word.text for word in words)
    if len(text) < _LEAST_CHARACTERS:
        return False
    letters = _LETTER.findall(text)
    has_few_vowels = len(letters) >= _LEAST_LETTERS and len(_VOWEL.findall(text)) < _LEAST_VOWELS * len(letters)
    return has_few_vowels or len(_UNREADABLE.findall(text)) > _GARBLED_SHARE * len(text)

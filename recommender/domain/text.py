"""The few text forms every stage must agree on."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def fold_accents(text: str) -> str:
    """Lower case, straight apostrophes, no accents: the form in which words are compared."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'").replace("œ", "oe"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def squeeze_spaces(text: str) -> str:
    """One space between words, none around; NFC, so that a decomposed accent is one character."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()

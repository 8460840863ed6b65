"""Characters as extracted → characters as read: ligatures, odd spaces, hyphens at line ends."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# U+0002 and U+FFFE are what pdfium returns for a hyphen that it believes to be one of line breaking.
LINE_END_HYPHENS = "-\u2010\u00ad\u0002\ufffe"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# The hyphens of Unicode, the one that never ends a line among them, are read as that of the keyboard.
_PLAIN = str.maketrans({**_LIGATURES, "\u2010": "-", "\u2011": "-"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]|[\x00-\x08\x0e-\x1f\x7f]")
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"\w+(?:[-\u2010]\w+)*")
# First and last members of French compounds: their hyphen belongs to the word.
_COMPOUND_HEADS = re.compile(
    "anti|arc|auto|avant|après|bio|celles?|celui|ceux|ci|contre|demi|éco|est|ex|extra|haut|hors|là|maître|mi|"
    "micro|mini|mise|multi|méta|non|nord|ouest|peut|post|quasi|rendez|sans|savoir|semi|socio|sud|ultra|vice|vis"
)
_COMPOUND_TAILS = re.compile(
    "ce|ci|dessous|dessus|elles?|en|être|faire|ils?|je|là|lui|mêmes?|moi|nous|on|soi|tu|vis|vous|y"
)
# Fewer line ends with a hyphen than this, and the program that made the document does not cut words.
_HYPHENATED_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the document itself tells of its hyphens: its words, and whether it cuts words at line ends."""

    words: frozenset[str] = frozenset()
    cuts_words: bool = True


_UNKNOWN = Vocabulary()


def clean_text(text: str) -> str:
    """The text in NFC, with plain hyphens, no ligatures or invisible characters, and runs of spaces made one."""
    text = unicodedata.normalize("NFC", text.translate(_PLAIN))
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def collect_vocabulary(lines: Sequence[str]) -> Vocabulary:
    """The vocabulary of the lines of a document, lower-cased, compounds kept whole."""
    words = frozenset(word.replace("\u2010", "-").lower() for line in lines for word in _WORDS.findall(line))
    cut = sum(line.endswith(tuple(LINE_END_HYPHENS)) for line in lines)
    return Vocabulary(words, cut > _HYPHENATED_SHARE * len(lines))


def join_lines(lines: Iterable[str], vocabulary: Vocabulary = _UNKNOWN) -> str:
    """The lines of one paragraph as one clean text, words cut at a line end made whole again."""
    pieces: list[str] = []
    for line in (raw.strip() for raw in lines):
        if not line:
            continue
        if pieces:
            pieces[-1:] = _join_pair(pieces[-1], line, vocabulary)
        pieces.append(line)
    # A hyphen that pdfium marked inside a line is a hyphen.
    return clean_text(re.sub("[\u0002\ufffe]", "-", "".join(pieces)))


def _join_pair(left: str, right: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """The left line as it stands before the right one, and what comes between them."""
    before = left.rstrip(LINE_END_HYPHENS)
    if before == left or not before or not before[-1].isalnum():
        return left, " "
    if left.endswith("\u00ad"):
        return before, ""
    if not (before[-1].islower() and right[0].islower()):
        # "Rhône-\nAlpes", "2024-\n2028": the hyphen is the word's own.
        return before, "-"
    head = re.split(r"[^\w-]", before)[-1].lower()
    tail = re.split(r"[^\w-]", right, maxsplit=1)[0].lower()
    return before, "-" if _is_compound(head, tail, vocabulary) else ""


def _is_compound(head: str, tail: str, vocabulary: Vocabulary) -> bool:
    if head + tail in vocabulary.words:
        return False
    if f"{head}-{tail}" in vocabulary.words or not vocabulary.cuts_words:
        return True
    member = head.rsplit("-", 1)[-1]
    return bool(_COMPOUND_HEADS.fullmatch(member) or _COMPOUND_TAILS.fullmatch(tail))

"""The few text forms every stage must agree on."""

import re
import unicodedata
from dataclasses import dataclass

_SPACES = re.compile(r"\s+")
# Not allowed in XML 1.0 (control characters, lone surrogates, non-characters): they would break a Word file.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet would take these for the beginning of a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def fold_accents(text: str) -> str:
    """Lower case, straight apostrophes, no accents: the form in which words are compared."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'").replace("œ", "oe"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text in the form of ``fold_accents``, with the way back: ``origins[i]`` is where its character ``i`` came from.

    ``origins`` has one more item than ``folded`` has characters, the length of the text.
    """

    folded: str
    origins: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "FoldedText":
        """The folded form of ``text``: one character may fold to two (œ), or to none (a combining accent)."""
        pieces = [fold_accents(char) for char in text]
        origins = [index for index, piece in enumerate(pieces) for _ in piece]
        return cls("".join(pieces), (*origins, len(text)))


def drop_control_characters(text: str) -> str:
    """The text with a space for each character that no document can hold.

    A space, because one of them, the vertical tab, is the line break that a word processor pastes.
    """
    return _NOT_XML.sub(" ", text)


def squeeze_spaces(text: str) -> str:
    """One space between words, none around; NFC, so that a decomposed accent is one character."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", drop_control_characters(text))).strip()


def tame_formula(cell: object) -> object:
    """The value of a cell, a text that a spreadsheet would take for a formula with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS) else cell


def cut_to(text: str, limit: int) -> str:
    """The text, or its beginning and "…", in ``limit`` characters at most."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def format_value(value: float | int | str) -> str:
    """A value as French readers write it: "1 500", "2,5"."""
    if isinstance(value, str):
        return value
    # Two decimals, and more where there would be nothing left of a small value.
    digits = f"{value:,.2f}" if abs(value) >= 0.01 else f"{value:,.6f}"
    return digits.rstrip("0").rstrip(".").replace(",", "\u202f").replace(".", ",")

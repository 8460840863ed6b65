"""Sentence bounds of French legal prose, as a spaCy component.

A full stop does not end a sentence in "L. 2112-2", "art. 16.1", "n° 2021-1104", "M. Durand", "1.2",
nor before a lower-case word.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_ENDS = frozenset({".", "!", "?", "…", ".\n"})
_CLOSERS = frozenset({"»", ")", "”"})
# Followed by a full stop, these are abbreviations and not ends of sentences.
ABBREVIATIONS = frozenset(
    {"l", "r", "d", "art", "al", "cf", "ex", "etc", "m", "mm", "mme", "dr", "p", "pp", "n", "no", "réf", "ref",
     "tél", "tel", "env", "min", "max", "hab", "st", "ste", "bd", "av", "ch", "chap", "par", "ann", "fig", "ht", "ttc"}
)  # fmt: skip


def set_sentence_starts(doc: "Doc") -> "Doc":
    """Mark the sentence starts of a ``Doc``; a line break always ends a sentence."""
    for token in doc:
        token.is_sent_start = token.i == 0 or _starts_sentence(doc, token.i)
    return doc


def _starts_sentence(doc: "Doc", index: int) -> bool:
    token, previous = doc[index], doc[index - 1]
    if "\n" in previous.text or "\n" in previous.whitespace_:
        return True
    if previous.text in _CLOSERS and index >= 2:
        return _ends_sentence(doc, index - 2) and _looks_initial(token)
    return _ends_sentence(doc, index - 1) and _looks_initial(token)


def _ends_sentence(doc: "Doc", index: int) -> bool:
    token = doc[index]
    if token.text not in _ENDS:
        return False
    if token.text != "." or index == 0:
        return True
    before = doc[index - 1]
    return not (
        before.lower_.rstrip(".") in ABBREVIATIONS or (before.is_digit and not before.whitespace_ and _is_glued(token))
    )


def _is_glued(token: "Token") -> bool:
    is_last = token.i + 1 == len(token.doc)
    return not token.whitespace_ and not is_last and token.nbor().text not in _CLOSERS


def _looks_initial(token: "Token") -> bool:
    text = token.text
    return not (text[:1].islower() or token.is_digit or text in _CLOSERS)


@cache
def sentence_pipeline() -> "Language":
    """A blank French pipeline with these sentence bounds; no model is needed."""
    import spacy
    from spacy.language import Language

    if not Language.has_factory("french_legal_sentences"):
        Language.component("french_legal_sentences", func=set_sentence_starts)
    pipeline = spacy.blank("fr")
    pipeline.max_length = 5_000_000
    pipeline.add_pipe("french_legal_sentences")
    return pipeline

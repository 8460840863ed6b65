"""Text forms the reading of plans shares: folding that keeps positions, sentences, statements run together."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from recommender.language.sentences import sentence_pipeline

MAX_SENTENCE_CHARS = 1_500
_SPACES = {"\u00a0", "\u202f", "\u2009", "\t", "\n"}
# A cell's paragraphs are read as one line: after a year or a bracket another statement may begin.
_RUN_TOGETHER = re.compile(
    r"(?:(?<=\b20\d\d)|(?<=\)))\s+(?=(?:[A-ZÉÀ]\w|\d|un (?:quart|tiers)|les (?:deux|trois)|la moitié|"
    r"tou(?:te)?s les|[–≥≤]\s?\d))"
)
# The sentence bounds leave a figure to the sentence before; an abbreviation ("art. 3") is no end.
_BEFORE_FIGURE = re.compile(
    r"(?<=[\w%)»]{2}\.)(?<!\bart\.)(?<!\bal\.)(?<!\bcf\.)(?<!\benv\.)(?<!\bmax\.)(?<!\bmin\.)(?<!\bfig\.)(?<!\bR\.)(?<!\bL\.)\s+(?=\d)"
)
_MEASURE_HEAD = (
    r"(?:Nombre|Part|Parts|Taux|Montant|Volume|Volumes|Quantité|Pourcentage|Proportion|Tonnage|Tonnes|"
    r"Kilogrammes|Litres|Grammes|"
    r"Émissions|Consommation|Consommations|Durée|Délai|Coût|Heures|Surface|Kilomètres|Âge|Empreinte|Indice|Poids|"
    r"Évolution)"
)
_NEXT_MEASURE = re.compile(rf"(?<=[\wé)»\d])\s+(?={_MEASURE_HEAD}\b)")
MEASURE = re.compile(
    r"(?:nombre|part|taux|montant|volume|quantite|pourcentage|%|proportion|tonnage|tonnes|kilogrammes|litres|"
    r"grammes|emissions|"
    r"consommations?|durees?|delais?|couts?|heures|surfaces?|kilometres|age|empreinte|indice|poids|evolution|"
    r"economies)\b"
)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char in _SPACES:
        return " "
    if char in "’‘ʼ":
        return "'"
    decomposed = [part for part in unicodedata.normalize("NFKD", char.lower()) if not unicodedata.combining(part)]
    return decomposed[0] if len(decomposed) == 1 else char.lower()[:1] or char


def fold_evenly(text: str) -> str:
    """Lower case, no accents, straight apostrophes, plain spaces, each character in its place."""
    return "".join(map(_fold_char, text))


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of the sentences of a paragraph, statements that a cell runs together parted.

    What is too long for a sentence is text that a layout has run together: nothing sure can be read in it.
    """
    flat = text.replace("\n", " ")
    for sentence in sentence_pipeline()(flat).sents:
        if sentence.end_char - sentence.start_char > MAX_SENTENCE_CHARS:
            continue
        for start, end in _split_at(_BEFORE_FIGURE, flat, sentence.start_char, sentence.end_char):
            yield from _split_at(_RUN_TOGETHER, flat, start, end)


def split_measures(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of the things to measure that a text lists, one a line, parted by ";", or run together."""
    flat = text.replace("\n", " ")
    for match in re.finditer(r"[^;•]+", flat):
        yield from _split_at(_NEXT_MEASURE, flat, match.start(), match.end())


def _split_at(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [start, *(match.end() for match in pattern.finditer(text, start, end)), end]
    for one, other in zip(cuts, cuts[1:], strict=False):
        bounds = _strip(text, one, other)
        if bounds[0] < bounds[1]:
            yield bounds


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \u00a0\u202f•▪-–|" and not re.match(r"[-–]\s?\d", text[start:end]):
        start += 1
    while start < end and text[end - 1] in " \u00a0\u202f|":
        end -= 1
    return start, end

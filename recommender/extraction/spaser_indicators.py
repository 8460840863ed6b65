"""The indicators that a plan names in its text: under a label, in a list, or in a sentence on what is measured."""

import re
from collections.abc import Iterator, Sequence

from recommender.domain.documents import Span
from recommender.domain.spaser import SpaserIndicator, TargetUnit
from recommender.extraction.spaser_labels import Label
from recommender.extraction.spaser_pieces import Piece
from recommender.extraction.spaser_text import MEASURE, fold_evenly, split_measures, split_sentences
from recommender.extraction.spaser_units import read_indicator_unit
from recommender.extraction.spaser_zones import Zone

_REFERS = re.compile(r"^(?:voir|cf|idem|se reporter|a definir|a preciser|neant)\b")
_VERB = re.compile(
    r"\b(?:est|sont|sera|seront|ont|doit|doivent|devra|devront|permet|permettent|passera|atteindra|s'eleve|"
    r"represente\w*|recule|"
    r"augmente|progresse|[a-z]+er(?:a|ont))\b"
)
_SAID = re.compile(
    r"\b(?:indicateurs?(?: (?:de |d')?\w+){0,2} (?:est|sont|sera|seront)(?: (?:donc|ainsi|notamment))?|"
    r"indicateurs?(?: (?:de |d')?\w+){0,2} ?:|"
    r"(?:sui(?:vi|vie|vis|vra|vrons)|mesur(?:e|ee|es|ees|era|erons)|evalue(?:e|es|ees|ra|rons)?|apprecie(?:e|s|"
    r"es|ra)?)"
    r"(?: \w+){0,3}? (?:par|a l'aide|au moyen|grace a|a travers|a partir|avec)) ?(?=(?:de |d'|du |des |"
    r"la |le |les |l'|du |au )?"
    r"(?:nombre|part|taux|montant|volume|quantite|pourcentage|proportion|tonnage|consommation|duree|delai|emissions))"
)
_ARTICLE = re.compile(r"^(?:de |d'|du |des |la |le |les |l'|deux indicateurs : )+")
_NEXT = re.compile(
    r"(?:, (?:puis |ainsi que )?|,? et (?:par |de )?)(?:la |le |les |l'|du |de la )?(?=(?:nombre|part|taux|"
    r"montant|volume|quantite|tonnage|consommation|delai)\b)"
)
_PARENTHESIS = re.compile(
    r"\s*(?:\((?:référence|valeur|cible|base|objectif)[^)]*\)?|[,:–-]?\s*cible\b.*)\s*$", re.IGNORECASE
)
MAX_WORDS = 45


def find_text_indicators(pieces: Sequence[Piece]) -> list[SpaserIndicator]:
    """The indicators of paragraphs, lists and lines of sheets, in reading order, each as written."""
    return [indicator for piece in pieces for indicator in _read_piece(piece)]


def _read_piece(piece: Piece) -> Iterator[SpaserIndicator]:
    if piece.zone is Zone.SILENT or piece.label in (Label.SILENT, Label.TARGET):
        return
    if piece.label is Label.INDICATOR:
        yield from _read_list(piece)
    elif piece.zone is Zone.PLAN:
        yield from _read_sentences(piece)


def _read_list(piece: Piece) -> Iterator[SpaserIndicator]:
    for start, end in split_measures(piece.text):
        text = piece.text[start:end]
        if not _REFERS.match(fold_evenly(text)) and 2 <= len(text.split()) <= MAX_WORDS:
            yield _to_indicator(piece, start, end)


def _read_sentences(piece: Piece) -> Iterator[SpaserIndicator]:
    for start, end in split_sentences(piece.text):
        folded = fold_evenly(piece.text[start:end])
        if said := _SAID.search(folded):
            yield from _read_said(piece, start, folded, said.end())
        elif (
            MEASURE.match(folded)
            and not _VERB.search(folded)
            and 3 <= len(folded.split()) <= MAX_WORDS
            and _is_alone(piece, start, end)
        ):
            yield _to_indicator(piece, start, end)


def _is_alone(piece: Piece, start: int, end: int) -> bool:
    """A line that is nothing but a thing to measure."""
    return not piece.text[:start].strip(" -–•") and not piece.text[end:].strip(" .;")


def _read_said(piece: Piece, start: int, folded: str, at: int) -> Iterator[SpaserIndicator]:
    """The things that a sentence says are measured: "suivi par le nombre de … et la part de …"."""
    bounds = [at, *(match.end() for match in _NEXT.finditer(folded, at)), len(folded)]
    for one, other in zip(bounds, bounds[1:], strict=False):
        article = _ARTICLE.match(folded[one:other])
        first = one + (article.end() if article else 0)
        end = _NEXT.search(folded, first)
        last = min(other, end.start() if end else other)
        if MEASURE.match(folded[first:last]):
            yield _to_indicator(piece, start + first, start + last)


def _to_indicator(piece: Piece, start: int, end: int) -> SpaserIndicator:
    text = piece.text[start:end].rstrip(" .;,\n")
    text = _PARENTHESIS.sub("", text).rstrip(" .;,") or text
    span = Span(piece.span.start + start, piece.span.start + start + len(text))
    unit = read_indicator_unit(text) or TargetUnit.COUNT
    return SpaserIndicator(text, piece.page, span, piece.axis, piece.objective, unit)

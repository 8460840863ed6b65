"""Who follows a plan, how often, and what is made public: L. 2111-3 asks for indicators published every two years."""

import re
from collections.abc import Iterator, Sequence

from recommender.domain.documents import Span
from recommender.domain.spaser import MonitoringStep
from recommender.extraction.spaser_commitment import is_refused
from recommender.extraction.spaser_labels import Label
from recommender.extraction.spaser_pieces import Piece
from recommender.extraction.spaser_text import fold_evenly, split_sentences
from recommender.extraction.spaser_zones import Zone

_WHAT = re.compile(
    r"\b(?:comites?|commissions?|copil|cotech|instances?|bilans?|rapports?|indicateurs?|evaluations?|"
    r"tableaux? de bord|cellule|revues?|"
    r"resultats|points? d'etape|mi-parcours)\b"
)
_DONE = re.compile(
    r"\bse reuni(?:t|ra|ssent|ront)\b|\best reuni|\breuni(?:on|ra|t) |\bpresente(?:e|s|es|ra|ront|nt)?\b|"
    r"\bpublie(?:e|s|es|ra|ront|nt)?\b|\bpublication\b|"
    r"\btransmet(?:tra|tent)?\b|\btransmise?s?\b|\bsoumise?s?\b|\bconsolid\w+|\bcollect(?:e|es|ent|era|es|"
    r"ees?)\b|\bexamin\w+|"
    r"\b(?:lancee?s?|conduite?s?|realisee?s?|menee?s?|confiee?s?|mise?s? (?:en ligne|a jour)|"
    r"communiquee?s?|rendue?s? (?:public|compte))\b|\brend(?:ra)? compte|"
    r"\bfera l'objet\b|\bfont l'objet\b|\bpilot(?:e|ent|era)\b|\bassure(?:nt|ra|ront)? le (?:suivi|"
    r"pilotage)|\betabli(?:e|t|ra)?\b|\bdresse"
)
_RHYTHM = re.compile(
    r"annuel|chaque annee|par an\b|tous les (?:ans|deux ans|trois ans|six mois)|semestr|trimestr|mensuel|"
    r"mi-parcours|20\d\d|\bse reuni|"
    r"\bbiennal|chaque etablissement|deux fois|une fois|en ligne|donnees ouvertes|open data|au conseil|"
    r"a l'assemblee|arbitr|consolid|ecarts"
)
_OWN_SECTION = re.compile(
    r"\bcomite (?:de pilotage|de suivi|technique)\b|\bevaluation (?:du schema|a mi-parcours|finale)|"
    r"\bindicateurs\b[^.]{0,80}\bpubli"
)


def find_monitoring(pieces: Sequence[Piece]) -> list[MonitoringStep]:
    """The sentences of the sections on governance that say who does what and when; without one, the surest of all."""
    in_section = [piece for piece in pieces if piece.zone is Zone.MONITORING]
    found = [step for piece in in_section for step in _read_piece(piece)]
    if found:
        return found
    others = [piece for piece in pieces if piece.zone is not Zone.SILENT and piece.label is not Label.SILENT]
    return [step for piece in others for step in _read_piece(piece) if _OWN_SECTION.search(fold_evenly(step.text))]


def _read_piece(piece: Piece) -> Iterator[MonitoringStep]:
    for start, end in split_sentences(piece.text):
        folded = fold_evenly(piece.text[start:end])
        if len(folded.split()) < 6 or is_refused(folded):
            continue
        if _WHAT.search(folded) and _DONE.search(folded) and _RHYTHM.search(folded):
            span = Span(piece.span.start + start, piece.span.start + end)
            yield MonitoringStep(piece.text[start:end], piece.page, span)

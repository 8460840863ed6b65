"""The target figures of the sentences of a plan, each with its year and the level one starts from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from recommender.domain.documents import Span
from recommender.domain.spaser import SpaserTarget, TargetUnit
from recommender.extraction.spaser_commitment import FUTURE, is_committed, is_refused, tells_past
from recommender.extraction.spaser_figures import Figure, find_figures
from recommender.extraction.spaser_labels import Label
from recommender.extraction.spaser_pieces import Piece
from recommender.extraction.spaser_roles import ReadFigure, Role, is_transition, read_roles, select_targets
from recommender.extraction.spaser_text import MEASURE, fold_evenly, split_sentences
from recommender.extraction.spaser_units import read_indicator_unit
from recommender.extraction.spaser_years import IS_YEARLY, YearMention, find_years
from recommender.extraction.spaser_zones import Zone

Period = tuple[int, int] | None
_COUNTED = (TargetUnit.COUNT, TargetUnit.CONTRACTS, TargetUnit.OTHER)
# More figures than this in one sentence of prose are a table or a chart that the layout has run together.
MAX_PROMISES = 6
_AT_LEAST = re.compile(r"\b(?:au moins|au minimum|maximum|au plus) $")
_DATE_WORDS = re.compile(
    r"\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|fin|debut|avant|"
    r"courant|rentree|"
    r"semestre|trimestre|premier|second|1er|2e|permanent|continu|annuel|printemps|automne|ete|hiver|voir|tableau|"
    r"partir|plus|tard|"
    r"des|les|aux|jusqu|terme|annee|apres|dans|pour|sur|depuis|t[1-4]|s[12]|mise|jour|periode|schema|plan|duree)\b"
)
_DEADLINE = re.compile(
    r"\bau plus tard|\bavant (?:la |le )?(?:fin|\d|l'|ete|hiver|janvier|fevrier|mars|avril|mai|juin|"
    r"juillet|aout|septembre|octobre|novembre|"
    r"decembre|20)|\bd'ici|\b(?:en|au|des|a|fin) (?:la |le |l')?(?:\d+(?:er|e|eme)? |premier |second |"
    r"deuxieme |debut |fin )?(?:semestre|trimestre|"
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|rentree|printemps|"
    r"automne|ete|fin)\b"
)
_EVENT = re.compile(
    r"\b(?:publie|adopte|acheve|ouvert|mis|mise|rendu|lance|cree|signe|diffuse|notifie|deploye|realise|"
    r"generalise|recrute|finalise|elabore|"
    r"redige|valide|installe|supprime|livre|remis|etabli)(?:e|s|es)?\b|^(?:fin|ouverture|publication|creation|"
    r"lancement|mise|adoption|"
    r"elaboration|realisation|deploiement|suppression|arret|generalisation|installation|premiere?|"
    r"recrutement|diffusion|signature) "
)
_DATED_YEARLY = re.compile(
    r"\bchaque annee,? (?:avant|au plus tard)|\b(?:avant|au plus tard)\b[^.;]{0,30}\bde chaque annee"
)


@dataclass(frozen=True, slots=True)
class DraftTarget:
    """What a sentence promises, before its place in the document is known."""

    value: float | None
    unit: TargetUnit
    year: int | None
    baseline: float | None = None
    baseline_year: int | None = None


def find_sentence_targets(pieces: Sequence[Piece], period: Period) -> list[SpaserTarget]:
    """The targets that paragraphs, list items and lines of sheets state, in reading order."""
    return [target for piece in pieces for target in _read_piece(piece, period)]


def _read_piece(piece: Piece, period: Period) -> Iterator[SpaserTarget]:
    if piece.zone is Zone.SILENT or piece.label is Label.SILENT:
        return
    for start, end in split_sentences(piece.text):
        text = piece.text[start:end]
        folded = fold_evenly(text)
        drafts = read_measure_targets(folded, period) if MEASURE.match(folded) else []
        if not drafts and piece.label is not Label.INDICATOR:
            drafts = read_targets(folded, piece.label, piece.zone, period)
        span = Span(piece.span.start + start, piece.span.start + end)
        for draft in drafts:
            yield SpaserTarget(text, piece.page, span, piece.axis, piece.objective, draft.value, draft.unit, draft.year,
                               draft.baseline, draft.baseline_year)  # fmt: skip


def read_targets(folded: str, label: Label, zone: Zone, period: Period) -> list[DraftTarget]:
    """What a folded sentence promises, by its own words or by the label it stands under."""
    if is_refused(folded):
        return []
    first_year = period[0] if period else None
    years = find_years(folded, period)
    found = read_roles(folded, find_figures(folded), years, first_year)
    targets = select_targets(
        folded, [one for one in found if one.role is not Role.TARGET or _is_kept(folded, one, label, zone, period)]
    )
    baselines = [one for one in found if one.role is Role.BASELINE]
    if label is Label.NEUTRAL and len(targets) > MAX_PROMISES:
        return []
    drafts = [_with_unit(_to_draft(folded, one, baselines), one.figure, folded) for one in targets]
    if zone is not Zone.PLAN and label is not Label.TARGET:
        return drafts
    figured = [one.figure.start for one in targets]
    for start, end in _clauses(folded):
        if not any(start <= at < end for at in figured) and not (targets and label is Label.TARGET):
            inside = [year for year in years if start <= year.start < end]
            drafts += _read_event(folded[start:end], inside, label, first_year)
    return drafts


def _clauses(folded: str) -> list[tuple[int, int]]:
    cuts = [0, *(match.end() for match in re.finditer(r" ?; ", folded)), len(folded)]
    return list(pairwise(cuts))


def read_measure_targets(folded: str, period: Period) -> list[DraftTarget]:
    """The targets written beside an indicator: "(référence 2024 : 61 000 ; cible 2028 : 90 000)", "cible 40 %"."""
    match = re.search(r"\b(?:cibles?|objectifs?|valeur visee)\b(?! (?:de|du|des) [a-z]{3})", folded)
    if match is None or not re.search(r"\d", folded[match.start() :]):
        return []
    # "cible 2028 : 90 000" puts the year before the figure.
    spoken = re.sub(r"(?<=[a-z]) (20\d\d) ?: ?([^;,.)]+)", lambda found: f" : {found[2].strip()} en {found[1]}", folded)
    first_year = period[0] if period else None
    at = re.search(r"\b(?:cibles?|objectifs?|valeur visee)\b", spoken)
    years = find_years(spoken, period)
    figures = [figure for figure in find_figures(spoken.replace("(", ",").replace(")", " ")) if not figure.is_universal]
    found = read_roles(spoken, figures, years, first_year)
    limit = at.start() if at else 0
    before = [
        one
        for one in found
        if one.figure.start < limit
        and re.search(r"reference|valeur|base|20\d\d", spoken[max(0, one.figure.start - 30) : one.figure.start])
    ]
    drafts = [_to_draft(spoken, one, before) for one in found if one.figure.start > limit and one.role is Role.TARGET]
    unit = read_indicator_unit(folded)
    return [replace(draft, unit=unit) if unit and draft.unit is TargetUnit.COUNT else draft for draft in drafts]


def _with_unit(draft: DraftTarget, figure: Figure, folded: str) -> DraftTarget:
    """A bare figure takes the unit of what the sentence speaks of: "le nombre d'heures passera à 75 000"."""
    subject = re.sub(r"^(?:le |la |l'|les )", "", folded)
    is_bare = draft.unit is TargetUnit.COUNT and not figure.noun and figure.value != 0
    unit = read_indicator_unit(subject) if is_bare and MEASURE.match(subject) else None
    return draft if unit is None else replace(draft, unit=unit)


def _is_kept(folded: str, one: ReadFigure, label: Label, zone: Zone, period: Period) -> bool:
    figure = one.figure
    is_dated = one.year is not None and (period is None or one.year >= period[0])
    if label is Label.TARGET:
        return not tells_past(folded, figure.start)
    if zone is not Zone.PLAN:
        return (
            is_dated and FUTURE.search(folded) is not None and figure.unit not in _COUNTED and not figure.is_universal
        )
    if tells_past(folded, figure.start):
        return False
    if figure.is_universal:
        return is_dated and FUTURE.search(folded) is not None
    if figure.unit in _COUNTED and figure.noun != "times":
        is_said_firm = IS_YEARLY.search(folded) or _AT_LEAST.search(folded[: figure.start])
        if not (is_dated or is_said_firm or figure.value == 0 or is_transition(folded, figure)):
            return False
    return is_committed(folded, figure.start) or is_dated


def _to_draft(folded: str, one: ReadFigure, baselines: Sequence[ReadFigure]) -> DraftTarget:
    figure = one.figure
    if figure.first is not None and is_transition(folded, figure):
        return DraftTarget(figure.value, figure.unit, one.year, figure.first, None)
    value = figure.value if figure.first is None else figure.first
    start = _baseline_of(figure, baselines)
    if start is None:
        return DraftTarget(value, figure.unit, one.year)
    return DraftTarget(value, figure.unit, one.year, start.figure.value, start.year)


def _baseline_of(figure: Figure, baselines: Sequence[ReadFigure]) -> ReadFigure | None:
    same = [one for one in baselines if one.figure.unit is figure.unit or figure.noun == "times"]
    return same[0] if same else None


def _read_event(folded: str, years: Sequence[YearMention], label: Label, first_year: int | None) -> list[DraftTarget]:
    """An event promised for a date: under a label any dated event, elsewhere one announced with a term."""
    if _DATED_YEARLY.search(folded) and FUTURE.search(folded):
        return [DraftTarget(None, TargetUnit.DATE, None)]
    dated = [year for year in years if first_year is None or year.year >= first_year]
    if not dated:
        return []
    rest = _DATE_WORDS.sub(" ", re.sub(r"[\d#]+", " ", folded))
    words = re.findall(r"[a-z]{3,}", rest)
    if len(words) < (1 if label is Label.TARGET else 2) or folded.startswith(("voir", "cf")):
        return []
    if label is Label.TARGET:
        return [DraftTarget(None, TargetUnit.DATE, dated[-1].year)]
    has_term = _DEADLINE.search(folded)
    is_event = (FUTURE.search(folded) or _EVENT.search(folded)) and not tells_past(folded, 0)
    return [DraftTarget(None, TargetUnit.DATE, dated[-1].year)] if has_term and is_event else []

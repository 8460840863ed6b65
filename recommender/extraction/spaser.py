"""A SPASER plan as data: axes and objectives with pages, target figures, indicators, follow-up."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from recommender.domain.documents import SourceDocument, Span
from recommender.domain.extraction import Clause, Heading
from recommender.domain.spaser import SpaserAxis, SpaserIndicator, SpaserObjective, SpaserPlan, SpaserTarget
from recommender.extraction.spaser_indicators import find_text_indicators
from recommender.extraction.spaser_monitoring import find_monitoring
from recommender.extraction.spaser_outline import PlanOutline, read_outline
from recommender.extraction.spaser_period import read_is_joint, read_period
from recommender.extraction.spaser_pieces import cut_pieces
from recommender.extraction.spaser_rows import rows_to_indicators, rows_to_targets
from recommender.extraction.spaser_tables import read_tables
from recommender.extraction.spaser_targets import find_sentence_targets
from recommender.extraction.spaser_text_rows import read_text_tables
from recommender.extraction.spaser_themes import choose_themes
from recommender.extraction.spaser_zones import read_zones
from recommender.language.lexicon import ThemeLexicon

Found = TypeVar("Found", SpaserTarget, SpaserIndicator)


def read_spaser(
    document: SourceDocument, headings: Sequence[Heading], clauses: Sequence[Clause], lexicon: ThemeLexicon
) -> SpaserPlan:
    """Everything a plan states; the themes of an objective come from its words and the clauses under it."""
    outline = read_outline(document, headings)
    period = read_period(document)
    first_year = period[0] if period else None
    zones = read_zones(document, headings, outline)
    tables = read_tables(document, outline, zones, first_year)
    lines = read_text_tables(document, outline, first_year)
    pieces = cut_pieces(document, headings, outline, zones, frozenset(tables.blocks | lines.blocks))
    monitoring = find_monitoring(pieces)
    followed = {step.span for step in monitoring}
    rows = [*tables.rows, *lines.rows]
    sentences = find_sentence_targets([*pieces, *tables.milestones], period)
    targets = _in_order([*rows_to_targets(rows), *(target for target in sentences if target.span not in followed)])
    indicators = _without_repeats(_in_order([*rows_to_indicators(rows), *find_text_indicators(pieces)]))
    return SpaserPlan(
        axes=_make_axes(document, outline, targets, clauses, lexicon),
        targets=tuple(targets),
        indicators=tuple(indicators),
        monitoring=tuple(monitoring),
        period=period,
        is_joint=read_is_joint(document),
    )


def _in_order(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda one: one.span.start)


def _without_repeats(indicators: Iterable[SpaserIndicator]) -> list[SpaserIndicator]:
    """One indicator a place: a cell may be read both as a row and as a line."""
    kept: dict[Span, SpaserIndicator] = {}
    for indicator in indicators:
        kept.setdefault(indicator.span, indicator)
    return list(kept.values())


def _make_axes(
    document: SourceDocument,
    outline: PlanOutline,
    targets: Sequence[SpaserTarget],
    clauses: Sequence[Clause],
    lexicon: ThemeLexicon,
) -> tuple[SpaserAxis, ...]:
    spans = document.block_spans
    axes = [SpaserAxis(axis.number, axis.title, axis.page) for axis in outline.axes]
    if any(not part.parent for part in outline.objectives):
        axes.append(SpaserAxis("", "", 0))
    made: list[SpaserAxis] = []
    for axis in axes:
        objectives: list[SpaserObjective] = []
        for part in outline.objectives:
            if part.parent != axis.number:
                continue
            own = [target.text for target in targets if (target.axis, target.objective) == (axis.number, part.number)]
            start, end = spans[part.block].start, spans[part.end - 1].end
            under = [clause for clause in clauses if start <= clause.segment.span.start < end]
            themes = choose_themes(part.title, own, under, lexicon)
            objectives.append(SpaserObjective(part.number, part.title, part.page, themes))
        made.append(replace(axis, objectives=tuple(objectives)))
    return tuple(made)

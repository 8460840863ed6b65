"""The JSON shape of what a SPASER plan states, with the place of each finding."""

from typing import Any

from recommender.domain.documents import BoundingBox, SourceDocument, Span
from recommender.domain.spaser import SpaserAxis, SpaserIndicator, SpaserPlan, SpaserTarget

Json = dict[str, Any]


def format_spaser(plan: SpaserPlan, document: SourceDocument) -> Json:
    """Axes with their objectives, targets, indicators and follow-up; ``bbox`` is on the page of the finding."""
    return {
        "period": list(plan.period) if plan.period else None,
        "is_joint": plan.is_joint,
        "axes": [_format_axis(axis) for axis in plan.axes],
        "targets": [_format_target(target, document) for target in plan.targets],
        "indicators": [_format_indicator(indicator, document) for indicator in plan.indicators],
        "monitoring": [
            {"text": step.text, **_format_place(step.page, step.span, document)} for step in plan.monitoring
        ],
    }


def _format_axis(axis: SpaserAxis) -> Json:
    objectives = [
        {"number": one.number, "title": one.title, "page": one.page, "themes": list(one.themes)}
        for one in axis.objectives
    ]
    return {"number": axis.number, "title": axis.title, "page": axis.page, "objectives": objectives}


def _format_target(target: SpaserTarget, document: SourceDocument) -> Json:
    return {
        "text": target.text,
        **_format_place(target.page, target.span, document),
        "axis": target.axis,
        "objective": target.objective,
        "value": target.value,
        "unit": target.unit.value,
        "year": target.year,
        "baseline": target.baseline,
        "baseline_year": target.baseline_year,
        "cell": target.cell,
    }


def _format_indicator(indicator: SpaserIndicator, document: SourceDocument) -> Json:
    return {
        "text": indicator.text,
        **_format_place(indicator.page, indicator.span, document),
        "axis": indicator.axis,
        "objective": indicator.objective,
        "unit": indicator.unit.value,
    }


def _format_place(page: int, span: Span, document: SourceDocument) -> Json:
    box = _box_of(document, page, span)
    shown = None if box is None else [round(value, 1) for value in (box.x0, box.top, box.x1, box.bottom)]
    return {"page": page, "bbox": shown, "span": [span.start, span.end]}


def _box_of(document: SourceDocument, page: int, span: Span) -> BoundingBox | None:
    """The boxes, on one page, of the blocks that a span touches."""
    box: BoundingBox | None = None
    for block, place in zip(document.blocks, document.block_spans, strict=True):
        if place.end > span.start and place.start < span.end and block.page == page and block.bbox is not None:
            box = block.bbox if box is None else box.union(block.bbox)
    return box

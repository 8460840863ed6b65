"""What part of a plan each block stands in: an axis, the follow-up, a section that promises nothing, or elsewhere."""

from collections.abc import Sequence
from enum import Enum

from recommender.domain.documents import Block, SourceDocument
from recommender.domain.extraction import Heading
from recommender.extraction.spaser_markers import read_marked
from recommender.extraction.spaser_outline import PlanOutline
from recommender.extraction.spaser_sections import LARGE, find_loose_titles, is_monitoring, is_silent


class Zone(Enum):
    """What part of the plan a piece stands in."""

    PLAN = "plan"
    MONITORING = "monitoring"
    SILENT = "silent"
    OTHER = "other"


def read_zones(document: SourceDocument, headings: Sequence[Heading], outline: PlanOutline) -> list[Zone]:
    """The zone of each block: inside an axis, or what the last heading above says."""
    marked = {index for index, block in enumerate(document.blocks) if read_marked(_numbered_text(block)) is not None}
    by_block = {heading.block: heading for heading in headings if heading.block not in marked}
    parts = {part.block for part in (*outline.axes, *outline.objectives)}
    for title in find_loose_titles(document, headings, least_size=LARGE):
        if not any(outline.place(title.block)):
            by_block.setdefault(title.block, title)
    zones: list[Zone] = []
    current, level = Zone.OTHER, 0
    for index in range(len(document.blocks)):
        is_inside = any(outline.place(index))
        if index in marked and is_inside or index in parts:
            current = Zone.PLAN
        elif (heading := by_block.get(index)) is not None:
            current, level = _zone_under(heading, current, level, is_inside=is_inside)
        elif current is Zone.PLAN and not is_inside:
            current = Zone.OTHER
        zones.append(current)
    return zones


def _zone_under(heading: Heading, current: Zone, level: int, *, is_inside: bool) -> tuple[Zone, int]:
    """The zone a heading opens and its level: a lower heading without such words stays in the zone above."""
    if is_inside:
        return (Zone.SILENT if is_silent(heading.title) else Zone.PLAN), heading.level
    named = _zone_of(heading.title)
    if named is Zone.OTHER and heading.level > level and current in (Zone.SILENT, Zone.MONITORING):
        return current, level
    return named, heading.level


def _numbered_text(block: Block) -> str:
    return f"{block.number} : {block.text}" if block.number else block.text


def _zone_of(title: str) -> Zone:
    if is_silent(title):
        return Zone.SILENT
    return Zone.MONITORING if is_monitoring(title) else Zone.OTHER

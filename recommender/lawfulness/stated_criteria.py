"""The award criteria that a passage lists, with weights and parts, in lines or in one sentence.

The reader of whole documents (extraction) knows its articles and tables; this one reads an excerpt that has neither
heading nor layout, and keeps nothing that could be the mark of a scale or the figure of a requirement.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from recommender.domain.text import fold_accents
from recommender.domain.warnings import StatedCriterion
from recommender.lawfulness.weighted_lines import (
    MIN_DESCRIPTION_WORDS,
    ORDER,
    PERCENT,
    POINTS,
    WeightedItem,
    bare_name,
    marker_kind,
    read_items,
)

# A list may be said in sentences: "Le prix compte pour 40 %. La qualité compte pour 60 %."
_SENTENCES = re.compile(r"\n|(?<=[^\W\d]|[%)])\.\s+(?=[A-ZÉÀ])")
_SCALE = re.compile(
    r"\bnot(?:e|ee|es|"
    r"ees)\b[^.\n:(]{0,40}?\bsur (?P<scale>\d{1,3})(?: points)?\b[^.\n:(\d]{0,40}?[:(]\s*(?P<parts>[^.\n]+)"
)
_SCALE_PART = re.compile(
    r"(?P<name>[^\d,;:()]{3,80}?)\s*[:(=]?\s*(?P<value>\d{1,3})(?=\s*(?:points?|pts?|%)?\s*[),;.]|\s*$)"
)
_ORDERED = re.compile(r"ordre (?:decroissant|de priorite|d'importance)|par ordre|hierarchis")
_LISTED = re.compile(r"criteres?\b[^.\n]{0,120}(?::|suivants?\b|\n)")
_ITEM = re.compile(r"^\s*(?:\d{1,2}\s*[.)°–-]|[-•*–▪]|[a-zA-Z]\s*[.)])\s*(?P<name>\S.{2,160})$")


def read_stated_criteria(text: str) -> tuple[StatedCriterion, ...]:
    """The criteria of a passage, in reading order; none where it lists none."""
    items = read_items(_SENTENCES.split(text))
    return _nest(items, text) or _read_ordered(text)


def _nest(items: Sequence[WeightedItem], text: str) -> tuple[StatedCriterion, ...]:
    """The items as criteria and parts of the criterion before them."""
    if not items:
        return ()
    depths = _relative_depths(items)
    found: list[StatedCriterion] = []
    parent: str | None = None
    for item, depth in zip(items, depths, strict=True):
        name = bare_name(item.name)
        if depth == 0 or parent is None:
            parent = name
            described = len(item.details.split()) >= MIN_DESCRIPTION_WORDS or _is_explained(name, text)
            found.append(StatedCriterion(name, item.value, item.unit, None, described))
        else:
            found.append(StatedCriterion(name, item.value, item.unit, parent, True))
    return tuple(_mark_divided(found))


def _relative_depths(items: Sequence[WeightedItem]) -> list[int]:
    """Depths as written; bullets that follow a numbered criterion, and whose weights share it out, are its parts."""
    lowest = min(item.depth for item in items)
    depths = [min(item.depth - lowest, 1) for item in items]
    if any(depths):
        return depths
    rest = items[1:]
    if items[0].unit == PERCENT and rest and all(item.unit == POINTS for item in rest):
        # "Critère (20 %)", then parts that share 100 points.
        return [0] + [1] * len(rest)
    if items[0].opens_parts or any(item.opens_parts for item in items):
        return list(_depths_after_opening(items))
    shared = _shared_out(items)
    return [int(index in shared) for index in range(len(items))]


def _depths_after_opening(items: Sequence[WeightedItem]) -> Iterator[int]:
    """Items that follow "se décompose en :" are parts, as long as their marker is not that of the criterion."""
    opener: str | None = None
    for item in items:
        kind = marker_kind(item.name)
        if item.opens_parts:
            opener = kind
            yield 0
        elif opener is not None and (kind != opener or kind == "bullet"):
            yield 1
        else:
            opener = None
            yield 0


def _shared_out(items: Sequence[WeightedItem]) -> set[int]:
    """The items that follow a criterion with another kind of marker."""
    first = marker_kind(items[0].name)
    kinds = [marker_kind(item.name) for item in items]
    return {index for index, kind in enumerate(kinds) if kind == "bullet" and first in ("number", "criterion")}


def _is_explained(name: str, text: str) -> bool:
    """Whether another line of the passage speaks of the criterion at some length."""
    core = [word for word in re.findall(r"[a-z]{4,}", fold_accents(name)) if word not in ("critere", "offre")]
    for line in re.split(r"\n|(?<=[.;])\s", fold_accents(text)):
        is_other = name and fold_accents(name) not in line or len(line.split()) > len(name.split()) + 8
        if core and is_other and core[-1][:7] in line and len(line.split()) >= len(name.split()) + 5:
            return True
    return False


def _mark_divided(found: Sequence[StatedCriterion]) -> Iterator[StatedCriterion]:
    divided = {criterion.parent for criterion in found}
    for criterion in found:
        yield replace(criterion, described=True) if criterion.name in divided else criterion


def read_own_scales(text: str) -> Iterator[tuple[float, float]]:
    """The scale of a criterion and the sum of its parts: "notée sur 100 : méthodologie 50, équipe 30, planning 20"."""
    for match in _SCALE.finditer(fold_accents(text)):
        parts = [float(part["value"]) for part in _SCALE_PART.finditer(match["parts"])]
        if len(parts) >= 2:
            yield float(match["scale"]), sum(parts)


def _read_ordered(text: str) -> tuple[StatedCriterion, ...]:
    """The criteria of a list without weights, under a sentence that announces criteria."""
    folded = fold_accents(text)
    if not _LISTED.search(folded):
        return ()
    unit = ORDER if _ORDERED.search(folded) else ""
    names = [match["name"] for line in text.splitlines() if (match := _ITEM.match(line))]
    return tuple(StatedCriterion(bare_name(name), None, unit, None, len(name.split()) > 6) for name in names)

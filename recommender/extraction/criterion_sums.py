"""Award criteria → whether their weights add up, lot by lot and criterion by criterion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recommender.domain.extraction import AwardCriterion, WeightIssue
from recommender.extraction.criterion_sections import ALL_LOTS
from recommender.extraction.criterion_weights import ORDER, PERCENT, POINTS

WHOLE = 100.0
# Three criteria of 33.3 % are meant to be a whole.
TOLERANCE = 0.15
# The parts of a criterion may be marked on a scale of their own, whatever the criterion weighs.
_OWN_SCALES = {PERCENT: (WHOLE,), POINTS: (WHOLE, 20.0, 10.0, 1.0)}


@dataclass(frozen=True, slots=True)
class WeightSum:
    """The total of the weights stated in one list of criteria, or of the parts of one criterion.

    ``expected`` is ``None`` where no total is due: points and coefficients of criteria add up to anything. ``missing``
    are those without a weight among others that have one.
    """

    lot: str
    parent: str | None
    total: float
    unit: str
    expected: float | None
    missing: tuple[str, ...]
    is_right: bool


def sum_weights(criteria: Sequence[AwardCriterion]) -> tuple[WeightSum, ...]:
    """A sum for each lot and for each divided criterion, in reading order; none where nothing can be added.

    Ranges, blanks to fill in, orders of importance and lists that mix units cannot be added.
    """
    lots = list(dict.fromkeys(criterion.lot for criterion in criteria))
    return tuple(found for lot in lots for found in _sum_lot(lot, criteria))


def find_weight_issues(criteria: Sequence[AwardCriterion]) -> tuple[WeightIssue, ...]:
    """The sums that are not what they should be, and the lists where a weight is missing."""
    return tuple(
        WeightIssue(found.lot, found.parent, found.total, found.unit, found.expected, found.missing)
        for found in sum_weights(criteria)
        if not found.is_right
    )


def _sum_lot(lot: str, criteria: Sequence[AwardCriterion]) -> Iterator[WeightSum]:
    own = [criterion for criterion in criteria if criterion.lot == lot]
    mains = [_weigh_by_parts(main, own) for main in own if main.parent is None]
    if _can_be_added(mains):
        yield _sum_mains(lot, mains, criteria)
    for main in own:
        parts = [part for part in own if part.parent == main.criterion] if main.parent is None else []
        if _can_be_added(parts):
            yield _sum_parts(main, parts)


def _weigh_by_parts(main: AwardCriterion, own: Sequence[AwardCriterion]) -> AwardCriterion:
    """A criterion of which only the parts are weighted weighs their sum, unless they share out 100 of its own."""
    parts = [part for part in own if part.parent == main.criterion]
    weights = [part.weight for part in parts if part.weight is not None]
    if main.weight is not None or not parts or len(weights) < len(parts) or _is_close(sum(weights), WHOLE):
        return main
    return replace(main, weight=sum(weights), unit=parts[0].unit)


def _can_be_added(criteria: Sequence[AwardCriterion]) -> bool:
    weighted = [criterion for criterion in criteria if criterion.weight is not None]
    is_open = any(criterion.has_open_weight or criterion.unit == ORDER for criterion in criteria)
    return bool(weighted) and not is_open and len({criterion.unit for criterion in weighted}) == 1


def _sum_mains(lot: str, mains: Sequence[AwardCriterion], criteria: Sequence[AwardCriterion]) -> WeightSum:
    total, unit, missing = _add(mains)
    expected = WHOLE if unit == PERCENT else None
    is_whole = expected is None or any(_is_close(total + other, expected) for other in _totals_besides(lot, criteria))
    return WeightSum(lot, None, total, unit, expected, missing, is_whole and not missing)


def _totals_besides(lot: str, criteria: Sequence[AwardCriterion]) -> Iterator[float]:
    """What other lists may add: criteria common to all lots complete those of one lot, and the reverse."""
    yield 0.0
    others = {criterion.lot for criterion in criteria if (criterion.lot == ALL_LOTS) != (lot == ALL_LOTS)}
    for other in others:
        yield sum(c.weight or 0.0 for c in criteria if c.lot == other and c.parent is None and c.unit == PERCENT)


def _sum_parts(main: AwardCriterion, parts: Sequence[AwardCriterion]) -> WeightSum:
    total, unit, missing = _add(parts)
    # Points may mark the parts of a criterion weighted in percent: their scale is free.
    is_comparable = main.weight is not None and main.unit == unit
    expected = main.weight if is_comparable else WHOLE if unit == PERCENT and main.weight is not None else None
    scales = _OWN_SCALES[unit] if expected is not None else ()
    # "dont insertion (5 %)" names one part and leaves the others unsaid.
    is_whole = expected is None or len(parts) == 1 or any(_is_close(total, scale) for scale in (expected, *scales))
    return WeightSum(main.lot, main.criterion, total, unit, expected, missing, is_whole and not missing)


def _add(criteria: Sequence[AwardCriterion]) -> tuple[float, str, tuple[str, ...]]:
    """The total, its unit, and the names of those that have no weight."""
    weighted = [criterion for criterion in criteria if criterion.weight is not None]
    total = round(sum(criterion.weight or 0.0 for criterion in weighted), 2)
    missing = tuple(criterion.criterion for criterion in criteria if criterion.weight is None)
    return total, weighted[0].unit, missing


def _is_close(one: float, other: float) -> bool:
    return abs(one - other) <= TOLERANCE

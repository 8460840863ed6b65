"""Criteria as they follow one another → which ones are sub-criteria, and of which criterion."""

from collections.abc import Sequence
from dataclasses import replace

from recommender.extraction.criterion_entries import Entry

_WHOLE = 100.0
_TOLERANCE = 0.01
# The further down, the more a sign says that the line is a part of the one above.
_KIND_RANK = {"word": 1, "number": 1, "none": 1, "letter": 2, "bullet": 3, "sub": 4}
# Weights of parts may be counted in parts of a hundred of the criterion.
_MOST_ENTRIES = 60


def assign_parents(entries: Sequence[Entry]) -> list[Entry]:
    """The entries in order, those that are parts of another one with its name as parent.

    Words say it first ("sous-critère"), then numbers (2.1 under 2), then signs and indents, if the weights of the
    criteria then sum to 100; where they do not, the sums themselves tell the parts: 60, then 40 and 20.
    """
    if not entries or len(entries) > _MOST_ENTRIES:
        return list(entries)
    by_sign = [_is_part_by_sign(entries, index) for index in range(len(entries))]
    if not _sums_to_whole(entries, by_sign):
        by_sum = _split_by_sum(entries)
        if by_sum is not None:
            by_sign = by_sum
    return _name_parents(entries, by_sign)


def _is_part_by_sign(entries: Sequence[Entry], index: int) -> bool:
    entry, first = entries[index], entries[0]
    if entry.is_sub:
        return True
    if index == 0 or entry.marker.kind == "word":
        return _parent_by_number(entries, index) is not None
    if _parent_by_number(entries, index) is not None:
        return True
    if len(entry.marker.path) > 1 and len(entry.marker.path) == len(first.marker.path):
        return False
    if entry.unit != first.unit and first.weight is not None and entry.weight is not None:
        return True
    rank, first_rank = _KIND_RANK[entry.marker.kind], _KIND_RANK[first.marker.kind]
    if rank != first_rank:
        return rank > first_rank
    return entry.marker.family[2] > first.marker.family[2] and first.marker.indent > 0


def _parent_by_number(entries: Sequence[Entry], index: int) -> str | None:
    path = entries[index].marker.path
    if len(path) < 2:
        return None
    for other in reversed(entries[:index]):
        if other.marker.path == path[:-1] and not other.is_sub:
            return other.name
    return None


def _sums_to_whole(entries: Sequence[Entry], is_part: Sequence[bool]) -> bool:
    weights = [entry.weight for entry, part in zip(entries, is_part, strict=True) if not part]
    return None not in weights and _is_close(sum(weight or 0.0 for weight in weights), _WHOLE)


def _split_by_sum(entries: Sequence[Entry]) -> list[bool] | None:
    """Which entries are parts, so that the others sum to 100 and each group of parts to its criterion, or to 100."""
    if any(entry.weight is None for entry in entries):
        return None
    weights = [entry.weight or 0.0 for entry in entries]
    forced = [entry.is_sub for entry in entries]
    return _search(weights, forced, 0, _WHOLE, {})


def _search(
    weights: Sequence[float], forced: Sequence[bool], start: int, left: float, dead: dict[tuple[int, float], bool]
) -> list[bool] | None:
    if start == len(weights):
        return [] if _is_close(left, 0.0) else None
    key = start, round(left, 2)
    if forced[start] or weights[start] > left + _TOLERANCE or key in dead:
        return None
    for length in _group_lengths(weights, forced, start):
        rest = _search(weights, forced, start + 1 + length, left - weights[start], dead)
        if rest is not None:
            return [False, *[True] * length, *rest]
    dead[key] = True
    return None


def _group_lengths(weights: Sequence[float], forced: Sequence[bool], start: int) -> list[int]:
    """How many of the next entries may be parts of this one: those that sum to it or to 100, or none."""
    lengths, total = [], 0.0
    for end in range(start + 1, len(weights)):
        total += weights[end]
        if end - start > 1 and (_is_close(total, weights[start]) or _is_close(total, _WHOLE)):
            lengths.append(end - start)
    must = next(
        (end for end in range(start + 1, len(weights) + 1) if end == len(weights) or not forced[end]), start + 1
    )
    return [length for length in lengths if length >= must - start - 1] + [must - start - 1]


def _is_close(one: float, other: float) -> bool:
    return abs(one - other) < _TOLERANCE


def _name_parents(entries: Sequence[Entry], is_part: Sequence[bool]) -> list[Entry]:
    named: list[Entry] = []
    parent: str | None = None
    for index, (entry, part) in enumerate(zip(entries, is_part, strict=True)):
        if not part:
            parent = entry.name
            named.append(replace(entry, parent=None))
        else:
            named.append(replace(entry, parent=entry.parent or _parent_by_number(entries, index) or parent))
    return named

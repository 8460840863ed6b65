"""Merges two changed states of a bundle into one, by what each changed since a state they share."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from recommender.library.schema import BundleFile, IndicatorRow, LinkRow, ProvisionRow, SourceRow, VariableRow

Side = Literal["ours", "theirs"]
Key = TypeVar("Key", bound=Hashable)
_Rows = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value changed on both sides, each in its way.

    ``path`` names a field ("title", "provisions.2.text"), or a whole row ("provisions.2") that one side removed and
    the other changed. Rows count from 1: those of the base as it orders them, then those both sides added. The path
    depends on the three states alone, neither on which side is called ours nor on the choices made so far. ``None``
    stands for a value or a row that is absent.
    """

    path: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged bundle, absent as long as there are conflicts; conflicts in the order of the file."""

    merged: BundleFile | None
    conflicts: tuple[Conflict, ...]


class _Sides(NamedTuple):
    base: Any
    ours: Any
    theirs: Any


class _RowKind(NamedTuple):
    """``keys`` are the fields that tell one row from another, the surest first; "position" is that in its list."""

    model: type[BaseModel]
    keys: tuple[tuple[str, ...], ...]


_ROWS = {
    "links": _RowKind(LinkRow, (("kind", "target"),)),
    "sources": _RowKind(SourceRow, (("title",),)),
    "variables": _RowKind(VariableRow, (("name",),)),
    "provisions": _RowKind(
        ProvisionRow,
        (
            ("level", "kind", "place", "heading"),
            # A provision given another heading is still found where it moved, as long as its text is the same.
            ("level", "kind", "place", "text"),
            ("level", "kind", "place", "position"),
        ),
    ),
    "indicators": _RowKind(IndicatorRow, (("name",),)),
}
# The parts of a criterion are no set: their points add up to 100, which the parts of two sides would not.
_SETS = {
    *("themes", "families", "cpv", "natures", "search_terms", "cautions", "decp", "eforms", "ocds"),
    *("legal_basis", "choices"),
}


@dataclass(frozen=True, slots=True)
class _Ledger:
    """The choices made, and the conflicts met that no choice settles."""

    choices: Mapping[str, Side]
    conflicts: list[Conflict] = field(default_factory=list)

    def settle(self, path: str, sides: _Sides) -> Any:
        """The value of the side chosen; that of ours where none is, which is then never handed out."""
        if path not in self.choices:
            self.conflicts.append(Conflict(path, *sides))
        return sides.theirs if self.choices.get(path) == "theirs" else sides.ours


class _Row(NamedTuple):
    """Where one row stands in each state, ``None`` where it is absent."""

    base: int | None
    ours: int | None
    theirs: int | None


def merge_bundles(
    base: BundleFile | None, ours: BundleFile, theirs: BundleFile, choices: Mapping[str, Side] = {}
) -> Merge:
    """What ``ours`` and ``theirs`` become together, both coming from ``base``.

    A value changed on one side is taken. Words and rows added or removed on either side are added or removed; when
    both sides reordered a list, the order of ``ours`` holds. A value changed differently on both is a conflict, as is
    a list which the two sides together leave shorter or longer than the schema admits; ``choices`` settles conflicts
    by their paths. Without a ``base``, what only one side has was added by it.
    """
    ledger = _Ledger(choices)
    sides = _Sides(base and base.model_dump(), ours.model_dump(), theirs.model_dump())
    values = _merge_fields(ledger, BundleFile, "", sides)
    merged = None if ledger.conflicts else BundleFile.model_validate(values)
    return Merge(merged, tuple(ledger.conflicts))


def _merge_fields(ledger: _Ledger, model: type[BaseModel], prefix: str, sides: _Sides) -> dict[str, Any]:
    merged = {}
    for name, info in model.model_fields.items():
        values = _Sides(sides.base and sides.base[name], sides.ours[name], sides.theirs[name])
        changed_once, value = _take_single_change(values)
        merged[name] = value if changed_once else _merge_both_changes(ledger, f"{prefix}{name}", info, values)
    return merged


def _take_single_change(sides: _Sides) -> tuple[bool, Any]:
    """Whether at most one value came of the base, and which."""
    if sides.ours == sides.theirs or _is_unchanged(sides.base, sides.theirs):
        return True, sides.ours
    if _is_unchanged(sides.base, sides.ours):
        return True, sides.theirs
    return False, None


def _is_unchanged(base: Any, side: Any) -> bool:
    # Of a row the base has not, an empty field says nothing against what the other side wrote in it.
    return bool(base == side) or (base is None and side in ("", []))


def _merge_both_changes(ledger: _Ledger, path: str, info: FieldInfo, sides: _Sides) -> Any:
    name = path.rpartition(".")[2]
    if name == "version":
        return max(sides.ours, sides.theirs) + 1
    if name == "reviewed":
        return max(sides.ours, sides.theirs)
    if name in _ROWS:
        met = len(ledger.conflicts)
        rows = _merge_rows(ledger, path, sides)
        # How many rows there are is known once each is settled.
        return rows if len(ledger.conflicts) > met or _fits(info, rows) else ledger.settle(path, sides)
    if name in _SETS:
        words = _merge_words(sides)
        return words if _fits(info, words) else ledger.settle(path, sides)
    return ledger.settle(path, sides)


def _fits(info: FieldInfo, values: Sequence[Any]) -> bool:
    """Whether the schema admits a list of this length."""
    least = max((getattr(bound, "min_length", 0) for bound in info.metadata), default=0)
    most = min((getattr(bound, "max_length", len(values)) for bound in info.metadata), default=len(values))
    return bool(least <= len(values) <= most)


def _merge_words(sides: _Sides) -> list[str]:
    base = sides.base or []
    return [
        word
        for word in _merge_order(base, sides.ours, sides.theirs)
        if (word in sides.ours and word in sides.theirs) or word not in base
    ]


def _merge_order(base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key]) -> list[Key]:
    """All of both: in the order of ``ours``, or of ``theirs`` where it alone reordered the base."""
    takes_theirs = _keeps_order(base, ours) and not _keeps_order(base, theirs)
    first, second = (theirs, ours) if takes_theirs else (ours, theirs)
    order = list(dict.fromkeys(first))
    place = 0
    for key in dict.fromkeys(second):
        if key in order:
            place = order.index(key) + 1
            continue
        if not takes_theirs:
            # What ours added after the same neighbour stays before what theirs added there.
            while place < len(order) and order[place] not in second:
                place += 1
        order.insert(place, key)
        place += 1
    return order


def _keeps_order(base: Sequence[Key], side: Sequence[Key]) -> bool:
    return [key for key in side if key in base] == [key for key in base if key in side]


def _merge_rows(ledger: _Ledger, path: str, sides: _Sides) -> list[dict[str, Any]]:
    kind = _ROWS[path]
    found = _match_rows(kind, sides)
    merged: dict[_Row, dict[str, Any]] = {}
    for number, row in enumerate(found, 1):
        values = _Sides(*(None if at is None else rows[at] for at, rows in zip(row, sides, strict=True)))
        value = _merge_row(ledger, kind.model, f"{path}.{number}", values)
        if value is not None:
            merged[row] = value
    order = _merge_order(*(_order_rows(found, side) for side in _Row._fields))
    return [merged[row] for row in order if row in merged]


def _merge_row(ledger: _Ledger, model: type[BaseModel], path: str, sides: _Sides) -> dict[str, Any] | None:
    if sides.ours is not None and sides.theirs is not None:
        return _merge_fields(ledger, model, f"{path}.", sides)
    changed_once, value = _take_single_change(sides)
    settled: dict[str, Any] | None = value if changed_once else ledger.settle(path, sides)
    return settled


def _match_rows(kind: _RowKind, sides: _Sides) -> list[_Row]:
    """Every row once, in the order rows are counted in paths."""
    base, ours, theirs = (dict(enumerate(rows or [])) for rows in sides)
    in_ours, in_theirs = _pair_rows(kind.keys, base, ours), _pair_rows(kind.keys, base, theirs)
    new_ours = {at: row for at, row in ours.items() if at not in in_ours.values()}
    new_theirs = {at: row for at, row in theirs.items() if at not in in_theirs.values()}
    # Where both sides add a row at the same place they are two rows: their position brings them no nearer.
    added = _pair_rows([key for key in kind.keys if "position" not in key], new_ours, new_theirs)
    # Without regard to which side is ours, for paths to be the same whichever it is.
    both = sorted(
        added.items(),
        key=lambda pair: (sorted(pair, reverse=True), sorted([str(ours[pair[0]]), str(theirs[pair[1]])])),
    )
    return [
        *(_Row(at, in_ours.get(at), in_theirs.get(at)) for at in base),
        *(_Row(None, *pair) for pair in both),
        *(_Row(None, at, None) for at in new_ours if at not in added),
        *(_Row(None, None, at) for at in new_theirs if at not in added.values()),
    ]


def _pair_rows(keys: Sequence[tuple[str, ...]], left: _Rows, right: _Rows) -> dict[int, int]:
    """The positions of the same row, on the left and on the right."""
    pairs: dict[int, int] = {}
    for key in keys:
        named = _name_rows(key, {at: row for at, row in right.items() if at not in pairs.values()})
        rest = _name_rows(key, {at: row for at, row in left.items() if at not in pairs})
        pairs |= {at: named[name] for name, at in rest.items() if name in named}
    return pairs


def _name_rows(key: tuple[str, ...], rows: _Rows) -> dict[tuple[Any, int], int]:
    """Positions by what the key finds there; rows alike in it are counted, for the schema admits them."""
    seen: Counter[Any] = Counter()
    named = {}
    for at, row in rows.items():
        name = tuple(at if part == "position" else row[part] for part in key)
        seen[name] += 1
        named[name, seen[name]] = at
    return named


def _order_rows(rows: Sequence[_Row], side: str) -> list[_Row]:
    placed = {getattr(row, side): row for row in rows if getattr(row, side) is not None}
    return [placed[at] for at in sorted(placed)]

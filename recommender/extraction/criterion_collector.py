"""Groups of entries → the criteria of a document, each once by lot, whatever repeats them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from recommender.domain.extraction import AwardCriterion
from recommender.extraction.criterion_entries import Entry
from recommender.extraction.criterion_names import core_of, responsible_of
from recommender.extraction.criterion_ranks import assign_parents
from recommender.extraction.criterion_weights import ORDER, PERCENT, POINTS

_WHOLE = 100.0
_SHARED_WORDS = 0.5


@dataclass(slots=True)
class CriteriaCollector:
    """Gathers criteria lot by lot, in the order in which they are first met."""

    _found: list[AwardCriterion] = field(default_factory=list)
    # Where the criteria of the group being read begin: two of one list are two, however alike.
    _group_start: int = 0

    def add_group(self, lot: str, entries: Sequence[Entry]) -> None:
        """Add entries that follow one another; their ranks are told from one another."""
        self._group_start = len(self._found)
        parent: AwardCriterion | None = None
        for entry in assign_parents(entries):
            if entry.parent is None:
                parent = self._add_main(lot, entry)
            else:
                named = self.find_main(lot, entry.parent) or parent
                self._add_part(lot, entry, named.criterion if named else entry.parent)

    def find_main(self, lot: str, name: str) -> AwardCriterion | None:
        """The criterion of the lot that a text names, ``None`` where none is so named."""
        core = core_of(name)
        mains = self.mains(lot)
        exact = next((main for main in mains if core_of(main.criterion) == core), None)
        return exact or next((main for main in mains if core and _is_within(core_of(main.criterion), core)), None)

    def mains(self, lot: str) -> list[AwardCriterion]:
        """The criteria of the lot that are no sub-criteria."""
        return [criterion for criterion in self._found if criterion.lot == lot and criterion.parent is None]

    def is_complete(self, lot: str) -> bool:
        """Whether the weights of the lot's criteria already sum to 100. One criterion may have 100 points of 160."""
        mains = self.mains(lot)
        is_lone = len(mains) == 1 and mains[0].unit == POINTS
        return sum(main.weight or 0.0 for main in mains) >= _WHOLE and not is_lone

    def criteria(self) -> tuple[AwardCriterion, ...]:
        """All criteria, in the order in which they were first met, each followed by its parts."""
        parts: dict[tuple[str, str | None], list[AwardCriterion]] = {}
        for criterion in self._found:
            parts.setdefault((criterion.lot, criterion.parent), []).append(criterion)
        ordered: list[AwardCriterion] = []
        for criterion in self._found:
            if criterion.parent is None:
                ordered += [criterion, *parts.pop((criterion.lot, criterion.criterion), [])]
        orphans = [part for (_, parent), group in parts.items() if parent is not None for part in group]
        return (*ordered, *orphans)

    def _add_main(self, lot: str, entry: Entry) -> AwardCriterion | None:
        known = self._find_same(lot, entry)
        if known is not None:
            self._complete(known, entry)
            return known
        if self._is_part_already(lot, entry) or (self.is_complete(lot) and entry.unit != ORDER):
            return None
        added = _make(entry, lot, None)
        self._found.append(added)
        return added

    def _add_part(self, lot: str, entry: Entry, parent: str) -> None:
        for known in self._found:
            if known.lot == lot and known.parent == parent and self._is_same(known, entry):
                self._complete(known, entry)
                return
        main = self.find_main(lot, entry.name)
        if main is not None and core_of(main.criterion) == core_of(entry.name):
            return
        self._found.append(_make(entry, lot, parent))

    def _complete(self, known: AwardCriterion, entry: Entry) -> None:
        """Give a criterion that was named without a weight the one stated further on."""
        if known.weight is None and entry.weight is not None:
            place = self._found.index(known)
            self._found[place] = replace(known, weight=entry.weight, unit=entry.unit, has_open_weight=False)

    def _find_same(self, lot: str, entry: Entry) -> AwardCriterion | None:
        return next((main for main in self.mains(lot) if self._is_same(main, entry)), None)

    def _is_same(self, known: AwardCriterion, entry: Entry) -> bool:
        """Whether the entry states a criterion again; in one list, only its very words and weight do."""
        one, other = core_of(known.criterion), core_of(entry.name)
        is_in_group = any(known is criterion for criterion in self._found[self._group_start :])
        if one == other:
            return not is_in_group or None in (known.weight, entry.weight) or known.weight == entry.weight
        shared = len(one & other)
        is_close = shared > _SHARED_WORDS * min(len(one), len(other)) and shared > 1
        return not is_in_group and known.weight == entry.weight and is_close

    def _is_part_already(self, lot: str, entry: Entry) -> bool:
        parts = [part for part in self._found if part.lot == lot and part.parent is not None]
        return any(core_of(part.criterion) == core_of(entry.name) for part in parts)


def _is_within(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words of a name are those that begin another: "valeur technique", then explained."""
    return bool(one) and (one <= other or other <= one)


def _make(entry: Entry, lot: str, parent: str | None) -> AwardCriterion:
    unit = entry.unit if entry.weight is not None or entry.unit == ORDER else PERCENT
    responsible = responsible_of(entry.name)
    return AwardCriterion(entry.page, lot, entry.name, parent, entry.weight, unit, responsible, entry.is_open)

"""The lines of an article on the award, one after the other → entries, put together lot by lot."""

import re
from dataclasses import dataclass, field, replace

from recommender.extraction.criterion_collector import CriteriaCollector
from recommender.extraction.criterion_entries import Entry, Marker, make_entry, read_marker
from recommender.extraction.criterion_lines import read_entries
from recommender.extraction.criterion_names import clean_name, core_of, is_known_name, may_be_name
from recommender.extraction.criterion_sections import (
    before_formula,
    introduces_list,
    introduces_sub_criteria,
    is_by_importance,
)
from recommender.extraction.criterion_weights import ORDER, PERCENT, find_weights, is_weight_alone

MAX_ITEM_CHARS = 140
_MAX_INTRODUCTION_CHARS = 450
_MAX_WEIGHT_LINE_CHARS = 60
_SOLE = re.compile(
    r"(?:crit[èe]re unique|(?:unique|seul) crit[èe]re)[^.:;]{0,60}?(?:\b(?:est|sera|[ée]tant)\b|"
    r":)\s*(?:celui d[eu]s? |le |la |l['’])?"
    r"(?P<name>(?:prix|co[ûu]t|montant)\b[^.,;()]{0,60})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, item or title. ``indent`` in points, 0 where unknown."""

    text: str
    page: int
    is_item: bool
    is_title: bool
    indent: float = 0.0


@dataclass(slots=True)
class LineReader:
    """Reads the lines for one lot at a time; what it finds goes to the collector."""

    collector: CriteriaCollector
    lot: str
    is_ordered: bool = False
    _group: list[Entry] = field(default_factory=list)
    _loose: list[Entry] = field(default_factory=list)
    # The criterion whose parts the next weighted lines are, and the one whose unweighted items are parts.
    _detailed: str | None = None
    _listed_of: str | None = None
    _lists_criteria: bool = False
    # The line above, where it stated nothing: its weight may stand below it.
    _above: Line | None = None

    def enter_lot(self, lot: str) -> None:
        """Go on with the criteria of another lot."""
        self.flush()
        self.lot = lot
        self._detailed = self._listed_of = None

    def read(self, line: Line) -> bool:
        """Take a line; say whether it stated a criterion."""
        has_stated = self._read_weight_below(line) or self._read_line(line)
        self._above = None if has_stated else line
        return has_stated

    def _read_line(self, line: Line) -> bool:
        if self._is_weight_of_last(line):
            return True
        is_listed = line.is_item and bool(self._group or self._detailed)
        entries = read_entries(before_formula(line.text), is_listed=is_listed, indent=line.indent)
        if entries:
            self._take([replace(entry, page=line.page) for entry in entries])
            self._listed_of = entries[-1].name if introduces_sub_criteria(line.text) else None
            return True
        return self._read_sole(line) or self._read_named(line) or self._read_item(line) or self._read_introduction(line)

    def flush(self) -> None:
        """Give what was read to the collector."""
        self.collector.add_group(self.lot, self._group)
        self._group.clear()

    def close(self) -> None:
        """End the article: names listed without any weight count if nothing else was found."""
        self.flush()
        if not self.collector.mains(self.lot):
            self.collector.add_group(self.lot, self._loose)
        self._loose.clear()

    def _take(self, entries: list[Entry]) -> None:
        for entry in entries:
            known = None if entry.parent else self._find_again(entry)
            if known is not None:
                self.flush()
                self.collector.add_group(self.lot, [entry])
                self._detailed = known
            elif self._detailed and entry.marker.kind != "word" and not entry.parent:
                self._group.append(replace(entry, parent=self._detailed))
            else:
                self._detailed = None if entry.parent is None else self._detailed
                self._group.append(entry)

    def _find_again(self, entry: Entry) -> str | None:
        """The criterion that the entry names a second time."""
        core = core_of(entry.name)
        for other in self._group:
            if core_of(other.name) == core and (other.weight in (None, entry.weight) or not other.is_sub):
                return other.name
        return next(
            (main.criterion for main in self.collector.mains(self.lot) if core_of(main.criterion) == core), None
        )

    def _is_weight_of_last(self, line: Line) -> bool:
        """Whether the line only weighs the criterion named just above: "Pondération : 40 %"."""
        if not self._group or self._group[-1].weight is not None or len(line.text) > _MAX_WEIGHT_LINE_CHARS:
            return False
        weights = find_weights(line.text)
        rest = line.text[: weights[0].start] if weights else line.text
        if len(weights) != 1 or re.search(r"\w{4,}", rest):
            return False
        value, unit = weights[0].value, weights[0].unit
        self._group[-1] = replace(self._group[-1], weight=value, unit=unit, is_open=value is None)
        return True

    def _read_weight_below(self, line: Line) -> bool:
        """A weight alone on its line, below the name of its criterion."""
        above = self._above
        if above is None or not is_weight_alone(line.text):
            return False
        marker, rest = read_marker(before_formula(above.text))
        name = clean_name(rest)
        if not is_known_name(name):
            return False
        entry = make_entry(name, find_weights(line.text)[0], replace(marker, indent=above.indent))
        self._take([replace(entry, page=above.page)])
        return True

    def _read_sole(self, line: Line) -> bool:
        """A criterion that is the only one, without a weight: "Le critère unique est le prix"."""
        match = _SOLE.search(line.text)
        if match is None or self._group or self.collector.mains(self.lot):
            return False
        self._group.append(Entry(clean_name(match["name"]), None, PERCENT, page=line.page))
        return True

    def _read_named(self, line: Line) -> bool:
        """A criterion announced by its word and named without a weight: "Critère n° 1 : prix"."""
        marker, rest = read_marker(line.text)
        if marker.kind not in ("word", "sub") or len(line.text) > MAX_ITEM_CHARS or find_weights(line.text):
            return False
        name = clean_name(rest)
        is_announced = bool(marker.path) or re.match(r"\D{6,20}?\s*[:–—-]\s", rest) is not None
        if not may_be_name(name) or not (is_announced or is_known_name(name)):
            return False
        if line.text.rstrip().endswith(".") and len(rest.split()) > 8:
            return False
        entry = Entry(
            name, None, ORDER if self.is_ordered else PERCENT, replace(marker, indent=line.indent), page=line.page
        )
        self._take([entry])
        self._listed_of = entry.name if introduces_sub_criteria(line.text) and marker.kind == "word" else None
        return True

    def _read_item(self, line: Line) -> bool:
        """An item without a weight, of a list that a sentence opened."""
        if not line.is_item or len(line.text) > MAX_ITEM_CHARS or line.text.rstrip().endswith(":"):
            return False
        marker, rest = read_marker(line.text)
        name = clean_name(rest)
        if not may_be_name(name):
            return False
        if self._listed_of is not None:
            self._group.append(Entry(name, None, PERCENT, Marker("sub"), self._listed_of, line.page))
            return True
        if not (self.is_ordered or self._lists_criteria) or not is_known_name(name):
            return False
        target = self._group if self.is_ordered else self._loose
        target.append(Entry(name, None, ORDER, replace(marker, indent=line.indent), None, line.page))
        return True

    def _read_introduction(self, line: Line) -> bool:
        """A sentence that opens a list, or that comes back to a criterion to detail it."""
        if len(line.text) > _MAX_INTRODUCTION_CHARS:
            return False
        is_opening = line.text.rstrip().endswith(":")
        self.is_ordered |= is_by_importance(line.text)
        named = self._named_in(line.text) if line.is_title or is_opening or introduces_sub_criteria(line.text) else None
        if named is not None:
            self._detailed = named
            self._listed_of = named if introduces_sub_criteria(line.text) and is_opening else None
        elif introduces_sub_criteria(line.text) and is_opening:
            self.flush()
            mains = self.collector.mains(self.lot)
            self._detailed = self._listed_of = mains[-1].criterion if mains else None
        elif introduces_list(line.text):
            self._lists_criteria, self._listed_of = True, None
        elif not line.is_item:
            self._lists_criteria, self._listed_of = False, None
        return False

    def _named_in(self, text: str) -> str | None:
        """The criterion already read that a sentence speaks of; the longest name wins."""
        words = core_of(text)
        if any(core_of(entry.name) <= words for entry in self._group):
            self.flush()
        named = [main.criterion for main in self.collector.mains(self.lot) if core_of(main.criterion) <= words]
        return max(named, key=len, default=None)

"""What was read of a SPASER plan against what a careful reader finds in it: precision, recall, F1 by kind."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from recommender.training.labels import split_words

Row = dict[str, Any]
MIN_OVERLAP = 0.6
MAX_PAGE_GAP = 1
_SAME_VALUE = 0.051
KINDS = ("axes", "objectives", "targets", "indicators", "monitoring")


@dataclass(frozen=True, slots=True)
class KindScore:
    """How many were wanted, given and right of one kind."""

    wanted: int
    given: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what is given that is right; 1 where nothing is given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of what is wanted that is given; 1 where nothing is wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class SpaserScore:
    """The figures of one plan by kind of finding, and its errors, one readable line each."""

    name: str
    kinds: dict[str, KindScore] = field(default_factory=dict)
    errors: tuple[str, ...] = ()


def score_spaser(name: str, *, expected: Row, answer: Row | None) -> SpaserScore:
    """Score the ``"spaser"`` object of `clausier extract` against the expectations of its document.

    An axis or objective is right with its number, its title and its page or the next; a target with its value, its year
    and its text; an indicator or a step of the follow-up with its text. Each expectation is met once.
    """
    given = answer or {}
    pairs: dict[str, tuple[Sequence[Row], Sequence[Row], Callable[[Row, Row], bool]]] = {
        "axes": (expected["axes"], given.get("axes", []), _is_same_part),
        "objectives": (_objectives(expected), _objectives(given), _is_same_part),
        "targets": (expected["targets"], given.get("targets", []), _is_same_target),
        "indicators": (expected["indicators"], given.get("indicators", []), _is_same_text),
        "monitoring": (expected["monitoring"], given.get("monitoring", []), _is_same_text),
    }
    kinds: dict[str, KindScore] = {}
    errors: list[str] = []
    for kind, (wanted, found, is_same) in pairs.items():
        missed, extra = _match(wanted, found, is_same)
        kinds[kind] = KindScore(len(wanted), len(found), len(wanted) - len(missed))
        errors += [f"{kind} : manque {_show(row)}" for row in missed]
        errors += [f"{kind} : en trop {_show(row)}" for row in extra]
    return SpaserScore(name, kinds, tuple(errors))


def overlap(one: str, other: str) -> float:
    """The share of words two texts have in common (Dice), accents and case apart."""
    words, others = Counter(split_words(one)), Counter(split_words(other))
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 1.0


def _objectives(plan: Row) -> list[Row]:
    return [objective for axis in plan.get("axes", []) for objective in axis.get("objectives", [])]


def _match(
    wanted: Sequence[Row], found: Sequence[Row], is_same: Callable[[Row, Row], bool]
) -> tuple[list[Row], list[Row]]:
    """What is missed and what is given in vain; of several matches the closest text is taken, best pairs first."""
    ranked = sorted(
        (
            (-overlap(_text(row), _text(other)), index, position)
            for index, row in enumerate(wanted)
            for position, other in enumerate(found)
            if is_same(row, other)
        ),
    )
    met: set[int] = set()
    used: set[int] = set()
    for _, index, position in ranked:
        if index not in met and position not in used:
            met.add(index)
            used.add(position)
    missed = [row for index, row in enumerate(wanted) if index not in met]
    return missed, [row for position, row in enumerate(found) if position not in used]


def _text(row: Row) -> str:
    return str(row.get("text") or row.get("title") or "")


def _is_same_part(one: Row, other: Row) -> bool:
    is_near = abs(one["page"] - other["page"]) <= MAX_PAGE_GAP
    return is_near and one["number"] == other["number"] and overlap(one["title"], other["title"]) >= MIN_OVERLAP


def _is_same_target(one: Row, other: Row) -> bool:
    return _is_same_value(one["value"], other["value"]) and one["year"] == other["year"] and _is_same_text(one, other)


def _is_same_value(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _SAME_VALUE


def _is_same_text(one: Row, other: Row) -> bool:
    return overlap(one["text"], other["text"]) >= MIN_OVERLAP


def _show(row: Row) -> str:
    figures = [str(row[name]) for name in ("number", "value", "year") if name in row]
    return f"p. {row.get('page')} {' '.join(figures)} {_text(row)[:160]}".replace("\n", " ")

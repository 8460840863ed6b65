"""Suggestions for a need against what an expert expects of it: ranking, precision, recall, restraint.

Each theme counts once, at its first place: gain 2 ** grade - 1, discounted by rank (Järvelin & Kekäläinen 2002).
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DEPTH = 10
FEW_THEMES = 2
MAX_GRADE = 3
RESAMPLES = 2_000
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class LabelledNeed:
    """A need with the themes an expert would raise (grade 1 to 3), and those that would be off topic.

    ``family`` is a family or a group of families; ``form`` how the need is written (published, paraphrase, noisy).
    """

    id: str
    text: str
    family: str
    form: str
    nature: str
    divisions: tuple[str, ...]
    expected: Mapping[str, int]
    unexpected: frozenset[str]
    is_restrained: bool = False
    amount_eur: float | None = None
    duration_months: int | None = None


@dataclass(frozen=True, slots=True)
class NeedScore:
    """The figures of one need, 0 to 1; ``None`` where a figure has no meaning for it.

    ``on_topic`` and ``off_topic`` are shares of the suggestions given, ``essential`` the share of grade-3 themes found.
    """

    id: str
    ndcg: float
    on_topic: float
    off_topic: float
    essential: float | None
    restraint: float | None


def score_need(need: LabelledNeed, suggested: Sequence[Sequence[str]]) -> NeedScore:
    """Score ranked suggestions, given as the themes of each; the first ten count."""
    suggested = suggested[:DEPTH]
    gains: list[float] = []
    seen: set[str] = set()
    for themes in suggested:
        gains.append(max((_gain(need.expected.get(theme, 0)) for theme in themes if theme not in seen), default=0.0))
        seen |= set(themes)
    ideal = _dcg(sorted(map(_gain, need.expected.values()), reverse=True)[:DEPTH])
    on_topic = sum(any(theme in need.expected for theme in themes) for themes in suggested)
    off_topic = sum(bool(themes) and need.unexpected >= set(themes) for themes in suggested)
    essential = [theme for theme, grade in need.expected.items() if grade == MAX_GRADE]
    is_sparse = need.is_restrained or len(need.expected) <= FEW_THEMES
    count = len(suggested)
    return NeedScore(
        id=need.id,
        ndcg=_dcg(gains) / ideal if ideal else float(not count),
        on_topic=on_topic / count if count else float(is_sparse),
        off_topic=off_topic / count if count else 0.0,
        essential=sum(theme in seen for theme in essential) / len(essential) if essential else None,
        restraint=1 - (count - on_topic) / DEPTH if is_sparse else None,
    )


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and the bounds that hold it with 95 % confidence."""

    mean: float
    low: float
    high: float


def mean_with_interval(values: Sequence[float | None], *, seed: int = 0) -> Interval | None:
    """The mean of the values that are there, with a percentile bootstrap over needs (Efron 1979)."""
    present = [value for value in values if value is not None]
    if not present:
        return None
    generator = random.Random(seed)
    means = sorted(math.fsum(generator.choices(present, k=len(present))) / len(present) for _ in range(RESAMPLES))
    tail = (1 - CONFIDENCE) / 2
    low, high = means[int(tail * RESAMPLES)], means[int((1 - tail) * RESAMPLES) - 1]
    return Interval(math.fsum(present) / len(present), low, high)


def _gain(grade: int) -> float:
    return 2.0**grade - 1.0


def _dcg(gains: Sequence[float]) -> float:
    return math.fsum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))

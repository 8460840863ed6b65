"""Which counting words of a plan name its axes and which its objectives."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommender.extraction.spaser_markers import ACTION_WORDS, AXIS_WORDS, OBJECTIVE_WORDS, MarkedTitle

_GROUPS = (AXIS_WORDS, OBJECTIVE_WORDS, ACTION_WORDS)


@dataclass(frozen=True, slots=True)
class Levels:
    """The words of the two levels, empty where a level has none."""

    axis: str
    objective: str


def choose_levels(marked: Sequence[MarkedTitle]) -> Levels | None:
    """The words of axes and objectives, ``None`` where no word counts at least two parts.

    Words of axes come before words of objectives, those before words of actions; between two of a group the one with
    the shorter numbers stands higher ("Orientation 1.1" under "Axe 1"), then the one named first.
    """
    numbers: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for one in marked:
        # "Objectif 1" may stand under each axis: two of one number and other titles are two.
        numbers[one.word].setdefault((one.number, one.title.lower()), len(one.path))
    words = [word for word, found in numbers.items() if len(found) >= 2]
    order = {word: position for position, word in enumerate(numbers)}
    ranked = sorted(words, key=lambda word: (_group_of(word), _depth(numbers[word]), order[word]))
    if not ranked:
        return None
    axes = [word for word in ranked if word in AXIS_WORDS]
    others = [word for word in ranked if word not in AXIS_WORDS]
    if axes:
        return Levels(axes[0], _choose_objective(others, numbers) or (axes[1] if len(axes) > 1 else ""))
    if len(others) > 1 and _depth(numbers[others[1]]) > _depth(numbers[others[0]]):
        return Levels(others[0], others[1])
    return Levels("", others[0])


def _choose_objective(words: Sequence[str], numbers: Mapping[str, Mapping[tuple[str, str], int]]) -> str:
    """The highest word under the axes: of the first group that has one, the one that counts most parts."""
    if not words:
        return ""
    group = _group_of(words[0])
    depth = _depth(numbers[words[0]])
    rivals = [word for word in words if _group_of(word) == group and _depth(numbers[word]) == depth]
    return max(rivals, key=lambda word: len(numbers[word]))


def _group_of(word: str) -> int:
    return next(index for index, words in enumerate(_GROUPS) if word in words)


def _depth(found: Mapping[tuple[str, str], int]) -> float:
    depths = sorted(found.values())
    return depths[len(depths) // 2]

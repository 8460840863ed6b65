"""Suggestions for labelled needs, by readers and rankers that were not trained on them, beside plainer methods."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from recommender.domain.needs import NeedRequest
from recommender.need_scoring import DEPTH, mean_with_interval, score_need
from recommender.training.need_labels import to_example
from recommender.training.purchase import PurchaseTrainer
from recommender.training.ranking import ALL_BUNDLES, measure_kinship, measure_pairs, read_left_out, train_ranker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recommender.domain.needs import Need
    from recommender.domain.recommendations import ScoredBundle
    from recommender.need_scoring import Interval, LabelledNeed, NeedScore
    from recommender.recommendation.ranking import Ranker
    from recommender.recommendation.selection import Selector
    from recommender.training.need_labels import NeedExample
    from recommender.training.purchase import NeedMaterial
    from recommender.training.ranking import RankedPairs, RankingParts

    Themes = Sequence[Sequence[str]]

RANKER_FOLDS = 5
SEED = 0
MAX_LEVEL = 3
CLAUSIER = "clausier"
FIGURES = ("ndcg", "on_topic", "off_topic", "essential", "restraint", "nature", "division_1", "division_3")
# Bounds of the classes of scores whose truth is checked.
SCORE_BOUNDS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01)


@dataclass(frozen=True)
class NeedEvaluation:
    """Scores of each need by method, in the order of the needs, and what was read of the needs themselves.

    ``calibration``: by class of scores, mean score of themes, share that experts raise, and how many there are.
    """

    needs: Sequence[LabelledNeed]
    read: Sequence[Need]
    scores: Mapping[str, Sequence[NeedScore]]
    calibration: Sequence[tuple[float, float, int]]

    def figures(self, method: str, places: Sequence[int] | None = None) -> dict[str, Interval | None]:
        """Means with intervals, over all needs or those at ``places``."""
        chosen = range(len(self.needs)) if places is None else places
        scores = [self.scores[method][place] for place in chosen]
        found = {name: mean_with_interval([getattr(score, name) for score in scores]) for name in FIGURES[:5]}
        if method != CLAUSIER:
            return found
        understood = {
            "nature": [float(self.read[place].nature.value == self.needs[place].nature) for place in chosen],
            "division_1": [float(self._hit(place, 1)) for place in chosen],
            "division_3": [float(self._hit(place, 3)) for place in chosen],
        }
        return found | {name: mean_with_interval(values) for name, values in understood.items()}

    def groups(self, attribute: str) -> dict[str, list[int]]:
        """Places of the needs by family or form."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, need in enumerate(self.needs):
            found[getattr(need, attribute)].append(place)
        return dict(sorted(found.items()))

    def _hit(self, place: int, depth: int) -> bool:
        return any(candidate.code[:2] in self.needs[place].divisions for candidate in self.read[place].cpv[:depth])


def evaluate_needs(
    needs: Sequence[LabelledNeed],
    families: Sequence[Sequence[str]],
    material: NeedMaterial,
    parts: RankingParts,
    selector: Selector,
    launch: date,
) -> NeedEvaluation:
    """Cross-validate on ``needs``; ``families`` are those of each need's group.

    Each need is read by a model trained on the project's examples and on all the other needs,
    and ranked by a ranker trained on the others, a fifth left out at a time.
    """
    own = [to_example(need, codes) for need, codes in zip(needs, families, strict=True)]
    known = list(material.examples)
    trainer = PurchaseTrainer(replace(material, examples=[*known, *own]), parts.encoder)
    requests = [NeedRequest(text=example.text) for example in known] + [_request(need, launch) for need in needs]
    read = read_left_out(trainer, parts, requests)
    candidates = parts.retriever.retrieve_batch([request.text for request in requests], top_k=ALL_BUNDLES)
    pairs = measure_pairs(read, candidates, trainer.material.examples, parts.features)
    first = len(known)
    suggested: dict[str, list[Themes]] = {name: [] for name in (*_PLAIN, CLAUSIER)}
    kinship = measure_kinship(material.words, parts.encoder)
    rankers = _train_rankers(pairs, first, len(needs), kinship)
    for place in range(len(needs)):
        others = [example for row, example in enumerate(trainer.material.examples) if row != first + place]
        plain = _PlainView(others, read[first + place], candidates[first + place], _divisions(read, first + place))
        for name, method in _PLAIN.items():
            suggested[name].append(method(plain))
        chosen = replace(selector, ranker=rankers[place]).select(
            read[first + place], candidates[first + place], top_k=DEPTH, level=MAX_LEVEL
        )
        suggested[CLAUSIER].append([found.bundle.themes for found in chosen])
    scores = {
        name: [score_need(need, themes) for need, themes in zip(needs, lists, strict=True)]
        for name, lists in suggested.items()
    }
    return NeedEvaluation(needs, read[first:], scores, _check_calibration(needs, read[first:]))


def _train_rankers(
    pairs: RankedPairs, first: int, count: int, kinship: Mapping[str, Mapping[str, float]]
) -> dict[int, Ranker]:
    order = np.random.default_rng(SEED).permutation(count)
    rankers: dict[int, Ranker] = {}
    for fold in np.array_split(order, RANKER_FOLDS):
        left_out = {first + int(place) for place in fold}
        ranker = train_ranker(pairs, [place for place in range(first + count) if place not in left_out], kinship)
        rankers |= dict.fromkeys(map(int, fold), ranker)
    return rankers


def _request(need: LabelledNeed, launch: date) -> NeedRequest:
    return NeedRequest(
        text=need.text,
        amount_eur=need.amount_eur,
        duration_months=need.duration_months,
        launch_date=launch,
        id=need.id,
    )


def _divisions(read: Sequence[Need], left_out: int) -> list[str]:
    """The likeliest division of every example but one."""
    return [need.cpv[0].code[:2] if need.cpv else "" for row, need in enumerate(read) if row != left_out]


@dataclass(frozen=True)
class _PlainView:
    """What the plainer methods may look at for one need."""

    others: Sequence[NeedExample]
    need: Need
    candidates: Sequence[ScoredBundle]
    divisions: Sequence[str]


def _usual(examples: Sequence[NeedExample]) -> Themes:
    """The themes of highest mean gain, one a suggestion."""
    gains: dict[str, float] = defaultdict(float)
    for example in examples:
        for theme, grade in example.grades.items():
            gains[theme] += 2.0**grade - 1.0
    return [(theme,) for theme in sorted(gains, key=lambda theme: (-gains[theme], theme))[:DEPTH]]


def _static(view: _PlainView) -> Themes:
    return _usual(view.others)


def _by_division(view: _PlainView) -> Themes:
    division = view.need.cpv[0].code[:2] if view.need.cpv else ""
    same = [example for example, code in zip(view.others, view.divisions, strict=True) if code == division]
    return _usual(same or view.others)


def _by_words(view: _PlainView) -> Themes:
    return _best(view, lambda candidate: candidate.lexical)


def _by_meaning(view: _PlainView) -> Themes:
    return _best(view, lambda candidate: candidate.dense)


def _by_fusion(view: _PlainView) -> Themes:
    return _best(view, lambda candidate: candidate.score)


def _best(view: _PlainView, score: Callable[[ScoredBundle], float]) -> Themes:
    ordered = sorted(view.candidates, key=lambda candidate: (-score(candidate), candidate.bundle.id))
    return [candidate.bundle.themes for candidate in ordered[:DEPTH]]


_PLAIN: Mapping[str, Callable[[_PlainView], Themes]] = {
    "liste fixe": _static,
    "par division CPV": _by_division,
    "BM25 seul": _by_words,
    "encodeur seul": _by_meaning,
    "fusion": _by_fusion,
}


def _check_calibration(needs: Sequence[LabelledNeed], read: Sequence[Need]) -> list[tuple[float, float, int]]:
    said = [
        (outlook.relevance, outlook.code in need.expected)
        for need, found in zip(needs, read, strict=True)
        for outlook in found.themes
    ]
    rows = []
    for low, high in zip(SCORE_BOUNDS, SCORE_BOUNDS[1:], strict=False):
        within = [(score, truth) for score, truth in said if low <= score < high]
        if within:
            mean_score, share = (float(np.mean(values)) for values in zip(*within, strict=True))
            rows.append((mean_score, share, len(within)))
    return rows

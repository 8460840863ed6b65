"""Candidates → recommendations: relevance, stakes, diversity, coherence, restraint."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from recommender.domain.library import Bundle, LinkKind
from recommender.domain.needs import Need
from recommender.domain.recommendations import Reason, ReasonCode, Recommendation, ScoredBundle
from recommender.domain.spaser import SpaserObjective
from recommender.recommendation.completion import Completer, values_by_name
from recommender.recommendation.features import FeatureReader
from recommender.recommendation.filling import fill_provision
from recommender.recommendation.habits import Habits
from recommender.recommendation.ranking import Ranker
from recommender.recommendation.reasons import ReasonFinder, find_misfit
from recommender.recommendation.strengthening import DraftReading

MetDuties = Callable[[Bundle], Sequence[str]]
# The constants below were chosen on labelled needs (see models/README.md).
# A bundle is proposed where an expert would raise one of its themes with this probability…
MIN_RELEVANCE = 0.76
# …and where it was written for such a purchase (its fit is near that of the bundle that fits best), or can be adapted
# to it: same nature, and a family close enough.
OWN_FIT = 0.1
MIN_RELATIVE_FIT = 0.005
MIN_KINSHIP = 0.05
# One to be adapted is worth less to the buyer, and is only offered for a theme that no better one answers.
ADAPTED_FACTOR = 0.6
# How much the fit weighs beside the worth of the themes.
FIT_POWER = 0.1
# A bundle on several themes spends them at once, where a buyer is better served by several bundles.
SPENT_THEME_FACTOR = 0.3
# A theme already covered by a better suggestion is worth little more to the buyer; one the draft binds on, less too.
COVERED_THEME_FACTOR = 0.05
IN_DRAFT_FACTOR = 0.5
NEAR_DUPLICATE_RATIO = 80.0
# From this probability that hardly any provision suits the purchase, few are proposed.
RESTRAINED = 0.4
RESTRAINED_TOP_K = 3


@dataclass(frozen=True, slots=True)
class Scored:
    """A bundle for a need.

    ``relevance``: probability that an expert would raise one of its themes; ``fit``: probability that an expert would
    keep this very bundle, which also asks that it was written for such a purchase; ``is_own``: whether it was;
    ``habit``: how much more or less it is worth to the buyer's organisation, 1 where nothing is known.
    """

    bundle: Bundle
    relevance: float
    fit: float
    is_own: bool = True
    habit: float = 1.0
    required_by: str = ""


@dataclass(frozen=True, slots=True)
class Selector:
    """Chooses and orders the suggestions of one need."""

    features: FeatureReader
    ranker: Ranker
    completer: Completer
    reasons: ReasonFinder
    habits: Habits = field(default_factory=Habits)

    def knowing(self, habits: Habits) -> "Selector":
        """The same, for buyers of an organisation with these habits."""
        return replace(self, habits=habits)

    def serving(self, objectives: Sequence[SpaserObjective]) -> "Selector":
        """The same, naming among its reasons the objectives of a plan that a suggestion serves."""
        return replace(self, reasons=replace(self.reasons, objectives=objectives))

    def select(
        self,
        need: Need,
        candidates: Sequence[ScoredBundle],
        *,
        met_duties: MetDuties | None = None,
        top_k: int,
        level: int,
        draft: DraftReading | None = None,
    ) -> tuple[Recommendation, ...]:
        """At most ``top_k`` recommendations, best first, each adding something to those before it.

        Args:
            need: the need, understood.
            candidates: the bundles scored by retrieval.
            met_duties: gives the labels of the due duties that a bundle meets, for its reasons.
            top_k: how many at most.
            level: the highest level of provisions to include, 1 to 3.
            draft: what the buyer's draft already holds.
        """
        if need.restraint >= RESTRAINED:
            top_k = min(top_k, RESTRAINED_TOP_K)
        relevant = [candidate for candidate in candidates if relevance_of(candidate.bundle, need) >= MIN_RELEVANCE]
        scored = self.score(need, relevant)
        best = max((item.fit for item in scored), default=0.0)
        placed = [
            replace(item, is_own=item.fit >= OWN_FIT * best and need.nature in item.bundle.natures) for item in scored
        ]
        kept = [item for item in placed if item.is_own or self._is_close(item, need, best)]
        chosen = _Choice({outlook.code: outlook.worth for outlook in need.themes}, draft).choose(kept, top_k)
        return tuple(self._recommend(need, item, met_duties, level, draft) for item in chosen)

    def _is_close(self, item: Scored, need: Need, best: float) -> bool:
        """Whether a bundle can be adapted: same family for another nature, or same nature and a close family."""
        if item.fit >= OWN_FIT * best:
            return True
        if item.fit < MIN_RELATIVE_FIT * best or need.nature not in item.bundle.natures:
            return False
        return self.ranker.kinship_of(need, item.bundle) >= MIN_KINSHIP

    def keep(
        self, need: Need, candidates: Sequence[ScoredBundle], *, met_duties: MetDuties | None = None, level: int
    ) -> tuple[Recommendation, ...]:
        """All the candidates, which the buyer chose, best first."""
        choice = _Choice({outlook.code: outlook.worth for outlook in need.themes}, None)
        ordered = choice.order(self.score(need, candidates))
        return tuple(self._recommend(need, item, met_duties, level, None) for item in ordered)

    def score(self, need: Need, candidates: Sequence[ScoredBundle]) -> list[Scored]:
        """Every candidate with its relevance and fit, in the order given."""
        if not candidates:
            return []
        fits = self.ranker.score([self.features.measure(need, candidate) for candidate in candidates])
        return [
            Scored(
                bundle=candidate.bundle,
                relevance=relevance_of(candidate.bundle, need),
                fit=float(fit),
                habit=self.habits.factor(need, candidate.bundle),
            )
            for candidate, fit in zip(candidates, fits, strict=True)
        ]

    def _recommend(
        self, need: Need, item: Scored, met_duties: MetDuties | None, level: int, draft: DraftReading | None
    ) -> Recommendation:
        bundle = item.bundle
        # Outside the amounts or durations it was written for, a bundle stays at its first level.
        level = 1 if find_misfit(need, bundle) else level
        kept = [provision for provision in bundle.provisions if provision.level <= level]
        variables = self.completer.complete(bundle, need)
        values = values_by_name(variables)
        met = met_duties(bundle) if met_duties else ()
        in_draft = draft.how_to_strengthen(bundle) if draft else None
        required = Reason(ReasonCode.REQUIRED, (item.required_by,)) if item.required_by else None
        told = (in_draft, required, *self.reasons.find(need, bundle, met), self.habits.reason(need, bundle))
        return Recommendation(
            bundle=bundle,
            score=round(item.relevance, 3),
            fit=round(item.fit, 3),
            level=max((provision.level for provision in kept), default=1),
            provisions=tuple(fill_provision(provision, bundle, values) for provision in kept or bundle.provisions[:1]),
            variables=variables,
            reasons=tuple(reason for reason in told if reason is not None),
            already_covered=in_draft is not None,
        )


def relevance_of(bundle: Bundle, need: Need) -> float:
    """The probability that an expert would raise the likeliest theme of the bundle."""
    return max((outlook.relevance for outlook in need.themes if outlook.code in bundle.themes), default=0.0)


@dataclass(frozen=True, slots=True)
class _Choice:
    """The greedy choice: at each step, the bundle that adds most to those already chosen."""

    worths: Mapping[str, float]
    draft: DraftReading | None

    def choose(self, candidates: Sequence[Scored], top_k: int) -> list[Scored]:
        remaining = {item.bundle.id: item for item in candidates}
        chosen: list[Scored] = []
        covered: set[str] = set()
        while remaining and len(chosen) < top_k:
            best = min(remaining.values(), key=lambda item: (-self._gain(item, covered), item.bundle.id))
            del remaining[best.bundle.id]
            if not (best.is_own or set(best.bundle.themes) - covered):
                continue
            if not _agrees(best.bundle, [item.bundle for item in chosen]):
                continue
            for item in [best, *_required(best, remaining)]:
                remaining.pop(item.bundle.id, None)
                chosen.append(item)
                covered |= set(item.bundle.themes)
        return chosen[:top_k]

    def order(self, candidates: Sequence[Scored]) -> list[Scored]:
        """All of them, those that add most first."""
        return sorted(candidates, key=lambda item: (-self._gain(item, set()), item.bundle.id))

    def _gain(self, item: Scored, covered: set[str]) -> float:
        """What a bundle adds: its best theme's worth, less what it spends of its other ones, by its fit and habit."""
        worths = sorted((self._worth(theme, covered) for theme in item.bundle.themes), reverse=True)
        added: float = worths[0] - SPENT_THEME_FACTOR * sum(worths[1:])
        return float(item.fit**FIT_POWER) * item.habit * added * (1.0 if item.is_own else ADAPTED_FACTOR)

    def _worth(self, theme: str, covered: set[str]) -> float:
        worth = self.worths.get(theme, 0.0)
        if theme in covered:
            worth *= COVERED_THEME_FACTOR
        return worth * IN_DRAFT_FACTOR if self.draft and self.draft.binds_on(theme) else worth


def _required(item: Scored, remaining: Mapping[str, Scored]) -> list[Scored]:
    """The bundles without which this one does not stand, among those that suit the need."""
    targets = [link.target for link in item.bundle.links if link.kind is LinkKind.REQUIRES]
    return [replace(remaining[id_], required_by=item.bundle.title) for id_ in targets if id_ in remaining]


def _agrees(bundle: Bundle, chosen: Sequence[Bundle]) -> bool:
    """Whether a bundle neither repeats nor contradicts one already chosen."""
    return not any(_excludes(bundle, other) or _excludes(other, bundle) or _repeats(bundle, other) for other in chosen)


def _excludes(one: Bundle, other: Bundle) -> bool:
    exclusive = (LinkKind.CONFLICTS, LinkKind.REPLACES, LinkKind.STRONGER_THAN)
    return any(link.target == other.id and link.kind in exclusive for link in one.links)


def _repeats(one: Bundle, other: Bundle) -> bool:
    return one.themes == other.themes and fuzz.token_set_ratio(one.lead.text, other.lead.text) >= NEAR_DUPLICATE_RATIO

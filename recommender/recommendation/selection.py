"""Candidates → recommendations: fit with the purchase, stakes, diversity, restraint, reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from recommender.domain.library import Bundle, PurchaseFamily, Theme
from recommender.domain.needs import Need
from recommender.domain.recommendations import Recommendation, ScoredBundle
from recommender.recommendation.filling import fill_provision, format_value

# Weights tuned on the development needs (see models/README.md).
FIT_WEIGHT = 0.25
STAKE_WEIGHT = 0.60
TEXT_WEIGHT = 0.15
# A bundle is proposed only where it fits the purchase: below this it would be noise.
MIN_FIT = 0.12
MIN_SCORE = 0.28
# Expected stake, 0 to 3, below which a theme is off topic for the purchase.
MIN_STAKE = 0.5
# Outside the amounts or durations it was written for, a bundle is kept at level 1, and comes later.
OUT_OF_SIZE_FACTOR = 0.75
# A theme already covered by a better suggestion is worth little more to the buyer.
COVERED_THEME_FACTOR = 0.1
NEAR_DUPLICATE_RATIO = 80.0
MAX_STAKE = 3
RESTRAINED_TOP_K = 3
# From this share of the likely families on, a purchase that may call for restraint is treated as one.
RESTRAINED_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Selector:
    """Chooses and orders the suggestions of one need."""

    families: Mapping[str, PurchaseFamily]
    themes: Mapping[str, Theme]

    def select(
        self, need: Need, candidates: Sequence[ScoredBundle], *, top_k: int, level: int
    ) -> tuple[Recommendation, ...]:
        """At most ``top_k`` recommendations, best first, each adding something to those before it.

        Args:
            need: the need, understood.
            candidates: the bundles scored by retrieval.
            top_k: how many at most; fewer for purchases that call for restraint.
            level: the highest level of provisions to include, 1 to 3.
        """
        stakes = self._stakes(need)
        if self.is_restrained(need):
            top_k = min(top_k, RESTRAINED_TOP_K)
        scored = [(self._score(need, candidate, stakes), candidate) for candidate in candidates]
        remaining = [(score, c) for score, c in scored if score >= MIN_SCORE and self._fits(need, c.bundle, stakes)]
        chosen: list[tuple[float, ScoredBundle]] = []
        covered: set[str] = set()
        while remaining and len(chosen) < top_k:
            best = min(remaining, key=lambda item: (-self._gain(item, covered, stakes), item[1].bundle.id))
            remaining.remove(best)
            if any(_is_near_duplicate(best[1].bundle, other.bundle) for _, other in chosen):
                continue
            chosen.append(best)
            covered |= set(best[1].bundle.themes)
        return tuple(self._recommend(need, score, candidate, stakes, level) for score, candidate in chosen)

    def _stakes(self, need: Need) -> dict[str, float]:
        """Expected importance of each theme for the need, 0 to 3: the families' stakes weighted by their scores."""
        total = sum(family.score for family in need.families) or 1.0
        stakes: dict[str, float] = {}
        for candidate in need.families:
            for theme, grade in self.families[candidate.code].stakes.items():
                stakes[theme] = stakes.get(theme, 0.0) + grade * candidate.score / total
        return stakes

    def is_restrained(self, need: Need) -> bool:
        """Whether few provisions have a link with such a purchase, by what it likely is."""
        total = sum(family.score for family in need.families) or 1.0
        restrained = sum(family.score for family in need.families if self.families[family.code].restraint)
        return restrained / total >= RESTRAINED_SHARE

    def _score(self, need: Need, candidate: ScoredBundle, stakes: Mapping[str, float]) -> float:
        stake = max((stakes.get(theme, 0.0) for theme in candidate.bundle.themes), default=0.0) / MAX_STAKE
        fit = purchase_fit(need, candidate.bundle)
        if size_warning(need, candidate.bundle):
            fit *= OUT_OF_SIZE_FACTOR
        return FIT_WEIGHT * fit + STAKE_WEIGHT * stake + TEXT_WEIGHT * candidate.score

    def _fits(self, need: Need, bundle: Bundle, stakes: Mapping[str, float]) -> bool:
        return purchase_fit(need, bundle) >= MIN_FIT and any(
            stakes.get(theme, 0.0) >= MIN_STAKE for theme in bundle.themes
        )

    def _gain(self, item: tuple[float, ScoredBundle], covered: set[str], stakes: Mapping[str, float]) -> float:
        """What a candidate adds: its score, less where its themes are already covered."""
        score, candidate = item
        themes = candidate.bundle.themes
        fresh = [stakes.get(theme, 0.0) for theme in themes if theme not in covered]
        known = [stakes.get(theme, 0.0) for theme in themes if theme in covered]
        value = max([*fresh, *(COVERED_THEME_FACTOR * stake for stake in known)], default=0.0) / MAX_STAKE
        return score + STAKE_WEIGHT * value

    def _recommend(
        self, need: Need, score: float, candidate: ScoredBundle, stakes: Mapping[str, float], level: int
    ) -> Recommendation:
        bundle = candidate.bundle
        if size_warning(need, bundle):
            level = 1
        kept = [provision for provision in bundle.provisions if provision.level <= level]
        return Recommendation(
            bundle=bundle,
            score=round(min(score, 1.0), 3),
            level=max((provision.level for provision in kept), default=1),
            provisions=tuple(fill_provision(provision, bundle, {}) for provision in kept or bundle.provisions[:1]),
            reasons=self._reasons(need, candidate, stakes),
        )

    def _reasons(self, need: Need, candidate: ScoredBundle, stakes: Mapping[str, float]) -> tuple[str, ...]:
        bundle = candidate.bundle
        reasons: list[str] = []
        shared = [family for family in need.families if family.code in bundle.families]
        if shared:
            reasons.append(f"Écrite pour l'achat « {shared[0].label} », reconnu dans votre besoin.")
        major = [theme for theme in bundle.themes if stakes.get(theme, 0.0) >= 2]
        if major:
            labels = " ; ".join(_within_sentence(self.themes[theme].label) for theme in major)
            reasons.append(f"Enjeu important pour cet achat : {labels}.")
        if candidate.matched_terms:
            reasons.append("Termes de votre besoin : " + ", ".join(candidate.matched_terms) + ".")
        warning = size_warning(need, bundle)
        if warning:
            reasons.append(warning)
        codes = [c.code for c in need.cpv if any(c.code.startswith(prefix) for prefix in bundle.cpv)]
        if codes:
            reasons.append(f"Code CPV {codes[0]} couvert par cette fiche.")
        return tuple(reasons)


def _within_sentence(label: str) -> str:
    """A label after a colon: its capital goes, unless it begins an acronym."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def purchase_fit(need: Need, bundle: Bundle) -> float:
    """How well a bundle fits the purchase, 0 to 1: families first, CPV prefixes next, nature as a brake."""
    by_family = sum(family.score for family in need.families if family.code in bundle.families)
    by_cpv = max(
        (c.score for c in need.cpv if any(len(p) > 2 and c.code.startswith(p) for p in bundle.cpv)),
        default=0.0,
    )
    fit = min(1.0, max(by_family, 0.6 * by_cpv))
    return fit if need.nature in bundle.natures else 0.5 * fit


def size_warning(need: Need, bundle: Bundle) -> str | None:
    """What to mind when the contract is smaller, shorter or larger than those a bundle was written for."""
    amount, months = need.amount_eur, need.duration_months
    if amount is not None and bundle.min_amount_eur is not None and amount < bundle.min_amount_eur:
        return f"À alléger : écrite pour des marchés d'au moins {format_value(bundle.min_amount_eur)} € HT."
    if amount is not None and bundle.max_amount_eur is not None and amount > bundle.max_amount_eur:
        return f"À renforcer : écrite pour des marchés d'au plus {format_value(bundle.max_amount_eur)} € HT."
    if months is not None and bundle.min_months is not None and months < bundle.min_months:
        return f"À alléger : écrite pour des marchés d'au moins {bundle.min_months} mois."
    return None


def _is_near_duplicate(one: Bundle, other: Bundle) -> bool:
    return one.themes == other.themes and fuzz.token_set_ratio(one.lead.text, other.lead.text) >= NEAR_DUPLICATE_RATIO

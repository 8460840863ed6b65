"""Why a bundle is proposed: codes, values and spans of the need. Their words are in ``recommender.labels_fr``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommender.domain.documents import Span
from recommender.domain.library import Bundle, PurchaseFamily, Theme
from recommender.domain.needs import Need
from recommender.domain.recommendations import Reason, ReasonCode
from recommender.domain.spaser import SpaserObjective
from recommender.domain.text import format_value
from recommender.domain.uptake import Uptake
from recommender.language.stemming import stem_text

MAJOR_GRADE = 2.0
# A family this much less likely than the first is not the purchase that was recognised.
MIN_FAMILY_SHARE = 0.3
MAX_WORDS = 6
MAX_OBJECTIVES = 2
# Fewer contracts, or a rarer practice, would say nothing.
MIN_CONTRACTS, MIN_SHARE = 10, 0.2
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class ReasonFinder:
    """Finds the evidence for bundles, given what the library and the buyer's plan say."""

    themes: Mapping[str, Theme]
    families: Mapping[str, PurchaseFamily]
    uptake: Uptake
    objectives: Sequence[SpaserObjective] = ()

    def find(self, need: Need, bundle: Bundle, met_duties: Sequence[str]) -> tuple[Reason, ...]:
        """The reasons, in the order a buyer reads them; ``met_duties`` are labels of the due duties it meets."""
        found = (
            self._family(need, bundle),
            self._stakes(need, bundle),
            find_shared_words(need.text, bundle),
            Reason(ReasonCode.DUTY, tuple(met_duties)) if met_duties else None,
            self._objectives(bundle),
            self._uptake(need, bundle),
            _cpv(need, bundle),
            find_misfit(need, bundle),
        )
        return tuple(reason for reason in found if reason is not None)

    def _family(self, need: Need, bundle: Bundle) -> Reason:
        shared = next((family for family in need.families if family.code in bundle.families), None)
        if shared is not None and shared.score >= MIN_FAMILY_SHARE * need.families[0].score:
            return Reason(ReasonCode.FAMILY, (shared.label,))
        return Reason(ReasonCode.ADAPT, (self.families[bundle.families[0]].label,))

    def _stakes(self, need: Need, bundle: Bundle) -> Reason | None:
        grades = {outlook.code: outlook.grade for outlook in need.themes}
        major = [theme for theme in bundle.themes if grades.get(theme, 0.0) >= MAJOR_GRADE]
        return Reason(ReasonCode.STAKES, tuple(self.themes[theme].label for theme in major)) if major else None

    def _objectives(self, bundle: Bundle) -> Reason | None:
        served = [objective for objective in self.objectives if set(objective.themes) & set(bundle.themes)]
        named = tuple(f"{objective.number} {objective.title}".strip() for objective in served[:MAX_OBJECTIVES])
        return Reason(ReasonCode.SPASER, named) if named else None

    def _uptake(self, need: Need, bundle: Bundle) -> Reason | None:
        family = next((found.code for found in need.families if found.code in bundle.families), None)
        counted = self.uptake.families.get(family or "")
        if counted is None or counted.contracts < MIN_CONTRACTS:
            return None
        share, value = max(((counted.share(value), value) for value in bundle.decp), default=(0.0, ""))
        if share < MIN_SHARE:
            return None
        return Reason(ReasonCode.UPTAKE, (value, f"{share:.0%}"[:-1], str(counted.contracts), self.uptake.source))


def _cpv(need: Need, bundle: Bundle) -> Reason | None:
    codes = [c.code for c in need.cpv if any(c.code.startswith(prefix) for prefix in bundle.cpv)]
    return Reason(ReasonCode.CPV, (codes[0],)) if codes else None


def find_shared_words(text: str, bundle: Bundle) -> Reason | None:
    """The words of the need that the bundle's title or purchase terms hold, with where they stand in ``text``."""
    held = set(stem_text(" ".join([bundle.title, *bundle.search_terms])))
    seen: set[str] = set()
    words: list[str] = []
    spans: list[Span] = []
    for match in _WORD.finditer(text):
        stems = set(stem_text(match[0]))
        if not stems & held or stems & seen:
            continue
        seen |= stems
        words.append(re.sub(r"^(?:[cdjlmnst]|qu)['’]", "", match[0], flags=re.IGNORECASE).lower())
        spans.append(Span(*match.span()))
    if not words:
        return None
    return Reason(ReasonCode.WORDS, tuple(words[:MAX_WORDS]), tuple(spans[:MAX_WORDS]))


def find_misfit(need: Need, bundle: Bundle) -> Reason | None:
    """What to mind when the contract is smaller, larger, shorter or longer than those a bundle was written for."""
    bounds = (
        (ReasonCode.TOO_SMALL, need.amount_eur, bundle.min_amount_eur, 1),
        (ReasonCode.TOO_LARGE, need.amount_eur, bundle.max_amount_eur, -1),
        (ReasonCode.TOO_SHORT, need.duration_months, bundle.min_months, 1),
        (ReasonCode.TOO_LONG, need.duration_months, bundle.max_months, -1),
    )
    for code, value, bound, sign in bounds:
        if value is not None and bound is not None and sign * value < sign * bound:
            return Reason(code, (format_value(bound),))
    return None

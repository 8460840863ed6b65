"""What an organisation usually does with each bundle, as a factor on what a bundle is worth to its buyers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recommender.domain.feedback import DismissalReason, FeedbackAction, FeedbackCount
from recommender.domain.library import Bundle
from recommender.domain.needs import Need
from recommender.domain.recommendations import Reason, ReasonCode

# Before any feedback a bundle is worth as much as if it had been kept three times and dismissed once: a Beta prior
# whose mean is close to how often experts keep what is proposed. Bundles of near equal worth change places after one
# answer, unequal ones after several.
KEPT_BEFORE, DISMISSED_BEFORE = 3.0, 1.0
# An answer in another family says something of the text, and little of this purchase.
OTHER_FAMILY_WEIGHT = 0.25
# Fewer answers in the family would be an anecdote, not a habit to tell a buyer.
MIN_TOLD = 3
# These say nothing against the text: the buyer had it already, or gave no usable reason.
_NEUTRAL = {DismissalReason.ALREADY_PLANNED, DismissalReason.OTHER}
# These are about the text as it was written: they no longer count once it is rewritten.
_OF_THE_TEXT = {
    DismissalReason.TOO_DEMANDING,
    DismissalReason.HARD_TO_CONTROL,
    DismissalReason.UNCLEAR,
    DismissalReason.LEGAL_DOUBT,
}


@dataclass(frozen=True, slots=True)
class _Tally:
    kept: int = 0
    dismissed: Mapping[DismissalReason, int] = field(default_factory=dict)

    @property
    def against(self) -> int:
        return sum(self.dismissed.values())


@dataclass(frozen=True, slots=True)
class Habits:
    """Feedback counted by bundle and purchase family; without any, every bundle is worth what it was."""

    tallies: Mapping[str, Mapping[str | None, _Tally]] = field(default_factory=dict)

    @classmethod
    def from_counts(cls, counts: Sequence[FeedbackCount], versions: Mapping[str, int]) -> "Habits":
        """The habits that ``counts`` tell.

        Args:
            counts: everything one organisation said.
            versions: the present version of each bundle by id; what was said of an older text of a bundle is dropped.
        """
        kept: dict[tuple[str, str | None], int] = defaultdict(int)
        dismissed: dict[tuple[str, str | None], dict[DismissalReason, int]] = defaultdict(lambda: defaultdict(int))
        for count in counts:
            key = (count.bundle_id, count.family)
            if count.action is not FeedbackAction.DISMISSED:
                kept[key] += count.answers
            elif count.reason and _still_counts(count, versions):
                dismissed[key][count.reason] += count.answers
        tallies: dict[str, dict[str | None, _Tally]] = defaultdict(dict)
        for key in {*kept, *dismissed}:
            tallies[key[0]][key[1]] = _Tally(kept.get(key, 0), dict(dismissed.get(key, {})))
        return cls(dict(tallies))

    def factor(self, need: Need, bundle: Bundle) -> float:
        """How much more or less a bundle is worth here: 1 without feedback, above 0, at most 4/3.

        The mean of the Beta posterior of keeping it, over that of the prior. Feedback of the family of the need
        counts whole, that of other families for a quarter.
        """
        kept, dismissed = KEPT_BEFORE, DISMISSED_BEFORE
        for family, tally in self.tallies.get(bundle.id, {}).items():
            weight = 1.0 if family == _family_of(need) else OTHER_FAMILY_WEIGHT
            kept += weight * tally.kept
            dismissed += weight * tally.against
        return kept / (kept + dismissed) / (KEPT_BEFORE / (KEPT_BEFORE + DISMISSED_BEFORE))

    def reason(self, need: Need, bundle: Bundle) -> Reason | None:
        """What to tell the buyer of it, once there is enough to tell; the commonest reason where most set it aside."""
        tally = self.tallies.get(bundle.id, {}).get(_family_of(need), _Tally())
        total = tally.kept + tally.against
        if total < MIN_TOLD:
            return None
        if tally.kept >= tally.against:
            return Reason(ReasonCode.KEPT_HERE, (str(tally.kept), str(total)))
        commonest = min(tally.dismissed, key=lambda reason: (-tally.dismissed[reason], reason.value))
        return Reason(ReasonCode.DISMISSED_HERE, (str(tally.against), str(total), commonest.value))


def _family_of(need: Need) -> str | None:
    return need.families[0].code if need.families else None


def _still_counts(count: FeedbackCount, versions: Mapping[str, int]) -> bool:
    if count.reason in _NEUTRAL:
        return False
    return count.reason not in _OF_THE_TEXT or count.bundle_version == versions.get(count.bundle_id)

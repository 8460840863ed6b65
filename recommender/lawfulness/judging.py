"""All detectors on one passage, and what they say together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from recommender.domain.warnings import DraftPassage, Finding, NameLists, WarningCode
from recommender.lawfulness.contractor_duties import find_no_control, find_vague_duty
from recommender.lawfulness.criteria_rules import (
    find_no_environmental_criterion,
    find_price_only,
    find_unweighted,
    find_wrong_sums,
)
from recommender.lawfulness.discretion import find_discretion
from recommender.lawfulness.duplicates import find_duplicates
from recommender.lawfulness.names import NamePatterns
from recommender.lawfulness.passages import ReadPassage
from recommender.lawfulness.places import find_local_preference, find_residence
from recommender.lawfulness.policy import find_general_policy, find_no_link
from recommender.lawfulness.precision import find_unverifiable
from recommender.lawfulness.proportion import find_disproportion
from recommender.lawfulness.reservations import find_reserved_basis

Detector = Callable[[ReadPassage], Iterator[Finding]]
_DETECTORS: tuple[Detector, ...] = (
    find_general_policy,
    find_no_link,
    find_local_preference,
    find_residence,
    find_price_only,
    find_no_environmental_criterion,
    find_wrong_sums,
    find_unweighted,
    find_unverifiable,
    find_duplicates,
    find_no_control,
    find_vague_duty,
    find_disproportion,
    find_reserved_basis,
    find_discretion,
)
# Where the first is said, the second would say it again in weaker words.
SAID_ALREADY = (
    (WarningCode.RESIDENCE, WarningCode.LOCAL_PREFERENCE),
    (WarningCode.PRICE_ONLY, WarningCode.NO_ENVIRONMENTAL_CRITERION),
    (WarningCode.GENERAL_POLICY, WarningCode.UNVERIFIABLE),
    (WarningCode.GENERAL_POLICY, WarningCode.LABEL),
    (WarningCode.UNLIMITED_DISCRETION, WarningCode.UNVERIFIABLE),
    (WarningCode.VAGUE_DUTY, WarningCode.NO_CONTROL),
    (WarningCode.NO_LINK, WarningCode.NO_CONTROL),
    (WarningCode.UNWEIGHTED, WarningCode.NO_ENVIRONMENTAL_CRITERION),
)


@dataclass(frozen=True)
class Judge:
    """Reads passages; knows the names of labels and brands."""

    names: NamePatterns

    @classmethod
    def of(cls, names: NameLists) -> "Judge":
        """A judge that knows these names."""
        return cls(NamePatterns.of(names))

    def judge(self, passage: DraftPassage) -> tuple[Finding, ...]:
        """What may be unlawful in the passage, or binds nobody: one finding a code, in the order of the detectors."""
        read = ReadPassage.of(passage)
        detectors = (*_DETECTORS, self.names.find_labels, self.names.find_brands)
        found = [finding for detector in detectors for finding in detector(read)]
        codes = {finding.code for finding in found}
        silent = {weaker for stronger, weaker in SAID_ALREADY if stronger in codes}
        return tuple(finding for finding in found if finding.code not in silent)

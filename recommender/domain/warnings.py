"""What a draft may hold that is unlawful, or that binds nobody, and where."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from recommender.domain.documents import BoundingBox, Span


class WarningCode(StrEnum):
    """Lawfulness warnings."""

    GENERAL_POLICY = "general_policy_criterion"
    NO_LINK = "no_link_with_subject"
    LOCAL_PREFERENCE = "local_preference"
    RESIDENCE = "residence_or_nationality"
    LABEL = "label_without_equivalent"
    BRAND = "brand_or_origin"
    PRICE_ONLY = "price_only"
    NO_ENVIRONMENTAL_CRITERION = "no_environmental_criterion"
    WEIGHTS = "weights_do_not_add_up"
    UNWEIGHTED = "criterion_unweighted"
    UNVERIFIABLE = "unverifiable_criterion"
    DUPLICATES_REQUIREMENT = "criterion_duplicates_requirement"
    NO_CONTROL = "no_control_or_penalty"
    VAGUE_DUTY = "vague_duty"
    DISPROPORTIONATE = "disproportionate"
    RESERVED_BASIS = "wrong_reserved_basis"
    UNLIMITED_DISCRETION = "unlimited_discretion"


class Certainty(StrEnum):
    """On what a warning rests: a text of law, a ruling, or good practice that no text imposes."""

    LAW = "law"
    CASE_LAW = "case_law"
    GOOD_PRACTICE = "good_practice"


@dataclass(frozen=True, slots=True)
class StatedCriterion:
    """An award criterion as a passage states it. ``unit``: percent, points or order; ``parent`` where it is a part.

    ``described`` where words beside its name say what is judged or on what proof.
    """

    name: str
    weight: float | None
    unit: str
    parent: str | None = None
    described: bool = False


@dataclass(frozen=True, slots=True)
class DraftPassage:
    """An article or excerpt of a draft. ``document`` is RC, CCAP, CCTP or CCP.

    ``criteria`` are the award criteria where they are known otherwise, ``None`` where they are to be read in the text.
    """

    text: str
    document: str
    launch_date: date
    criteria: tuple[StatedCriterion, ...] | None = None
    amount_eur: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A detector's answer: a code and the place in the passage's text that shows it."""

    code: WarningCode
    span: Span


@dataclass(frozen=True, slots=True)
class WarningRule:
    """The words of one code: what is wrong, why, how to write it lawfully, and on what this rests.

    ``sources`` are articles of ``corpus/law`` and rulings.
    """

    code: WarningCode
    title: str
    why: str
    rewording: str
    certainty: Certainty
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawfulnessWarning:
    """A finding in a document, with its rule. ``page`` is 0 where the format has no pages.

    ``likeness`` is ``None`` for what a detector found; where nothing but the words' likeness to judged passages speaks,
    its probability.
    """

    rule: WarningRule
    excerpt: str
    span: Span
    document: str = ""
    page: int = 0
    article: str | None = None
    bbox: BoundingBox | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class NameLists:
    """Names that texts bring to the pen: labels and certificates, brands."""

    labels: Sequence[str] = field(default=())
    brands: Sequence[str] = field(default=())

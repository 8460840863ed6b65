"""What a consultation's documents hold of each duty, and what is to be feared of their words."""

from dataclasses import dataclass, field
from enum import StrEnum

from recommender.domain.documents import BoundingBox
from recommender.domain.extraction import AwardCriterion, Clause
from recommender.domain.needs import Need
from recommender.domain.recommendations import Duty
from recommender.domain.warnings import LawfulnessWarning


class DutyState(StrEnum):
    """How a consultation stands to a duty. ``unknown``: something must be told before one can say."""

    MET = "met"
    WEAK = "weak"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Weakness(StrEnum):
    """Why what is there does not meet a duty well."""

    RECITAL_ONLY = "recital_only"
    WISH_ONLY = "wish_only"
    NO_CONTROL = "no_control"
    UNWEIGHTED = "unweighted"
    NO_COUNTERPART = "no_counterpart"


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """One document of the consultation as read: its type (RC, CCAP, CCTP, CCP, AE or other) and what it holds."""

    name: str
    doc_type: str
    clauses: tuple[Clause, ...] = ()
    criteria: tuple[AwardCriterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage that shows how a duty is met. ``page`` is 0 where the format has no pages."""

    document: str
    page: int
    article: str | None
    excerpt: str
    bbox: BoundingBox | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A bundle of the library that would meet a duty: its id and title."""

    bundle_id: str
    title: str


@dataclass(frozen=True, slots=True)
class JudgedDuty:
    """A duty and how the consultation stands to it.

    ``fix_in`` is the document type to correct, and its name where it is among those read; ``to_tell`` what must be
    told where the state is unknown.
    """

    duty: Duty
    state: DutyState
    proofs: tuple[Proof, ...] = ()
    weaknesses: tuple[Weakness, ...] = ()
    fix_in: str = ""
    to_tell: str = ""
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditedDocument:
    """A document as it is named in the answer: its type and its number of pages (0 where there are none)."""

    name: str
    doc_type: str
    pages: int


@dataclass(frozen=True, slots=True)
class Audit:
    """The answer to the documents of one consultation."""

    documents: tuple[AuditedDocument, ...]
    need: Need
    duties: tuple[JudgedDuty, ...]
    warnings: tuple[LawfulnessWarning, ...]
    corpus_version: str
    model_version: str
    notes: tuple[str, ...] = field(default=())

"""What a consultation's documents hold of each duty, and what is to be feared of their words."""

from dataclasses import dataclass, field
from enum import StrEnum

from recommender.domain.documents import BoundingBox, Span
from recommender.domain.extraction import AwardCriterion, Clause
from recommender.domain.needs import Need
from recommender.domain.neutrality import Neutrality
from recommender.domain.recommendations import Duty
from recommender.domain.spaser import SpaserObjective
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
    SPECIFICATION_ONLY = "specification_only"


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """One document of the consultation as read: its type (RC, CCAP, CCTP, CCP, AE or other) and what it holds."""

    name: str
    doc_type: str
    clauses: tuple[Clause, ...] = ()
    criteria: tuple[AwardCriterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage that shows how a duty is met. ``page`` is 0 where the format has no pages.

    ``span`` is its place in the text of the document, ``None`` for a line of a table of criteria.
    """

    document: str
    page: int
    article: str | None
    excerpt: str
    bbox: BoundingBox | None = None
    span: Span | None = None


class CountedIn(StrEnum):
    """Categories of responsible purchases that the two-yearly indicators of a plan count (L2111-3)."""

    SOCIAL_CLAUSE = "social_clause"
    SOCIAL_CRITERION = "social_criterion"
    RESERVED = "reserved"
    ENVIRONMENTAL_CLAUSE = "environmental_clause"
    ENVIRONMENTAL_CRITERION = "environmental_criterion"


class Instrument(StrEnum):
    """Ways to reach a social or environmental aim by a purchase, or without one."""

    RESERVED_CONTRACT = "reserved_contract"
    RESERVED_LOT = "reserved_lot"
    SOCIAL_CLAUSE = "social_clause"
    AWARD_CRITERION = "award_criterion"
    SOURCING_FIRST = "sourcing_first"
    DYNAMIC_PURCHASING_SYSTEM = "dynamic_purchasing_system"
    NO_CONTRACT = "no_contract"


@dataclass(frozen=True, slots=True)
class InstrumentAdvice:
    """One way, and what speaks for it in this purchase. ``certainty`` is that of the law it tells."""

    instrument: Instrument
    label: str
    reason: str
    legal_basis: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class ExceptionCase:
    """One case where a social condition may be left out (L2112-2-1 II): 1 to 4, what to ask, what the note must show.

    ``is_excluded`` where the text shuts the case out for this purchase; ``caution`` says why, or what makes it hard
    to defend.
    """

    number: int
    title: str
    question: str
    to_show: str
    is_excluded: bool = False
    caution: str = ""


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
class ObjectiveAlignment:
    """An objective of the plan: the passages that serve it, else the bundles that could."""

    objective: SpaserObjective
    proofs: tuple[Proof, ...]
    could_serve: tuple[Fix, ...]


@dataclass(frozen=True, slots=True)
class AuditedDocument:
    """A document as it is named in the answer: its type and its number of pages (0 where there are none)."""

    name: str
    doc_type: str
    pages: int


@dataclass(frozen=True, slots=True)
class Audit:
    """The answer to the documents of one consultation.

    ``exceptions`` where a social condition is due and not there; ``alignment`` where a plan was given; ``neutrality``
    where the weights of the price and of an environmental criterion were read.
    """

    documents: tuple[AuditedDocument, ...]
    need: Need
    duties: tuple[JudgedDuty, ...]
    warnings: tuple[LawfulnessWarning, ...]
    corpus_version: str
    model_version: str
    notes: tuple[str, ...] = field(default=())
    exceptions: tuple[ExceptionCase, ...] = ()
    instruments: tuple[InstrumentAdvice, ...] = ()
    alignment: tuple[ObjectiveAlignment, ...] = ()
    counted_in: tuple[CountedIn, ...] = ()
    neutrality: Neutrality | None = None

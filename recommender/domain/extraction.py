"""What a document holds: headings, clauses, award criteria."""

from dataclasses import dataclass

from recommender.domain.documents import BoundingBox, SourceDocument, Span
from recommender.domain.vocabulary import ContractNature, Obligation, ProvisionKind


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered or styled title of the body. ``block`` is its index in the document's blocks."""

    page: int
    number: str | None
    title: str
    level: int
    block: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit of text to classify: one paragraph, or a list under its head sentence."""

    text: str
    page: int
    span: Span
    bbox: BoundingBox | None
    article: str | None
    heading: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """A segment with a meaning and its provenance. ``confidence`` is a probability."""

    segment: Segment
    kind: ProvisionKind
    themes: tuple[str, ...]
    obligation: Obligation
    confidence: float


@dataclass(frozen=True, slots=True)
class AwardCriterion:
    """One award criterion or sub-criterion as written. ``unit``: percent, points or order."""

    page: int
    lot: str
    criterion: str
    parent: str | None
    weight: float | None
    unit: str
    responsible: str


@dataclass(frozen=True, slots=True)
class CpvCandidate:
    """A CPV code (8 digits) with a probability."""

    code: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class DocumentProfile:
    """The document as a whole: what kind of document, what is bought, for how much and how long."""

    doc_type: str
    object: str | None
    nature: ContractNature | None
    cpv: tuple[CpvCandidate, ...]
    decp_social: tuple[str, ...]
    decp_environmental: tuple[str, ...]
    amount_eur: float | None = None
    duration_months: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one document."""

    document: SourceDocument
    profile: DocumentProfile
    headings: tuple[Heading, ...]
    clauses: tuple[Clause, ...]
    award_criteria: tuple[AwardCriterion, ...]

"""What a document holds: headings, clauses, award criteria."""

from dataclasses import dataclass

from recommender.domain.classifiers import Passage
from recommender.domain.documents import BoundingBox, SourceDocument, Span
from recommender.domain.spaser import SpaserPlan
from recommender.domain.vocabulary import ContractNature, FactKind, Obligation, ProvisionKind


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
    """A unit of text to classify: one paragraph, or a list under its head sentence.

    ``heading`` is the title of its article, ``path`` the titles of the articles around that one, highest first.
    """

    text: str
    page: int
    span: Span
    bbox: BoundingBox | None
    article: str | None
    heading: str | None
    path: tuple[str, ...] = ()

    def to_passage(self, doc_type: str) -> Passage:
        """The text with the titles it stands under, for the classifiers."""
        return Passage(self.text, (*self.path, self.heading) if self.heading else self.path, doc_type)


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
    """One award criterion or sub-criterion as written. ``unit``: percent, points or order.

    ``has_open_weight`` where a range or a blank to fill in stands in place of the weight.
    """

    page: int
    lot: str
    criterion: str
    parent: str | None
    weight: float | None
    unit: str
    responsible: str
    has_open_weight: bool = False


@dataclass(frozen=True, slots=True)
class WeightIssue:
    """Weights that do not add up: those of a lot's criteria, or of the parts of the criterion ``parent``.

    ``total`` is what those stated make, ``expected`` what they should, ``None`` where no total is due. ``missing``
    names those without a weight among others that have one.
    """

    lot: str
    parent: str | None
    total: float
    unit: str
    expected: float | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or a reference, as written and normalised.

    ``normalised`` is a number in ``unit``, a canonical name or an ISO date, ``None`` for a blank to fill in.
    ``accepts_equivalent`` says of a label whether "ou équivalent" stands near, ``None`` for other facts.
    """

    kind: FactKind
    value: str
    normalised: float | str | None
    unit: str | None
    page: int
    span: Span
    article: str | None = None
    accepts_equivalent: bool | None = None


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
    lots: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one document. ``spaser`` is what a SPASER plan states, ``None`` for other documents."""

    document: SourceDocument
    profile: DocumentProfile
    headings: tuple[Heading, ...]
    clauses: tuple[Clause, ...]
    award_criteria: tuple[AwardCriterion, ...]
    facts: tuple[Fact, ...] = ()
    weight_issues: tuple[WeightIssue, ...] = ()
    spaser: SpaserPlan | None = None

"""The shape of the answers of the audit, as ``recommender.exporting.audit_format`` writes them."""

from typing import Literal

from recommender.domain.audit import CountedIn, DutyState, Instrument, Weakness
from recommender.domain.neutrality import PriceFormula
from recommender.domain.warnings import Certainty, WarningCode
from web.api.answers import Answer, NeedAnswer


class ProofAnswer(Answer):
    """A passage of a document; ``page`` is 0 where the format has no pages, ``bbox`` is in PDF points."""

    document: str
    page: int
    article: str | None
    excerpt: str
    bbox: list[float] | None


class WeaknessAnswer(Answer):
    """Why what is there does not meet a duty well."""

    code: Weakness
    text: str


class FixAnswer(Answer):
    """A bundle of the library that would meet a duty or serve an objective."""

    bundle_id: str
    title: str


class JudgedDutyAnswer(Answer):
    """A duty and how the documents stand to it; ``to_tell`` is what must be told where the state is unknown."""

    code: str
    label: str
    state: DutyState
    reason: str
    legal_basis: list[str]
    certainty: Literal["verified", "secondary", "to_verify"]
    how_to_meet: str
    proofs: list[ProofAnswer]
    weaknesses: list[WeaknessAnswer]
    fix_in: str
    to_tell: str
    fixes: list[FixAnswer]


class WarningAnswer(Answer):
    """Words that may be unlawful, or bind nobody, with a lawful rewording; ``span`` counts characters of the text.

    ``likeness`` is null for what a rule found, else the probability given by judged passages of like words.
    """

    code: WarningCode
    title: str
    why: str
    rewording: str
    certainty: Certainty
    sources: list[str]
    excerpt: str
    document: str
    page: int
    article: str | None
    span: list[int]
    bbox: list[float] | None
    likeness: float | None


class DocumentAnswer(Answer):
    """A document as it was read."""

    name: str
    doc_type: str
    pages: int


class ExceptionAnswer(Answer):
    """One case where a social condition may be left out (L2112-2-1 II)."""

    number: int
    title: str
    question: str
    to_show: str
    is_excluded: bool
    caution: str


class InstrumentAnswer(Answer):
    """One way to reach the aim, and what speaks for it."""

    instrument: Instrument
    label: str
    reason: str
    legal_basis: list[str]
    certainty: Literal["verified", "secondary", "proposal"]


class AlignmentAnswer(Answer):
    """An objective of the plan: the passages that serve it, else the bundles that could."""

    number: str
    title: str
    page: int
    themes: list[str]
    proofs: list[ProofAnswer]
    could_serve: list[FixAnswer]


class WeightingAnswer(Answer):
    """Weights in percent, the price formula, and what is assumed of offers."""

    price: float
    environmental: float
    others: float
    formula: PriceFormula
    price_spread: float
    mark_gap: float
    mark_spread: float


class NeutralityAnswer(Answer):
    """What the environmental criterion weighs in practice; ``price_gap`` and ``changed`` are fractions."""

    weighting: WeightingAnswer
    price_gap: float | None
    changed: float
    is_neutralised: bool
    proposed: WeightingAnswer | None
    text: str


class AuditAnswer(Answer):
    """The documents of a consultation judged."""

    documents: list[DocumentAnswer]
    need: NeedAnswer
    duties: list[JudgedDutyAnswer]
    warnings: list[WarningAnswer]
    exceptions: list[ExceptionAnswer]
    instruments: list[InstrumentAnswer]
    spaser: list[AlignmentAnswer]
    counted_in: list[CountedIn]
    environmental_weight: NeutralityAnswer | None
    notes: list[str]
    notice: str
    corpus_version: str
    model_version: str


class WarningsAnswer(Answer):
    """The warnings on one passage."""

    warnings: list[WarningAnswer]
    notice: str

"""The shape of the answers, as ``recommender.exporting.json_format`` writes them."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from recommender.domain.library import LinkKind
from recommender.domain.recommendations import ReasonCode
from recommender.domain.vocabulary import (
    BuyerCategory,
    ContractNature,
    LabourShare,
    Place,
    ProvisionKind,
    SensitiveAspect,
    Users,
)


class Answer(BaseModel):
    """What every answer is: nothing that its shape does not name."""

    model_config = ConfigDict(extra="forbid")


class CpvAnswer(Answer):
    """A CPV code with a probability."""

    code: str
    label: str
    score: float


class FamilyAnswer(Answer):
    """A purchase family with a probability."""

    code: str
    label: str
    score: float


class ThemeAnswer(Answer):
    """What an expert would say of a theme: probability of raising it, expected grade (0 to 3) and gain (0 to 7)."""

    code: str
    relevance: float
    grade: float
    worth: float


class NeedAnswer(Answer):
    """The need as understood; ``inferred`` names the fields that were not stated, ``confidence`` how sure each is."""

    text: str
    nature: ContractNature
    cpv: list[CpvAnswer]
    families: list[FamilyAnswer]
    amount_eur: float | None
    duration_months: int | None
    lots: int | None
    place: str | None
    labour: LabourShare | None
    users: Users | None
    sensitive: list[SensitiveAspect]
    restraint: float
    themes: list[ThemeAnswer]
    launch_date: str
    buyer: BuyerCategory
    inferred: list[str]
    confidence: dict[str, float]
    typos: dict[str, str]


class DutyAnswer(Answer):
    """A legal duty judged on the launch date; ``to_verify`` is a point to check, never law.

    ``coverage`` is for drafts only: here it is always null.
    """

    code: str
    label: str
    status: Literal["due", "to_check", "not_applicable"]
    reason: str
    legal_basis: list[str]
    certainty: Literal["verified", "secondary", "to_verify"]
    how_to_meet: str
    coverage: Literal["met", "missing"] | None
    coverage_note: str


class SubCriterionAnswer(Answer):
    """A part of an award criterion, with its points out of 100."""

    name: str
    points: float


class ProvisionAnswer(Answer):
    """One text to insert in one contract document."""

    level: int
    kind: ProvisionKind
    place: Place
    heading: str
    text: str
    proof: str
    control: str
    penalty: str
    scoring: str
    tenderer_supplies: str
    weight_percent: list[float | None]
    sub_criteria: list[SubCriterionAnswer]
    legal_basis: list[str]


class VariableAnswer(Answer):
    """A value to confirm: the default of the library, or computed from the need as ``note`` says."""

    name: str
    label: str
    unit: str
    default: float | int | str
    value: float | int | str
    origin: Literal["default", "computed"]
    note: str
    advice: str
    minimum: float | None
    maximum: float | None
    choices: list[str]


class IndicatorAnswer(Answer):
    """What tells that a clause had an effect."""

    name: str
    unit: str
    frequency: str


class OcdsAnswer(Answer):
    """Codes of the OCDS sustainability extension."""

    goals: list[str]
    strategies: list[str]


class LinkAnswer(Answer):
    """How the suggestion stands to another bundle of the library."""

    kind: LinkKind
    target: str
    reason: str


class SourceAnswer(Answer):
    """Where a fact comes from."""

    title: str
    used_for: str
    url: str | None
    consulted: str | None


class ReadingAnswer(Answer):
    """A note of the library worth reading before buying."""

    id: str
    title: str
    question: str


class EvidenceAnswer(Answer):
    """A reason as data: its code, what it says, and the spans of the need's text it rests on."""

    code: ReasonCode
    values: list[str]
    spans: list[list[int]]


class RecommendationAnswer(Answer):
    """One suggestion; ``kind``, ``place`` and ``text`` are those of its lead provision.

    ``score``: probability that an expert would raise one of its themes for this purchase; ``fit``: probability that
    they would keep this very bundle.
    """

    rank: int
    clause_id: str
    title: str
    purpose: str
    kind: ProvisionKind
    place: Place
    themes: list[str]
    families: list[str]
    score: float
    fit: float
    level: int
    reasons: list[str]
    evidence: list[EvidenceAnswer]
    already_covered: bool
    legal_basis: list[str]
    text: str
    provisions: list[ProvisionAnswer]
    variables: list[VariableAnswer]
    indicators: list[IndicatorAnswer]
    cautions: list[str]
    fits: str
    avoid: str
    decp: list[str]
    eforms: list[str]
    ocds: OcdsAnswer
    links: list[LinkAnswer]
    sources: list[SourceAnswer]
    author: str
    licence: str
    version: int
    reviewed: str


class AdviceAnswer(Answer):
    """The whole answer to one need."""

    id: str | None
    need: NeedAnswer
    obligations: list[DutyAnswer]
    recommendations: list[RecommendationAnswer]
    notes: list[str]
    readings: list[ReadingAnswer]
    corpus_version: str
    model_version: str


class HealthAnswer(Answer):
    """That the service answers, and with what."""

    status: Literal["ok"]
    corpus_version: str
    model_version: str


class FeedbackAnswer(Answer):
    """How many verdicts are now kept of this answer's suggestions."""

    recorded: int

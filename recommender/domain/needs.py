"""What the buyer is preparing: the need, and where each part of it was learnt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from recommender.domain.classifiers import ThemeOutlook
from recommender.domain.extraction import CpvCandidate
from recommender.domain.vocabulary import (
    BuyerCategory,
    ContractNature,
    LabourShare,
    SensitiveAspect,
    Users,
)


@dataclass(frozen=True, slots=True)
class NeedRequest:
    """What the buyer says: words, and whatever else is known. ``None`` means "to be inferred"."""

    text: str
    cpv: tuple[str, ...] = ()
    family: str | None = None
    nature: ContractNature | None = None
    amount_eur: float | None = None
    duration_months: int | None = None
    lots: int | None = None
    place: str | None = None
    labour: LabourShare | None = None
    users: Users | None = None
    sensitive: tuple[SensitiveAspect, ...] | None = None
    launch_date: date | None = None
    buyer: BuyerCategory = BuyerCategory.LOCAL
    id: str | None = None


@dataclass(frozen=True, slots=True)
class FamilyCandidate:
    """A purchase family with a probability."""

    code: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Need:
    """A need understood.

    ``inferred`` names the fields that the buyer did not state; ``confidence`` gives, for those of them that a model
    or a pattern inferred, the probability that the value is right. ``restraint`` is the probability that hardly
    any provision has a link with the purchase. ``typos`` and ``plain_text`` are those of ``Purchase``.
    """

    text: str
    cpv: tuple[CpvCandidate, ...]
    families: tuple[FamilyCandidate, ...]
    nature: ContractNature
    amount_eur: float | None
    duration_months: int | None
    launch_date: date
    buyer: BuyerCategory
    inferred: tuple[str, ...]
    themes: tuple[ThemeOutlook, ...] = ()
    lots: int | None = None
    place: str | None = None
    labour: LabourShare | None = None
    users: Users | None = None
    sensitive: tuple[SensitiveAspect, ...] = ()
    restraint: float = 0.0
    confidence: Mapping[str, float] = field(default_factory=dict)
    typos: Mapping[str, str] = field(default_factory=dict)
    plain_text: str = ""
    id: str | None = None

"""What the buyer is preparing: the need, and where each part of it was learnt."""

from dataclasses import dataclass
from datetime import date

from recommender.domain.extraction import CpvCandidate
from recommender.domain.vocabulary import BuyerCategory, ContractNature


@dataclass(frozen=True, slots=True)
class NeedRequest:
    """What the buyer says: words, and whatever else is known. ``None`` means "to be inferred"."""

    text: str
    cpv: tuple[str, ...] = ()
    nature: ContractNature | None = None
    amount_eur: float | None = None
    duration_months: int | None = None
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
    """A need understood. ``inferred`` names the fields that the buyer did not state."""

    text: str
    cpv: tuple[CpvCandidate, ...]
    families: tuple[FamilyCandidate, ...]
    nature: ContractNature
    amount_eur: float | None
    duration_months: int | None
    launch_date: date
    buyer: BuyerCategory
    inferred: tuple[str, ...]
    id: str | None = None

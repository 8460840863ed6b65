"""Insertion sizing: what is asked, the figures it rests on, and what comes out."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure known within bounds, with where it comes from and when it was looked at.

    Shares and efforts are in % of what they apply to, costs in euros excluding tax an hour.
    """

    low: float
    default: float
    high: float
    source: str
    consulted: date
    certainty: str


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade, the share of its amounts that pays labour, and the purchase families it is usual in.

    ``staff_transfer``: staff in place are usually taken over, so that only newly assigned staff count.
    """

    code: str
    label: str
    families: tuple[str, ...]
    labour_share: Estimate
    staff_transfer: bool


@dataclass(frozen=True, slots=True)
class Modality:
    """A way to do the hours, open from a number of hours and a duration in months."""

    code: str
    label: str
    min_hours: float
    min_months: float
    advice: str


@dataclass(frozen=True, slots=True)
class SizingTables:
    """The figures of ``corpus/sizing``."""

    trades: dict[str, Trade]
    effort: Estimate
    hourly_cost: Estimate
    hours_per_participant: float
    hours_per_full_time_year: float
    participant_source: str
    modalities: tuple[Modality, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """An amount of one trade, in euros excluding tax."""

    trade: str
    amount_eur: float


@dataclass(frozen=True, slots=True)
class SizingRequest:
    """What to size. Percentages and the hourly cost are those of the tables where ``None``."""

    works: tuple[Work, ...]
    months: int | None = None
    effort_percent: float | None = None
    hourly_cost_eur: float | None = None
    labour_share_percent: float | None = None
    new_staff_percent: float = 100.0


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How the hours move when one figure moves alone: ``(value, hours)`` at each bound."""

    label: str
    unit: str
    low: tuple[float, float]
    high: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sizing:
    """Hours of insertion, rounded to ten, within an interval, and what they mean.

    ``formula`` writes the calculation out, one line a trade.
    ``participants`` by the yardstick of ``SizingTables``, ``full_time`` in full-time posts over the duration
    (``None`` where the duration is unknown).
    """

    low_hours: int
    hours: int
    high_hours: int
    participants: float
    full_time: float | None
    sensitivities: tuple[Sensitivity, ...]
    modalities: tuple[Modality, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    effort_percent: float
    formula: tuple[str, ...]

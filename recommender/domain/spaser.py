"""What a SPASER plan promises: its axes and objectives, its target figures, indicators and follow-up.

Source: L. 2111-3 of the code de la commande publique asks a plan for target figures by category of purchase, for
indicators in number of contracts or in value, and allows several buyers one joint plan.
"""

from dataclasses import dataclass
from enum import StrEnum

from recommender.domain.documents import Span


class TargetUnit(StrEnum):
    """What a target or an indicator is counted in. ``OTHER`` also stands for multiples ("doubler" is 2)."""

    PERCENT = "percent"
    HOURS = "hours"
    EUROS = "euros"
    CONTRACTS = "contracts"
    COUNT = "count"
    TONNES = "tonnes"
    DATE = "date"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SpaserObjective:
    """One objective of an axis. ``page`` is that of its section, not of the contents; 0 without pages."""

    number: str
    title: str
    page: int
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpaserAxis:
    """One axis of the plan with its objectives in reading order."""

    number: str
    title: str
    page: int
    objectives: tuple[SpaserObjective, ...] = ()


@dataclass(frozen=True, slots=True)
class SpaserTarget:
    """One figure the buyer promises to reach. ``document.text[span]`` is ``text`` but for white space.

    ``axis`` and ``objective`` are numbers of the plan, empty where the figure stands outside them. ``value`` is the
    lower bound of a range, ``None`` where the target is an event (unit ``DATE``) or to keep a level. ``year`` is
    ``None`` for a yearly target. ``cell`` is the value as written where the target is read in a table.
    """

    text: str
    page: int
    span: Span
    axis: str
    objective: str
    value: float | None
    unit: TargetUnit
    year: int | None
    baseline: float | None = None
    baseline_year: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class SpaserIndicator:
    """One thing the buyer will measure, as written."""

    text: str
    page: int
    span: Span
    axis: str
    objective: str
    unit: TargetUnit


@dataclass(frozen=True, slots=True)
class MonitoringStep:
    """One sentence on who follows the plan, how often, and what is made public."""

    text: str
    page: int
    span: Span


@dataclass(frozen=True, slots=True)
class SpaserPlan:
    """Everything a SPASER plan states. ``period`` is its first and last year."""

    axes: tuple[SpaserAxis, ...] = ()
    targets: tuple[SpaserTarget, ...] = ()
    indicators: tuple[SpaserIndicator, ...] = ()
    monitoring: tuple[MonitoringStep, ...] = ()
    period: tuple[int, int] | None = None
    is_joint: bool = False

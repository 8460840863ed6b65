"""The library of clauses: bundles and the provisions they hold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from recommender.domain.vocabulary import ContractNature, Place, ProvisionKind, ThemeFamily

# A variable where a text names it: ``{{ name }}``.
VARIABLE = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Theme:
    """A social or environmental theme, and its names in other frames.

    ``eforms`` are codes of BT-774 or BT-775, ``ocds`` goals of the OCDS sustainability extension, ``sdg``
    numbers of the UN goals, ``social_value`` domains of the English councils (``crosswalks.toml``).
    """

    code: str
    label: str
    family: ThemeFamily
    eforms: tuple[str, ...]
    ocds: tuple[str, ...] = ()
    sdg: tuple[int, ...] = ()
    social_value: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PurchaseFamily:
    """A purchase family: what is bought, its CPV prefixes, and what is at stake in it.

    ``stakes`` grades the themes an expert would raise for this purchase: 3 surely, 2 useful,
    1 acceptable. A theme left out is off topic. ``restraint`` marks purchases where few
    provisions have a link with the subject-matter. Families of one ``group`` are easily taken for
    one another.
    """

    code: str
    label: str
    nature: ContractNature
    cpv: tuple[str, ...]
    terms: tuple[str, ...]
    stakes: dict[str, int]
    restraint: bool = False
    group: str = ""


class FillRule(StrEnum):
    """How a variable's value is computed from the need: hours of insertion in all, or by year of performance."""

    INSERTION_HOURS = "insertion_hours"
    INSERTION_HOURS_A_YEAR = "insertion_hours_a_year"


@dataclass(frozen=True, slots=True)
class Variable:
    """A value the buyer fills in a text, written ``{{ name }}``.

    A number in ``unit`` within ``minimum`` and ``maximum``, or words, one of ``choices`` where there are any.
    ``fill`` tells how the need gives the value, where it does.
    """

    name: str
    label: str
    unit: str
    default: float | int | str
    advice: str
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    fill: FillRule | None = None


@dataclass(frozen=True, slots=True)
class SubCriterion:
    """A part of an award criterion: its name as the text gives it, and its points out of 100."""

    name: str
    points: float


@dataclass(frozen=True, slots=True)
class Provision:
    """One text to insert in one contract document, with what makes it checkable.

    ``level``: 1 any supplier can meet, 2 good practice, 3 best on the market; a higher level comes
    on top of the lower ones. Weights are percentages of the whole score.
    """

    level: int
    kind: ProvisionKind
    place: Place
    heading: str
    text: str
    legal_basis: tuple[str, ...]
    proof: str = ""
    control: str = ""
    penalty: str = ""
    scoring: str = ""
    tenderer_supplies: str = ""
    weight_percent_min: float | None = None
    weight_percent_max: float | None = None
    sub_criteria: tuple[SubCriterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """What tells that the provision had an effect."""

    name: str
    unit: str
    frequency: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact of the bundle comes from; ``url`` and ``consulted`` where there is a public page."""

    title: str
    used_for: str
    url: str = ""
    consulted: date | None = None


class LinkKind(StrEnum):
    """How a bundle stands to another one."""

    REQUIRES = "requires"
    CONFLICTS = "conflicts"
    REPLACES = "replaces"
    STRONGER_THAN = "stronger_than"


@dataclass(frozen=True, slots=True)
class Link:
    """A bundle that this one requires, contradicts, replaces, or outdoes on the same goal, and why."""

    kind: LinkKind
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """Linked provisions that reach one goal in one kind of purchase: the unit of the library.

    ``content_sha256`` is the hash of the file it was read from: importing twice changes nothing.
    """

    id: str
    title: str
    purpose: str
    themes: tuple[str, ...]
    families: tuple[str, ...]
    cpv: tuple[str, ...]
    natures: tuple[ContractNature, ...]
    fits: str
    avoid: str
    search_terms: tuple[str, ...]
    cautions: tuple[str, ...]
    decp: tuple[str, ...]
    eforms: tuple[str, ...]
    sources: tuple[Source, ...]
    variables: tuple[Variable, ...]
    provisions: tuple[Provision, ...]
    indicators: tuple[Indicator, ...]
    version: int
    status: str
    reviewed: date
    content_sha256: str
    min_amount_eur: float | None = None
    max_amount_eur: float | None = None
    min_months: int | None = None
    max_months: int | None = None
    ocds: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    author: str = ""
    licence: str = ""

    @property
    def lead(self) -> Provision:
        """The provision a buyer is offered first: the first one of the lowest level."""
        return min(self.provisions, key=lambda provision: provision.level)

    @property
    def ocds_strategies(self) -> tuple[str, ...]:
        """Strategies of the OCDS sustainability extension that its provisions amount to, in the order used."""
        return list_ocds_strategies(provision.kind for provision in self.provisions)


def list_ocds_strategies(kinds: Iterable[ProvisionKind]) -> tuple[str, ...]:
    """Strategies of the OCDS sustainability extension that provisions of these kinds amount to, in the order used."""
    return tuple(dict.fromkeys(_OCDS_STRATEGIES[kind] for kind in kinds if kind in _OCDS_STRATEGIES))


# A variant is an offer measured by the same technical specifications and criteria.
_OCDS_STRATEGIES = {
    ProvisionKind.TECHNICAL_SPECIFICATION: "technicalSpecifications",
    ProvisionKind.EXECUTION_CONDITION: "contractPerformanceConditions",
    ProvisionKind.AWARD_CRITERION: "awardCriteria",
    ProvisionKind.SELECTION_CRITERION: "selectionCriteria",
    ProvisionKind.RESERVED_CONTRACT: "reservedParticipation",
    ProvisionKind.VARIANT: "technicalSpecifications",
}

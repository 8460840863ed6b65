"""The library of clauses: bundles and the provisions they hold."""

from dataclasses import dataclass
from datetime import date

from recommender.domain.vocabulary import ContractNature, Place, ProvisionKind, ThemeFamily


@dataclass(frozen=True, slots=True)
class Theme:
    """A social or environmental theme. ``eforms`` are codes of BT-774 or BT-775."""

    code: str
    label: str
    family: ThemeFamily
    eforms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PurchaseFamily:
    """A purchase family: what is bought, its CPV prefixes, and what is at stake in it.

    ``stakes`` grades the themes an expert would raise for this purchase: 3 surely, 2 useful,
    1 acceptable. A theme left out is off topic. ``restraint`` marks purchases where few
    provisions have a link with the subject-matter.
    """

    code: str
    label: str
    nature: ContractNature
    cpv: tuple[str, ...]
    terms: tuple[str, ...]
    stakes: dict[str, int]
    restraint: bool = False


@dataclass(frozen=True, slots=True)
class Variable:
    """A value the buyer fills in a text, written ``{{ name }}``."""

    name: str
    label: str
    unit: str
    default: float | int | str
    advice: str
    minimum: float | None = None
    maximum: float | None = None


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


@dataclass(frozen=True, slots=True)
class Indicator:
    """What tells that the provision had an effect."""

    name: str
    unit: str
    frequency: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact of the bundle comes from."""

    title: str
    used_for: str


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

    @property
    def lead(self) -> Provision:
        """The provision a buyer is offered first: the first one of the lowest level."""
        return min(self.provisions, key=lambda provision: provision.level)

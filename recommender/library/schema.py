"""The shape of a bundle file, checked by pydantic at the border; ``bundle_json_schema`` publishes it."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from recommender.domain.library import (
    Bundle,
    FillRule,
    Indicator,
    Link,
    LinkKind,
    Provision,
    Source,
    SubCriterion,
    Variable,
)
from recommender.domain.vocabulary import ContractNature, Place, ProvisionKind

Text = Annotated[str, Field(min_length=1)]
BundleId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$")]
LibraryKind = Literal[
    "technical_specification",
    "execution_condition",
    "award_criterion",
    "selection_criterion",
    "reserved_contract",
    "variant",
]
DecpValue = Literal[
    "Clause sociale", "Critère social", "Marché réservé", "Clause environnementale", "Critère environnemental"
]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SourceRow(_Row):
    """Where a fact comes from."""

    title: Text
    used_for: Text
    url: Annotated[str, Field(pattern=r"^https://")] | None = None
    consulted: date | None = None


class LinkRow(_Row):
    """How the bundle stands to another one."""

    kind: Literal["requires", "conflicts", "replaces", "stronger_than"]
    target: BundleId
    reason: Text


class VariableRow(_Row):
    """A value the buyer fills in."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    label: Text
    unit: str
    default: int | float | str
    min: float | None = None
    max: float | None = None
    choices: list[Text] = []
    fill: FillRule | None = None
    advice: Text


class SubCriterionRow(_Row):
    """A part of an award criterion, named as its text names it."""

    name: Text
    points: Annotated[float, Field(gt=0, le=100)]


class ProvisionRow(_Row):
    """One text for one contract document."""

    level: Annotated[int, Field(ge=1, le=3)]
    kind: LibraryKind
    place: Literal["RC", "CCAP", "CCTP", "AE", "AVIS"]
    heading: Text
    text: Annotated[str, Field(min_length=80)]
    legal_basis: Annotated[list[Text], Field(min_length=1)]
    proof: str = ""
    control: str = ""
    penalty: str = ""
    scoring: str = ""
    tenderer_supplies: str = ""
    weight_percent_min: Annotated[float, Field(gt=0, le=60)] | None = None
    weight_percent_max: Annotated[float, Field(gt=0, le=60)] | None = None
    sub_criteria: list[SubCriterionRow] = []


class IndicatorRow(_Row):
    """A measure of effect."""

    name: Text
    unit: Text
    frequency: Text


class BundleFile(_Row):
    """One file of ``corpus/clauses``."""

    id: BundleId
    title: Text
    purpose: Text
    themes: Annotated[list[str], Field(min_length=1, max_length=3)]
    families: Annotated[list[str], Field(min_length=1)]
    cpv: Annotated[list[Annotated[str, Field(pattern=r"^[0-9]{2,8}$")]], Field(min_length=1)]
    natures: Annotated[list[Literal["works", "supplies", "services"]], Field(min_length=1)]
    min_amount_eur: float | None = None
    max_amount_eur: float | None = None
    min_months: int | None = None
    max_months: int | None = None
    fits: Text
    avoid: Text
    search_terms: Annotated[list[Text], Field(min_length=3)]
    cautions: Annotated[list[Text], Field(min_length=1)]
    decp: list[DecpValue]
    eforms: Annotated[list[Text], Field(min_length=1)]
    ocds: Annotated[list[Text], Field(min_length=1)]
    author: Text
    licence: Text
    version: Annotated[int, Field(ge=1)]
    status: Literal["draft", "reviewed", "published", "withdrawn"]
    reviewed: date
    links: list[LinkRow] = []
    sources: Annotated[list[SourceRow], Field(min_length=1)]
    variables: list[VariableRow] = []
    provisions: Annotated[list[ProvisionRow], Field(min_length=1)]
    indicators: Annotated[list[IndicatorRow], Field(min_length=1)]


def bundle_json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a bundle file."""
    return BundleFile.model_json_schema()


def to_bundle(row: BundleFile, *, content_sha256: str) -> Bundle:
    """The domain value of a validated file."""
    return Bundle(
        id=row.id,
        title=row.title,
        purpose=row.purpose,
        themes=tuple(row.themes),
        families=tuple(row.families),
        cpv=tuple(row.cpv),
        natures=tuple(ContractNature(nature) for nature in row.natures),
        fits=row.fits,
        avoid=row.avoid,
        search_terms=tuple(row.search_terms),
        cautions=tuple(row.cautions),
        decp=tuple(row.decp),
        eforms=tuple(row.eforms),
        ocds=tuple(row.ocds),
        author=row.author,
        licence=row.licence,
        links=tuple(Link(LinkKind(link.kind), link.target, link.reason) for link in row.links),
        sources=tuple(Source(s.title, s.used_for, s.url or "", s.consulted) for s in row.sources),
        variables=tuple(_to_variable(variable) for variable in row.variables),
        provisions=tuple(_to_provision(provision) for provision in row.provisions),
        indicators=tuple(Indicator(i.name, i.unit, i.frequency) for i in row.indicators),
        version=row.version,
        status=row.status,
        reviewed=row.reviewed,
        content_sha256=content_sha256,
        min_amount_eur=row.min_amount_eur,
        max_amount_eur=row.max_amount_eur,
        min_months=row.min_months,
        max_months=row.max_months,
    )


def _to_variable(row: VariableRow) -> Variable:
    return Variable(
        name=row.name,
        label=row.label,
        unit=row.unit,
        default=row.default,
        advice=row.advice,
        minimum=row.min,
        maximum=row.max,
        choices=tuple(row.choices),
        fill=row.fill,
    )


def _to_provision(row: ProvisionRow) -> Provision:
    values = row.model_dump(exclude={"kind", "place", "legal_basis", "sub_criteria"})
    return Provision(
        kind=ProvisionKind(row.kind),
        place=Place(row.place),
        legal_basis=tuple(row.legal_basis),
        sub_criteria=tuple(SubCriterion(part.name, part.points) for part in row.sub_criteria),
        **values,
    )

"""What is counted of the consultations that their buyers saved: figures and codes, no word of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recommender.domain.audit import Audit, CountedIn
from recommender.domain.needs import Need
from recommender.domain.recommendations import Recommendation
from recommender.domain.vocabulary import CLAUSE_KINDS, ContractNature, ProvisionKind

_CRITERIA = frozenset({ProvisionKind.AWARD_CRITERION})
# Considerations of the essential data → the category they are counted in, and the kinds of texts that make them.
_CATEGORIES = {
    "Clause sociale": (CountedIn.SOCIAL_CLAUSE, CLAUSE_KINDS),
    "Critère social": (CountedIn.SOCIAL_CRITERION, _CRITERIA),
    "Marché réservé": (CountedIn.RESERVED, frozenset({ProvisionKind.RESERVED_CONTRACT})),
    "Clause environnementale": (CountedIn.ENVIRONMENTAL_CLAUSE, CLAUSE_KINDS),
    "Critère environnemental": (CountedIn.ENVIRONMENTAL_CRITERION, _CRITERIA),
}


@dataclass(frozen=True, slots=True)
class TakenBundle:
    """A bundle taken: its level, themes, kinds of texts, and the weight advised for its criteria, in percent."""

    id: str
    level: int
    themes: tuple[str, ...]
    kinds: tuple[ProvisionKind, ...]
    weight_low: float = 0.0
    weight_high: float = 0.0


@dataclass(frozen=True, slots=True)
class Record:
    """A consultation in figures. ``counted_in`` are the categories of the two-yearly indicators (L2111-3)."""

    launch_date: date
    nature: ContractNature
    family: str
    amount_eur: float | None
    taken: tuple[TakenBundle, ...]
    counted_in: tuple[CountedIn, ...]


@dataclass(frozen=True, slots=True)
class YearStatistics:
    """The records of one year of launch.

    ``by_theme`` and ``by_kind`` count consultations that took at least one text; ``by_category`` those counted in each
    category, with their amounts in euros. ``criteria`` is the number of consultations with a criterion taken,
    ``weight_low`` and ``weight_high`` the mean weight advised for them, in percent.
    """

    year: int
    consultations: int
    amount_eur: float
    by_theme: Mapping[str, int]
    by_kind: Mapping[ProvisionKind, int]
    by_category: Mapping[CountedIn, tuple[int, float]]
    criteria: int
    weight_low: float
    weight_high: float


def make_record(need: Need, audit: Audit | None, taken: Sequence[Recommendation]) -> Record:
    """The figures of a consultation as it now stands: what its drafts hold and what was taken for it."""
    bundles = tuple(_to_bundle(found) for found in taken)
    counted = {*(audit.counted_in if audit else ()), *_count_taken(taken)}
    return Record(
        launch_date=need.launch_date,
        nature=need.nature,
        family=need.families[0].code if need.families else "",
        amount_eur=need.amount_eur,
        taken=bundles,
        counted_in=tuple(category for category in CountedIn if category in counted),
    )


def count_years(records: Iterable[Record]) -> list[YearStatistics]:
    """The statistics of each year of launch, the latest first."""
    years: dict[int, list[Record]] = {}
    for record in records:
        years.setdefault(record.launch_date.year, []).append(record)
    return [_count(year, years[year]) for year in sorted(years, reverse=True)]


def _to_bundle(found: Recommendation) -> TakenBundle:
    criteria = [
        filled.provision for filled in found.provisions if filled.provision.kind is ProvisionKind.AWARD_CRITERION
    ]
    return TakenBundle(
        id=found.bundle.id,
        level=found.level,
        themes=found.bundle.themes,
        kinds=tuple(dict.fromkeys(filled.provision.kind for filled in found.provisions)),
        weight_low=sum(one.weight_percent_min or 0.0 for one in criteria),
        weight_high=sum(one.weight_percent_max or 0.0 for one in criteria),
    )


def _count_taken(taken: Sequence[Recommendation]) -> set[CountedIn]:
    """The categories that the texts taken amount to, by the considerations that their bundles declare."""
    return {
        category
        for found in taken
        for value in found.bundle.decp
        for category, kinds in [_CATEGORIES[value]]
        if kinds & {filled.provision.kind for filled in found.provisions}
    }


def _count(year: int, records: Sequence[Record]) -> YearStatistics:
    themes = Counter(theme for record in records for theme in {t for one in record.taken for t in one.themes})
    kinds = Counter(kind for record in records for kind in {k for one in record.taken for k in one.kinds})
    weighed = [record for record in records if any(one.weight_high for one in record.taken)]
    number = max(1, len(weighed))
    return YearStatistics(
        year=year,
        consultations=len(records),
        amount_eur=sum(record.amount_eur or 0.0 for record in records),
        by_theme=dict(themes.most_common()),
        by_kind=dict(kinds.most_common()),
        by_category={
            category: (len(found), sum(record.amount_eur or 0.0 for record in found))
            for category in CountedIn
            if (found := [record for record in records if category in record.counted_in])
        },
        criteria=len(weighed),
        weight_low=sum(one.weight_low for record in weighed for one in record.taken) / number,
        weight_high=sum(one.weight_high for record in weighed for one in record.taken) / number,
    )

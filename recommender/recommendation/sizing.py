"""Sizes an insertion clause: hours, their interval, what moves them, and whether they can be done.

hours = amount excl. tax × labour share × share of newly assigned staff × effort ÷ loaded hourly cost
(formula of the facilitators' guides; the worked examples of Sud 77 and Alès Cévennes are in the tests).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from recommender.domain.sizing import Estimate, Sensitivity, Sizing, SizingRequest, SizingTables
from recommender.domain.text import format_value
from recommender.errors import InvalidSizing

ROUNDING_HOURS = 10
MONTHS_A_YEAR = 12
PERCENT = 100.0
# Under this, a clause costs more in follow-up than it gives: less than one week of work for one person.
MIN_USEFUL_HOURS = 35
MAX_AMOUNT_EUR = 10_000_000_000.0


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of one calculation.

    ``labour``: amount in euros, labour share, share of newly assigned staff in %, one row a trade.
    """

    labour: tuple[tuple[float, Estimate, float], ...]
    effort: float
    cost: Estimate

    def hours(self, bound: str = "default", *, cost: float | None = None, effort: float | None = None) -> float:
        """Hours with every labour share at ``bound``; ``cost`` and ``effort`` replace theirs."""
        paid: float = sum(
            amount * getattr(share, bound) / PERCENT * new_staff / PERCENT for amount, share, new_staff in self.labour
        )
        return paid * (self.effort if effort is None else effort) / PERCENT / (cost or self.cost.default)


def size_insertion(request: SizingRequest, tables: SizingTables) -> Sizing:
    """The hours to write in the clause, as an interval, with what they rest on.

    Labour share and hourly cost are taken as independent: their relative half-widths add in quadrature. The
    effort is the buyer's choice: it moves the hours in the sensitivities, not the interval.

    Raises:
        InvalidSizing: an amount, a percentage, a cost or a trade cannot be used.
    """
    figures = _read_figures(request, tables)
    hours = figures.hours()
    low, high = _interval(figures, hours)
    rounded = _round(hours)
    full_time = None
    if request.months:
        full_time = round(hours / (tables.hours_per_full_time_year * request.months / MONTHS_A_YEAR), 2)
    return Sizing(
        low_hours=_round(low),
        hours=rounded,
        high_hours=_round(high),
        participants=round(hours / tables.hours_per_participant, 1),
        full_time=full_time,
        sensitivities=_sensitivities(figures, tables),
        modalities=tuple(m for m in tables.modalities if _is_open(m.min_hours, m.min_months, hours, request.months)),
        notes=_notes(request, tables, hours),
        sources=_sources(request, tables),
        effort_percent=figures.effort,
        formula=tuple(_write_out(figures, row) for row in figures.labour),
    )


def _read_figures(request: SizingRequest, tables: SizingTables) -> _Figures:
    if not request.works:
        raise InvalidSizing("Aucun montant n'est donné.", "Donnez le montant hors taxes et le métier de chaque part.")
    labour = []
    for work in request.works:
        _check_between("Le montant", work.amount_eur, 0.01, MAX_AMOUNT_EUR, "€ HT")
        if work.trade not in tables.trades:
            known = ", ".join(sorted(tables.trades))
            raise InvalidSizing(f"Le métier « {work.trade[:40]} » n'est pas connu.", f"Métiers connus : {known}.")
        trade = tables.trades[work.trade]
        # Staff in place is taken over in some trades only: elsewhere every post is new.
        new_staff = request.new_staff_percent if trade.staff_transfer else PERCENT
        labour.append((work.amount_eur, _share(request, trade.labour_share), new_staff))
    effort = tables.effort.default if request.effort_percent is None else request.effort_percent
    _check_between("L'effort d'insertion", effort, 0.1, PERCENT, "%")
    _check_between("La part de personnel nouvellement affecté", request.new_staff_percent, 0.0, PERCENT, "%")
    cost = tables.hourly_cost
    if request.hourly_cost_eur is not None:
        _check_between("Le coût horaire", request.hourly_cost_eur, 5.0, 500.0, "€")
        cost = _fixed(request.hourly_cost_eur, cost)
    return _Figures(tuple(labour), effort, cost)


def _share(request: SizingRequest, share: Estimate) -> Estimate:
    if request.labour_share_percent is None:
        return share
    _check_between("La part de main-d'œuvre", request.labour_share_percent, 1.0, PERCENT, "%")
    return _fixed(request.labour_share_percent, share)


def _fixed(value: float, estimate: Estimate) -> Estimate:
    """A figure the buyer states: it has no bounds of its own."""
    return Estimate(value, value, value, "Valeur donnée par l'acheteur.", estimate.consulted, "stated")


def _check_between(name: str, value: float, low: float, high: float, unit: str) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise InvalidSizing(
            f"{name} ne convient pas : {value:g} {unit}.", f"Donnez une valeur entre {low:g} et {high:g} {unit}."
        )


def _write_out(figures: _Figures, row: tuple[float, Estimate, float]) -> str:
    """One trade's calculation as a reader would check it."""
    amount, share, new_staff = row
    hours = _Figures((row,), figures.effort, figures.cost).hours()
    parts = [f"{format_value(amount)} €", f"{format_value(share.default)} % de main-d'œuvre"]
    if new_staff != PERCENT:
        parts.append(f"{format_value(new_staff)} % de personnel nouveau")
    parts.append(f"{format_value(figures.effort)} % d'effort")
    return f"{' × '.join(parts)} ÷ {format_value(figures.cost.default)} € l'heure = {format_value(round(hours))} h"


def _interval(figures: _Figures, hours: float) -> tuple[float, float]:
    if hours == 0:
        return 0.0, 0.0
    down = math.hypot(math.log(hours / figures.hours("low")), math.log(figures.cost.high / figures.cost.default))
    up = math.hypot(math.log(figures.hours("high") / hours), math.log(figures.cost.default / figures.cost.low))
    return hours * math.exp(-down), hours * math.exp(up)


def _round(hours: float) -> int:
    return ROUNDING_HOURS * round(hours / ROUNDING_HOURS)


def _sensitivities(figures: _Figures, tables: SizingTables) -> tuple[Sensitivity, ...]:
    """Each figure at its bounds, the others unmoved; figures the buyer stated do not move."""
    total = sum(amount for amount, _, _ in figures.labour)
    low, high = (sum(a * getattr(s, bound) for a, s, _ in figures.labour) / total for bound in ("low", "high"))
    costs = (figures.cost.low, figures.cost.high)
    efforts = (tables.effort.low, tables.effort.high)
    rows = (
        _sensitivity("Part de main-d'œuvre", "%", (low, high), (figures.hours("low"), figures.hours("high"))),
        _sensitivity("Coût horaire chargé", "€", costs, tuple(figures.hours(cost=cost) for cost in costs)),
        _sensitivity("Effort d'insertion", "%", efforts, tuple(figures.hours(effort=effort) for effort in efforts)),
    )
    return tuple(row for row in rows if row.low[0] != row.high[0])


def _sensitivity(label: str, unit: str, values: Sequence[float], hours: Sequence[float]) -> Sensitivity:
    low, high = ((round(value, 1), float(_round(count))) for value, count in zip(values, hours, strict=True))
    return Sensitivity(label, unit, low, high)


def _is_open(min_hours: float, min_months: float, hours: float, months: int | None) -> bool:
    return hours >= min_hours and (months is None or months >= min_months)


def _notes(request: SizingRequest, tables: SizingTables, hours: float) -> tuple[str, ...]:
    notes = []
    if hours < MIN_USEFUL_HOURS:
        notes.append(
            "Moins d'une semaine de travail pour une personne : mieux vaut regrouper ces heures avec celles d'un autre "
            "marché, ou choisir une autre disposition sociale."
        )
    elif hours < tables.hours_per_participant:
        notes.append("Moins d'un parcours usuel : prévoir la mise à disposition ou le regroupement des heures.")
    if request.new_staff_percent == PERCENT and any(tables.trades[w.trade].staff_transfer for w in request.works):
        notes.append(
            "Le personnel en place est souvent repris dans ce métier : indiquez la part de personnel nouvellement "
            "affecté, seule à compter, pour ne pas demander des heures qu'aucun poste n'ouvre."
        )
    notes.append("Vérifier l'offre d'insertion du territoire avec le facilitateur avant de fixer le nombre d'heures.")
    return tuple(notes)


def _sources(request: SizingRequest, tables: SizingTables) -> tuple[str, ...]:
    sources: list[str] = []
    if request.labour_share_percent is None:
        trades = [tables.trades[work.trade] for work in request.works]
        sources += [_source(trade.label, trade.labour_share) for trade in trades]
    if request.effort_percent is None:
        sources.append(_source("Effort d'insertion", tables.effort))
    if request.hourly_cost_eur is None:
        sources.append(_source("Coût horaire", tables.hourly_cost))
    if request.months:
        hours = format_value(tables.hours_per_full_time_year)
        sources.append(f"Équivalents temps plein : {hours} heures par an, durée usuelle d'un temps complet")
    sources.append(f"Heures par participant : {tables.participant_source}")
    return tuple(dict.fromkeys(sources))


def _source(label: str, estimate: Estimate) -> str:
    """Where a figure comes from: a published one was read that day, a usual one was only kept that day."""
    when = "consulté" if estimate.certainty == "secondary" else "à vérifier, retenu"
    return f"{label} : {estimate.source} ({when} le {estimate.consulted:%d/%m/%Y})"


def list_trades_of(families: Sequence[str], tables: SizingTables) -> list[str]:
    """The trades usual in these purchase families, in the order of the tables."""
    return [trade.code for trade in tables.trades.values() if set(trade.families) & set(families)]

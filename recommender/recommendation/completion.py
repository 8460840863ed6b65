"""Values for the variables of a bundle: computed from the need where the library says how, else the default.

A value is always a proposal: the buyer confirms it, and reads how it was reached.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from recommender.domain.library import Bundle, FillRule, Variable
from recommender.domain.needs import Need
from recommender.domain.recommendations import FilledVariable
from recommender.domain.sizing import Sizing, SizingRequest, SizingTables, Work
from recommender.domain.text import format_value
from recommender.recommendation.sizing import MIN_USEFUL_HOURS, MONTHS_A_YEAR, list_trades_of, size_insertion

DEFAULT, COMPUTED = "default", "computed"


@dataclass(frozen=True, slots=True)
class Completer:
    """Completes the variables of bundles with the figures of insertion sizing."""

    tables: SizingTables

    def complete(self, bundle: Bundle, need: Need) -> tuple[FilledVariable, ...]:
        """One value a variable, in the bundle's order."""
        return tuple(self._complete(variable, bundle, need) for variable in bundle.variables)

    def _complete(self, variable: Variable, bundle: Bundle, need: Need) -> FilledVariable:
        sizing = self._size(bundle, need) if variable.fill is not None else None
        if sizing is None:
            return FilledVariable(variable, variable.default, DEFAULT, "")
        years = (need.duration_months or 0) / MONTHS_A_YEAR
        if variable.fill is FillRule.INSERTION_HOURS:
            return _filled(variable, sizing, 1.0)
        if not years:
            return FilledVariable(
                variable, variable.default, DEFAULT, "Donnez la durée pour calculer le volume annuel."
            )
        # A contract of less than a year does its hours within it: there is no yearly volume to spread.
        return _filled(variable, sizing, max(years, 1.0))

    def _size(self, bundle: Bundle, need: Need) -> Sizing | None:
        """The hours of the need in the first usual trade of the bundle's families; ``None`` without amount or trade."""
        trades = list_trades_of(bundle.families, self.tables)
        if need.amount_eur is None or not trades:
            return None
        trade = self.tables.trades[trades[0]]
        # Where staff is taken over, few posts open: the lowest effort of the guides, on the whole amount.
        effort = self.tables.effort.low if trade.staff_transfer else None
        return size_insertion(
            SizingRequest((Work(trade.code, need.amount_eur),), need.duration_months, effort_percent=effort),
            self.tables,
        )


def _filled(variable: Variable, sizing: Sizing, years: float) -> FilledVariable:
    hours = _round(sizing.hours / years)
    least, most = _round(sizing.low_hours / years), _round(sizing.high_hours / years)
    a_year = " par an" if years > 1 else ""
    note = f"{sizing.formula[0]}, soit entre {format_value(least)} et {format_value(most)} h{a_year}."
    if hours < MIN_USEFUL_HOURS:
        note += " C'est moins d'une semaine de travail : regroupez ces heures ou choisissez une autre disposition."
        return FilledVariable(variable, variable.default, DEFAULT, note)
    within = min(max(hours, variable.minimum or hours), variable.maximum or hours)
    if within != hours:
        note += f" Ramené à la borne de la fiche ({format_value(within)} h)."
    return FilledVariable(variable, within, COMPUTED, note)


def _round(hours: float) -> int:
    """To five hours: a finer figure would promise what the estimate cannot."""
    return 5 * round(hours / 5)


def values_by_name(filled: tuple[FilledVariable, ...]) -> Mapping[str, float | int | str]:
    """What ``fill_provision`` takes."""
    return {item.variable.name: item.value for item in filled}

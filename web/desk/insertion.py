"""The insertion sizing of a consultation, tried with other figures: an interval, what moves it, where to write it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Response, make_response, render_template, request

from recommender.consultations.desk import Answer, ConsultationDesk, apply_edits
from recommender.consultations.state import Consultation
from recommender.domain.library import FillRule
from recommender.domain.recommendations import Recommendation
from recommender.domain.sizing import Estimate, Sizing, SizingRequest, SizingTables, Trade, Work
from recommender.domain.text import format_value
from recommender.errors import ClausierError, InvalidSizing
from recommender.recommendation.sizing import MONTHS_A_YEAR, list_trades_of, size_insertion
from recommender.services import Services
from web.amounts import read_amount
from web.desk.suggestions import VALUE_PREFIX
from web.pages.forms import read_months

# The slider of the share of new staff goes by steps that a facilitator would speak of.
_STEP_NEW_STAFF = 5
_HEADROOM = 1.15


@dataclass(frozen=True, slots=True)
class InsertionForm:
    """The figures as typed: trade, amount, months, then percentages and euros an hour."""

    trade: str
    amount: str
    months: str
    effort: str
    labour: str
    cost: str
    new_staff: str


@dataclass(frozen=True, slots=True)
class Slider:
    """A figure to move: its field, its value, its bounds and usual value, in ``unit``."""

    field: str
    label: str
    unit: str
    value: float
    low: float
    usual: float
    high: float
    step: float


@dataclass(frozen=True, slots=True)
class Target:
    """A variable of a suggestion that the hours can be written in: ``hours`` a year where ``is_yearly``."""

    found: Recommendation
    field: str
    hours: int
    is_yearly: bool


class InsertionPage:
    """The sizing of one consultation."""

    def __init__(self, services: Services, desk: ConsultationDesk, find: Callable[[str], Consultation]) -> None:
        self._services = services
        self._desk = desk
        self._find = find

    def show(self, id_: str) -> Response:
        """The hours with the figures of the address, or of the need; without an amount, the form alone."""
        consultation = self._find(id_)
        answer = self._desk.answer(consultation)
        tables = self._services.selector().completer.tables
        found, sized, refused = _find_bundle(answer, request.args.get("fiche", "")), None, None
        form = _read_form(answer, found, tables)
        trade = tables.trades.get(form.trade) or next(iter(tables.trades.values()))
        try:
            sized = size_insertion(_read_request(form, tables), tables) if form.amount.strip() else None
        except ClausierError as error:
            refused = error
        months = _months_or_none(form.months)
        page = render_template(
            "desk/insertion.html",
            consultation=consultation,
            answer=answer,
            form=form,
            bundle=found.bundle if found else None,
            trades=_order_trades(answer, found, tables),
            sliders=_make_sliders(form, trade, tables),
            takes_over=trade.staff_transfer,
            sized=sized,
            moves=sized.sensitivities if sized else (),
            scale=_scale(sized) if sized else 1.0,
            targets=_list_targets(answer, consultation, sized, months) if sized else (),
            refused=refused,
        )
        return make_response(page, refused.http_status if refused else 200)


def _find_bundle(answer: Answer, bundle_id: str) -> Recommendation | None:
    return next((one for one in answer.advice.recommendations if one.bundle.id == bundle_id), None)


def _read_form(answer: Answer, found: Recommendation | None, tables: SizingTables) -> InsertionForm:
    """The figures of the address; those missing from the need, or the usual ones of the trade."""
    need, typed = answer.advice.need, request.args
    code = typed.get("metier") or _order_trades(answer, found, tables)[0].code
    trade = tables.trades.get(code) or next(iter(tables.trades.values()))
    effort = tables.effort.low if trade.staff_transfer else tables.effort.default
    # Another trade has other shares: those on the page were of the former one.
    is_same = typed.get("metier_precedent", code) == code
    return InsertionForm(
        trade=code,
        amount=typed.get("montant", "" if need.amount_eur is None else format_value(need.amount_eur)),
        months=typed.get("mois", "" if need.duration_months is None else str(need.duration_months)),
        effort=typed.get("effort", f"{effort:g}") if is_same else f"{effort:g}",
        labour=typed.get("part", f"{trade.labour_share.default:g}") if is_same else f"{trade.labour_share.default:g}",
        cost=typed.get("cout", f"{tables.hourly_cost.default:g}"),
        new_staff=typed.get("nouveaux", "100"),
    )


def _read_request(form: InsertionForm, tables: SizingTables) -> SizingRequest:
    """The request of the form; a figure left at its usual value stays an estimate, with its bounds.

    Raises:
        InvalidAmount: the amount cannot be read.
        InvalidSizing: another figure cannot, or the trade is unknown.
    """
    trade = tables.trades.get(form.trade)
    labour, cost = _read_number(form.labour), _read_number(form.cost)
    return SizingRequest(
        works=(Work(form.trade, read_amount(form.amount)),),
        months=read_months(form.months) if form.months.strip() else None,
        effort_percent=_read_number(form.effort),
        hourly_cost_eur=None if cost == tables.hourly_cost.default else cost,
        labour_share_percent=None if trade and labour == trade.labour_share.default else labour,
        new_staff_percent=_read_number(form.new_staff),
    )


def _read_number(typed: str) -> float:
    try:
        return float(typed.replace(",", "."))
    except ValueError:
        raise InvalidSizing(f"« {typed[:20]} » n'est pas un nombre.", "Donnez un nombre, par exemple 5.") from None


def _months_or_none(typed: str) -> int | None:
    try:
        return read_months(typed) if typed.strip() else None
    except ClausierError:
        return None


def _order_trades(answer: Answer, found: Recommendation | None, tables: SizingTables) -> list[Trade]:
    """Every trade, those usual in the purchase first, then by name."""
    families = found.bundle.families if found else tuple(one.code for one in answer.advice.need.families[:1])
    usual = list_trades_of(families, tables)
    others = sorted((one for one in tables.trades.values() if one.code not in usual), key=_label)
    return [*(tables.trades[code] for code in usual), *others]


def _label(trade: Trade) -> str:
    return trade.label


def _make_sliders(form: InsertionForm, trade: Trade, tables: SizingTables) -> list[Slider]:
    sliders = [
        _slide("effort", "Effort d'insertion", "%", form.effort, tables.effort, 0.5),
        _slide("part", "Part de main-d'œuvre", "%", form.labour, trade.labour_share, 1.0),
        _slide("cout", "Coût horaire chargé", "€", form.cost, tables.hourly_cost, 0.5),
    ]
    if trade.staff_transfer:
        usual = Estimate(_STEP_NEW_STAFF, 100.0, 100.0, "", tables.effort.consulted, "")
        sliders.append(_slide("nouveaux", "Part de personnel nouveau", "%", form.new_staff, usual, _STEP_NEW_STAFF))
    return sliders


def _slide(field: str, label: str, unit: str, typed: str, usual: Estimate, step: float) -> Slider:
    try:
        value = _read_number(typed)
    except InvalidSizing:
        value = usual.default
    # A figure beyond the usual bounds, typed in the address, is shown where it is.
    low, high = min(usual.low, value), max(usual.high, value)
    return Slider(field, label, unit, value, low, usual.default, high, step)


def _scale(sized: Sizing) -> float:
    """The hours at the right end of the drawings."""
    moved = [hours for one in sized.sensitivities for hours in (one.low[1], one.high[1])]
    return max(_HEADROOM * max(sized.high_hours, *moved, 0), 1.0)


def _list_targets(answer: Answer, consultation: Consultation, sized: Sizing, months: int | None) -> Sequence[Target]:
    """Where the hours can be written: the suggestions taken first, in their order."""
    taken = consultation.basket.taken
    targets = [
        _target(found, filled.variable.name, filled.variable.fill, sized, months)
        for found in apply_edits(answer.advice.recommendations, consultation)
        for filled in found.variables
        if filled.variable.fill is FillRule.INSERTION_HOURS or (filled.variable.fill is not None and months)
    ]
    return sorted(targets, key=lambda one: one.found.bundle.id not in taken)


def _target(found: Recommendation, name: str, fill: FillRule | None, sized: Sizing, months: int | None) -> Target:
    is_yearly = fill is not FillRule.INSERTION_HOURS
    years = max((months or 0) / MONTHS_A_YEAR, 1.0) if is_yearly else 1.0
    return Target(found, VALUE_PREFIX + name, round(sized.hours / years), is_yearly)

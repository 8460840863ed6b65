"""Two tools beside the consultation: the note to the file without a social condition, and the weights tried out."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, make_response, render_template, request

from recommender.compliance.neutrality import WHOLE, measure_neutrality
from recommender.consultations.desk import ConsultationDesk
from recommender.consultations.state import Consultation
from recommender.domain.neutrality import Neutrality, PriceFormula, Weighting
from recommender.errors import ClausierError, InvalidExceptionCase, InvalidWeights
from recommender.labels_fr import LEGAL_NOTICE, PRICE_FORMULA_LABELS, list_neutrality
from recommender.services import Services

MAX_REASON_CHARS = 4_000
_TOLERANCE = 0.5
_LARGEST_SPREAD = 500.0
_FORMULAS = [(code.value, label) for code, label in PRICE_FORMULA_LABELS.items()]


@dataclass(frozen=True, slots=True)
class WeightsForm:
    """The weights in percent as typed, the formula, and the spread of prices in percent."""

    price: str = "50"
    environmental: str = "10"
    others: str = "40"
    formula: str = PriceFormula.PROPORTIONAL.value
    spread: str = "25"


class ToolPages:
    """The note and the weights of one consultation."""

    def __init__(self, services: Services, desk: ConsultationDesk, find: Callable[[str], Consultation]) -> None:
        self._services = services
        self._desk = desk
        self._find = find

    def write_note(self, id_: str) -> Response:
        """The four cases where a social condition may be left out, and the note for the one chosen."""
        consultation = self._find(id_)
        answer = self._desk.answer(consultation)
        rules = self._services.audit_rules().exceptions
        chosen, reason = request.form.get("cas", ""), request.form.get("motifs", "")[:MAX_REASON_CHARS]
        note, refused = "", None
        if request.method == "POST":
            try:
                note = rules.write_note(answer.advice.need, _read_case(chosen), reason)
            except ClausierError as error:
                refused = error
        page = render_template(
            "desk/exception.html",
            consultation=consultation,
            answer=answer,
            cases=rules.walk(answer.advice.need),
            chosen=chosen,
            reason=reason,
            note=note,
            refused=refused,
            notice=LEGAL_NOTICE,
        )
        return make_response(page, refused.http_status if refused else 200)

    def try_weights(self, id_: str) -> Response:
        """Whether the environmental criterion can change who wins, with the weights of the address or of the draft."""
        consultation = self._find(id_)
        answer = self._desk.answer(consultation)
        form = _read_form(answer.audit.neutrality if answer.audit else None)
        found, refused = None, None
        try:
            found = measure_neutrality(_read_weighting(form))
        except InvalidWeights as error:
            refused = error
        page = render_template(
            "desk/weights.html",
            consultation=consultation,
            answer=answer,
            form=form,
            found=found,
            sentences=list_neutrality(found) if found else (),
            formulas=_FORMULAS,
            refused=refused,
        )
        return make_response(page, refused.http_status if refused else 200)


def _read_case(typed: str) -> int:
    if typed not in ("1", "2", "3", "4"):
        raise InvalidExceptionCase("Vous n'avez pas choisi de cas.", "Cochez celui que votre marché remplit.")
    return int(typed)


def _read_form(known: Neutrality | None) -> WeightsForm:
    start = WeightsForm()
    if known is not None:
        one = known.weighting
        start = WeightsForm(
            f"{one.price:g}",
            f"{one.environmental:g}",
            f"{one.others:g}",
            one.formula.value,
            f"{100 * one.price_spread:g}",
        )
    return WeightsForm(
        request.args.get("prix", start.price),
        request.args.get("environnement", start.environmental),
        request.args.get("autres", start.others),
        request.args.get("formule", start.formula),
        request.args.get("ecart", start.spread),
    )


def _read_weighting(form: WeightsForm) -> Weighting:
    """The weighting typed.

    Raises:
        InvalidWeights: a figure is unreadable, or the weights do not make 100 %.
    """
    price, environmental, others, spread = map(
        _read_percent, (form.price, form.environmental, form.others, form.spread)
    )
    total = price + environmental + others
    if min(price, environmental) <= 0 or abs(total - WHOLE) > _TOLERANCE:
        raise InvalidWeights(
            f"Les poids font {total:g} % et non 100 %, ou l'un d'eux est nul.",
            "Donnez par exemple 50 pour le prix, 20 pour l'environnement et 30 pour le reste.",
        )
    if not 0 < spread <= _LARGEST_SPREAD or form.formula not in tuple(PriceFormula):
        raise InvalidWeights("L'écart de prix ou la formule ne convient pas.", "Donnez un écart de 1 à 500 %.")
    return Weighting(price, environmental, others, PriceFormula(form.formula), spread / WHOLE)


def _read_percent(typed: str) -> float:
    try:
        value = float(typed.replace(",", ".").replace("%", "").strip())
    except ValueError:
        value = -1.0
    if not 0 <= value <= _LARGEST_SPREAD:
        raise InvalidWeights(f"« {typed[:20]} » n'est pas un pourcentage.", "Donnez un nombre, par exemple 20.")
    return value

"""The suggestions of a consultation: arranged by document to fix, filtered, changed in place, taken or set aside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from recommender.consultations.desk import Answer, ConsultationDesk, apply_edits
from recommender.consultations.state import Basket, Consultation, Edit, Stage
from recommender.domain.feedback import DismissalReason
from recommender.domain.recommendations import ReasonCode, Recommendation
from recommender.domain.vocabulary import Place, ProvisionKind
from recommender.errors import ClausierError, InvalidFeedback, InvalidValue
from recommender.exporting.report import PLACES
from recommender.labels_fr import DISMISSAL_LABELS, KIND_LABELS, PLACE_LABELS
from recommender.recommendation.rewriting import LevelChoice, list_levels, rewrite
from recommender.recommendation.strengthening import quote
from recommender.services import Services
from web.desk.marks import name_clause
from web.pages.presenting import labels_for_pages, split_reasons, summarize_places

VALUE_PREFIX = "valeur-"
# The filters in the address of the page: theme, kind, place, level.
FILTER_NAMES = ("theme", "nature", "document", "ambition")


@dataclass(frozen=True, slots=True)
class Card:
    """A suggestion on the page: its rank from 1, the levels it can be taken at, and what the buyer did with it.

    ``passage`` is where the draft already speaks of its theme: the position of the document, and the anchor in it.
    """

    found: Recommendation
    rank: int
    levels: tuple[LevelChoice, ...]
    passage: tuple[int, str] | None
    is_taken: bool
    set_aside: DismissalReason | None
    is_edited: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show: codes, empty for all."""

    theme: str = ""
    kind: str = ""
    place: str = ""
    level: str = ""

    @classmethod
    def from_address(cls) -> "Filters":
        """The filters of the address of the page."""
        return cls(*(request.args.get(name, "") for name in FILTER_NAMES))

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return self == Filters()

    def keep(self, found: Recommendation) -> bool:
        """Whether a suggestion is shown."""
        kinds = {one.provision.kind.value for one in found.provisions}
        places = {one.provision.place.value for one in found.provisions}
        return (
            (not self.theme or self.theme in found.bundle.themes)
            and (not self.kind or self.kind in kinds)
            and (not self.place or self.place in places)
            and (not self.level or self.level in {str(one.level) for one in found.bundle.provisions})
        )


class SuggestionPages:
    """Shows suggestions and applies the choices of the buyer."""

    def __init__(self, services: Services, desk: ConsultationDesk, find: Callable[[str], Consultation]) -> None:
        self._services = services
        self._desk = desk
        self._find = find
        self._labels = {**labels_for_pages(services.taxonomy), "bundle_titles": services.bundle_titles}

    def show(self, id_: str) -> BaseResponse:
        """The suggestions, grouped by the document that they change first."""
        consultation = self._find(id_)
        if self._desk.progress(consultation).stage is not Stage.DONE:
            return redirect(url_for("desk.show", id_=id_), code=303)
        return self._render(consultation, None)

    def choose(self, id_: str, bundle_id: str) -> BaseResponse:
        """One choice on one suggestion: take, leave, set aside, or change its level or values."""
        consultation = self._find(id_)
        found = self._find_suggestion(self._desk.answer(consultation), bundle_id)
        try:
            change = self._read_change(found, consultation.basket)
        except ClausierError as error:
            return self._render(consultation, error, at=bundle_id)
        self._desk.change(consultation, lambda known: known.choose(change(known.basket)))
        return self._back(consultation, bundle_id)

    def undo(self, id_: str) -> BaseResponse:
        """Take back the last choice."""
        consultation = self._desk.change(self._find(id_), Consultation.undo)
        return self._back(consultation, "")

    def compare(self, id_: str, bundle_id: str) -> Response:
        """The texts of a suggestion at each of its levels, side by side."""
        consultation = self._find(id_)
        found = self._find_suggestion(self._desk.answer(consultation), bundle_id)
        edit = consultation.basket.edits.get(bundle_id, Edit())
        versions = [rewrite(found, level=one.level, typed=edit.values) for one in list_levels(found.bundle)]
        return make_response(
            render_template(
                "desk/compare.html",
                consultation=consultation,
                answer=self._desk.answer(consultation),
                bundle=found.bundle,
                versions=versions,
                **self._labels,
            )
        )

    def _render(self, consultation: Consultation, refused: ClausierError | None, *, at: str = "") -> Response:
        answer = self._desk.answer(consultation)
        filters = Filters.from_address()
        cards = _make_cards(answer, consultation)
        shown = [card for card in cards if filters.keep(card.found)]
        best = [card for card in shown if card.rank <= self._services.settings.top_k]
        # Those taken, or that a duty leads to, are never hidden.
        more = [card for card in shown if card.rank > self._services.settings.top_k]
        page = render_template(
            "desk/suggestions.html",
            consultation=consultation,
            answer=answer,
            groups=_group(best),
            more=more,
            filters=filters,
            themes_here=_count_themes(cards),
            kinds_here=_kinds(cards),
            places_here=[(place.value, PLACE_LABELS[place]) for place in PLACES],
            reasons=split_reasons([card.found for card in cards]),
            summarize_places=summarize_places,
            dismissals=[(code.value, label) for code, label in DISMISSAL_LABELS.items()],
            refused=refused,
            at=at,
            **self._labels,
        )
        return make_response(page, refused.http_status if refused else 200)

    def _find_suggestion(self, answer: Answer, bundle_id: str) -> Recommendation:
        found = next((one for one in answer.advice.recommendations if one.bundle.id == bundle_id), None)
        if found is None:
            abort(404)
        return found

    def _read_change(self, found: Recommendation, basket: Basket) -> Callable[[Basket], Basket]:
        bundle_id = found.bundle.id
        action = request.form.get("action", "")
        if action == "take":
            return lambda known: known.take(bundle_id)
        if action == "leave":
            return lambda known: known.leave(bundle_id)
        if action == "aside":
            reason = _read_reason(request.form.get("raison", ""))
            return lambda known: known.put_aside(bundle_id, reason)
        if action == "edit":
            edit = _read_edit(found, basket.edits.get(bundle_id, Edit()))
            return lambda known: known.edit(bundle_id, edit)
        raise BadRequest

    def _back(self, consultation: Consultation, bundle_id: str) -> BaseResponse:
        filters: dict[str, Any] = {name: request.form[name] for name in FILTER_NAMES if request.form.get(name)}
        page = "desk.basket" if request.form.get("retour") == "panier" else "desk.suggestions"
        anchor = f"fiche-{bundle_id}" if bundle_id else None
        return redirect(url_for(page, id_=consultation.id, **filters, _anchor=anchor), code=303)


def _read_reason(typed: str) -> DismissalReason:
    if typed not in tuple(DismissalReason):
        raise InvalidFeedback(
            "Vous n'avez pas dit pourquoi écarter cette fiche.", "Choisissez une raison dans la liste."
        )
    return DismissalReason(typed)


def _read_edit(found: Recommendation, known: Edit) -> Edit:
    """The level and values sent, checked; what is not sent stays as it was.

    Raises:
        InvalidValue: a level or a value cannot be used.
    """
    level, values = known.level, dict(known.values)
    if "niveau" in request.form:
        levels = {str(one.level): one.level for one in list_levels(found.bundle)}
        if request.form["niveau"] not in levels:
            raise InvalidValue("Cette fiche n'a pas ce niveau.", "Choisissez l'un des niveaux proposés.")
        level = levels[request.form["niveau"]]
    for filled in found.variables:
        name = filled.variable.name
        if VALUE_PREFIX + name in request.form:
            values[name] = request.form[VALUE_PREFIX + name].strip()
    edit = replace(known, level=level, values={name: value for name, value in values.items() if value})
    rewrite(found, level=edit.level, typed=edit.values)
    return edit


def _make_cards(answer: Answer, consultation: Consultation) -> list[Card]:
    basket = consultation.basket
    return [
        Card(
            found,
            rank,
            list_levels(found.bundle),
            _find_passage(answer, found),
            found.bundle.id in basket.taken,
            basket.set_aside.get(found.bundle.id),
            found.bundle.id in basket.edits,
        )
        for rank, found in enumerate(apply_edits(answer.advice.recommendations, consultation), 1)
    ]


def _find_passage(answer: Answer, found: Recommendation) -> tuple[int, str] | None:
    """The clause of the draft that the reasons of a suggestion quote."""
    quoted = {reason.values[1] for reason in found.reasons if reason.code is ReasonCode.IN_DRAFT}
    if not quoted:
        return None
    return next(
        (
            (position, name_clause(index))
            for position, draft in answer.drafts.items()
            for index, clause in enumerate(draft.extraction.clauses)
            if quote(clause.segment.text) in quoted
        ),
        None,
    )


def _group(cards: Sequence[Card]) -> list[tuple[Place, list[Card]]]:
    """The cards by the document that their first text changes; the document of the most useful one first."""
    groups: dict[Place, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.found.bundle.lead.place, []).append(card)
    return list(groups.items())


def _count_themes(cards: Sequence[Card]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for card in cards:
        for theme in card.found.bundle.themes:
            counts[theme] = counts.get(theme, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def _kinds(cards: Sequence[Card]) -> list[tuple[str, str]]:
    here = {one.provision.kind for card in cards for one in card.found.provisions}
    return [(kind.value, KIND_LABELS[kind]) for kind in ProvisionKind if kind in here]

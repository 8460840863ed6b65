"""The basket of a consultation, and the files it becomes."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import Response, make_response, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as BaseResponse

from recommender.consultations.desk import Answer, ConsultationDesk, apply_edits
from recommender.consultations.state import Consultation, Stage
from recommender.domain.recommendations import FilledProvision, Recommendation
from recommender.domain.vocabulary import Place, ProvisionKind
from recommender.errors import InvalidNeed
from recommender.exporting.word import write_word
from recommender.services import Services
from web.desk.choosing import record_choices
from web.pages.presenting import labels_for_pages

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORD_NAME = "clauses-achat-responsable.docx"
_PLACES = (Place.RC, Place.AVIS, Place.CCTP, Place.CCAP, Place.AE)


class BasketPages:
    """Shows what was taken and gives it as files."""

    def __init__(self, services: Services, desk: ConsultationDesk, find: Callable[[str], Consultation]) -> None:
        self._services = services
        self._desk = desk
        self._find = find
        self._labels = {**labels_for_pages(services.taxonomy), "bundle_titles": services.bundle_titles}

    def show(self, id_: str) -> BaseResponse:
        """What was taken, by document, with the weights that the criteria would have together."""
        consultation = self._find(id_)
        if self._desk.progress(consultation).stage is not Stage.DONE:
            return redirect(url_for("desk.show", id_=id_), code=303)
        answer = self._desk.answer(consultation)
        taken = list_taken(answer, consultation)
        return make_response(
            render_template(
                "desk/basket.html",
                consultation=consultation,
                answer=answer,
                taken=taken,
                by_place=_by_place(taken),
                weights=_weights(taken),
                **self._labels,
            )
        )

    def download_word(self, id_: str) -> Response:
        """What was taken as a Word file.

        Raises:
            InvalidNeed: nothing was taken.
        """
        consultation = self._find(id_)
        answer = self._desk.answer(consultation)
        taken = list_taken(answer, consultation)
        if not taken:
            raise InvalidNeed(
                "Votre panier est vide : il n'y a rien à écrire dans le document Word.",
                "Retenez au moins une suggestion, puis téléchargez.",
            )
        content = write_word(replace(answer.advice, recommendations=taken), self._services.taxonomy)
        record_choices(self._services, answer, consultation)
        return send_file(io.BytesIO(content), mimetype=WORD_TYPE, as_attachment=True, download_name=WORD_NAME)


def list_taken(answer: Answer, consultation: Consultation) -> tuple[Recommendation, ...]:
    """The suggestions taken, as the buyer changed them, the most useful first."""
    edited = apply_edits(answer.advice.recommendations, consultation)
    return tuple(found for found in edited if found.bundle.id in consultation.basket.taken)


def _by_place(taken: Sequence[Recommendation]) -> list[tuple[Place, list[tuple[Recommendation, FilledProvision]]]]:
    """The texts by the document they go in."""
    placed = [(found, filled) for found in taken for filled in found.provisions]
    groups = [(place, [pair for pair in placed if pair[1].provision.place is place]) for place in _PLACES]
    return [(place, pairs) for place, pairs in groups if pairs]


def _weights(taken: Sequence[Recommendation]) -> tuple[float, float] | None:
    """The least and the most that the criteria taken would weigh together, in percent; ``None`` without any."""
    criteria = [
        filled.provision
        for found in taken
        for filled in found.provisions
        if filled.provision.kind is ProvisionKind.AWARD_CRITERION and filled.provision.weight_percent_min is not None
    ]
    if not criteria:
        return None
    return sum(one.weight_percent_min or 0 for one in criteria), sum(one.weight_percent_max or 0 for one in criteria)

"""The basket of a consultation, and the files it becomes."""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import Response, abort, make_response, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as BaseResponse

from recommender.consultations.desk import ConsultationDesk
from recommender.consultations.state import Consultation, Stage
from recommender.domain.recommendations import Advice, Recommendation
from recommender.errors import InvalidNeed
from recommender.exporting.declarations import declare, format_declarations
from recommender.exporting.json_format import format_advice
from recommender.exporting.odt import write_odt
from recommender.exporting.report import compose_report, list_criteria, place_texts
from recommender.exporting.spreadsheet import write_workbook
from recommender.exporting.word import write_word
from recommender.services import Services
from web.desk.choosing import record_choices
from web.pages.presenting import labels_for_pages

# Extension → media type of the files offered.
FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}


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
        taken = self._desk.taken(consultation)
        return make_response(
            render_template(
                "desk/basket.html",
                consultation=consultation,
                answer=answer,
                taken=taken,
                by_place=place_texts(taken),
                declared=format_declarations(declare(taken, self._services.taxonomy.themes)) if taken else {},
                weights=_weights(taken),
                **self._labels,
            )
        )

    def download(self, id_: str, extension: str) -> Response:
        """What was taken as a file of one of the formats offered.

        Raises:
            InvalidNeed: nothing was taken.
        """
        if extension not in FORMATS:
            abort(404)
        consultation = self._find(id_)
        answer = self._desk.answer(consultation)
        taken = self._desk.taken(consultation)
        if not taken:
            raise InvalidNeed(
                "Votre panier est vide : il n'y a rien à écrire dans un fichier.",
                "Retenez au moins une suggestion, puis téléchargez.",
            )
        content = self._write(replace(answer.advice, recommendations=taken), extension)
        record_choices(self._services, answer, consultation)
        name = f"clauses-achat-responsable.{extension}"
        return send_file(io.BytesIO(content), mimetype=FORMATS[extension], as_attachment=True, download_name=name)

    def _write(self, advice: Advice, extension: str) -> bytes:
        taken, taxonomy = advice.recommendations, self._services.taxonomy
        if extension == "xlsx":
            return write_workbook(taken, today=self._services.today())
        if extension == "json":
            declared = declare(taken, taxonomy.themes)
            body = {**format_advice(advice), "declarations": format_declarations(declared)}
            return json.dumps(body, ensure_ascii=False, indent=1).encode()
        report = compose_report(advice, taxonomy)
        if extension == "pdf":
            # Loads reportlab, which no other page needs.
            from recommender.exporting.pdf import write_pdf

            return write_pdf(report)
        return write_odt(report) if extension == "odt" else write_word(report)


def _weights(taken: Sequence[Recommendation]) -> tuple[float, float] | None:
    """The least and the most that the criteria taken would weigh together, in percent; ``None`` without any."""
    criteria = [
        filled.provision for _, filled in list_criteria(taken) if filled.provision.weight_percent_min is not None
    ]
    if not criteria:
        return None
    return sum(one.weight_percent_min or 0 for one in criteria), sum(one.weight_percent_max or 0 for one in criteria)

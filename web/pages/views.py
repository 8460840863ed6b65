"""The routes of the pages: read the form, make one call to ``Services``, show the answer."""

import io
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request, send_file
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from recommender.domain.extraction import Extraction
from recommender.domain.needs import NeedRequest
from recommender.domain.recommendations import Advice
from recommender.errors import ClausierError, InvalidFeedback, InvalidNeed
from recommender.exporting.word import write_word
from recommender.recommendation.feedback import Verdict
from recommender.services import Services
from web.pages.choices import (
    BUYER_CHOICES,
    FEEDBACK_CHOICES,
    LABOUR_CHOICES,
    LEVEL_CHOICES,
    NATURE_CHOICES,
    USERS_CHOICES,
    list_families,
)
from web.pages.feedback import AnswerSeal, ShownAnswer, list_dismissed, read_key, read_verdicts
from web.pages.forms import PAGE_FIELDS, InvalidForm, NeedForm, complete_form, parse_need_form, read_draft
from web.pages.presenting import (
    describe_draft,
    group_duties,
    is_unsure,
    labels_for_pages,
    list_facts,
    split_reasons,
    summarize_places,
)
from web.problems import Problem, list_problem_types, to_http_problem, to_problem, to_unexpected_problem
from web.security import request_id

# Twenty thousand characters, each written as twelve bytes in a form, and room to tell that there are more.
MAX_FIELDS_BYTES = 2_000_000
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORD_NAME = "clauses-achat-responsable.docx"


def make_pages_blueprint(services: Services) -> Blueprint:
    """The blueprint of the buyers' pages."""
    pages = Blueprint("pages", __name__)
    door = BuyerDoor(services)
    pages.add_url_rule("/", "home", door.show_home)
    pages.add_url_rule("/suggestions", "suggest", door.show_suggestions, methods=["POST"])
    pages.add_url_rule("/suggestions.docx", "download_word", door.download_word, methods=["POST"])
    pages.add_url_rule("/retours", "feedback", door.record_feedback, methods=["POST"])
    pages.add_url_rule("/notes/<note_id>", "note", door.show_note)
    pages.add_url_rule("/erreurs", "problem_types", show_problem_types)
    pages.before_request(_limit_fields)
    pages.register_error_handler(ClausierError, door.answer_clausier_error)
    pages.register_error_handler(HTTPException, door.answer_http_error)
    pages.register_error_handler(Exception, door.answer_unexpected_error)
    return pages


def show_problem_types() -> str:
    """The codes that the API's errors may carry."""
    return render_template("problem_types.html", types=list_problem_types())


def _limit_fields() -> None:
    """Bound a form without a file, which the limit on fields of multipart forms leaves aside."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = MAX_FIELDS_BYTES


class BuyerDoor:
    """The pages around one ``Services``."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._labels = {**labels_for_pages(services.taxonomy), "bundle_titles": services.bundle_titles}
        self._families = list_families(services.taxonomy)
        self._max_chars = services.settings.max_need_chars
        # Nothing is written, not even a key, where no feedback is kept.
        self._seal = AnswerSeal(read_key(services.settings.data_dir)) if services.feedback.is_open else None

    def show_home(self) -> str:
        """The form, empty."""
        return self._render_form(NeedForm(), None)

    def show_note(self, note_id: str) -> str:
        """A note of advice."""
        note = self._services.references().notes.get(note_id)
        if note is None:
            abort(404)
        return render_template("note.html", note=note, **self._labels)

    def show_suggestions(self) -> str:
        """Duties and suggestions for what the form describes or for the draft it carries."""
        form = NeedForm.from_fields(request.form)
        draft = read_draft(request.files.get("document"))
        need_request, level = parse_need_form(form, max_text_chars=None if draft else self._max_chars)
        extraction: Extraction | None = None
        if draft is None:
            advice = self._services.advise(need_request, level=level)
        else:
            extraction = self._services.extract(self._services.read(draft.content, name=draft.name))
            advice = self._services.advise_on_extraction(extraction, need_request, level=level)
        return self._render_result(form, need_request, advice, extraction, level)

    def download_word(self) -> Response:
        """The chosen suggestions as a Word file, computed again from the description sent with them."""
        form = NeedForm.from_fields(request.form)
        need_request, level = parse_need_form(form, max_text_chars=self._max_chars)
        chosen = set(request.form.getlist("clause")) - list_dismissed(request.form)
        # The choice was made on the page, perhaps with a draft that is no longer there: it is not made again.
        advice = self._services.advise(need_request, level=level, only=chosen or None)
        if not chosen and advice.recommendations:
            raise InvalidNeed(
                "Aucune suggestion n'est cochée pour le document Word.",
                "Relancez la recherche, puis cochez au moins une suggestion avant de télécharger.",
            )
        content = write_word(advice, self._services.taxonomy)
        # A page left open too long still gives its file.
        with suppress(InvalidFeedback):
            self._record_verdicts()
        return send_file(io.BytesIO(content), mimetype=WORD_TYPE, as_attachment=True, download_name=WORD_NAME)

    def record_feedback(self) -> str:
        """What was kept of the verdicts of a page, where its organisation wants them."""
        self._services.feedback.check_open()
        verdicts = self._record_verdicts()
        return render_template("feedback.html", actions=Counter(verdict.action for verdict in verdicts), **self._labels)

    def _record_verdicts(self) -> list[Verdict]:
        if self._seal is None:
            return []
        answer = self._seal.open(request.form.get("answer", ""))
        verdicts = read_verdicts(answer, request.form, request.form.getlist("clause"))
        self._services.feedback.record(answer.answer_id, answer.family, verdicts, day=self._services.today())
        return verdicts

    def answer_clausier_error(self, error: ClausierError) -> Response:
        """The form again, with what was typed and what is wrong with it."""
        problem = to_problem(error, fields=PAGE_FIELDS)
        if isinstance(error, InvalidForm):
            problem = replace(problem, errors=error.errors)
        return self._answer(problem, NeedForm.from_fields(request.form))

    def answer_http_error(self, error: HTTPException) -> Response:
        """The form again; what was typed could not be read if the whole was too large."""
        problem = to_http_problem(error, is_api=False)
        is_readable = not isinstance(error, RequestEntityTooLarge)
        return self._answer(problem, NeedForm.from_fields(request.form) if is_readable else NeedForm())

    def answer_unexpected_error(self, error: Exception) -> Response:
        """The form again, with what was typed and the reference of the failure."""
        problem = to_unexpected_problem(error)
        return self._answer(problem, NeedForm.from_fields(request.form), reference=request_id())

    def _answer(self, problem: Problem, form: NeedForm, *, reference: str = "") -> Response:
        return make_response(self._render_form(form, problem, reference=reference), problem.status)

    def _render_form(self, form: NeedForm, problem: Problem | None, *, reference: str = "") -> str:
        return render_template(
            "home.html", form=form, problem=problem, reference=reference, **self._form_context(problem)
        )

    def _render_result(
        self, form: NeedForm, stated: NeedRequest, advice: Advice, extraction: Extraction | None, level: int
    ) -> str:
        return render_template(
            "result.html",
            form=form,
            reposted=asdict(complete_form(form, advice.need)),
            advice=advice,
            duties=group_duties(advice.duties),
            facts=list_facts(advice.need, stated, level=level),
            is_unsure=is_unsure(advice.need),
            draft=describe_draft(extraction) if extraction else None,
            summarize_places=summarize_places,
            reasons=split_reasons(advice.recommendations),
            sealed=self._seal.seal(ShownAnswer.of(advice)) if self._seal else None,
            feedback_choices=FEEDBACK_CHOICES,
            **self._labels,
            **self._form_context(None),
        )

    def _form_context(self, problem: Problem | None) -> dict[str, Any]:
        return {
            "is_open": problem is None and request.method == "POST",
            "messages": {error.field: error.message for error in problem.errors} if problem else {},
            "natures": NATURE_CHOICES,
            "families": self._families,
            "labours": LABOUR_CHOICES,
            "users": USERS_CHOICES,
            "buyers": BUYER_CHOICES,
            "levels": LEVEL_CHOICES,
            "max_upload_bytes": self._services.settings.max_upload_bytes,
        }

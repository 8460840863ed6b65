"""The pages around the desk: the form that opens a consultation, notes of advice, what is kept, errors of the API."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from recommender.consultations.desk import ConsultationDesk, UploadedFile
from recommender.errors import ClausierError
from recommender.services import Services
from web.access import draw_secret, give_secret
from web.pages.choices import (
    BUYER_CHOICES,
    LABOUR_CHOICES,
    LEVEL_CHOICES,
    NATURE_CHOICES,
    USERS_CHOICES,
    list_families,
)
from web.pages.forms import PAGE_FIELDS, InvalidForm, NeedForm, parse_need_form, read_drafts
from web.pages.presenting import labels_for_pages
from web.pages.samples import read_sample
from web.problems import Problem, list_problem_types, to_http_problem, to_problem, to_unexpected_problem
from web.security import request_id

# Twenty thousand characters, each written as twelve bytes in a form, and room to tell that there are more.
MAX_FIELDS_BYTES = 2_000_000


def make_pages_blueprint(services: Services, desk: ConsultationDesk) -> Blueprint:
    """The blueprint of the pages around the desk."""
    pages = Blueprint("pages", __name__)
    door = BuyerDoor(services, desk)
    pages.add_url_rule("/", "home", door.show_home)
    pages.add_url_rule("/consultations", "open", door.open_consultation, methods=["POST"])
    pages.add_url_rule("/notes/<note_id>", "note", door.show_note)
    pages.add_url_rule("/confidentialite", "privacy", show_privacy)
    pages.add_url_rule("/erreurs", "problem_types", show_problem_types)
    pages.before_request(limit_fields)
    pages.register_error_handler(ClausierError, door.answer_clausier_error)
    pages.register_error_handler(HTTPException, door.answer_http_error)
    pages.register_error_handler(Exception, door.answer_unexpected_error)
    return pages


def show_problem_types() -> str:
    """The codes that the API's errors may carry."""
    return render_template("problem_types.html", types=list_problem_types())


def show_privacy() -> str:
    """What is kept, where, for how long."""
    return render_template("privacy.html")


def limit_fields() -> None:
    """Bound a form without a file, which the limit on fields of multipart forms leaves aside."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = MAX_FIELDS_BYTES


class BuyerDoor:
    """The way in."""

    def __init__(self, services: Services, desk: ConsultationDesk) -> None:
        self._services = services
        self._desk = desk
        self._labels = {**labels_for_pages(services.taxonomy), "bundle_titles": services.bundle_titles}
        self._families = list_families(services.taxonomy)

    def show_home(self) -> str:
        """The form, empty."""
        return self._render_form(NeedForm(), None)

    def show_note(self, note_id: str) -> str:
        """A note of advice."""
        note = self._services.references().notes.get(note_id)
        if note is None:
            abort(404)
        return render_template("note.html", note=note, **self._labels)

    def open_consultation(self) -> BaseResponse:
        """A new consultation from the form: a description, files, or one of the examples."""
        form = NeedForm.from_fields(request.form)
        drafts = read_sample(self._services.settings, request.form.get("example", ""))
        drafts = drafts or read_drafts(request.files.getlist("document"))
        limit = None if drafts else self._services.settings.max_need_chars
        need_request, level = parse_need_form(form, max_text_chars=limit)
        files = [UploadedFile(draft.name, draft.content) for draft in drafts]
        secret = draw_secret()
        consultation = self._desk.open(need_request, level=level, files=files, secret=secret)
        return give_secret(redirect(url_for("desk.show", id_=consultation.id), code=303), secret)

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

    def _form_context(self, problem: Problem | None) -> dict[str, Any]:
        return {
            "erased": request.args.get("efface") == "1",
            "inferred": (),
            "is_open": False,
            "messages": {error.field: error.message for error in problem.errors} if problem else {},
            "natures": NATURE_CHOICES,
            "families": self._families,
            "labours": LABOUR_CHOICES,
            "users": USERS_CHOICES,
            "buyers": BUYER_CHOICES,
            "levels": LEVEL_CHOICES,
            "max_upload_bytes": self._services.settings.max_upload_bytes,
        }

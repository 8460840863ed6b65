"""The routes of the desk: open a consultation, follow its reading, correct what was understood, keep or erase it."""

from collections.abc import Callable
from dataclasses import asdict, replace

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from recommender.consultations.desk import ConsultationDesk, UploadedFile
from recommender.consultations.folders import unknown_consultation
from recommender.consultations.state import Consultation, Progress, Stage
from recommender.errors import ClausierError, EmptyDocument
from recommender.services import Services
from web.access import read_secret
from web.desk.basket import BasketPages
from web.desk.documents import DocumentPages
from web.desk.follow_up import FollowUpPages
from web.desk.insertion import InsertionPage
from web.desk.overview import OverviewPage
from web.desk.suggestions import SuggestionPages
from web.desk.tools import ToolPages
from web.desk.understanding import keep_stated, list_inferred, show_need
from web.languages.words import gettext
from web.pages.forms import NeedForm, parse_need_form, read_drafts
from web.pages.views import limit_fields


def make_desk_blueprint(services: Services, desk: ConsultationDesk) -> Blueprint:
    """The blueprint of the buyer's desk."""
    pages = Blueprint("desk", __name__, url_prefix="/consultations")
    door = DeskDoor(services, desk)
    documents = DocumentPages(services, desk, door.find)
    suggestions = SuggestionPages(services, desk, door.find)
    basket = BasketPages(services, desk, door.find)
    tools = ToolPages(services, desk, door.find)
    follow_up = FollowUpPages(services, desk, door.find)
    pages.before_request(limit_fields)
    pages.add_url_rule("/<id_>", "show", door.show)
    pages.add_url_rule("/<id_>", "correct", door.correct, methods=["POST"])
    pages.add_url_rule("/<id_>/avancement", "progress", door.tell_progress)
    pages.add_url_rule("/<id_>/arreter", "cancel", door.cancel, methods=["POST"])
    pages.add_url_rule("/<id_>/relancer", "restart", door.restart, methods=["POST"])
    pages.add_url_rule("/<id_>/effacer", "erase", door.erase, methods=["POST"])
    pages.add_url_rule("/<id_>/enregistrer", "save", door.save, methods=["POST"])
    pages.add_url_rule("/<id_>/documents", "add", door.add, methods=["POST"])
    pages.add_url_rule("/<id_>/documents/<int:position>", "document", documents.show)
    pages.add_url_rule("/<id_>/documents/<int:position>/pages/<int:page>.png", "page_image", documents.draw)
    pages.add_url_rule("/<id_>/suggestions", "suggestions", suggestions.show)
    pages.add_url_rule("/<id_>/suggestions/<bundle_id>", "choose", suggestions.choose, methods=["POST"])
    pages.add_url_rule("/<id_>/suggestions/<bundle_id>/niveaux", "compare", suggestions.compare)
    pages.add_url_rule("/<id_>/annuler", "undo", suggestions.undo, methods=["POST"])
    pages.add_url_rule("/<id_>/panier", "basket", basket.show)
    pages.add_url_rule("/<id_>/clauses.<extension>", "download", basket.download)
    pages.add_url_rule("/<id_>/suivi", "follow_up", follow_up.show)
    pages.add_url_rule("/<id_>/suivi", "add_reading", follow_up.add, methods=["POST"])
    pages.add_url_rule("/<id_>/suivi.csv", "download_follow_up", follow_up.download)
    pages.add_url_rule("/statistiques", "statistics", follow_up.show_statistics)
    pages.add_url_rule("/statistiques.csv", "download_statistics", follow_up.download_statistics)
    pages.add_url_rule("/<id_>/exception", "exception", tools.write_note, methods=["GET", "POST"])
    pages.add_url_rule("/<id_>/ponderation", "weights", tools.try_weights)
    pages.add_url_rule("/<id_>/insertion", "insertion", InsertionPage(services, desk, door.find).show)
    return pages


class DeskDoor:
    """The pages around one desk."""

    def __init__(self, services: Services, desk: ConsultationDesk) -> None:
        self._services = services
        self._desk = desk
        self._overview = OverviewPage(services)

    def find(self, id_: str) -> Consultation:
        """The consultation, for those who may see it.

        Raises:
            UnknownConsultation: there is none, or it is another browser's.
        """
        return self._desk.find(id_, secret=read_secret())

    def show(self, id_: str) -> Response:
        """What was understood, the duties and the doubtful words; before that, how far the reading is."""
        consultation = self.find(id_)
        progress = self._desk.progress(consultation)
        if progress.stage is not Stage.DONE:
            return self._show_progress(consultation, progress)
        return make_response(self._render(consultation))

    def correct(self, id_: str) -> BaseResponse:
        """The consultation judged again with what the buyer corrected, or without the file that could not be read."""
        consultation = self.find(id_)
        is_done = self._desk.progress(consultation).stage is Stage.DONE
        form = NeedForm.from_fields(request.form)
        try:
            change = self._read_change(consultation, form)
            if is_done:
                self._desk.answer(change(consultation))
        except ClausierError as error:
            return self._refuse(consultation, form, error, is_done=is_done)
        kept = self._desk.change(consultation, change)
        if not is_done:
            self._desk.analyse(kept)
        return _go_to(kept)

    def add(self, id_: str) -> BaseResponse:
        """More documents for the consultation, which is read again with them."""
        consultation = self.find(id_)
        drafts = read_drafts(request.files.getlist("document"), taken=[file.name for file in consultation.files])
        try:
            if not drafts:
                raise EmptyDocument("Vous n'avez pas choisi de fichier.", "Choisissez-en un, puis ajoutez-le.")
            kept = self._desk.add_files(consultation, [UploadedFile(draft.name, draft.content) for draft in drafts])
        except ClausierError as error:
            if self._desk.progress(consultation).stage is not Stage.DONE:
                raise
            return make_response(self._render(consultation, add_refused=error), error.http_status)
        return _go_to(kept)

    def _find_own(self, id_: str) -> Consultation:
        """The consultation, for the browser that opened it: others may read a saved one, not decide of its end."""
        consultation = self.find(id_)
        if not self._desk.is_owner(consultation, read_secret()):
            raise unknown_consultation()
        return consultation

    def _read_change(self, consultation: Consultation, form: NeedForm) -> Callable[[Consultation], Consultation]:
        shown = {name.removeprefix("shown-"): value for name, value in request.form.items()}
        stated = keep_stated(form, shown, list_inferred(consultation.request))
        dropped = request.form.get("sans", "")
        files = tuple(file for file in consultation.files if str(file.position) != dropped)
        limit = None if files else self._services.settings.max_need_chars
        need_request, level = parse_need_form(stated, max_text_chars=limit)
        if "level" not in request.form:
            # The short form, of a reading that failed: what was stated at first stands.
            need_request, level = replace(consultation.request, text=form.text), consultation.level
        return lambda known: replace(known, request=need_request, level=level, files=files)

    def _refuse(self, consultation: Consultation, form: NeedForm, error: ClausierError, *, is_done: bool) -> Response:
        if is_done:
            return make_response(self._render(consultation, typed=form, refused=error), error.http_status)
        return self._show_progress(consultation, self._desk.progress(consultation), refused=error)

    def tell_progress(self, id_: str) -> Response:
        """How far the reading is, for the script that follows it."""
        consultation = self.find(id_)
        progress = self._desk.progress(consultation)
        text, share = describe_progress(consultation, progress), share_done(consultation, progress)
        return jsonify(stage=progress.stage, text=text, share=share)

    def cancel(self, id_: str) -> BaseResponse:
        """Stop the reading."""
        consultation = self.find(id_)
        self._desk.cancel(consultation)
        return _go_to(consultation)

    def restart(self, id_: str) -> BaseResponse:
        """Read what was not read yet."""
        consultation = self.find(id_)
        self._desk.analyse(consultation)
        return _go_to(consultation)

    def erase(self, id_: str) -> BaseResponse:
        """Forget the consultation, and say so."""
        self._desk.erase(self._find_own(id_))
        return redirect(url_for("pages.home", efface=1), code=303)

    def save(self, id_: str) -> BaseResponse:
        """Keep the consultation, which its address then opens; or no longer."""
        is_saved = request.form.get("garder") == "1"
        kept = self._desk.change(self._find_own(id_), lambda known: replace(known, is_saved=is_saved))
        return _go_to(kept, anchor="conservation")

    def _render(
        self,
        consultation: Consultation,
        *,
        typed: NeedForm | None = None,
        refused: ClausierError | None = None,
        add_refused: ClausierError | None = None,
    ) -> str:
        answer = self._desk.answer(consultation)
        in_use = show_need(answer.advice.need, consultation.request, level=consultation.level)
        return render_template(
            "desk/overview.html",
            consultation=consultation,
            answer=answer,
            form=typed or in_use,
            shown=asdict(in_use),
            inferred=list_inferred(consultation.request),
            is_owner=self._desk.is_owner(consultation, read_secret()),
            add_refused=add_refused,
            **self._overview.describe(consultation, answer, refused),
        )

    def _show_progress(
        self, consultation: Consultation, progress: Progress, *, refused: ClausierError | None = None
    ) -> Response:
        page = render_template(
            "desk/progress.html",
            consultation=consultation,
            progress=progress,
            text=describe_progress(consultation, progress),
            share=share_done(consultation, progress),
            refused=refused,
        )
        return make_response(page, refused.http_status if refused else 200)


def describe_progress(consultation: Consultation, progress: Progress) -> str:
    """The stage in words: "CCAP.pdf : lecture de la page 34 sur 71"."""
    name = consultation.name_file(progress.file)
    if progress.stage is Stage.READING and progress.pages:
        return gettext(
            "%(name)s : lecture de la page %(page)s sur %(pages)s…",
            name=name,
            page=progress.page,
            pages=progress.pages,
        )
    return {
        Stage.WAITING: gettext("En attente : une autre lecture est en cours…"),
        Stage.READING: gettext("%(name)s : ouverture du document…", name=name),
        Stage.EXTRACTING: gettext("%(name)s : recherche des clauses et des critères…", name=name),
        Stage.JUDGING: gettext("Obligations, alertes et suggestions…"),
        Stage.DONE: gettext("Terminé."),
        Stage.FAILED: gettext("La lecture a échoué."),
        Stage.CANCELLED: gettext("Lecture arrêtée."),
    }[progress.stage]


def share_done(consultation: Consultation, progress: Progress) -> float:
    """How much of the work is done, 0 to 1, as far as one can say: reading is half of what a file takes."""
    files = max(1, len(consultation.files))
    if progress.stage in (Stage.JUDGING, Stage.DONE):
        return 0.95
    within = progress.page / progress.pages / 2 if progress.pages else 0.0
    if progress.stage is Stage.EXTRACTING:
        within = 0.5
    done = sum(file.position < progress.file for file in consultation.files)
    return round(0.9 * (done + within) / files, 3)


def _go_to(consultation: Consultation, *, anchor: str | None = None) -> BaseResponse:
    return redirect(url_for("desk.show", id_=consultation.id, _anchor=anchor), code=303)

"""The documents of a consultation, page by page, with what was found in them."""

from collections.abc import Callable

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from recommender.consultations.desk import ConsultationDesk
from recommender.consultations.state import Consultation, Stage
from recommender.services import Services
from web.desk.marks import WARNING, list_marks
from web.desk.reading import list_blocks, list_pages, list_titles
from web.pages.presenting import labels_for_pages

# Pixels of a page image: sharp on a screen of the double density at the width the page has there.
IMAGE_WIDTH = 1_400


class DocumentPages:
    """Shows documents and draws their pages."""

    def __init__(self, services: Services, desk: ConsultationDesk, find: Callable[[str], Consultation]) -> None:
        self._services = services
        self._desk = desk
        self._find = find
        self._labels = labels_for_pages(services.taxonomy)

    def show(self, id_: str, position: int) -> BaseResponse:
        """One document: images of its pages where it has any and no text is asked for, else its text."""
        consultation = self._find(id_)
        if self._desk.progress(consultation).stage is not Stage.DONE:
            return redirect(url_for("desk.show", id_=id_), code=303)
        answer = self._desk.answer(consultation)
        draft = answer.drafts.get(position)
        if draft is None:
            abort(404)
        marks = list_marks(draft.extraction, answer.audit, self._services.taxonomy.themes)
        is_text = request.args.get("vue") == "texte" or not draft.frames
        return make_response(
            render_template(
                "desk/document.html",
                consultation=consultation,
                answer=answer,
                position=position,
                draft=draft,
                marks=marks,
                warnings=sum(mark.kind == WARNING for mark in marks),
                titles=list_titles(draft.extraction.headings),
                pages=[] if is_text else list_pages(draft, marks),
                blocks=list_blocks(draft, marks) if is_text else [],
                is_text=is_text,
                **self._labels,
            )
        )

    def draw(self, id_: str, position: int, page: int) -> Response:
        """The image of a page."""
        consultation = self._find(id_)
        draft = self._desk.draft(consultation, position)
        name = consultation.name_file(position)
        if draft is None or not name or not 0 < page <= len(draft.frames):
            abort(404)
        content = self._desk.file(consultation, position)
        response = make_response(self._services.renderer.draw(content, page=page, width=IMAGE_WIDTH, name=name))
        response.mimetype = "image/png"
        response.headers["Cache-Control"] = "no-store"
        return response

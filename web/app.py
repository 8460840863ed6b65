"""The application factory: pages, API, headers and errors around one ``Services``."""

from flask import Flask
from flask_openapi.openapi import OpenAPI
from jinja2 import StrictUndefined

from recommender.consultations.desk import ConsultationDesk
from recommender.services import Services
from web.api.spec import API_INFO
from web.api.views import make_api_blueprint
from web.desk.views import make_desk_blueprint
from web.languages.choosing import register_languages
from web.pages.typography import register_filters
from web.pages.views import MAX_FIELDS_BYTES, make_pages_blueprint
from web.problem_schema import ProblemBody
from web.problems import refuse_invalid_body, register_problems
from web.security import register_security

# What a form carries around its file: the other fields and the multipart frame.
UPLOAD_MARGIN_BYTES = 1_000_000


def create_app(services: Services) -> Flask:
    """The Flask application that serves ``services``; what it is sent is kept in private folders that expire."""
    app = OpenAPI(
        __name__,
        info=API_INFO,
        doc_ui=False,
        validation_error_model=ProblemBody,
        validation_error_callback=refuse_invalid_body,
    )
    app.openapi_version = "3.1.0"
    app.config["MAX_CONTENT_LENGTH"] = services.settings.max_upload_bytes + UPLOAD_MARGIN_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_FIELDS_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_options = {**app.jinja_options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    desk = ConsultationDesk.of(services)
    app.context_processor(
        lambda: {"organisation": services.settings.organisation, "draft_hours": services.settings.draft_hours}
    )
    register_languages(app)
    register_filters(app)
    register_security(app)
    register_problems(app)
    app.register_blueprint(make_pages_blueprint(services, desk))
    app.register_blueprint(make_desk_blueprint(services, desk))
    app.register_api(make_api_blueprint(services))
    return app

"""The routes of the API: JSON in, one call to ``Services``, JSON out."""

from typing import Any, cast

from flask import Response, current_app, jsonify, request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.openapi import OpenAPI
from werkzeug.exceptions import BadRequest

from recommender.auditing import audit, judge_passage
from recommender.domain.needs import NeedRequest
from recommender.domain.text import drop_control_characters
from recommender.domain.warnings import DraftPassage
from recommender.exporting.audit_format import format_audit, format_warning
from recommender.exporting.json_format import format_advice
from recommender.labels_fr import LEGAL_NOTICE
from recommender.recommendation.feedback import Verdict
from recommender.services import Services
from web.amounts import read_amount
from web.api.answers import AdviceAnswer, FeedbackAnswer, HealthAnswer
from web.api.audit_answers import AuditAnswer, WarningsAnswer
from web.api.audit_models import AuditRequest, PassageRequest
from web.api.models import FeedbackRequest, RecommendationRequest
from web.api.spec import problem_responses, read_spec

MAX_BODY_BYTES = 4_000_000
MAX_AUDIT_BYTES = 60_000_000


def make_api_blueprint(services: Services) -> APIBlueprint:
    """The blueprint of ``/api/v1``."""
    api = APIBlueprint("api", __name__, url_prefix="/api/v1", abp_tags=[{"name": "Clausier"}])
    api.before_request(_check_json)

    @api.post(
        "/recommendations",
        summary="Obligations et suggestions pour un besoin",
        operation_id="recommend",
        responses={200: AdviceAnswer, **problem_responses(400, 413, 415, 422, 500, 503)},
    )
    def recommend(body: RecommendationRequest) -> Response:
        advice = services.advise(_to_need_request(body), top_k=body.top_k, level=body.level)
        return jsonify(format_advice(advice))

    @api.post(
        "/feedback",
        summary="Ce qu'un acheteur a fait des suggestions d'une réponse",
        operation_id="give_feedback",
        responses={200: FeedbackAnswer, **problem_responses(400, 403, 413, 415, 422, 500)},
    )
    def give_feedback(body: FeedbackRequest) -> Response:
        verdicts = [Verdict(one.clause_id, one.action, one.reason, one.level) for one in body.verdicts]
        kept = services.feedback.record(body.answer_id, body.family, verdicts, day=services.today())
        return jsonify(recorded=kept)

    _add_audit(api, services)

    @api.get("/health", summary="État du service", operation_id="health", responses={200: HealthAnswer})
    def health() -> Response:
        return jsonify(status="ok", corpus_version=services.corpus_version, model_version=services.model_version)

    @api.get("/openapi.json", doc_ui=False)
    def openapi() -> Response:
        return jsonify(read_spec(cast("OpenAPI", current_app)))

    return api


def _add_audit(api: APIBlueprint, services: Services) -> None:
    """The routes that judge documents and passages; nothing of them is kept."""

    @api.post(
        "/audit",
        summary="Obligations remplies ou manquantes et formules à revoir, dans les documents d'une consultation",
        operation_id="audit",
        responses={200: AuditAnswer, **problem_responses(400, 413, 415, 422, 500, 503)},
    )
    def judge_documents(body: AuditRequest) -> Response:
        extractions = [services.extract(services.read(one.content_base64, name=one.name)) for one in body.documents]
        answer = audit(services, extractions, NeedRequest(**_read_purchase(body)))
        return jsonify(format_audit(answer, services.audit_rules().lawfulness.name_sources))

    @api.post(
        "/warnings",
        summary="Formules à revoir dans un passage",
        operation_id="judge_passage",
        responses={200: WarningsAnswer, **problem_responses(400, 413, 415, 422, 500)},
    )
    def judge_one(body: PassageRequest) -> Response:
        lawfulness = services.audit_rules().lawfulness
        amount = None if body.amount_eur is None else float(body.amount_eur)
        launch = body.launch_date or services.today()
        passage = DraftPassage(body.text, body.document, launch, amount_eur=amount)
        warnings = judge_passage(lawfulness, passage, services.meaning_classifier())
        found = [format_warning(one, lawfulness.name_sources) for one in warnings]
        return jsonify(warnings=found, notice=LEGAL_NOTICE)


def _read_purchase(body: RecommendationRequest | AuditRequest) -> dict[str, Any]:
    """What both requests say of a purchase, as fields of a ``NeedRequest``."""
    return {
        "text": drop_control_characters(body.text),
        "nature": body.nature,
        "amount_eur": None if body.amount_eur is None else read_amount(body.amount_eur),
        "duration_months": body.duration_months,
        "launch_date": body.launch_date,
        "buyer": body.buyer,
    }


def _check_json() -> None:
    """Refuse what is not JSON before the body meets its model, which would blame the fields."""
    if request.method == "POST":
        # Files come in base 64, a third longer than they are.
        is_audit = request.endpoint == "api.judge_documents"
        request.max_content_length = MAX_AUDIT_BYTES if is_audit else MAX_BODY_BYTES
        try:
            request.get_json()
        except RecursionError:
            raise BadRequest from None


def _to_need_request(body: RecommendationRequest) -> NeedRequest:
    return NeedRequest(
        **_read_purchase(body),
        cpv=tuple(body.cpv),
        family=body.family,
        lots=body.lots,
        place=None if body.place is None else drop_control_characters(body.place),
        labour=body.labour,
        users=body.users,
        sensitive=None if body.sensitive is None else tuple(body.sensitive),
        id=None if body.id is None else drop_control_characters(body.id),
    )

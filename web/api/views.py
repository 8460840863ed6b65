"""The routes of the API: JSON in, one call to ``Services``, JSON out."""

from typing import cast

from flask import Response, current_app, jsonify, request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.openapi import OpenAPI
from werkzeug.exceptions import BadRequest

from recommender.domain.needs import NeedRequest
from recommender.domain.text import drop_control_characters
from recommender.exporting.json_format import format_advice
from recommender.recommendation.feedback import Verdict
from recommender.services import Services
from web.amounts import read_amount
from web.api.answers import AdviceAnswer, FeedbackAnswer, HealthAnswer
from web.api.models import FeedbackRequest, RecommendationRequest
from web.api.spec import problem_responses, read_spec

MAX_BODY_BYTES = 4_000_000


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

    @api.get("/health", summary="État du service", operation_id="health", responses={200: HealthAnswer})
    def health() -> Response:
        return jsonify(status="ok", corpus_version=services.corpus_version, model_version=services.model_version)

    @api.get("/openapi.json", doc_ui=False)
    def openapi() -> Response:
        return jsonify(read_spec(cast("OpenAPI", current_app)))

    return api


def _check_json() -> None:
    """Refuse what is not JSON before the body meets its model, which would blame the fields."""
    if request.method == "POST":
        request.max_content_length = MAX_BODY_BYTES
        try:
            request.get_json()
        except RecursionError:
            raise BadRequest from None


def _to_need_request(body: RecommendationRequest) -> NeedRequest:
    return NeedRequest(
        text=drop_control_characters(body.text),
        cpv=tuple(body.cpv),
        family=body.family,
        nature=body.nature,
        amount_eur=None if body.amount_eur is None else read_amount(body.amount_eur),
        duration_months=body.duration_months,
        lots=body.lots,
        place=None if body.place is None else drop_control_characters(body.place),
        labour=body.labour,
        users=body.users,
        sensitive=None if body.sensitive is None else tuple(body.sensitive),
        launch_date=body.launch_date,
        buyer=body.buyer,
        id=None if body.id is None else drop_control_characters(body.id),
    )

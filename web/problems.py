"""Errors → one problem+json body for the API, one French message for the pages."""

import logging
import traceback
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wsgi import LimitedStream

from recommender.errors import ClausierError, InvalidAmount, InvalidNeed, UnknownCpv, UnknownFamily
from web.api.refusals import describe_refusals
from web.problem_schema import FieldProblem, ProblemBody
from web.security import request_id

logger = logging.getLogger(__name__)

API_PREFIX = "/api/"
TYPES_PAGE = "/erreurs"
UNEXPECTED_STATUS = 500
# A refused upload is read and dropped up to this many times the limit: a browser whose upload is cut
# shows a network error instead of our message.
DRAINED_LIMITS = 3
_CHUNK_BYTES = 65_536

_HTTP_TEXTS: dict[int, tuple[str, str, str, str]] = {
    400: (
        "bad-request",
        "Demande illisible",
        "La demande reçue est incomplète ou mal formée.",
        "Reprenez depuis la page d'accueil ; par l'API, envoyez un objet JSON valide.",
    ),
    404: (
        "not-found",
        "Page introuvable",
        "Il n'y a rien à cette adresse.",
        "Vérifiez l'adresse ou reprenez depuis la page d'accueil.",
    ),
    405: (
        "method-not-allowed",
        "Action impossible à cette adresse",
        "Cette adresse ne s'ouvre pas directement : elle répond à l'envoi du formulaire.",
        "Reprenez depuis la page d'accueil.",
    ),
    413: (
        "request-too-large",
        "Envoi trop volumineux",
        "Le fichier ou le texte envoyé dépasse la taille acceptée.",
        "Réduisez-le (PDF sans images, annexes retirées) ou collez seulement la description du besoin.",
    ),
    415: (
        "not-json",
        "Type de contenu refusé",
        "Le corps de la demande n'est pas annoncé comme du JSON.",
        "Envoyez l'en-tête Content-Type: application/json.",
    ),
}
_API_TEXTS = {
    400: (
        "invalid-json",
        "JSON illisible",
        "Le corps de la demande n'est pas du JSON.",
        "Envoyez un objet JSON en UTF-8.",
    ),
    404: _HTTP_TEXTS[404][:3] + ("Les adresses de l'API sont décrites dans /api/v1/openapi.json.",),
    405: (
        "method-not-allowed",
        "Méthode refusée",
        "Cette adresse n'accepte pas cette méthode.",
        "Les méthodes acceptées sont décrites dans /api/v1/openapi.json.",
    ),
}
_UNEXPECTED = (
    "internal-error",
    "Erreur de notre côté",
    "La demande n'a pas pu aboutir à cause d'une erreur du programme.",
    "Réessayez ; si l'erreur revient, signalez-la avec la référence indiquée. Rien de votre texte n'a été conservé.",
)
_API_FIELDS: tuple[tuple[type[ClausierError], str], ...] = (
    (UnknownCpv, "cpv"),
    (UnknownFamily, "family"),
    (InvalidAmount, "amount_eur"),
    (InvalidNeed, "text"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as a user meets it, whichever door it shows at."""

    status: int
    code: str
    title: str
    detail: str
    next_step: str
    errors: tuple[FieldProblem, ...] = ()


def register_problems(app: Flask) -> None:
    """Turn every error that no blueprint handles into a problem."""
    app.register_error_handler(ClausierError, _answer_clausier_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(Exception, _answer_unexpected_error)


def refuse_invalid_body(error: ValidationError) -> Response:
    """The answer to a JSON body that does not follow its model."""
    return format_problem(
        Problem(
            status=422,
            code="invalid-fields",
            title="Champs invalides",
            detail="Un ou plusieurs champs de la demande sont absents, inconnus ou mal remplis.",
            next_step="Corrigez les champs listés dans « errors ».",
            errors=describe_refusals(error),
        )
    )


def to_problem(error: ClausierError, *, fields: Iterable[tuple[type[ClausierError], str]]) -> Problem:
    """The problem of an error of ours; ``fields`` says which field each kind of error is about."""
    named = [FieldProblem(field=field, message=error.problem) for kind, field in fields if isinstance(error, kind)]
    return Problem(error.http_status, error.code, error.title, error.problem, error.next_step, tuple(named[:1]))


def to_http_problem(error: HTTPException, *, is_api: bool) -> Problem:
    """The problem of an error that the web framework raised; a refused upload is read to its end."""
    status = error.code or UNEXPECTED_STATUS
    if isinstance(error, RequestEntityTooLarge):
        _discard_body()
    texts = (_API_TEXTS if is_api else {}).get(status) or _HTTP_TEXTS.get(status)
    if texts is None:
        texts = (f"http-{status}", "Demande refusée", "La demande n'a pas pu être traitée.", _HTTP_TEXTS[400][3])
    return Problem(status, *texts)


def to_unexpected_problem(error: Exception) -> Problem:
    """The problem of an error nobody foresaw; the log gets its kind and place, never its words."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    logger.error("request %s failed with %s at %s", request_id(), type(error).__name__, places)
    return Problem(UNEXPECTED_STATUS, *_UNEXPECTED)


def format_problem(problem: Problem) -> Response:
    """The problem+json answer."""
    body = ProblemBody(
        type=f"{TYPES_PAGE}#{problem.code}",
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        instance=request.path,
        code=problem.code,
        next_step=problem.next_step,
        request_id=request_id(),
        errors=list(problem.errors),
    )
    response = make_response(body.model_dump(), problem.status)
    response.mimetype = "application/problem+json"
    return response


def list_problem_types() -> list[tuple[str, str, int]]:
    """Code, title and status of every problem, ordered by code."""
    types = {kind.code: (kind.title, kind.http_status) for kind in _error_kinds(ClausierError)}
    types |= {texts[0]: (texts[1], status) for status, texts in (_HTTP_TEXTS | _API_TEXTS).items()}
    types |= {texts[0]: (texts[1], status) for status, texts in _HTTP_TEXTS.items()}
    types["invalid-fields"] = ("Champs invalides", 422)
    types[_UNEXPECTED[0]] = (_UNEXPECTED[1], UNEXPECTED_STATUS)
    return [(code, *types[code]) for code in sorted(types)]


def _error_kinds(kind: type[ClausierError]) -> list[type[ClausierError]]:
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in _error_kinds(child))]


def _answer_clausier_error(error: ClausierError) -> Response:
    return _answer(to_problem(error, fields=_API_FIELDS))


def _answer_http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    if (error.code or UNEXPECTED_STATUS) < 400:
        return make_response(error.get_response())
    response = _answer(to_http_problem(error, is_api=_is_api()))
    methods = getattr(error, "valid_methods", None)
    if methods:
        response.headers["Allow"] = ", ".join(sorted(methods))
    return response


def _answer_unexpected_error(error: Exception) -> Response:
    return _answer(to_unexpected_problem(error))


def _answer(problem: Problem) -> Response:
    if _is_api():
        return format_problem(problem)
    return make_response(render_template("problem.html", problem=problem, reference=request_id()), problem.status)


def _is_api() -> bool:
    return request.path.startswith(API_PREFIX)


def _discard_body() -> None:
    limit, length = request.max_content_length, request.content_length
    if limit is None or length is None or length > DRAINED_LIMITS * limit:
        return
    # Over the limit nothing has been read yet; otherwise the form parser stopped on the way.
    stream = LimitedStream(request.environ["wsgi.input"], length) if length > limit else request.stream
    while stream.read(_CHUNK_BYTES):
        pass

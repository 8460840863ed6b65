"""What pydantic refuses, said in French, one message a field."""

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from web.api.audit_models import AuditRequest, PassageRequest
from web.api.models import FeedbackRequest, RecommendationRequest
from web.problem_schema import FieldProblem

_SHOWN_CHARS = 40
_BODIES = {body.__name__: body for body in (RecommendationRequest, FeedbackRequest, AuditRequest, PassageRequest)}


def describe_refusals(error: ValidationError) -> tuple[FieldProblem, ...]:
    """One message for each field at fault, in the order in which they were found."""
    messages: dict[str, str] = {}
    for details in error.errors(include_url=False, include_context=False, include_input=False):
        field = str(details["loc"][0]) if details["loc"] else ""
        messages.setdefault(field, _describe(field, details, _BODIES[error.title]))
    return tuple(FieldProblem(field=field[:_SHOWN_CHARS], message=message) for field, message in messages.items())


def _describe(field: str, details: ErrorDetails, body: type[BaseModel]) -> str:
    known = body.model_fields
    if not field:
        return "Le corps de la demande doit être un objet JSON."
    if field not in known:
        return f"Champ inconnu : « {field[:_SHOWN_CHARS]} ». Champs connus : {', '.join(known)}."
    expected = known[field].description
    if details["type"] == "missing" and len(details["loc"]) == 1:
        return f"Champ obligatoire absent. Attendu : {expected}."
    return f"Valeur refusée. Attendu : {expected}."

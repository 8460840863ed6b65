"""The OpenAPI document: what it says of itself, of errors, and how it is read."""

from typing import Any

from flask_openapi.models.info import Info
from flask_openapi.openapi import OpenAPI

API_INFO = Info(
    title="Clausier",
    version="1.0.0",
    description=(
        "Clauses et critères d'achat responsable proposés pour un besoin décrit en français. "
        "Aucun texte envoyé n'est conservé ; les retours sur les suggestions le sont, sans texte, là où une "
        "organisation l'a demandé."
    ),
)
_PROBLEM_DESCRIPTIONS = {
    400: "Le corps n'est pas du JSON",
    403: "Cette action n'est pas ouverte sur ce service",
    413: "La demande dépasse la taille acceptée",
    415: "Le corps n'est pas annoncé comme du JSON",
    422: "La demande est lisible mais ne peut pas être traitée",
    500: "Erreur du programme",
    503: "Un modèle du service est absent",
}


def problem_responses(*statuses: int) -> dict[str | int, Any]:
    """The error answers of an operation, all with the one body."""
    schema = {"schema": {"$ref": "#/components/schemas/ProblemBody"}}
    return {
        str(status): {
            "description": _PROBLEM_DESCRIPTIONS[status],
            "content": {"application/problem+json": schema},
        }
        for status in statuses
    }


def read_spec(app: OpenAPI) -> dict[str, Any]:
    """The document of every operation of ``app``."""
    spec = app.api_doc
    for operations in spec["paths"].values():
        # The library gives a validation error to every operation, even to those that read nothing.
        if "get" in operations:
            operations["get"]["responses"].pop("422", None)
    return spec

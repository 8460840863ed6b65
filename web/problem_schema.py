"""The schema of the error body, as the OpenAPI document shows it."""

from pydantic import BaseModel, ConfigDict, Field


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    model_config = ConfigDict(extra="forbid")

    field: str = Field(description="Nom du champ ; vide pour le corps entier")
    message: str = Field(description="Ce qui ne va pas, en français")


class ProblemBody(BaseModel):
    """The body of every error (RFC 9457, ``application/problem+json``)."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="Adresse de la description du problème")
    title: str = Field(description="Titre du problème, en français")
    status: int = Field(description="Statut HTTP", ge=400, le=599)
    detail: str = Field(description="Ce qui ne va pas dans cette demande, en français")
    instance: str = Field(description="Chemin demandé")
    code: str = Field(description="Code stable du problème")
    next_step: str = Field(description="Ce qu'il faut faire, en français")
    request_id: str = Field(description="Identifiant de la requête, le même que l'en-tête X-Request-ID")
    errors: list[FieldProblem] = Field(description="Les champs en cause, s'il y en a")

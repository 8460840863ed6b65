"""The requests of the audit: documents of one consultation, or a passage alone."""

import base64
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictFloat, StrictInt, StrictStr, WithJsonSchema

from recommender.domain.vocabulary import BuyerCategory
from web.api.models import Amount, Buyer, LaunchDate, Months, Nature

MAX_DOCUMENTS = 10
MAX_PASSAGE_CHARS = 20_000


def _decode(value: Any) -> bytes:
    if not isinstance(value, str):
        raise ValueError("not a text")
    # A character that is none of base 64 is an error too, and so a refusal.
    return base64.b64decode(value, validate=True)


Base64File = Annotated[bytes, BeforeValidator(_decode), WithJsonSchema({"type": "string"})]


class DocumentBody(BaseModel):
    """A file, its content in base 64."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[StrictStr, Field(min_length=1, max_length=200)]
    content_base64: Base64File


class AuditRequest(BaseModel):
    """The documents of one consultation, and whatever else is known of the purchase."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "documents": [
                        {
                            "name": "ccp.txt",
                            "content_base64": "TGUgbWFyY2jDqSBhIHBvdXIgb2JqZXQgbGUgbmV0dG95YWdlIGRl"
                            "IHRyb2lzIMOpY29sZXMu",
                        }
                    ],
                    "amount_eur": "250 k€",
                    "launch_date": "2026-12-01",
                }
            ]
        },
    )

    documents: list[DocumentBody] = Field(
        min_length=1,
        max_length=MAX_DOCUMENTS,
        description=f"une liste de 1 à {MAX_DOCUMENTS} objets : name et content_base64 (le fichier en base 64)",
    )
    text: Annotated[StrictStr, Field(max_length=4_000)] = Field(
        default="", description="la description du besoin, ajoutée à ce que disent les documents"
    )
    nature: Nature = None
    amount_eur: Amount = None
    duration_months: Months = None
    launch_date: LaunchDate = None
    buyer: Buyer = BuyerCategory.LOCAL


class PassageRequest(BaseModel):
    """One passage of a draft."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "Critère 3 – Proximité du siège de l'entreprise : 15 points",
                    "document": "RC",
                    "launch_date": "2026-12-07",
                }
            ]
        },
    )

    text: Annotated[StrictStr, Field(min_length=1, max_length=MAX_PASSAGE_CHARS)] = Field(
        description=f"le passage, {MAX_PASSAGE_CHARS} caractères au plus"
    )
    document: Literal["RC", "CCAP", "CCTP", "CCP"] = Field(description="RC, CCAP, CCTP ou CCP")
    launch_date: LaunchDate = None
    amount_eur: StrictFloat | StrictInt | None = Field(
        default=None, gt=0, le=1_000_000_000_000, description="le montant hors taxes, en nombre d'euros"
    )

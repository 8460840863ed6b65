"""The requests of the audit: documents of one consultation, or a passage alone."""

import base64
import binascii
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StrictStr, field_validator

from recommender.domain.vocabulary import BuyerCategory, ContractNature
from web.api.models import AmountText, Euros, IsoDate, WholeEuros

MAX_DOCUMENTS = 10
MAX_PASSAGE_CHARS = 20_000


class DocumentBody(BaseModel):
    """A file, its content in base 64."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[StrictStr, Field(min_length=1, max_length=200)]
    content_base64: StrictStr

    @field_validator("content_base64")
    @classmethod
    def _is_base64(cls, value: str) -> str:
        try:
            base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValueError("not base 64") from error
        return value

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return base64.b64decode(self.content_base64)


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
    nature: ContractNature | None = Field(default=None, description="works, supplies ou services")
    amount_eur: Euros | WholeEuros | AmountText | None = Field(
        default=None, description="le montant hors taxes, en nombre d'euros ou en texte comme « 1,5 M€ »"
    )
    duration_months: StrictInt | None = Field(
        default=None, ge=1, le=600, description="la durée en mois, un nombre entier de 1 à 600"
    )
    launch_date: IsoDate | None = Field(
        default=None, description="la date de lancement de la consultation, au format AAAA-MM-JJ"
    )
    buyer: BuyerCategory = Field(default=BuyerCategory.LOCAL, description="state, local ou utility")


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
    launch_date: IsoDate | None = Field(
        default=None, description="la date de lancement de la consultation, au format AAAA-MM-JJ"
    )
    amount_eur: StrictFloat | StrictInt | None = Field(
        default=None, gt=0, le=1_000_000_000_000, description="le montant hors taxes, en nombre d'euros"
    )

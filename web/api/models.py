"""The request that the API reads. Descriptions are in French: error messages quote them."""

import re
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictFloat, StrictInt, StrictStr

from recommender.domain.feedback import DismissalReason, FeedbackAction
from recommender.domain.vocabulary import BuyerCategory, ContractNature, LabourShare, SensitiveAspect, Users
from recommender.language.need_facts import MAX_LOTS

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MAX_AMOUNT = 1_000_000_000_000

Euros = Annotated[StrictFloat, Field(gt=0, le=MAX_AMOUNT)]
WholeEuros = Annotated[StrictInt, Field(gt=0, le=MAX_AMOUNT)]
AmountText = Annotated[StrictStr, Field(max_length=40)]
CpvText = Annotated[StrictStr, Field(max_length=20)]


def _refuse_timestamps(value: Any) -> Any:
    if value is None or isinstance(value, date) or (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
        return value
    raise ValueError("not a date")


IsoDate = Annotated[date, BeforeValidator(_refuse_timestamps)]
# Said of a purchase in several requests.
Nature = Annotated[ContractNature | None, Field(description="works, supplies ou services")]
Amount = Annotated[
    Euros | WholeEuros | AmountText | None,
    Field(description="le montant hors taxes, en nombre d'euros ou en texte comme « 1,5 M€ »"),
]
Months = Annotated[StrictInt | None, Field(ge=1, le=600, description="la durée en mois, un nombre entier de 1 à 600")]
LaunchDate = Annotated[
    IsoDate | None, Field(description="la date de lancement de la consultation, au format AAAA-MM-JJ")
]
Buyer = Annotated[BuyerCategory, Field(description="state, local ou utility")]


class RecommendationRequest(BaseModel):
    """A need in words, and whatever else is known; absent fields are inferred and marked as inferred."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "Nettoyage des locaux de trois écoles pendant deux ans",
                    "amount_eur": "250 k€",
                    "launch_date": "2026-11-16",
                    "top_k": 5,
                }
            ]
        },
    )

    text: StrictStr = Field(description="la description du besoin en français, deux mots au moins")
    cpv: list[CpvText] = Field(
        default_factory=list,
        max_length=20,
        description="une liste de 20 codes CPV à huit chiffres au plus, par exemple 90910000",
    )
    family: Annotated[StrictStr, Field(max_length=60)] | None = Field(
        default=None, description="le code de la famille d'achat, par exemple cleaning"
    )
    nature: Nature = None
    amount_eur: Amount = None
    duration_months: Months = None
    lots: StrictInt | None = Field(
        default=None, ge=1, le=MAX_LOTS, description="le nombre de lots, un nombre entier de 1 à 200"
    )
    place: Annotated[StrictStr, Field(max_length=200)] | None = Field(
        default=None, description="le lieu d'exécution, 200 caractères au plus"
    )
    labour: LabourShare | None = Field(
        default=None, description="la part de travail peu qualifié : low, medium ou high"
    )
    users: Users | None = Field(
        default=None, description="qui utilise ce qui est acheté : none, agents, public, children ou vulnerable"
    )
    sensitive: list[SensitiveAspect] | None = Field(
        default=None,
        max_length=len(SensitiveAspect),
        description=f"ce qui demande de la prudence, parmi {', '.join(SensitiveAspect)}",
    )
    launch_date: LaunchDate = None
    buyer: Buyer = BuyerCategory.LOCAL
    top_k: StrictInt | None = Field(default=None, ge=1, le=50, description="le nombre de suggestions, entier de 1 à 50")
    level: StrictInt = Field(default=3, ge=1, le=3, description="le niveau d'ambition le plus haut : 1, 2 ou 3")
    id: Annotated[StrictStr, Field(max_length=200)] | None = Field(
        default=None, description="votre identifiant du besoin, rendu tel quel, 200 caractères au plus"
    )


class VerdictBody(BaseModel):
    """What a buyer did with one suggestion."""

    model_config = ConfigDict(extra="forbid")

    clause_id: Annotated[StrictStr, Field(max_length=120)]
    action: FeedbackAction
    reason: DismissalReason | None = None
    level: StrictInt = Field(default=1, ge=1, le=3)


class FeedbackRequest(BaseModel):
    """What a buyer did with the suggestions of one answer. No text is read: there is no field for one."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "answer_id": "3f0c8b52-6a51-4b0e-9c1e-2d7f0a9b4c11",
                    "family": "cleaning",
                    "verdicts": [
                        {"clause_id": "nettoyage-detergents-certifies", "action": "accepted", "level": 2},
                        {"clause_id": "nettoyage-monobrosses", "action": "dismissed", "reason": "too_demanding"},
                    ],
                }
            ]
        },
    )

    answer_id: UUID = Field(
        description="un UUID tiré au hasard par votre logiciel pour chaque réponse ; un nouvel envoi remplace l'ancien"
    )
    family: Annotated[StrictStr, Field(max_length=60)] | None = Field(
        default=None, description="le code de la première famille d'achat de la réponse"
    )
    verdicts: list[VerdictBody] = Field(
        min_length=1,
        max_length=50,
        description=(
            f"une liste de 1 à 50 objets : clause_id, action ({', '.join(FeedbackAction)}), level (1 à 3) et, "
            f"si l'action est dismissed, reason ({', '.join(DismissalReason)})"
        ),
    )

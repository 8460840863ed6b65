"""Amount, duration, lots, place, labour, users and sensitive aspects of a need: stated, or read in its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recommender.domain.classifiers import Purchase, ThemeOutlook
from recommender.domain.needs import NeedRequest
from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import LabourShare, Users
from recommender.labels_fr import SENSITIVE_LABELS, USERS_LABELS
from recommender.language.need_facts import find_lots, find_place
from recommender.language.need_words import SENSITIVE_WORDS, USERS_WORDS
from recommender.language.quantities import find_amount, find_months

# How often a pattern that matches is right, judged on the development needs; a word alone says less than a figure.
FIGURE_CONFIDENCE, PLACE_CONFIDENCE, WORD_CONFIDENCE, NO_WORD_CONFIDENCE = 0.95, 0.8, 0.85, 0.5
# The expected grade of insertion is what tells best how much low-skilled work a contract opens.
HIGH_LABOUR_GRADE, MEDIUM_LABOUR_GRADE = 2.2, 1.2
# Grade and relevance of insertion where the buyer states the share of low-skilled work.
STATED_LABOUR = {LabourShare.HIGH: (3.0, 0.98), LabourShare.MEDIUM: (2.0, 0.9), LabourShare.LOW: (0.5, 0.3)}
USERS_LEAD = "Pour"


@dataclass(frozen=True, slots=True)
class Details:
    """Values by field of ``Need``, and how sure those that were read are."""

    values: Mapping[str, Any]
    confidence: Mapping[str, float]


def read_details(request: NeedRequest, purchase: Purchase) -> Details:
    """What the request states, completed by what its words say."""
    folded = fold_accents(request.text)
    users, users_confidence = _find_users(folded)
    read = {
        "amount_eur": (find_amount(request.text), FIGURE_CONFIDENCE),
        "duration_months": (find_months(request.text), FIGURE_CONFIDENCE),
        "lots": (find_lots(request.text), FIGURE_CONFIDENCE),
        "place": (find_place(request.text), PLACE_CONFIDENCE),
        "labour": _find_labour(purchase),
        "users": (users, users_confidence),
        "sensitive": (
            tuple(aspect for aspect, words in SENSITIVE_WORDS.items() if words.search(folded)),
            WORD_CONFIDENCE,
        ),
    }
    stated = {field: getattr(request, field, None) for field in read}
    values = {field: value if stated[field] is None else stated[field] for field, (value, _) in read.items()}
    return Details(values, {field: confidence for field, (_, confidence) in read.items()})


def describe_request(request: NeedRequest) -> str:
    """The words to understand: the description, with what the buyer chose in lists said in words."""
    stated = [
        f"{USERS_LEAD} {USERS_LABELS[request.users].lower()}" if request.users not in (None, Users.NONE) else "",
        *(SENSITIVE_LABELS[aspect].lower() for aspect in request.sensitive or ()),
    ]
    return ". ".join([request.text, *filter(None, stated)])


def weigh_labour(themes: tuple[ThemeOutlook, ...], labour: LabourShare | None) -> tuple[ThemeOutlook, ...]:
    """The outlooks once the buyer said how much low-skilled work the contract holds; as they are where they did not."""
    if labour is None:
        return themes
    grade, relevance = STATED_LABOUR[labour]
    stated = ThemeOutlook("insertion", relevance, grade, round(2.0**grade - 1.0, 3))
    return tuple(stated if outlook.code == "insertion" else outlook for outlook in themes)


def _find_users(folded: str) -> tuple[Users, float]:
    for users, words in USERS_WORDS.items():
        if words.search(folded):
            return users, WORD_CONFIDENCE
    return Users.NONE, NO_WORD_CONFIDENCE


def _find_labour(purchase: Purchase) -> tuple[LabourShare | None, float]:
    outlook = next((outlook for outlook in purchase.themes if outlook.code == "insertion"), None)
    if outlook is None:
        return None, 0.0
    if outlook.grade >= HIGH_LABOUR_GRADE:
        return LabourShare.HIGH, outlook.relevance
    if outlook.grade >= MEDIUM_LABOUR_GRADE:
        return LabourShare.MEDIUM, outlook.relevance
    return LabourShare.LOW, 1 - outlook.relevance / 2

"""The overview of a consultation: what was understood, each duty with its proofs, doubtful words, themes covered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recommender.consultations.desk import Answer
from recommender.consultations.state import Consultation, Stage
from recommender.domain.audit import Audit, DutyState, JudgedDuty, Proof
from recommender.domain.warnings import Certainty, LawfulnessWarning
from recommender.errors import ClausierError
from recommender.labels_fr import (
    COUNTED_IN_LABELS,
    DUTY_STATE_LABELS,
    LEGAL_NOTICE,
    WARNING_CERTAINTY_LABELS,
    WEAKNESS_LABELS,
    list_neutrality,
)
from recommender.services import Services
from web.desk.marks import name_proof, name_warning
from web.desk.matrix import make_matrix
from web.languages.words import gettext
from web.pages.choices import (
    BUYER_CHOICES,
    LABOUR_CHOICES,
    LEVEL_CHOICES,
    NATURE_CHOICES,
    USERS_CHOICES,
    list_families,
)
from web.pages.forms import PAGE_FIELDS, InvalidForm
from web.pages.presenting import group_duties, is_unsure, labels_for_pages, list_facts
from web.problems import Problem, to_problem

_ORDER = (DutyState.MISSING, DutyState.WEAK, DutyState.UNKNOWN, DutyState.MET)
_CERTAINTIES = tuple(Certainty)


@dataclass(frozen=True, slots=True)
class Place:
    """A passage to go to: where it is in words, what it says, and the address of the document with its anchor."""

    where: str
    excerpt: str
    document: int
    anchor: str


@dataclass(frozen=True, slots=True)
class DutyCard:
    """A duty of the consultation with the passages that prove it."""

    judged: JudgedDuty
    proofs: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class WarningCard:
    """Doubtful words with their place and sources."""

    warning: LawfulnessWarning
    place: Place
    sources: tuple[str, ...]


class OverviewPage:
    """Arranges an answer for the page."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._families = list_families(services.taxonomy)
        self._labels = {**labels_for_pages(services.taxonomy), "bundle_titles": services.bundle_titles}

    def describe(self, consultation: Consultation, answer: Answer, refused: ClausierError | None) -> Mapping[str, Any]:
        """What the template shows; ``refused`` is why a correction could not be applied."""
        problem = _to_problem(refused) if refused else None
        need = answer.advice.need
        return {
            "facts": list_facts(need, consultation.request, level=consultation.level),
            "is_unsure": is_unsure(need),
            "matrix": self._matrix(answer),
            "problem": problem,
            "reference": "",
            "messages": {error.field: error.message for error in problem.errors} if problem else {},
            "notice": LEGAL_NOTICE,
            **self._judged(consultation, answer),
            **self._choices(),
            **self._labels,
        }

    def _judged(self, consultation: Consultation, answer: Answer) -> Mapping[str, Any]:
        audit = answer.audit
        if audit is None:
            return {"cards": (), "others": (), "warnings": (), "duties": group_duties(answer.advice.duties)}
        positions = {file.name: file.position for file in consultation.files}
        cards = [DutyCard(one, _proof_places(one, positions)) for one in audit.duties]
        shown = [card for card in cards if card.judged.duty.certainty != "to_verify"]
        shown = [card for card in shown if card.judged.state in _ORDER]
        return {
            "cards": sorted(shown, key=lambda card: _ORDER.index(card.judged.state)),
            "points": [one for one in audit.duties if _is_point(one)],
            "others": [one for one in audit.duties if one.state is DutyState.NOT_APPLICABLE],
            "warnings": self._warnings(audit, positions),
            "duties": None,
            "weight": list_neutrality(audit.neutrality) if audit.neutrality else (),
            "state_labels": DUTY_STATE_LABELS,
            "weakness_labels": WEAKNESS_LABELS,
            "warning_certainty_labels": WARNING_CERTAINTY_LABELS,
            "counted_labels": COUNTED_IN_LABELS,
        }

    def _warnings(self, audit: Audit, positions: Mapping[str, int]) -> Sequence[WarningCard]:
        """The surest first: what the law says, then rulings, then good practice."""
        lawfulness = self._services.audit_rules().lawfulness
        cards = [
            WarningCard(
                one,
                Place(_say_where(one), one.excerpt, positions.get(one.document, 0), name_warning(index)),
                lawfulness.name_sources(one.rule),
            )
            for index, one in enumerate(audit.warnings)
        ]
        return sorted(cards, key=lambda card: _CERTAINTIES.index(card.warning.rule.certainty))

    def _matrix(self, answer: Answer) -> Mapping[str, Any]:
        contracts = answer.contracts
        rows = make_matrix(contracts, answer.advice.need, self._services.taxonomy.themes)
        return {"names": [one.document.name for one in contracts], "rows": rows}

    def _choices(self) -> Mapping[str, Any]:
        return {
            "natures": NATURE_CHOICES,
            "families": self._families,
            "labours": LABOUR_CHOICES,
            "users": USERS_CHOICES,
            "buyers": BUYER_CHOICES,
            "levels": LEVEL_CHOICES,
            "stages": Stage,
        }


def _to_problem(error: ClausierError) -> Problem:
    problem = to_problem(error, fields=PAGE_FIELDS)
    if not isinstance(error, InvalidForm):
        return problem
    return Problem(problem.status, problem.code, problem.title, problem.detail, problem.next_step, error.errors)


def _is_point(judged: JudgedDuty) -> bool:
    return judged.duty.certainty == "to_verify" and judged.state is not DutyState.NOT_APPLICABLE


def _proof_places(judged: JudgedDuty, positions: Mapping[str, int]) -> tuple[Place, ...]:
    return tuple(
        Place(_say_where(proof), proof.excerpt, positions.get(proof.document, 0), name_proof(judged.duty.code, index))
        for index, proof in enumerate(judged.proofs)
    )


def _say_where(place: Proof | LawfulnessWarning) -> str:
    parts = [place.document]
    if place.page:
        parts.append(gettext("page %(number)s", number=place.page))
    if place.article:
        parts.append(gettext("article %(number)s", number=place.article))
    return ", ".join(parts)

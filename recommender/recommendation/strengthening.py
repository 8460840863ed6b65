"""What the buyer's draft already says on a theme, and what it lacks to be checked and enforced."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recommender.domain.extraction import Clause
from recommender.domain.library import Bundle
from recommender.domain.recommendations import Reason, ReasonCode
from recommender.domain.text import cut_to, fold_accents
from recommender.domain.vocabulary import CLAUSE_KINDS, Obligation, ProvisionKind

EXCERPT_CHARS = 110
_ASSERTED = {Obligation.MUST, Obligation.MAY}
_FIGURE = re.compile(r"\d")
_CONTROL = re.compile(
    r"\b(?:control|verifi|attest|justificat|bilan|releve|rapport|certificat|registre|bordereau|suivi|preuve|audit)"
)
# What a provision may lack, in the words that follow "Pour le renforcer : ".
_FIGURE_ADVICE = "fixer une valeur chiffrée ou un délai"
_CONTROL_ADVICE = "dire la preuve attendue et qui la contrôle"
_PENALTY_ADVICE = "prévoir une pénalité propre à ce manquement"
_CRITERION_ADVICE = "noter dans les offres ce qui va au-delà"
_LEVEL_ADVICE = "passer au niveau supérieur de cette fiche"


@dataclass(frozen=True, slots=True)
class DraftReading:
    """The provisions of a draft, for asking what it holds on the themes of a bundle."""

    clauses: Sequence[Clause]

    def binds_on(self, theme: str) -> bool:
        """Whether a clause of the draft has ``theme`` as its main theme and asks something of the contractor."""
        return bool(self._clauses(theme))

    def how_to_strengthen(self, bundle: Bundle) -> Reason | None:
        """The surest passage of the draft on the bundle's main theme, and what it lacks; ``None`` without a passage."""
        theme = bundle.themes[0]
        clauses = self._clauses(theme)
        if not clauses:
            return None
        strongest = max(clauses, key=_confidence)
        page = f" page {strongest.segment.page}" if strongest.segment.page else ""
        return Reason(
            ReasonCode.IN_DRAFT,
            (page, quote(strongest.segment.text), " ; ".join(self._advice(theme, clauses, bundle))),
        )

    def _clauses(self, theme: str) -> list[Clause]:
        return [
            clause
            for clause in self.clauses
            if clause.themes[0] == theme and clause.kind in CLAUSE_KINDS and clause.obligation in _ASSERTED
        ]

    def _advice(self, theme: str, clauses: Sequence[Clause], bundle: Bundle) -> list[str]:
        text = fold_accents(" ".join(clause.segment.text for clause in clauses))
        on_theme = [clause for clause in self.clauses if theme in clause.themes]
        kinds = {clause.kind for clause in on_theme}
        offered = {provision.kind for provision in bundle.provisions}
        lacks_criterion = ProvisionKind.AWARD_CRITERION in offered and ProvisionKind.AWARD_CRITERION not in kinds
        checks = (
            (not _FIGURE.search(text), _FIGURE_ADVICE),
            (not _CONTROL.search(text), _CONTROL_ADVICE),
            (ProvisionKind.PENALTY not in kinds and "penalit" not in text, _PENALTY_ADVICE),
            (lacks_criterion, _CRITERION_ADVICE),
        )
        return [advice for is_lacking, advice in checks if is_lacking] or [_LEVEL_ADVICE]


def _confidence(clause: Clause) -> float:
    return clause.confidence


def quote(text: str) -> str:
    """A passage of the draft as reasons quote it."""
    return cut_to(" ".join(text.split()), EXCERPT_CHARS)

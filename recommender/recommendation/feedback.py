"""Keeps what buyers of one organisation do with suggestions, and tells what it usually does."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from uuid import UUID

from recommender.domain.feedback import DismissalReason, Feedback, FeedbackAction, FeedbackCount, FeedbackStore
from recommender.errors import FeedbackOff, InvalidFeedback
from recommender.recommendation.habits import Habits


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a buyer did with one suggestion, as a door hears it; ``level`` is that of the texts proposed, 1 to 3."""

    bundle_id: str
    action: FeedbackAction
    reason: DismissalReason | None = None
    level: int = 1


# Counting a hundred thousand verdicts takes half a second: another process's are seen this much later.
KNOWN_SECONDS = 60.0


@dataclass(slots=True)
class _Known:
    """Habits already counted, until a moment of the monotonic clock."""

    habits: Habits | None = None
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class FeedbackBook:
    """The feedback of ``organisation``; without a name nothing is kept and nothing is known.

    ``versions`` are those of the bundles of the library by id, ``families`` the codes of the purchase families.
    """

    organisation: str
    store: FeedbackStore
    versions: Mapping[str, int]
    families: Collection[str]
    _known: _Known = field(default_factory=_Known, init=False, repr=False, compare=False)

    @property
    def is_open(self) -> bool:
        """Whether feedback is kept."""
        return bool(self.organisation)

    def record(self, answer_id: UUID, family: str | None, verdicts: Sequence[Verdict], *, day: date) -> int:
        """Keep the verdicts on the suggestions of one answer; gives how many suggestions they are about.

        Args:
            answer_id: drawn at random by the door; verdicts on an answer already judged replace the older ones.
            family: code of the purchase family that was recognised, ``None`` where none was.
            verdicts: one a suggestion; of two on the same one, the last is kept.
            day: when.

        Raises:
            FeedbackOff: no organisation is named.
            InvalidFeedback: an unknown bundle or family, a dismissal without its reason, or a reason without dismissal.
        """
        self.check_open()
        if family is not None and family not in self.families:
            raise InvalidFeedback(
                f"Aucune famille d'achat n'a le code « {family[:40]} ».",
                "Reprenez le code de la première famille de la réponse, ou laissez-le vide.",
            )
        kept = {verdict.bundle_id: verdict for verdict in verdicts}
        for verdict in kept.values():
            self._check(verdict)
        feedback = [
            Feedback(
                answer_id=str(answer_id),
                bundle_id=verdict.bundle_id,
                bundle_version=self.versions[verdict.bundle_id],
                family=family,
                level=verdict.level,
                action=verdict.action,
                reason=verdict.reason,
                day=day,
            )
            for verdict in kept.values()
        ]
        self.store.record(self.organisation, feedback)
        self._known.habits = None
        return len(feedback)

    def count(self) -> list[FeedbackCount]:
        """Everything kept, counted.

        Raises:
            FeedbackOff: no organisation is named.
        """
        self.check_open()
        return self.store.count(self.organisation)

    def forget(self) -> int:
        """Erase everything kept; gives how many verdicts were erased.

        Raises:
            FeedbackOff: no organisation is named.
        """
        self.check_open()
        forgotten = self.store.forget(self.organisation)
        self._known.habits = None
        return forgotten

    def habits(self) -> Habits:
        """What the organisation usually does with each bundle; what another process kept is known within a minute."""
        if not self.is_open:
            return Habits()
        known = self._known.habits if monotonic() < self._known.until else None
        if known is None:
            self._known.until = monotonic() + KNOWN_SECONDS
            known = Habits.from_counts(self.store.count(self.organisation), self.versions)
            self._known.habits = known
        return known

    def check_open(self) -> None:
        """Refuse where nothing is kept.

        Raises:
            FeedbackOff: no organisation is named.
        """
        if not self.is_open:
            raise FeedbackOff(
                "Les retours sur les suggestions ne sont pas gardés ici.",
                "Pour les garder, nommez votre organisation dans CLAUSIER_ORGANISATION, puis relancez le service.",
            )

    def _check(self, verdict: Verdict) -> None:
        if verdict.bundle_id not in self.versions:
            raise InvalidFeedback(
                f"Aucune fiche de la bibliothèque n'a l'identifiant « {verdict.bundle_id[:120]} ».",
                "Reprenez le clause_id de la réponse.",
            )
        is_dismissed = verdict.action is FeedbackAction.DISMISSED
        if is_dismissed and verdict.reason is None:
            raise InvalidFeedback(
                f"La fiche « {verdict.bundle_id} » est écartée sans raison.",
                f"Donnez l'une des raisons : {', '.join(DismissalReason)}.",
            )
        if verdict.reason is not None and not is_dismissed:
            raise InvalidFeedback(
                f"La fiche « {verdict.bundle_id} » porte une raison d'écarter sans être écartée.",
                "Retirez la raison, ou donnez l'action dismissed.",
            )

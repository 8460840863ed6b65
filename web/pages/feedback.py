"""What a buyer says of the suggestions of a page: which page it was, and the choices made on it."""

import os
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from itsdangerous import BadData, URLSafeTimedSerializer

from recommender.domain.feedback import DismissalReason, FeedbackAction
from recommender.domain.recommendations import Advice
from recommender.errors import InvalidFeedback
from recommender.recommendation.feedback import Verdict

KEY_FILE = "answers.key"
_KEY_BYTES = 32
# A consultation is written over weeks, with the page left open.
_MAX_AGE_SECONDS = 60 * 24 * 3600
CHOICE_PREFIX = "avis-"


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """The answer a page shows: nothing of the need but its purchase family. ``levels`` are by bundle id."""

    answer_id: UUID
    family: str | None
    levels: Mapping[str, int]

    @classmethod
    def of(cls, advice: Advice) -> "ShownAnswer":
        """The answer of a page about to be shown, under a new random id."""
        family = advice.need.families[0].code if advice.need.families else None
        return cls(uuid4(), family, {found.bundle.id: found.level for found in advice.recommendations})


class AnswerSeal:
    """Signs what a page carries, so that feedback can only come from a page that this service gave."""

    def __init__(self, key: bytes) -> None:
        self._serializer = URLSafeTimedSerializer(key, salt="answer")

    def seal(self, answer: ShownAnswer) -> str:
        """The answer as one signed word."""
        return str(self._serializer.dumps([answer.answer_id.hex, answer.family, dict(answer.levels)]))

    def open(self, sealed: str) -> ShownAnswer:
        """The answer that was sealed.

        Raises:
            InvalidFeedback: it was not sealed here, or too long ago.
        """
        try:
            answer_id, family, levels = self._serializer.loads(sealed, max_age=_MAX_AGE_SECONDS)
        except BadData:
            raise InvalidFeedback(
                "Ces retours ne viennent pas d'une page récente de ce service.",
                "Relancez la recherche, puis donnez de nouveau vos avis.",
            ) from None
        return ShownAnswer(UUID(answer_id), family, levels)


def read_key(folder: Path) -> bytes:
    """The key of this installation, drawn the first time: pages outlive a restart, and workers share it."""
    path = folder / KEY_FILE
    if not path.exists():
        with tempfile.NamedTemporaryFile(dir=folder) as drawn:  # readable by its owner alone
            drawn.write(secrets.token_bytes(_KEY_BYTES))
            drawn.flush()
            # A link appears whole, and never replaces the key that another process has drawn meanwhile.
            with suppress(FileExistsError):
                os.link(drawn.name, path)
    return path.read_bytes()


def read_verdicts(answer: ShownAnswer, fields: Mapping[str, str], ticked: Sequence[str]) -> list[Verdict]:
    """The verdicts of a form: on what was ticked, and on what was given a reason to be dismissed, ticked or not.

    Raises:
        InvalidFeedback: a choice is not one of those offered.
    """
    verdicts = []
    for bundle_id, level in answer.levels.items():
        typed = fields.get(CHOICE_PREFIX + bundle_id, "")
        if typed and typed not in (FeedbackAction.EDITED, *DismissalReason):
            raise InvalidFeedback(f"« {typed[:40]} » n'est pas un avis proposé.", "Choisissez dans la liste.")
        if typed in tuple(DismissalReason):
            verdicts.append(Verdict(bundle_id, FeedbackAction.DISMISSED, DismissalReason(typed), level))
        elif bundle_id in ticked:
            action = FeedbackAction(typed) if typed else FeedbackAction.ACCEPTED
            verdicts.append(Verdict(bundle_id, action, None, level))
    return verdicts


def list_dismissed(fields: Mapping[str, str]) -> set[str]:
    """The ids of the bundles that a form gives a reason to dismiss."""
    reasons = tuple(DismissalReason)
    return {name.removeprefix(CHOICE_PREFIX) for name, typed in fields.items() if typed in reasons}

"""The feedback of organisations in SQLite."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from recommender.domain.feedback import DismissalReason, Feedback, FeedbackAction, FeedbackCount
from recommender.storage.tables import FeedbackRow


class SqliteFeedbackStore:
    """See ``FeedbackStore``. One engine, one transaction a call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, organisation: str, feedback: Sequence[Feedback]) -> None:
        """See ``FeedbackStore``."""
        with Session(self._engine) as session, session.begin():
            for item in feedback:
                session.merge(FeedbackRow(organisation=organisation, **asdict(item)))

    def count(self, organisation: str) -> list[FeedbackCount]:
        """See ``FeedbackStore``."""
        alike = (
            FeedbackRow.bundle_id,
            FeedbackRow.bundle_version,
            FeedbackRow.family,
            FeedbackRow.action,
            FeedbackRow.reason,
        )
        query = (
            select(*alike, func.count())
            .where(FeedbackRow.organisation == organisation)
            .group_by(*alike)
            .order_by(*alike)
        )
        with Session(self._engine) as session:
            rows = session.execute(query).all()
        return [
            FeedbackCount(
                bundle_id, version, family, FeedbackAction(action), DismissalReason(reason) if reason else None, answers
            )
            for bundle_id, version, family, action, reason, answers in rows
        ]

    def forget(self, organisation: str) -> int:
        """See ``FeedbackStore``."""
        with Session(self._engine) as session, session.begin():
            query = select(func.count()).select_from(FeedbackRow).where(FeedbackRow.organisation == organisation)
            kept = session.scalar(query)
            session.execute(delete(FeedbackRow).where(FeedbackRow.organisation == organisation))
        return kept or 0

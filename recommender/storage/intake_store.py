"""The documents given to the curators in SQLite."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import TypeAdapter
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from recommender.domain.intake import (
    Extract,
    IntakeDocument,
    IntakeProblem,
    IntakeState,
    Provenance,
    ReceivedDocument,
)
from recommender.storage.tables import ExtractRow, IntakeDocumentRow

# Rows read at a time: a library of extracts does not fit in memory.
_CHUNK = 500


class SqliteIntakeStore:
    """See ``IntakeStore``. One engine, one transaction a call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._codec = TypeAdapter(Extract)

    def receive(self, documents: Sequence[ReceivedDocument]) -> list[str]:
        """See ``IntakeStore``."""
        new: list[str] = []
        with Session(self._engine) as session, session.begin():
            for document in documents:
                statement = (
                    insert(IntakeDocumentRow)
                    .values(**_to_values(document))
                    .on_conflict_do_nothing(index_elements=[IntakeDocumentRow.content_sha256])
                    .returning(IntakeDocumentRow.content_sha256)
                )
                new += session.scalars(statement)
        return new

    def claim(self) -> IntakeDocument | None:
        """See ``IntakeStore``."""
        row = IntakeDocumentRow
        first = select(func.min(row.number)).where(row.state == IntakeState.WAITING).scalar_subquery()
        # One statement: two readers can never claim the same document.
        statement = (
            update(row)
            .where(row.number == first)
            .values(state=IntakeState.READING, attempts=row.attempts + 1)
            .returning(row)
        )
        with Session(self._engine) as session, session.begin():
            claimed = session.scalar(statement)
            return _to_document(claimed) if claimed else None

    def finish(self, content_sha256: str, extracts: Sequence[Extract], *, model_version: str) -> None:
        """See ``IntakeStore``."""
        row = IntakeDocumentRow
        with Session(self._engine) as session, session.begin():
            number = session.scalars(select(row.number).where(row.content_sha256 == content_sha256)).one()
            session.execute(delete(ExtractRow).where(ExtractRow.document_number == number))
            session.add_all(
                ExtractRow(document_number=number, position=one.position, content=self._codec.dump_json(one).decode())
                for one in extracts
            )
            done = {"state": IntakeState.DONE, "extracts": len(extracts), "model_version": model_version}
            session.execute(update(row).where(row.number == number).values(**done, **_no_problem()))

    def fail(self, content_sha256: str, problem: IntakeProblem) -> None:
        """See ``IntakeStore``."""
        row = IntakeDocumentRow
        with Session(self._engine) as session, session.begin():
            session.execute(update(row).where(row.content_sha256 == content_sha256).values(_failed(problem)))

    def requeue_interrupted(self, *, max_attempts: int, problem: IntakeProblem) -> int:
        """See ``IntakeStore``."""
        row = IntakeDocumentRow
        interrupted = row.state == IntakeState.READING
        with Session(self._engine) as session, session.begin():
            session.execute(update(row).where(interrupted, row.attempts >= max_attempts).values(_failed(problem)))
            again = update(row).where(interrupted).values(state=IntakeState.WAITING).returning(row.number)
            return len(session.scalars(again).all())

    def requeue_failed(self) -> int:
        """See ``IntakeStore``."""
        row = IntakeDocumentRow
        again = (
            update(row)
            .where(row.state == IntakeState.FAILED)
            .values(state=IntakeState.WAITING, attempts=0, **_no_problem())
            .returning(row.number)
        )
        with Session(self._engine) as session, session.begin():
            return len(session.scalars(again).all())

    def count_states(self) -> Mapping[IntakeState, int]:
        """See ``IntakeStore``."""
        row = IntakeDocumentRow
        with Session(self._engine) as session:
            counted = session.execute(select(row.state, func.count()).group_by(row.state)).all()
        return dict.fromkeys(IntakeState, 0) | {IntakeState(state): count for state, count in counted}

    def list_documents(self) -> list[IntakeDocument]:
        """See ``IntakeStore``."""
        with Session(self._engine) as session:
            rows = session.scalars(select(IntakeDocumentRow).order_by(IntakeDocumentRow.number)).all()
            return [_to_document(row) for row in rows]

    def iterate_extracts(self) -> Iterator[Extract]:
        """See ``IntakeStore``."""
        query = select(ExtractRow.content).order_by(ExtractRow.document_number, ExtractRow.position)
        with Session(self._engine) as session:
            for content in session.scalars(query).yield_per(_CHUNK):
                yield self._codec.validate_json(content)


def _to_values(document: ReceivedDocument) -> dict[str, object]:
    provenance = document.provenance
    return {
        "content_sha256": document.content_sha256,
        "name": document.name,
        "size_bytes": document.size_bytes,
        "buyer": provenance.buyer,
        "year": provenance.year,
        "procedure": provenance.procedure,
        "source": provenance.source,
        "licence": provenance.licence,
        "received_at": document.received_at,
        "state": IntakeState.WAITING,
        "attempts": 0,
        "extracts": 0,
    }


def _to_document(row: IntakeDocumentRow) -> IntakeDocument:
    provenance = Provenance(row.buyer, row.year, row.procedure, row.source, row.licence)
    return IntakeDocument(
        ReceivedDocument(row.content_sha256, row.name, row.size_bytes, provenance, row.received_at),
        IntakeState(row.state),
        row.attempts,
        IntakeProblem(row.problem_code, row.problem or "", row.next_step or "") if row.problem_code else None,
        row.extracts,
    )


def _failed(problem: IntakeProblem) -> dict[str, object]:
    words = {"problem_code": problem.code, "problem": problem.problem, "next_step": problem.next_step}
    return {"state": IntakeState.FAILED, **words}


def _no_problem() -> dict[str, None]:
    return {"problem_code": None, "problem": None, "next_step": None}

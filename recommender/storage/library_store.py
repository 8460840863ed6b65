"""The library in SQLite: rows, vectors, and an FTS5 table of stems."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from pydantic import TypeAdapter
from sqlalchemy import Engine, delete, select, text
from sqlalchemy.orm import Session

from recommender.domain.library import Bundle
from recommender.domain.store import ImportReport, LexicalEntry, LexicalHit
from recommender.storage.tables import BundleRow, EmbeddingRow, LibraryStateRow

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings

# Words of the title and of the purchases a bundle is for say more than words of its clauses.
TITLE_WEIGHT, TERMS_WEIGHT, BODY_WEIGHT = 3.0, 4.0, 1.0
VECTOR_TYPE = np.dtype("<f4")


class SqliteBundleStore:
    """See ``BundleStore``. One engine, one transaction a call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._codec = TypeAdapter(Bundle)

    def corpus_version(self) -> str | None:
        """See ``BundleStore``."""
        with Session(self._engine) as session:
            return session.scalar(select(LibraryStateRow.corpus_version))

    def import_bundles(
        self, bundles: Sequence[Bundle], entries: Sequence[LexicalEntry], *, version: str
    ) -> ImportReport:
        """See ``BundleStore``."""
        with Session(self._engine) as session, session.begin():
            stored = _content_hashes(session)
            wanted = {bundle.id: bundle for bundle in bundles}
            removed = sorted(stored.keys() - wanted.keys())
            changed = [b for b in bundles if b.id in stored and stored[b.id] != b.content_sha256]
            added = [b for b in bundles if b.id not in stored]
            for bundle_id in removed:
                session.execute(delete(BundleRow).where(BundleRow.id == bundle_id))
            for bundle in [*added, *changed]:
                session.merge(self._to_row(bundle))
            # The full-text table is derived data, a few hundred short rows: made anew, it cannot drift.
            session.execute(text("DELETE FROM bundle_search"))
            _insert_entries(session, entries)
            session.merge(LibraryStateRow(id=1, corpus_version=version, imported_at=datetime.now(UTC)))
        unchanged = len(bundles) - len(added) - len(changed)
        return ImportReport(added=len(added), updated=len(changed), removed=len(removed), unchanged=unchanged)

    def list_bundles(self) -> list[Bundle]:
        """See ``BundleStore``."""
        with Session(self._engine) as session:
            rows = session.scalars(select(BundleRow.content).order_by(BundleRow.id)).all()
        return [self._codec.validate_json(content) for content in rows]

    def missing_embeddings(self, encoder: str) -> list[str]:
        """See ``BundleStore``."""
        present = select(EmbeddingRow.bundle_id).where(
            EmbeddingRow.encoder == encoder,
            EmbeddingRow.bundle_id == BundleRow.id,
            EmbeddingRow.content_sha256 == BundleRow.content_sha256,
        )
        with Session(self._engine) as session:
            query = select(BundleRow.id).where(~present.exists()).order_by(BundleRow.id)
            return list(session.scalars(query))

    def save_embeddings(self, encoder: str, bundle_ids: Sequence[str], vectors: "Embeddings") -> None:
        """See ``BundleStore``."""
        with Session(self._engine) as session, session.begin():
            hashes = _content_hashes(session)
            for bundle_id, vector in zip(bundle_ids, vectors, strict=True):
                row = EmbeddingRow(
                    bundle_id=bundle_id,
                    encoder=encoder,
                    content_sha256=hashes[bundle_id],
                    dimension=len(vector),
                    vector=vector.astype(VECTOR_TYPE).tobytes(),
                )
                session.merge(row)

    def load_embeddings(self, encoder: str) -> tuple[list[str], "Embeddings"]:
        """See ``BundleStore``."""
        query = (
            select(EmbeddingRow.bundle_id, EmbeddingRow.vector)
            .join(BundleRow, BundleRow.id == EmbeddingRow.bundle_id)
            .where(EmbeddingRow.encoder == encoder, EmbeddingRow.content_sha256 == BundleRow.content_sha256)
            .order_by(EmbeddingRow.bundle_id)
        )
        with Session(self._engine) as session:
            rows = session.execute(query).all()
        if not rows:
            return [], np.zeros((0, 0), dtype=np.float32)
        vectors = np.stack([np.frombuffer(row.vector, dtype=VECTOR_TYPE) for row in rows])
        return [row.bundle_id for row in rows], vectors.astype(np.float32)

    def search_stems(self, stems: Sequence[str], *, limit: int) -> list[LexicalHit]:
        """See ``BundleStore``."""
        if not stems:
            return []
        # Stems are letters and digits; the quotes keep words such as NOT or NEAR from being operators.
        query = " OR ".join(f'"{stem}"' for stem in sorted(set(stems)))
        # bm25() is lower when better, and negative: the sign is turned so that higher is better.
        statement = text(
            f"SELECT bundle_id, -bm25(bundle_search, 0, {TITLE_WEIGHT}, {TERMS_WEIGHT}, {BODY_WEIGHT}) AS score "
            "FROM bundle_search WHERE bundle_search MATCH :query ORDER BY score DESC, bundle_id LIMIT :limit"
        )
        with self._engine.connect() as connection:
            rows = connection.execute(statement, {"query": query, "limit": limit}).all()
        return [LexicalHit(row.bundle_id, float(row.score)) for row in rows]

    def _to_row(self, bundle: Bundle) -> BundleRow:
        return BundleRow(
            id=bundle.id,
            content_sha256=bundle.content_sha256,
            title=bundle.title,
            version=bundle.version,
            status=bundle.status,
            content=self._codec.dump_json(bundle).decode(),
        )


def _content_hashes(session: Session) -> dict[str, str]:
    rows = session.execute(select(BundleRow.id, BundleRow.content_sha256))
    return {row.id: row.content_sha256 for row in rows}


def _insert_entries(session: Session, entries: Sequence[LexicalEntry]) -> None:
    statement = text("INSERT INTO bundle_search (bundle_id, title, terms, body) VALUES (:id, :title, :terms, :body)")
    rows = [{"id": e.bundle_id, "title": e.title, "terms": e.terms, "body": e.body} for e in entries]
    if rows:
        session.execute(statement, rows)

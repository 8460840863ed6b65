"""SQLAlchemy tables. Vectors are little-endian float32 BLOBs, one row a bundle and an encoder."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, ForeignKey, Integer, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Declarative base with named constraints, which SQLite needs to alter tables."""

    metadata = MetaData(naming_convention=NAMING)


class BundleRow(Base):
    """One bundle; ``content`` is the whole bundle as JSON, the other columns serve queries."""

    __tablename__ = "bundle"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    content_sha256: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(20), index=True)
    content: Mapped[str] = mapped_column(Text)


class EmbeddingRow(Base):
    """The vector of one bundle under one encoder, for the content that was encoded."""

    __tablename__ = "embedding"

    bundle_id: Mapped[str] = mapped_column(ForeignKey("bundle.id", ondelete="CASCADE"), primary_key=True)
    encoder: Mapped[str] = mapped_column(String(200), primary_key=True)
    content_sha256: Mapped[str] = mapped_column(String(64))
    dimension: Mapped[int] = mapped_column(Integer)
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class LibraryStateRow(Base):
    """The one row that says which state of the texts is stored."""

    __tablename__ = "library_state"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    corpus_version: Mapped[str] = mapped_column(String(40))
    imported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class FeedbackRow(Base):
    """What one organisation did with one suggestion; no text, and no more of the time than the day.

    Bundles may leave the library without what was said of them: there is no foreign key.
    """

    __tablename__ = "feedback"

    organisation: Mapped[str] = mapped_column(String(100), primary_key=True)
    answer_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    bundle_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    bundle_version: Mapped[int] = mapped_column(Integer)
    family: Mapped[str | None] = mapped_column(String(60))
    level: Mapped[int] = mapped_column(Integer)
    action: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    day: Mapped[date] = mapped_column(Date)


class IntakeDocumentRow(Base):
    """A document given to the curators; ``number`` is its order of arrival, its content names it once."""

    __tablename__ = "intake_document"

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    content_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int] = mapped_column(Integer)
    buyer: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column(Integer)
    procedure: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    licence: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    state: Mapped[str] = mapped_column(String(20), index=True)
    attempts: Mapped[int] = mapped_column(Integer)
    problem_code: Mapped[str | None] = mapped_column(String(60))
    problem: Mapped[str | None] = mapped_column(Text)
    next_step: Mapped[str | None] = mapped_column(Text)
    extracts: Mapped[int] = mapped_column(Integer)
    model_version: Mapped[str | None] = mapped_column(String(200))


class ExtractRow(Base):
    """A provision found in a received document; ``content`` is the whole of it as JSON."""

    __tablename__ = "extract"

    document_number: Mapped[int] = mapped_column(
        ForeignKey("intake_document.number", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    content: Mapped[str] = mapped_column(Text)

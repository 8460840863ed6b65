"""The library: bundles, embeddings, state, and the full-text table of stems."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "bundle",
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
    )
    op.create_index("ix_bundle_status", "bundle", ["status"])
    op.create_table(
        "embedding",
        sa.Column(
            "bundle_id",
            sa.String(120),
            sa.ForeignKey("bundle.id", ondelete="CASCADE", name="fk_embedding_bundle_id_bundle"),
            primary_key=True,
        ),
        sa.Column("encoder", sa.String(200), primary_key=True),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "library_state",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("corpus_version", sa.String(40), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
    )
    # Stems are made in Python, so the tokenizer has nothing French to do.
    op.execute(
        "CREATE VIRTUAL TABLE bundle_search USING fts5("
        "bundle_id UNINDEXED, title, terms, body, tokenize='unicode61 remove_diacritics 2')"
    )


def downgrade() -> None:
    """Undo."""
    op.execute("DROP TABLE bundle_search")
    op.drop_table("library_state")
    op.drop_table("embedding")
    op.drop_index("ix_bundle_status", "bundle")
    op.drop_table("bundle")

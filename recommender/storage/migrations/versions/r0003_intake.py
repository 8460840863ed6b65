"""Documents given to the curators, and the provisions found in them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "intake_document",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem_code", sa.String(60)),
        sa.Column("problem", sa.Text()),
        sa.Column("next_step", sa.Text()),
        sa.Column("extracts", sa.Integer(), nullable=False),
        sa.Column("model_version", sa.String(200)),
        sa.UniqueConstraint("content_sha256", name="uq_intake_document_content_sha256"),
    )
    op.create_index("ix_intake_document_state", "intake_document", ["state"])
    op.create_table(
        "extract",
        sa.Column(
            "document_number",
            sa.Integer(),
            sa.ForeignKey(
                "intake_document.number", ondelete="CASCADE", name="fk_extract_document_number_intake_document"
            ),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("content", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("extract")
    op.drop_index("ix_intake_document_state", "intake_document")
    op.drop_table("intake_document")

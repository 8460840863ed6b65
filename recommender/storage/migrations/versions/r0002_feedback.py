"""What organisations do with suggestions, without texts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "feedback",
        sa.Column("organisation", sa.String(100), primary_key=True),
        sa.Column("answer_id", sa.String(36), primary_key=True),
        sa.Column("bundle_id", sa.String(120), primary_key=True),
        sa.Column("bundle_version", sa.Integer(), nullable=False),
        sa.Column("family", sa.String(60)),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("day", sa.Date(), nullable=False),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("feedback")

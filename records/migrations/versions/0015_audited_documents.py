"""Documents in the audit log, by random ids whose names stand in a table of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_documents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("space", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_documents")),
        sa.UniqueConstraint("space", "name", name=op.f("uq_audit_documents_space_name")),
    )
    op.create_index("ix_audit_at", "audit", ["at"])

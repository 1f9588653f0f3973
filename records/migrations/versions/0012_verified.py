"""Verified answers, with their wordings, the documents behind them, and their history."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "verified",
        sa.Column("id", Id, nullable=False),
        sa.Column("space", sa.String(64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("readers", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_on", sa.String(10), nullable=False),
        sa.Column("reminded", sa.DateTime(timezone=True)),
        sa.Column("case_id", Id),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("flagged", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_verified"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_verified_space", "verified", ["space"])
    _part("verified_questions", sa.Column("question", sa.Text(), nullable=False))
    _part(
        "verified_documents",
        sa.Column("space", sa.String(64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("change", sa.String(16), nullable=False, server_default=""),
    )
    _part(
        "verified_history",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
    )


def _part(name: str, *columns: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("id", Id, nullable=False),
        sa.Column("verified_id", Id, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["verified_id"], ["verified.id"], name=f"fk_{name}_verified_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_verified_id", name, ["verified_id"])

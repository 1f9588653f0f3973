"""Documents that replace others."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("id", Id, nullable=False),
        sa.Column("older_id", Id, nullable=False),
        sa.Column("newer_id", Id, nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("person", sa.String(length=100), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=100), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["older_id"],
            ["documents.id"],
            name=op.f("fk_editions_older_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["newer_id"],
            ["documents.id"],
            name=op.f("fk_editions_newer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("older_id", "newer_id", name=op.f("uq_editions_older_id_newer_id")),
    )
    op.create_index(op.f("ix_editions_older_id"), "editions", ["older_id"])
    op.create_index(op.f("ix_editions_newer_id"), "editions", ["newer_id"])

"""Figures of weeks that have ended; keys that end by themselves, and when one was last used."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("id", Id, nullable=False),
        sa.Column("measure", sa.String(length=16), nullable=False),
        sa.Column("first", sa.String(length=10), nullable=False),
        sa.Column("last", sa.String(length=10), nullable=False),
        sa.Column("space", sa.String(length=64), nullable=False),
        sa.Column("of", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("hours", sa.Float(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
        sa.UniqueConstraint(
            "measure", "first", "space", name=op.f("uq_figures_measure_first_space")
        ),
    )
    op.add_column("keys", sa.Column("expires", sa.DateTime(timezone=True), nullable=True))
    op.add_column("keys", sa.Column("used", sa.DateTime(timezone=True), nullable=True))

"""What experts found of answers, and what administrators changed against kilde.toml."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", Id, nullable=False),
        sa.Column("turn_id", sa.String(32), nullable=False),
        sa.Column("case_id", Id),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turns.id"], name="fk_reviews_turn_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("turn_id", name="uq_reviews_turn_id"),
    )
    op.create_table(
        "departures",
        sa.Column("id", Id, nullable=False),
        sa.Column("space", sa.String(64), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_departures"),
        sa.UniqueConstraint("space", "key", name="uq_departures_space_key"),
    )

"""What was changed of the glossary against the company's file."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "glossary_changes",
        sa.Column("id", Id, nullable=False),
        sa.Column("short", sa.String(length=200), nullable=False),
        sa.Column("long", sa.String(length=200), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_changes")),
        sa.UniqueConstraint("short", "long", name=op.f("uq_glossary_changes_short_long")),
    )

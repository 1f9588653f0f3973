"""How often a partition's indexes were built anew, and what they have deleted since."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("generation", "leftovers"):
        op.add_column(
            "partitions", sa.Column(name, sa.Integer(), nullable=False, server_default="0")
        )

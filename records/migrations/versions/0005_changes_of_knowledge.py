"""A number that grows with every change of what can be found."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "installation", sa.Column("changes", sa.BigInteger(), nullable=False, server_default="0")
    )

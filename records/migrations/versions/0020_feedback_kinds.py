"""What was the matter with an answer that did not help, in a word."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.Column("kind", sa.String(length=20), nullable=False, server_default="")
    op.add_column("feedback", kind)

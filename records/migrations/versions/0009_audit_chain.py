"""Every entry of the audit log carries a hash of itself and of the one before it."""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "audit_cuts",
        sa.Column("id", number, nullable=False),
        sa.Column("last", number, nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_cuts")),
    )
    op.create_table(
        "audit_names",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_names")),
        sa.UniqueConstraint("name", name=op.f("uq_audit_names_name")),
    )
    with op.batch_alter_table("audit") as batch:
        batch.add_column(sa.Column("chain", sa.String(64), nullable=False, server_default=""))
    _chain_what_is_there()
    with op.batch_alter_table("audit") as batch:
        batch.alter_column("chain", server_default=None)


def _chain_what_is_there() -> None:
    audit = sa.table(
        "audit",
        sa.column("id"),
        sa.column("at", sa.DateTime(timezone=True)),
        *map(sa.column, ("actor", "action", "detail", "chain")),
    )
    connection, chain = op.get_bind(), "0" * 64
    for row in connection.execute(sa.select(audit).order_by(audit.c.id)).mappings().all():
        at = row["at"].replace(tzinfo=row["at"].tzinfo or UTC).astimezone(UTC)
        told = [chain, row["id"], at.isoformat(timespec="microseconds")]
        told += [row["actor"], row["action"], row["detail"]]
        chain = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
        connection.execute(sa.update(audit).where(audit.c.id == row["id"]).values(chain=chain))

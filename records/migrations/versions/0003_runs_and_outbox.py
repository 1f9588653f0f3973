"""What a run did and how far it is, what people were told, the outbox, a right of keys."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("runs") as runs:
        runs.add_column(
            sa.Column("trigger", sa.String(16), nullable=False, server_default="command line")
        )
        runs.add_column(sa.Column("process", sa.String(300)))
        runs.add_column(sa.Column("begun", Moment))
        runs.add_column(sa.Column("seen", Moment))
        for name in ("files", "files_done", "passages_done", "waiting"):
            runs.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("keys") as keys:
        keys.add_column(
            sa.Column("ingest", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "run_documents",
        sa.Column("id", Id, nullable=False),
        sa.Column("run_id", Id, nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_run_documents_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_run_documents"),
    )
    op.create_index("ix_run_documents_run_id", "run_documents", ["run_id"])
    op.create_table(
        "alerts",
        sa.Column("space", sa.String(64), nullable=False),
        sa.Column("problem", sa.String(64), nullable=False),
        sa.Column("run_id", Id, nullable=False),
        sa.PrimaryKeyConstraint("space", name="pk_alerts"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("key", sa.String(250), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created", Moment, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due", Moment, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(300)),
        sa.Column("claimed", Moment),
        sa.Column("ended", Moment),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_state_due", "outbox", ["state", "due"])

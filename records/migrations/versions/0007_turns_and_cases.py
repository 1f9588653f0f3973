"""Questions asked and their answers, what people thought of them, and cases."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("installation", sa.Column("secret", sa.String(64)))
    op.create_table(
        "turns",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("conversation", sa.String(100), nullable=False),
        sa.Column("person", sa.String(100), nullable=False),
        sa.Column("asked", Moment, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("full_question", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("citations", sa.Text(), nullable=False),
        sa.Column("more", sa.Text(), nullable=False, server_default="{}"),
        sa.Column("spaces", sa.Text(), nullable=False),
        sa.Column("small_talk", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("verified_id", Id),
        sa.Column("case_id", Id),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
    )
    op.create_index("ix_turns_conversation", "turns", ["conversation"])
    op.create_index("ix_turns_person", "turns", ["person"])
    op.create_index("ix_turns_case_id", "turns", ["case_id"])
    op.create_table(
        "feedback",
        sa.Column("id", Id, nullable=False),
        sa.Column("turn_id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(100), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turns.id"], name="fk_feedback_turn_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("turn_id", "person", name="uq_feedback_turn_id_person"),
    )
    op.create_table(
        "cases",
        sa.Column("id", Id, nullable=False),
        sa.Column("space", sa.String(64)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("turn_id", sa.String(32)),
        sa.Column("kind", sa.String(16), nullable=False, server_default="question"),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("urgency", sa.String(32)),
        sa.Column("personal", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("shared", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("opened", Moment, nullable=False),
        sa.Column("changed", Moment, nullable=False),
        sa.Column("answered", Moment),
        sa.Column("closed", Moment),
        sa.Column("assignee", sa.Text()),
        sa.Column("reminded", Moment),
        sa.Column("reminders", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cases_space", "cases", ["space"])
    op.create_index("ix_cases_state", "cases", ["state"])
    op.create_table(
        "case_entries",
        sa.Column("id", Id, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("key", sa.String(250)),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_case_entries_case_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_entries"),
        sa.UniqueConstraint("key", name="uq_case_entries_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_entries_case_id", "case_entries", ["case_id"])
    op.create_table(
        "case_askers",
        sa.Column("id", Id, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("person", sa.String(100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("turn_id", sa.String(32)),
        sa.Column("joined", Moment, nullable=False),
        sa.Column("told", Id),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_case_askers_case_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_askers"),
        sa.UniqueConstraint("case_id", "person", name="uq_case_askers_case_id_person"),
    )
    op.create_index("ix_case_askers_person", "case_askers", ["person"])

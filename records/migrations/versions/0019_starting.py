"""Questions of people who are new, and what they have ticked off."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "starting_questions",
        sa.Column("id", Id, nullable=False),
        sa.Column("space", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("day", sa.String(length=8), nullable=False),
        sa.Column("document_id", Id, nullable=True),
        sa.Column("heading", sa.Text(), server_default="", nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("position", sa.Float(), nullable=False),
        sa.Column("hidden", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("kept", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("by", sa.String(length=100), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_starting_questions_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_starting_questions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_starting_questions_space"), "starting_questions", ["space"])
    op.create_index(
        op.f("ix_starting_questions_document_id"), "starting_questions", ["document_id"]
    )
    op.create_table(
        "starting_answered",
        sa.Column("question_id", Id, autoincrement=False, nullable=False),
        sa.Column("audience", sa.String(length=64), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["starting_questions.id"],
            name=op.f("fk_starting_answered_question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", "audience", name=op.f("pk_starting_answered")),
    )
    op.create_table(
        "starting_made",
        sa.Column("partition_id", Id, autoincrement=False, nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("partition_id", name=op.f("pk_starting_made")),
    )
    op.create_table(
        "starting_ticks",
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", "what", name=op.f("pk_starting_ticks")),
    )

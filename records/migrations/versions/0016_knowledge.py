"""How often answers quoted a document, since when it is known, and its earlier versions."""

import json
from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "documents", sa.Column("used", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("documents", sa.Column("used_on", sa.String(length=10), nullable=True))
    op.add_column("documents", sa.Column("since", sa.String(length=10), nullable=True))
    op.create_table(
        "former_versions",
        sa.Column("id", Id, nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("read", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_former_versions_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_versions")),
    )
    op.create_index("ix_former_versions_document_id", "former_versions", ["document_id"])
    _fill()


def _fill() -> None:
    """What was answered and read before this is counted, too."""
    connection = op.get_bind()
    documents = sa.table(
        "documents",
        *map(sa.column, ("id", "space", "name", "version_id", "used", "used_on", "since")),
    )
    versions = sa.table("versions", sa.column("id"), sa.column("created", sa.DateTime()))
    turns = sa.table(
        "turns", sa.column("asked", sa.DateTime()), *map(sa.column, ("status", "citations"))
    )
    read = (
        sa.select(documents.c.id, versions.c.created)
        .join(versions, versions.c.id == documents.c.version_id)
    )
    for number, created in connection.execute(read).all():
        day = created.date().isoformat()
        connection.execute(
            documents.update().where(documents.c.id == number).values(since=day)
        )
    used: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], str] = {}
    answered = sa.select(turns.c.asked, turns.c.citations).where(turns.c.status == "answered")
    for asked, citations in connection.execute(answered.order_by(turns.c.asked)):
        for named in {(one["space"], one["document"]) for one in json.loads(citations)}:
            used[named] += 1
            last[named] = asked.date().isoformat()
    for (space, name), count in used.items():
        connection.execute(
            documents.update()
            .where(documents.c.space == space, documents.c.name == name)
            .values(used=count, used_on=last[space, name])
        )

"""Alembic's way in: the connection comes from `records.database`, never from a file."""

from alembic import context

from records.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

"""Run by Alembic for every command; the connection comes from `store.schema.upgrade`, in a transaction of its caller."""

from __future__ import annotations

from alembic import context

from emlinh_desktop.store.tables import Table


def _run() -> None:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Table.metadata,
        render_as_batch=True,  # SQLite changes a table by copying it
    )
    context.run_migrations()


_run()

"""The window's conversations: favourites, archive, undo, job messages; the queue; words to search by."""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _extend_sessions()
    _extend_messages()
    op.add_column("jobs", sa.Column("queue_order", sa.Double()))
    op.create_index("ix_jobs_queue_order", "jobs", ["queue_order"])
    op.add_column("videos", _folded())
    op.create_index("ix_progress_events_job_id_step_id", "progress_events", ["job_id", "step", "id"])
    _fold("sessions", "title")
    _fold("messages", "text")
    _fold("videos", "title || ' ' || topic")


def _extend_sessions() -> None:
    op.add_column("sessions", sa.Column("favourite", sa.Boolean(), nullable=False, server_default=sa.text("0")))
    op.add_column("sessions", sa.Column("archived", sa.Boolean(), nullable=False, server_default=sa.text("0")))
    op.add_column("sessions", sa.Column("deleted_at", sa.Text()))
    op.add_column("sessions", sa.Column("last_message_at", sa.Text()))
    op.add_column("sessions", _folded())
    op.execute("UPDATE sessions SET last_message_at = (SELECT max(created_at) FROM messages WHERE session_id = sessions.id)")
    op.create_index("ix_sessions_last_message_at", "sessions", ["last_message_at"])


def _extend_messages() -> None:
    with op.batch_alter_table("messages", recreate="always", table_kwargs={"sqlite_autoincrement": True}) as messages:
        messages.add_column(sa.Column("kind", sa.Text(), nullable=False, server_default=sa.text("'text'")))
        messages.add_column(sa.Column("job_id", sa.Text()))
        messages.add_column(sa.Column("data", sa.Text(), nullable=False, server_default=sa.text("'{}'")))
        messages.add_column(_folded())
        messages.create_foreign_key("fk_messages_job_id", "jobs", ["job_id"], ["id"])
    op.create_index("ix_messages_job_id", "messages", ["job_id"])


def _folded() -> sa.Column[str]:
    return sa.Column("folded", sa.Text(), nullable=False, server_default=sa.text("''"))


def _fold(table: str, source: str) -> None:
    """Fill `folded`: no marks, no capitals, đ as d. A copy of the rule as it was at this revision."""
    connection = op.get_bind()
    for row_id, words in connection.exec_driver_sql(f"SELECT id, {source} FROM {table}").fetchall():  # noqa: S608 - both are written above
        plain = "".join(c for c in unicodedata.normalize("NFD", words.lower()) if not unicodedata.combining(c)).replace("đ", "d")
        connection.exec_driver_sql(f"UPDATE {table} SET folded = ? WHERE id = ?", (plain, row_id))  # noqa: S608 - as above

"""First schema: sessions, messages, jobs, events, lines, videos, assets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_conversations()
    _create_jobs()
    _create_events()
    _create_lines()
    _create_videos()
    _create_assets()


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[float]:
    return sa.Column(name, sa.Double(), nullable=nullable)


def _integer(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _belongs_to(table: str, parent: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_{table}_{column}")


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=f"pk_{table}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _create_conversations() -> None:
    op.create_table("sessions", _text("id"), _text("title"), _text("created_at"), _key("sessions"))
    op.create_table(
        "messages",
        _integer("id"),
        _text("session_id"),
        _text("role"),
        _text("text"),
        _text("created_at"),
        _belongs_to("messages", "sessions", "session_id"),
        _key("messages"),
        sqlite_autoincrement=True,
    )
    _index("messages", "session_id", "id")


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        _text("id"),
        _text("session_id"),
        _text("brief"),
        _text("status"),
        _text("owner", nullable=True),
        _text("output", nullable=True),
        _number("progress"),
        _text("error_code", nullable=True),
        _text("error_params"),
        _text("created_at"),
        _text("updated_at"),
        _integer("script_version"),
        _text("script_title", nullable=True),
        _text("script_language", nullable=True),
        _text("script_writer", nullable=True),
        sa.Column("script_draft", sa.Boolean(), nullable=True),
        _text("plan_key", nullable=True),
        _number("plan_tempo", nullable=True),
        _number("plan_lead_in_s", nullable=True),
        _text("planned_at", nullable=True),
        _belongs_to("jobs", "sessions", "session_id"),
        _key("jobs"),
    )
    _index("jobs", "created_at")
    _index("jobs", "session_id")
    _index("jobs", "status", "created_at")
    _index("jobs", "plan_key", "planned_at")


def _create_events() -> None:
    op.create_table(
        "progress_events",
        _integer("id"),
        _text("job_id"),
        _text("session_id"),
        _text("step"),
        _text("message"),
        _number("progress"),
        _text("data"),
        _text("timestamp"),
        _belongs_to("progress_events", "jobs", "job_id"),
        _belongs_to("progress_events", "sessions", "session_id"),
        _key("progress_events"),
        sqlite_autoincrement=True,
    )
    _index("progress_events", "job_id", "id")
    _index("progress_events", "session_id", "id")


def _create_lines() -> None:
    op.create_table(
        "lines",
        _integer("id"),
        _text("job_id"),
        _integer("version"),
        _integer("position"),
        _text("line_id"),
        _text("text"),
        sa.Column("ends_paragraph", sa.Boolean(), nullable=False),
        _number("pause_after_s", nullable=True),
        _text("seed", nullable=True),
        _number("motion_in_s", nullable=True),
        _number("motion_out_s", nullable=True),
        _text("title", nullable=True),
        _belongs_to("lines", "jobs", "job_id"),
        _key("lines"),
        sa.UniqueConstraint("job_id", "version", "position", name="uq_lines_job_id_version_position"),
    )


def _create_videos() -> None:
    op.create_table(
        "videos",
        _integer("id"),
        _text("job_id"),
        _text("session_id"),
        _text("title"),
        _text("topic"),
        _text("status"),
        _text("path", nullable=True),
        _text("thumbnail", nullable=True),
        _number("duration_s", nullable=True),
        _text("composition"),
        _text("background"),
        _text("voice"),
        _text("report"),
        _text("created_at"),
        _belongs_to("videos", "jobs", "job_id"),
        _belongs_to("videos", "sessions", "session_id"),
        _key("videos"),
        sa.UniqueConstraint("job_id", name="uq_videos_job_id"),
        sqlite_autoincrement=True,
    )
    _index("videos", "created_at")
    _index("videos", "session_id")
    _index("videos", "status", "created_at")


def _create_assets() -> None:
    op.create_table(
        "assets",
        _integer("id"),
        _text("job_id"),
        _text("kind"),
        _text("path"),
        _text("content_hash"),
        _text("source"),
        _text("licence"),
        _text("created_at"),
        _belongs_to("assets", "jobs", "job_id"),
        _key("assets"),
    )
    _index("assets", "job_id")

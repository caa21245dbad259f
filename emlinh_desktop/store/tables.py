"""The tables as typed mappings. A change here needs a migration; a test compares the two.

    sessions ─┬─ messages
              └─ jobs ─┬─ progress_events     what was told about the job
                       ├─ lines               the script, every version, each Line with what its plan keeps
                       ├─ videos              at most one film a job
                       └─ assets              what went into the film, with source and licence

Ids of events, messages and videos grow and are never used again (AUTOINCREMENT), so a client can name the last one it saw.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Double, ForeignKey, Index, MetaData, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from emlinh_desktop.store.columns import BigNumber, Json, JsonText, PathText, PlainText, UtcText, now_utc

_GROWING = {"sqlite_autoincrement": True}
_NO, _EMPTY, _NOTHING, _WORDS = text("0"), text("''"), text("'{}'"), text("'text'")


class Table(DeclarativeBase):
    """The base of all tables; constraints have names, so that a later migration can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {str: PlainText, float: Double, datetime: UtcText, Json: JsonText}


class SessionRow(Table):
    """One conversation; `cli` for films made from the command line. `folded` is its title as it is searched."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now_utc)
    favourite: Mapped[bool] = mapped_column(default=False, server_default=_NO)
    archived: Mapped[bool] = mapped_column(default=False, server_default=_NO)
    deleted_at: Mapped[datetime | None]
    last_message_at: Mapped[datetime | None] = mapped_column(index=True)  # none: nothing was said, so no list shows it
    folded: Mapped[str] = mapped_column(default="", server_default=_EMPTY)


class MessageRow(Table):
    """One message of a conversation, by `user` or `assistant`. `folded` is its text as it is searched."""

    __tablename__ = "messages"
    __table_args__ = (Index(None, "session_id", "id"), _GROWING)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"))
    role: Mapped[str]
    text: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now_utc)
    kind: Mapped[str] = mapped_column(default="text", server_default=_WORDS)
    job_id: Mapped[str | None] = mapped_column(ForeignKey("jobs.id"), index=True)
    data: Mapped[Json] = mapped_column(default=dict, server_default=_NOTHING)
    folded: Mapped[str] = mapped_column(default="", server_default=_EMPTY)


class JobRow(Table):
    """One Brief being produced, with the head of its script and of its plan (their lines are in `lines`)."""

    __tablename__ = "jobs"
    __table_args__ = (Index(None, "created_at"), Index(None, "status", "created_at"), Index(None, "plan_key", "planned_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    brief: Mapped[Json]
    status: Mapped[str]
    owner: Mapped[str | None]  # who queued it; once claimed, the run that has or had it
    output: Mapped[str | None] = mapped_column(PathText)
    progress: Mapped[float] = mapped_column(default=0.0)
    error_code: Mapped[str | None]
    error_params: Mapped[Json] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now_utc)
    updated_at: Mapped[datetime] = mapped_column(default=now_utc, onupdate=now_utc)
    script_version: Mapped[int] = mapped_column(default=0)  # 0: no script yet
    script_title: Mapped[str | None]
    script_language: Mapped[str | None]
    script_writer: Mapped[str | None]
    script_draft: Mapped[bool | None]
    plan_key: Mapped[str | None]
    plan_tempo: Mapped[float | None]
    plan_lead_in_s: Mapped[float | None]
    planned_at: Mapped[datetime | None]
    queue_order: Mapped[float | None] = mapped_column(index=True)  # none: not waiting in the window's queue


class EventRow(Table):
    """One progress event; `session_id` is copied from the job so that a session's events are one index range."""

    __tablename__ = "progress_events"
    __table_args__ = (Index(None, "job_id", "id"), Index(None, "job_id", "step", "id"), Index(None, "session_id", "id"), _GROWING)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"))
    step: Mapped[str]
    message: Mapped[str]
    progress: Mapped[float]
    data: Mapped[Json]
    timestamp: Mapped[datetime] = mapped_column(default=now_utc)


class LineRow(Table):
    """One Line of one version of a job's script. The plan columns are empty until the film was planned."""

    __tablename__ = "lines"
    __table_args__ = (UniqueConstraint("job_id", "version", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
    version: Mapped[int]
    position: Mapped[int]
    line_id: Mapped[str]
    text: Mapped[str]
    ends_paragraph: Mapped[bool]
    pause_after_s: Mapped[float | None]
    seed: Mapped[int | None] = mapped_column(BigNumber)
    motion_in_s: Mapped[float | None]
    motion_out_s: Mapped[float | None]
    title: Mapped[Json | None]


class VideoRow(Table):
    """One film of the library: running, then completed or as its job ended (whose row says why)."""

    __tablename__ = "videos"
    __table_args__ = (Index(None, "created_at"), Index(None, "status", "created_at"), _GROWING)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"), unique=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    title: Mapped[str]
    topic: Mapped[str]
    status: Mapped[str]
    path: Mapped[str | None] = mapped_column(PathText)
    thumbnail: Mapped[str | None] = mapped_column(PathText)
    duration_s: Mapped[float | None]
    composition: Mapped[str]
    background: Mapped[str] = mapped_column(PathText)
    voice: Mapped[str]
    report: Mapped[Json] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now_utc)
    folded: Mapped[str] = mapped_column(default="", server_default=_EMPTY)  # title and topic as they are searched


class AssetRow(Table):
    """A picture, clip or music that went into a film: where it came from and under which licence."""

    __tablename__ = "assets"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"), index=True)
    kind: Mapped[str]
    path: Mapped[str] = mapped_column(PathText)
    content_hash: Mapped[str]
    source: Mapped[str]
    licence: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now_utc)

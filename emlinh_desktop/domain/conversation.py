"""The chat window's records: sessions, their messages, and pages of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from emlinh_desktop.domain.event import JobId, JobStatus, ProgressEvent, SessionId
from emlinh_desktop.domain.film import JobRecord, VideoRecord

MessageId = NewType("MessageId", int)


class Role(StrEnum):
    """Who says a message."""

    USER = "user"
    EM_LINH = "assistant"


class MessageKind(StrEnum):
    """`text`: words. `job`: the place of a job in the conversation; its bubbles are drawn from the job's events. `ask`: words with
    buttons (`data["choices"]`: list of {"label", "say"}; pressing one says `say`)."""

    TEXT = "text"
    JOB = "job"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One conversation. Titles are made from its first wish unless the user renames it. `deleted_at` is set while undo is possible."""

    id: SessionId
    title: str
    favourite: bool
    archived: bool
    created_at: datetime
    last_message_at: datetime


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """One message. `job_id` is set for kind `job`. `data` holds JSON values only."""

    id: MessageId
    session_id: SessionId
    role: Role
    kind: MessageKind
    text: str
    job_id: JobId | None
    created_at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobView:
    """All a bubble needs about a job: its record, its stored stations (and end), its film if there is one, and its place in the queue
    (0: running or ended, 1: next ...)."""

    job: JobRecord
    events: tuple[ProgressEvent, ...]
    video: VideoRecord | None
    place: int


@dataclass(frozen=True, slots=True)
class ChatPage:
    """A stretch of a conversation, oldest first, with the jobs its messages name. `has_older` tells whether more can be loaded above."""

    messages: tuple[MessageRecord, ...]
    jobs: Mapping[JobId, JobView]
    has_older: bool


class VideoOrder(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    LONGEST = "longest"


@dataclass(frozen=True, slots=True)
class VideoQuery:
    """What the library shows. Empty text matches all; None means any."""

    words: str = ""
    status: JobStatus | None = None
    composition: str | None = None
    order: VideoOrder = VideoOrder.NEWEST


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A session found by words in its title or one of its messages (`message_id` None: the title)."""

    session: SessionRecord
    message_id: MessageId | None
    excerpt: str

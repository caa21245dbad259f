"""The twelve stations and the messages about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

JobId = NewType("JobId", str)
SessionId = NewType("SessionId", str)
VideoId = NewType("VideoId", int)

CLI_SESSION = SessionId("cli")


class Step(StrEnum):
    """The twelve stations in order, then the three other ends. Ids and percents are a promise."""

    REQUEST_RECEIVED = "request_received"
    INITIALIZING = "initializing"
    GENERATING_SCRIPT = "generating_script"
    SCRIPT_COMPLETED = "script_completed"
    CREATING_RECORD = "creating_record"
    RECORD_CREATED = "record_created"
    GENERATING_AUDIO = "generating_audio"
    AUDIO_COMPLETED = "audio_completed"
    RENDERING_VIDEO = "rendering_video"
    VIDEO_RENDERING = "video_rendering"
    FINALIZING = "finalizing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


STATION_PERCENT: Mapping[Step, int] = {
    Step.REQUEST_RECEIVED: 5,
    Step.INITIALIZING: 10,
    Step.GENERATING_SCRIPT: 20,
    Step.SCRIPT_COMPLETED: 35,
    Step.CREATING_RECORD: 40,
    Step.RECORD_CREATED: 45,
    Step.GENERATING_AUDIO: 50,
    Step.AUDIO_COMPLETED: 70,
    Step.RENDERING_VIDEO: 75,
    Step.VIDEO_RENDERING: 85,
    Step.FINALIZING: 95,
    Step.COMPLETED: 100,
}
STATIONS: tuple[Step, ...] = tuple(STATION_PERCENT)


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """One message about a job, as stored. `id` grows over the whole store; `message` is the Vietnamese text.

    `data` holds JSON values only, never a key or a local path. `timestamp` is UTC.
    """

    id: int
    job_id: JobId
    session_id: SessionId
    step: Step
    message: str
    progress: float
    data: Mapping[str, Any] = field(default_factory=dict)
    timestamp: datetime = field(default_factory=datetime.now)

    def to_json(self) -> dict[str, Any]:
        """The event in the form every client gets."""
        return {
            "id": self.id,
            "job_id": self.job_id,
            "session_id": self.session_id,
            "step": self.step.value,
            "message": self.message,
            "progress": self.progress,
            "data": dict(self.data),
            "timestamp": self.timestamp.isoformat(),
        }

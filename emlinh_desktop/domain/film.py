"""The finished film, the records kept about it, and the verdict of its quality check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.event import JobId, JobStatus, SessionId, VideoId


@dataclass(frozen=True, slots=True)
class QualityReport:
    """What was measured in a finished film. Hard faults fail the film, soft ones warn.

    `faults` and `warnings` are short English codes with figures (`"true_peak -0.3 dBTP"`); `measures` holds
    numbers by name (duration_s, frames, loudness_lufs, true_peak_dbtp, caption_coverage ...).
    """

    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    measures: Mapping[str, float]

    @property
    def passed(self) -> bool:
        return not self.faults

    def to_json(self) -> dict[str, Any]:
        return {"passed": self.passed, "faults": list(self.faults), "warnings": list(self.warnings), "measures": dict(self.measures)}


@dataclass(frozen=True, slots=True)
class Film:
    """The finished mp4 with its sidecars."""

    path: Path
    srt: Path | None
    vtt: Path | None
    thumbnail: Path | None
    duration_s: float
    frame_count: int
    report: QualityReport


@dataclass(frozen=True, slots=True)
class JobRecord:
    """One job as stored. `output` is the absolute path the film will have."""

    id: JobId
    session_id: SessionId
    brief: Brief
    status: JobStatus
    output: str
    video_id: VideoId | None
    progress: float
    error_code: str | None
    error_params: Mapping[str, Any]
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class VideoRecord:
    """One film in the library. Paths are absolute; `report` is the quality report as JSON."""

    id: VideoId
    job_id: JobId
    session_id: SessionId
    title: str
    topic: str
    status: JobStatus
    path: str | None
    thumbnail: str | None
    duration_s: float | None
    composition: str
    background: str
    voice: str
    created_at: datetime
    report: Mapping[str, Any] = field(default_factory=dict)

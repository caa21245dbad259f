"""Records as clients see them: no local path, no key, of own media only the name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from emlinh_desktop.domain.brief import BUILT_IN_BACKGROUNDS, Brief
from emlinh_desktop.domain.event import JobId, JobStatus
from emlinh_desktop.domain.film import JobRecord, VideoRecord


def job_json(job: JobRecord) -> dict[str, Any]:
    """A job."""
    return {
        "job_id": job.id,
        "session_id": job.session_id,
        "status": job.status.value,
        "progress": job.progress,
        "video_id": job.video_id,
        "error_code": job.error_code,
        "brief": _brief_json(job.brief),
        "created_at": job.created_at.isoformat(),
        "updated_at": job.updated_at.isoformat(),
    }


def video_json(video: VideoRecord) -> dict[str, Any]:
    """A film, with the addresses of its files once it is finished."""
    finished = video.status is JobStatus.COMPLETED and video.path is not None
    address = f"/api/videos/{video.id}"
    return {
        "video_id": video.id,
        "job_id": video.job_id,
        "session_id": video.session_id,
        "title": video.title,
        "topic": video.topic,
        "status": video.status.value,
        "duration": video.duration_s,
        "composition": video.composition,
        "background": _media_name(video.background),
        "voice": video.voice,
        "created_at": video.created_at.isoformat(),
        "report": dict(video.report),
        "file": f"{address}/file" if finished else None,
        "thumbnail": f"{address}/thumbnail" if finished else None,
        "captions": f"{address}/captions" if finished else None,
    }


def submitted_json(job_id: JobId, session_id: str) -> dict[str, Any]:
    """The answer to a wish that was taken."""
    return {
        "success": True,
        "job_id": job_id,
        "session_id": session_id,
        "status": JobStatus.QUEUED.value,
        "progress_url": f"/api/video-progress/{job_id}",
        "job_url": f"/api/jobs/{job_id}",
    }


def _brief_json(brief: Brief) -> dict[str, Any]:
    return {
        "topic": brief.topic,
        "duration": brief.duration_s,
        "composition": brief.composition.value,
        "background": _media_name(brief.background),
        "voice": brief.voice,
        "language": brief.language.value if brief.language else None,
        "captions": brief.captions,
        "quality": brief.quality.value,
        "own_script": brief.script_text is not None,
    }


def _media_name(background: str) -> str:
    return background if background in BUILT_IN_BACKGROUNDS else Path(background).name

"""The files of a film: where its narration can be heard, and how it goes to the trash."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile

from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.event import JobId, VideoId

if TYPE_CHECKING:
    from emlinh_desktop.store.sqlite_store import SqliteStore

_SOUND = "sound.m4a"
_SIDECARS = (".srt", ".vtt")


def narration_of(store: SqliteStore, jobs_folder: Path, job_id: JobId) -> Path | None:
    """The mixed sound of a job in the making, or the finished film, which holds it; None before either exists."""
    sound = jobs_folder / job_id / _SOUND
    if sound.is_file():
        return sound
    video = store.job_view(job_id).video
    film = Path(video.path) if video is not None and video.path else None
    return film if film is not None and film.is_file() else None


def trash_film(store: SqliteStore, video_id: VideoId) -> JobId:
    """Move a film and what lies beside it to the system's trash, then forget it; returns its job.

    Raises:
        ResourceError: NO_WRITE_ACCESS, the system has no trash for it; nothing is forgotten then.
    """
    video = store.video(video_id)
    if video.path:
        film = Path(video.path)
        beside = [film.with_suffix(suffix) for suffix in _SIDECARS] + ([Path(video.thumbnail)] if video.thumbnail else [])
        for file in [film, *beside]:
            if file.is_file() and not _trashed(file):
                raise ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(file))
    store.forget_video(video_id)
    return video.job_id


def _trashed(file: Path) -> bool:
    done = QFile.moveToTrash(str(file))
    return bool(done[0]) if isinstance(done, tuple) else bool(done)

from __future__ import annotations

from pathlib import Path

import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import CLI_SESSION, JobId, JobStatus, VideoId
from emlinh_desktop.domain.film import Film, QualityReport
from emlinh_desktop.store.sqlite_store import SqliteStore


def test_a_film_runs_and_is_finished(store: SqliteStore, job_id: JobId, tmp_path: Path) -> None:
    video_id = store.create_video(job_id, "Đọc sách", "vi-north-female")
    running = store.video(video_id)
    assert (running.title, running.topic, running.voice, running.status) == ("Đọc sách", "Lợi ích của việc đọc sách", "vi-north-female", JobStatus.RUNNING)
    assert (running.path, running.duration_s, running.composition, running.background) == (None, None, "Scene-Landscape", "office")

    report = QualityReport((), ("quiet",), {"loudness_lufs": -14.1})
    store.finish_video(video_id, Film(tmp_path / "phim.mp4", None, None, tmp_path / "phim.jpg", 30.0, 900, report))
    done = store.video(video_id)
    assert (done.path, done.thumbnail, done.duration_s, done.status) == (str(tmp_path / "phim.mp4"), str(tmp_path / "phim.jpg"), 30.0, JobStatus.COMPLETED)
    assert done.report == report.to_json()
    assert done.created_at == running.created_at
    store.set_status(job_id, JobStatus.COMPLETED)
    assert store.video(video_id).status is JobStatus.COMPLETED


def test_a_resumed_job_keeps_its_video_id(store: SqliteStore, job_id: JobId) -> None:
    other = store.create_video(store.create_job(Brief("b"), CLI_SESSION, None), "b", "v")
    first = store.create_video(job_id, "a", "v")
    store.set_status(job_id, JobStatus.INTERRUPTED)
    assert store.video(first).status is JobStatus.INTERRUPTED
    assert store.claim(job_id, "o", CancelToken())
    assert store.create_video(job_id, "a", "v2") == first != other
    assert (store.video(first).voice, store.video(first).status) == ("v2", JobStatus.RUNNING)


def test_an_unknown_video_names_the_ones_there_are(store: SqliteStore, job_id: JobId) -> None:
    store.create_video(job_id, "a", "v")
    with pytest.raises(InputError) as caught:
        store.video(VideoId(99))
    assert caught.value.code is ErrorCode.UNKNOWN_NAME
    assert caught.value.params["known"] == "1"

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.brief import Brief, Composition, Language, Quality
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import CLI_SESSION, JobId, JobStatus, SessionId, VideoId
from emlinh_desktop.domain.ports import JobStore
from emlinh_desktop.store.sqlite_store import SqliteStore, open_store

FULL_BRIEF = Brief(
    topic="Cách pha cà phê phin",
    duration_s=45.5,
    composition=Composition.PORTRAIT,
    background="/home/an/ảnh/biển.png",
    voice="vi-hue-female",
    language=Language.VI,
    presenter="em-linh",
    captions=False,
    quality=Quality.HIGH,
    writer="own",
    script_text="Một.\nHai.",
    music="/home/an/nhạc.mp3",
    encoder="x264",
)


def test_is_the_job_store_the_pipeline_asks_for(store: SqliteStore) -> None:
    asked: JobStore = store
    assert asked.jobs() == []


@pytest.mark.parametrize("brief", [Brief("a"), FULL_BRIEF])
def test_a_job_comes_back_as_it_went_in(store: SqliteStore, brief: Brief) -> None:
    job = store.job(store.create_job(brief, SessionId("phiên 1"), "/tmp/phim.mp4"))
    assert job.brief == brief
    assert type(job.brief.composition) is Composition
    assert (job.session_id, job.output, job.status, job.video_id, job.progress) == ("phiên 1", "/tmp/phim.mp4", JobStatus.QUEUED, None, 0.0)
    assert job.created_at.tzinfo is not None
    assert abs(datetime.now(UTC) - job.created_at) < timedelta(minutes=1)


def test_an_unknown_job_is_said_so_and_makes_no_folder(store: SqliteStore, paths: AppPaths) -> None:
    for call in (
        lambda: store.job(JobId("../x")),
        lambda: store.claim(JobId("../x"), "o", CancelToken()),
        lambda: store.set_status(JobId("../x"), JobStatus.FAILED),
    ):
        with pytest.raises(InputError) as caught:
            call()
        assert caught.value.code is ErrorCode.JOB_UNKNOWN
    assert not paths.jobs.exists()


def test_jobs_are_listed_newest_first(store: SqliteStore) -> None:
    made = [store.create_job(Brief(f"chủ đề {n}"), CLI_SESSION, None) for n in range(5)]
    assert [job.id for job in store.jobs()] == made[::-1]
    assert [job.id for job in store.jobs(limit=2)] == made[:2:-1]


def test_a_failure_is_kept_with_its_details_and_forgotten_by_the_next_claim(store: SqliteStore, job_id: JobId) -> None:
    video_id = store.create_video(job_id, "Đọc sách", "vi-north-female")
    assert store.claim(job_id, "a", CancelToken())
    store.set_status(job_id, JobStatus.FAILED, "disk_full", {"path": "/tmp", "free_mb": 3})
    failed = store.job(job_id)
    assert (failed.status, failed.error_code, failed.error_params) == (JobStatus.FAILED, "disk_full", {"path": "/tmp", "free_mb": 3})
    assert failed.video_id == video_id
    assert store.video(video_id).status is JobStatus.FAILED

    assert store.claim(job_id, "b", CancelToken())
    again = store.job(job_id)
    assert (again.status, again.error_code, again.error_params) == (JobStatus.RUNNING, None, {})
    assert store.video(video_id).status is JobStatus.RUNNING


@pytest.mark.parametrize("status", [s for s in JobStatus if s is not JobStatus.RUNNING])
def test_all_but_completed_jobs_can_be_claimed(store: SqliteStore, job_id: JobId, status: JobStatus) -> None:
    store.set_status(job_id, status)
    assert store.claim(job_id, "a", CancelToken()) is (status is not JobStatus.COMPLETED)


def test_a_claim_is_repeatable_for_its_owner_and_refused_to_others(store: SqliteStore, job_id: JobId) -> None:
    assert store.claim(job_id, "a", CancelToken())
    assert store.claim(job_id, "a", CancelToken())
    assert not store.claim(job_id, "b", CancelToken())
    store.set_status(job_id, JobStatus.CANCELLED)
    assert store.claim(job_id, "b", CancelToken())


def test_a_brief_of_another_version_is_read(store: SqliteStore, paths: AppPaths, job_id: JobId) -> None:
    with sqlite3.connect(paths.database) as plain:
        plain.execute("""UPDATE jobs SET brief = '{"topic": "x", "hologram": true}'""")
    plain.close()
    assert store.job(job_id).brief == Brief("x")


def test_the_next_start_finds_everything(store: SqliteStore, paths: AppPaths, job_id: JobId) -> None:
    store.close()
    with open_store(paths, CancelToken()) as again:
        assert [job.id for job in again.jobs()] == [job_id]
        video_id = again.create_video(job_id, "t", "v")
        assert again.job(job_id).video_id == video_id == VideoId(1)

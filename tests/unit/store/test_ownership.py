from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.errors import ErrorCode, InputError, ResourceError
from emlinh_desktop.domain.event import CLI_SESSION, JobId, JobStatus, Step
from emlinh_desktop.store.ownership import JobOwnership
from emlinh_desktop.store.sqlite_store import SqliteStore, open_store
from tests.unit.store.conftest import Child

OWN_UNTIL_TOLD = """
with JobOwnership(store, job_id, cancel):
    store.add_event(job_id, Step.GENERATING_AUDIO, "m", 61, {})
    tell("ours")
    heed()
store.close()
"""


def test_exactly_one_of_two_processes_gets_a_job(store: SqliteStore, job_id: JobId, start_child: Callable[[str, JobId], Child]) -> None:
    children = [start_child("tell(store.claim(job_id, sys.argv[0] + str(id(store)), cancel)); heed(); store.close()", job_id) for _ in range(2)]
    for child in children:
        child.go()
    assert sorted(child.heard() for child in children) == ["False", "True"]
    assert store.job(job_id).status is JobStatus.RUNNING


def test_exactly_one_of_many_threads_gets_a_job(store: SqliteStore, job_id: JobId) -> None:
    won: list[bool] = []
    threads = [threading.Thread(target=lambda n=n: won.append(store.claim(job_id, str(n), CancelToken()))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 7 + [True]


def test_a_killed_owner_leaves_an_interrupted_job(store: SqliteStore, job_id: JobId, start_child: Callable[[str, JobId], Child]) -> None:
    video_id = store.create_video(job_id, "t", "v")
    child = start_child(OWN_UNTIL_TOLD, job_id)
    child.go()
    assert child.heard() == "ours"

    assert store.mark_interrupted() == []
    assert store.job(job_id).status is JobStatus.RUNNING
    with pytest.raises(ResourceError) as caught, JobOwnership(store, job_id, CancelToken()):
        pass
    assert caught.value.code is ErrorCode.JOB_BUSY

    child.end(kill=True)
    assert store.mark_interrupted() == [job_id]
    assert store.mark_interrupted() == []
    assert (store.job(job_id).status, store.video(video_id).status) == (JobStatus.INTERRUPTED, JobStatus.INTERRUPTED)
    last = store.events(job_id=job_id)[-1]
    assert (last.step, last.progress, last.message) == (Step.INTERRUPTED, 61, text("step.interrupted", "vi"))
    assert store.claim(job_id, "next", CancelToken())


def test_a_job_of_a_killed_owner_can_be_claimed_at_once(store: SqliteStore, job_id: JobId, start_child: Callable[[str, JobId], Child]) -> None:
    child = start_child(OWN_UNTIL_TOLD, job_id)
    child.go()
    assert child.heard() == "ours"
    child.end(kill=True)
    with JobOwnership(store, job_id, CancelToken()):
        assert [e.step for e in store.events(job_id=job_id)] == [Step.GENERATING_AUDIO, Step.INTERRUPTED]


def test_an_owner_that_leaves_early_leaves_an_interrupted_job(store: SqliteStore, job_id: JobId) -> None:
    def stumble() -> None:
        with JobOwnership(store, job_id, CancelToken()) as ours:
            assert store.claim(job_id, ours.owner, CancelToken())  # the pipeline claims what is already ours
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stumble()
    assert store.job(job_id).status is JobStatus.INTERRUPTED
    assert store.claim(job_id, "b", CancelToken())


def test_an_owner_that_ends_its_job_leaves_it_so(store: SqliteStore, job_id: JobId) -> None:
    with JobOwnership(store, job_id, CancelToken()):
        store.set_status(job_id, JobStatus.COMPLETED)
    assert store.job(job_id).status is JobStatus.COMPLETED
    assert store.events() == []
    with pytest.raises(InputError) as caught, JobOwnership(store, job_id, CancelToken()):
        pass
    assert caught.value.code is ErrorCode.JOB_NOT_RESUMABLE


def test_queued_jobs_wait_for_the_next_start(store: SqliteStore, paths: AppPaths) -> None:
    jobs = [store.create_job(Brief(str(n)), CLI_SESSION, None) for n in range(3)]
    assert store.claim(jobs[0], "a", CancelToken())
    store.close()
    with open_store(paths, CancelToken()) as again:
        assert again.mark_interrupted() == [jobs[0]]
        assert [job.status for job in again.jobs()] == [JobStatus.QUEUED, JobStatus.QUEUED, JobStatus.INTERRUPTED]


def test_a_job_that_ended_elsewhere_can_be_claimed_here(store: SqliteStore, job_id: JobId, paths: AppPaths) -> None:
    with open_store(paths, CancelToken()) as other:
        assert other.claim(job_id, "a", CancelToken())
        assert not store.claim(job_id, "b", CancelToken())
        other.set_status(job_id, JobStatus.CANCELLED)
        assert store.claim(job_id, "b", CancelToken())


QUEUE_UNTIL_TOLD = """
from emlinh_desktop.domain.brief import Brief
made = store.create_job(Brief("chờ"), "s", None)
store.enqueue(made)
tell(made)
heed()
"""


def test_a_queued_job_belongs_to_its_process_while_that_lives(store: SqliteStore, paths: AppPaths, start_child: Callable[[str, JobId], Child]) -> None:
    child = start_child(QUEUE_UNTIL_TOLD, JobId("none"))
    child.go()
    made = JobId(child.heard())
    assert store.adopt_queued() == []
    child.end(kill=True)
    assert store.adopt_queued() == [made]
    with open_store(paths, CancelToken()) as third:
        assert third.adopt_queued() == []  # it is ours now
    assert store.waiting() == []
    assert len(list((paths.data / "queue-owners").iterdir())) == 1  # the dead process's lock file is gone


def test_a_command_lines_job_is_left_to_it(store: SqliteStore, paths: AppPaths) -> None:
    store.create_job(Brief("a"), CLI_SESSION, None)
    store._queue_owners.release()
    with open_store(paths, CancelToken()) as serve:
        assert serve.adopt_queued() == []


def test_what_killed_processes_left_is_swept(store: SqliteStore, paths: AppPaths, start_child: Callable[[str, JobId], Child]) -> None:
    folder = paths.data / "queue-owners"
    store.create_job(Brief("a"), CLI_SESSION, None)
    children = [start_child(QUEUE_UNTIL_TOLD, JobId("none")) for _ in range(2)]
    for child in children:
        child.go()
        assert child.heard()
    children[0].end(kill=True)
    assert len(list(folder.iterdir())) == 3
    with open_store(paths, CancelToken()) as another:
        another.create_job(Brief("b"), CLI_SESSION, None)
        assert len(list(folder.iterdir())) == 3  # ours, the living child's, the other store's
    assert len(list(folder.iterdir())) == 2

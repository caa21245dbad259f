"""Another program holds the database: wait, poll the token, give up in the end."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator

import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.event import JobId, JobStatus, Step
from emlinh_desktop.store import database
from emlinh_desktop.store.sqlite_store import SqliteStore


@pytest.fixture
def hog(paths: AppPaths, job_id: JobId) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(paths.database, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def test_a_cancel_ends_the_wait_and_nothing_is_written(store: SqliteStore, job_id: JobId, hog: sqlite3.Connection) -> None:
    token = CancelToken()
    timer = threading.Timer(0.3, token.cancel)
    timer.start()
    start = time.monotonic()
    with pytest.raises(Cancelled):
        store.add_event(job_id, Step.INITIALIZING, "m", 10, {}, token)
    assert time.monotonic() - start < 1.0
    timer.join()
    with pytest.raises(Cancelled):
        store.claim(job_id, "a", token)
    hog.execute("ROLLBACK")
    assert store.events() == []
    assert store.job(job_id).status is JobStatus.QUEUED
    assert store.claim(job_id, "b", CancelToken())


def test_a_write_waits_for_its_turn(store: SqliteStore, job_id: JobId, hog: sqlite3.Connection) -> None:
    timer = threading.Timer(0.5, lambda: hog.execute("ROLLBACK"))
    timer.start()
    assert store.add_event(job_id, Step.INITIALIZING, "m", 10, {}, CancelToken()).id == 1
    timer.join()


def test_reading_goes_on_while_another_writes(store: SqliteStore, job_id: JobId, hog: sqlite3.Connection) -> None:
    assert store.job(job_id).id == job_id


def test_patience_has_an_end(store: SqliteStore, job_id: JobId, hog: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE_S", 0.3)
    with pytest.raises(ResourceError) as caught:
        store.set_status(job_id, JobStatus.FAILED)
    assert caught.value.code is ErrorCode.DATABASE_BUSY
    hog.execute("ROLLBACK")
    assert store.job(job_id).status is JobStatus.QUEUED

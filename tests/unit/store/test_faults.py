"""Bad luck with the file is told as what it is, and what was stored stays."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.event import JobId, Step
from emlinh_desktop.store.database import Database
from emlinh_desktop.store.events import EventRecords
from emlinh_desktop.store.faults import fault_of
from emlinh_desktop.store.sqlite_store import SqliteStore, open_store


def limited(database: Database, pragma: str) -> None:
    """Put every new connection of the database under a limit of SQLite's own."""
    event.listen(database._engine, "connect", lambda connection, _: connection.execute(pragma))


def code_of_a_big_event(paths: AppPaths, job_id: JobId, pragma: str) -> ErrorCode:
    database = Database(paths.database)
    limited(database, pragma)
    with pytest.raises(ResourceError) as caught:
        EventRecords(database).add_event(job_id, Step.FAILED, "x" * 1_000_000, 0, {})
    database.close()
    assert caught.value.__cause__ is not None
    return caught.value.code


def test_a_full_disk(store: SqliteStore, paths: AppPaths, job_id: JobId) -> None:
    assert code_of_a_big_event(paths, job_id, "PRAGMA max_page_count = 40") is ErrorCode.DISK_FULL
    assert store.events() == []
    assert store.add_event(job_id, Step.FAILED, "m", 0, {}).id == 1


def test_a_database_that_may_not_be_written(store: SqliteStore, paths: AppPaths, job_id: JobId) -> None:
    assert code_of_a_big_event(paths, job_id, "PRAGMA query_only = ON") is ErrorCode.NO_WRITE_ACCESS
    assert store.events() == []


def test_the_system_s_own_errors() -> None:
    there = Path(__file__)
    assert fault_of(OSError(errno.ENOSPC, "no space"), there).code is ErrorCode.DISK_FULL
    assert fault_of(PermissionError(errno.EACCES, "no"), there).code is ErrorCode.NO_WRITE_ACCESS
    assert fault_of(sqlite3.OperationalError("near x: syntax error"), there).code is ErrorCode.INTERNAL


def test_a_data_folder_that_cannot_be(paths: AppPaths) -> None:
    paths.data.parent.mkdir(parents=True)
    paths.data.write_text("a file")
    with pytest.raises(ResourceError) as caught:
        open_store(paths, CancelToken())
    assert caught.value.code is ErrorCode.NO_WRITE_ACCESS


def test_a_row_no_version_wrote(store: SqliteStore, paths: AppPaths, job_id: JobId) -> None:
    for brief in ('{"topic": "x", "composition": "Scene-Round"}', "{broken", "{}"):
        plain = sqlite3.connect(paths.database, isolation_level=None)
        plain.execute("UPDATE jobs SET brief = ?", (brief,))
        plain.close()
        with pytest.raises(ResourceError) as caught:
            store.jobs()
        assert caught.value.code is ErrorCode.DATABASE_BROKEN


def test_damage_in_the_middle_is_told_when_it_is_met(store: SqliteStore, paths: AppPaths, job_id: JobId) -> None:
    for n in range(200):
        store.add_event(job_id, Step.INITIALIZING, "m" * 500, n, {})
    store.close()
    whole = paths.database.read_bytes()
    paths.database.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) - len(whole) // 2))
    with open_store(paths, CancelToken()) as again, pytest.raises(ResourceError) as caught:
        again.events()
    assert caught.value.code is ErrorCode.DATABASE_BROKEN

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC

import pytest

from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.errors import ErrorCode, InputError, ProductError
from emlinh_desktop.domain.event import CLI_SESSION, JobId, SessionId, Step
from emlinh_desktop.store.sqlite_store import SqliteStore
from tests.unit.store.conftest import Child


def test_the_event_returned_is_the_one_stored(store: SqliteStore, job_id: JobId) -> None:
    told = store.add_event(job_id, Step.GENERATING_AUDIO, "🎵 Đang tạo…", 52.5, {"line": 2, "of": 7, "voice": {"id": "vi"}, "eta_s": 3.25})
    assert store.events() == [told]
    assert (told.id, told.session_id, told.timestamp.utcoffset()) == (1, CLI_SESSION, UTC.utcoffset(None))
    assert json.loads(json.dumps(told.to_json()))["data"] == {"line": 2, "of": 7, "voice": {"id": "vi"}, "eta_s": 3.25}
    assert store.job(job_id).progress == 52.5


def test_events_are_found_from_where_a_client_stopped(store: SqliteStore, job_id: JobId) -> None:
    other = store.create_job(Brief("b"), SessionId("khác"), None)
    for n in range(6):
        store.add_event(job_id if n % 2 else other, Step.INITIALIZING, str(n), n, {})
    assert [e.message for e in store.events(after_id=4)] == ["4", "5"]
    assert [e.message for e in store.events(job_id=job_id)] == ["1", "3", "5"]
    assert [e.message for e in store.events(after_id=1, session_id=SessionId("khác"))] == ["2", "4"]
    assert store.events(after_id=6) == []


def test_data_that_is_no_json_is_our_mistake_and_changes_nothing(store: SqliteStore, job_id: JobId) -> None:
    for bad in ({"x": float("nan")}, {"x": object()}):
        with pytest.raises(ProductError) as caught:
            store.add_event(job_id, Step.INITIALIZING, "m", 10, bad)
        assert caught.value.code is ErrorCode.INTERNAL
        assert caught.value.__cause__ is not None
    assert store.events() == []
    assert store.job(job_id).progress == 0


def test_an_event_needs_its_job(store: SqliteStore) -> None:
    with pytest.raises(InputError):
        store.add_event(JobId("none"), Step.FAILED, "m", 0, {})


def test_writers_in_two_processes_and_four_threads_lose_nothing(store: SqliteStore, job_id: JobId, start_child: Callable[[str, JobId], Child]) -> None:
    code = """
for n in range(200):
    tell(store.add_event(job_id, Step.VIDEO_RENDERING, f"c{n}", 80, {}).id)
store.close()
"""
    child = start_child(code, job_id)
    child.go()
    ours: list[list[int]] = [[], [], [], []]

    def write(thread: int) -> None:
        for n in range(50):
            ours[thread].append(store.add_event(job_id, Step.VIDEO_RENDERING, f"t{thread}-{n}", 80, {}).id)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    theirs = [int(child.heard()) for _ in range(200)]
    for thread in threads:
        thread.join()
    assert child.end() == 0

    for ids in (theirs, *ours):
        assert ids == sorted(ids)
    assert sorted([*theirs, *(i for ids in ours for i in ids)]) == list(range(1, 401))
    stored = store.events(job_id=job_id)
    assert [e.id for e in stored] == list(range(1, 401))
    assert [e.message for e in stored if e.message.startswith("c")] == [f"c{n}" for n in range(200)]

from __future__ import annotations

import dataclasses
import sqlite3

import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.errors import ProductError
from emlinh_desktop.domain.event import CLI_SESSION, JobId, JobStatus
from emlinh_desktop.domain.script import Script, make_lines
from emlinh_desktop.domain.shot import FilmPlan, LinePlan, TitleCue
from emlinh_desktop.store.sqlite_store import SqliteStore

SCRIPT = Script("Đọc sách", Language.VI, make_lines([("Xin chào.", False), ("Xin chào.", True), ("Tạm biệt.", False)]), "offline", True)


def a_plan(script: Script, tempo: float = 1.037) -> FilmPlan:
    seeds = (2**64 - 1, 0, 7)
    lines = tuple(
        LinePlan(line.id, line.text, 0.1 + n / 3, seeds[n], n * 1.1, (n + 1) * 1.1, TitleCue("Đọc sách", True, False) if n == 0 else None)
        for n, line in enumerate(script.lines)
    )
    return FilmPlan(tempo, 0.4, lines)


def test_a_script_comes_back_as_it_went_in(store: SqliteStore, job_id: JobId) -> None:
    assert store.script(job_id) is None
    store.save_script(job_id, SCRIPT)
    assert store.script(job_id) == SCRIPT


def test_a_changed_script_is_a_new_version_and_the_old_one_is_kept(store: SqliteStore, paths: AppPaths, job_id: JobId) -> None:
    changed = dataclasses.replace(SCRIPT, lines=make_lines([("Xin chào bạn.", False)]), draft=False)
    for script in (SCRIPT, SCRIPT, changed):
        store.save_script(job_id, script)
    assert store.script(job_id) == changed
    plain = sqlite3.connect(paths.database)
    assert plain.execute("SELECT version, count(*) FROM lines GROUP BY version").fetchall() == [(1, 3), (2, 1)]
    plain.close()


def test_a_plan_comes_back_to_the_last_bit(store: SqliteStore, job_id: JobId) -> None:
    store.save_script(job_id, SCRIPT)
    assert store.plan(job_id) is None
    store.save_plan(job_id, "key", a_plan(SCRIPT, 0.5))
    store.save_plan(job_id, "key", a_plan(SCRIPT))
    assert store.plan(job_id) == a_plan(SCRIPT)


def test_a_plan_of_other_lines_is_refused(store: SqliteStore, job_id: JobId) -> None:
    store.save_script(job_id, SCRIPT)
    with pytest.raises(ProductError):
        store.save_plan(job_id, "key", FilmPlan(1.0, 0.4, a_plan(SCRIPT).lines[:2]))
    assert store.plan(job_id) is None


def test_a_new_script_has_no_plan_yet(store: SqliteStore, job_id: JobId) -> None:
    store.save_script(job_id, SCRIPT)
    store.save_plan(job_id, "key", a_plan(SCRIPT))
    store.save_script(job_id, dataclasses.replace(SCRIPT, lines=SCRIPT.lines[:2]))
    assert store.plan(job_id) is None


def test_the_latest_plan_is_the_newest_of_a_completed_film(store: SqliteStore) -> None:
    def job_with_plan(key: str, tempo: float, status: JobStatus) -> None:
        job_id = store.create_job(Brief("a"), CLI_SESSION, None)
        assert store.claim(job_id, "o", CancelToken())
        store.save_script(job_id, SCRIPT)
        store.save_plan(job_id, key, a_plan(SCRIPT, tempo))
        store.set_status(job_id, status)

    assert store.latest_plan("k") is None
    job_with_plan("k", 1.01, JobStatus.COMPLETED)
    job_with_plan("k", 1.02, JobStatus.COMPLETED)
    job_with_plan("k", 1.03, JobStatus.CANCELLED)
    job_with_plan("other", 1.04, JobStatus.COMPLETED)
    assert store.latest_plan("k") == a_plan(SCRIPT, 1.02)

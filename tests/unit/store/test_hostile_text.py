"""No text breaks a write: lone surrogates, NUL, file names that are no UTF-8."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.errors import InputError
from emlinh_desktop.domain.event import JobId, SessionId, Step
from emlinh_desktop.domain.film import Film, QualityReport
from emlinh_desktop.store.sqlite_store import SqliteStore

HOSTILE = "a\ud800b\0c\udfff 👩‍👩‍👧 e\u0301"


def test_text_for_reading_is_mended(store: SqliteStore, job_id: JobId) -> None:
    told = store.add_event(job_id, Step.FAILED, HOSTILE, 0, {HOSTILE: HOSTILE})
    assert store.events() == [told]
    assert told.message == "a\ufffdbc\ufffd 👩‍👩‍👧 e\u0301"
    assert told.data == {HOSTILE: HOSTILE}


def test_a_brief_keeps_every_character(store: SqliteStore) -> None:
    brief = Brief(HOSTILE, background=HOSTILE, script_text=HOSTILE)
    job_id = store.create_job(brief, SessionId(HOSTILE), None)
    assert store.job(job_id).brief == brief
    assert store.create_job(brief, SessionId(HOSTILE), None)
    video = store.video(store.create_video(job_id, HOSTILE, HOSTILE))
    assert "\ufffd" in video.topic


def test_an_id_nobody_can_have_is_unknown(store: SqliteStore) -> None:
    with pytest.raises(InputError):
        store.job(JobId(HOSTILE))


@pytest.mark.skipif(sys.platform == "win32", reason="file names are Unicode there")
def test_a_path_that_is_no_utf8_comes_back_as_it_was(store: SqliteStore) -> None:
    path = os.fsdecode(b"/tmp/phim-\xe9\xff.mp4")
    job_id = store.create_job(Brief("a", background=path), SessionId("s"), path)
    assert store.job(job_id).output == path
    video_id = store.create_video(job_id, "t", "v")
    assert store.video(video_id).background == path
    store.finish_video(video_id, Film(Path(path), None, None, Path(path), 1.0, 30, QualityReport((), (), {})))
    assert store.video(video_id).path == path

"""Conversations, the queue and the library as the window asks for them, and how quickly they answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.brief import Brief, Composition
from emlinh_desktop.domain.conversation import MessageId, MessageKind, Role, VideoOrder, VideoQuery
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import JobId, JobStatus, SessionId, Step
from emlinh_desktop.domain.film import Film, QualityReport
from emlinh_desktop.store.folding import excerpt, folded
from emlinh_desktop.store.sqlite_store import SqliteStore, open_store
from tests.helpers.long_history import write_long_history

A, B = SessionId("a"), SessionId("b")


def make_film(store: SqliteStore, topic: str, duration_s: float = 6.0, composition: Composition = Composition.LANDSCAPE) -> JobId:
    job_id = store.create_job(Brief(topic, composition=composition), A, "/films/a.mp4")
    video_id = store.create_video(job_id, topic, "v")
    store.finish_video(video_id, Film(Path("/films/a.mp4"), None, None, Path("/films/a.jpg"), duration_s, 180, QualityReport((), (), {})))
    store.set_status(job_id, JobStatus.COMPLETED)
    return job_id


def test_a_session_comes_with_its_first_message(store: SqliteStore) -> None:
    store.create_job(Brief("x"), B, None)
    assert store.sessions(archived=False) == []
    message = store.add_message(A, Role.USER, "Chào Em Linh", data={"n": 1})
    store.rename_session(A, "  Chào \n em ", only_untitled=True)
    store.rename_session(A, "Khác", only_untitled=True)
    (session,) = store.sessions(archived=False)
    assert (session.id, session.title, session.last_message_at) == (A, "Chào em", message.created_at)
    assert store.messages(A, None, 10) == ([message], False)


def test_favourites_come_first_then_the_newest(store: SqliteStore) -> None:
    for name in "abcd":
        store.add_message(SessionId(name), Role.USER, name)
    store.set_favourite(B, True)
    store.set_archived(A, True)
    assert [s.id for s in store.sessions(archived=False)] == ["b", "d", "c"]
    assert [s.id for s in store.sessions(archived=True)] == ["a"]


def test_pages_of_messages_go_back_to_the_first(store: SqliteStore) -> None:
    for n in range(7):
        store.add_message(A, Role.USER, str(n))
        store.add_message(B, Role.USER, "other")
    seen: list[str] = []
    before: MessageId | None = None
    while True:
        messages, has_older = store.messages(A, before, 3)
        seen = [m.text for m in messages] + seen
        before = messages[0].id
        if not has_older:
            break
    assert seen == list("0123456")


def test_a_deleted_session_can_be_brought_back_until_it_is_forgotten(store: SqliteStore) -> None:
    store.add_message(A, Role.USER, "bí mật")
    store.delete_session(A)
    assert (store.sessions(archived=False), store.search("bi mat")) == ([], [])
    store.restore_session(A)
    assert len(store.search("bi mat")) == 1
    store.delete_session(A)
    make_film(store, "phim")
    store.forget_deleted()
    store.restore_session(A)
    assert (store.sessions(archived=False), store.messages(A, None, 5)) == ([], ([], False))
    assert len(store.videos(VideoQuery())) == 1


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [("Đọc sách mỗi ngày", "doc SACH", True), ("Đọc sách", "đọc", True), ("Đọc sách", "phim", False), ("e\u0302\u0301 đ", "ê", True)],
)
def test_words_are_found_whatever_their_marks(store: SqliteStore, text: str, words: str, found: bool) -> None:
    store.add_message(A, Role.USER, text)
    assert bool(store.search(words)) is found


def test_a_title_is_found_too_and_nothing_by_no_words(store: SqliteStore) -> None:
    store.add_message(A, Role.USER, "x")
    store.rename_session(A, "Giấc ngủ")
    hits = store.search("giac")
    assert [(hit.message_id, hit.excerpt) for hit in hits] == [(None, "Giấc ngủ")]
    assert store.search("  ") == []
    assert store.search("%_'\"") == []


def test_an_excerpt_shows_the_words_found() -> None:
    text = "mở đầu dài dòng " * 10 + "Đọc Sách là vui " + "và kết thúc dài dòng " * 10
    shown = excerpt(text, "sach")
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "Đọc Sách là vui" in shown
    assert folded("ĐƯỜNG Ắ") == "duong a"


def test_the_queue_keeps_its_order_over_moves_and_restarts(store: SqliteStore, paths: AppPaths) -> None:
    jobs = [store.create_job(Brief(str(n)), A, None) for n in range(4)]
    assert store.waiting() == []
    for job in jobs:
        store.enqueue(job)
    store.move_in_queue(jobs[3], 1)
    store.move_in_queue(jobs[0], 99)
    expected = [jobs[3], jobs[1], jobs[2], jobs[0]]
    assert store.waiting() == expected
    with open_store(paths, CancelToken()) as other:
        assert other.waiting() == expected
    assert {job_id: view.place for job_id, view in store.job_views(jobs).items()} == {jobs[3]: 1, jobs[1]: 2, jobs[2]: 3, jobs[0]: 4}
    store.claim(jobs[3], "me", CancelToken())
    store.set_status(jobs[1], JobStatus.CANCELLED)
    assert store.waiting() == [jobs[2], jobs[0]]


@pytest.mark.parametrize("status", [JobStatus.RUNNING, JobStatus.COMPLETED])
def test_a_job_that_runs_or_is_done_is_not_queued(store: SqliteStore, job_id: JobId, status: JobStatus) -> None:
    store.set_status(job_id, status)
    with pytest.raises(InputError) as caught:
        store.enqueue(job_id)
    assert caught.value.code is ErrorCode.JOB_NOT_RESUMABLE


def test_a_view_holds_each_station_once_and_the_end_that_is(store: SqliteStore, job_id: JobId) -> None:
    for step, percent in [
        (Step.REQUEST_RECEIVED, 5),
        (Step.INTERRUPTED, 5),
        (Step.GENERATING_SCRIPT, 20),
        (Step.GENERATING_SCRIPT, 25),
        (Step.FAILED, 25),
        (Step.FAILED, 26),
    ]:
        store.add_event(job_id, step, step.value, percent, {})
    store.set_status(job_id, JobStatus.FAILED, "disk_full")
    view = store.job_view(job_id)
    assert [(e.step, e.progress) for e in view.events] == [(Step.REQUEST_RECEIVED, 5), (Step.GENERATING_SCRIPT, 20), (Step.FAILED, 26)]
    store.enqueue(job_id)
    assert [e.step for e in store.job_view(job_id).events] == [Step.REQUEST_RECEIVED, Step.GENERATING_SCRIPT]


def test_a_page_brings_the_jobs_it_names(store: SqliteStore) -> None:
    job_id = make_film(store, "phim")
    store.add_message(A, Role.EM_LINH, "", MessageKind.JOB, job_id)
    page = store.chat_page(A, None, 10)
    video = page.jobs[job_id].video
    assert video is not None
    assert (page.messages[0].job_id, video.title, page.has_older) == (job_id, "phim", False)
    with pytest.raises(InputError):
        store.job_view(JobId("nobody"))


def test_the_library_sorts_filters_and_forgets(store: SqliteStore) -> None:
    make_film(store, "Biển", 5)
    make_film(store, "Ấm trà", 50, Composition.SQUARE)
    make_film(store, "Đọc sách", 20)
    store.create_video(store.create_job(Brief("dở"), A, None), "dở", "v")

    def titles(query: VideoQuery, offset: int = 0, limit: int = 9) -> list[str]:
        return [video.title for video in store.videos(query, offset, limit)]

    assert titles(VideoQuery()) == ["dở", "Đọc sách", "Ấm trà", "Biển"]
    assert titles(VideoQuery(order=VideoOrder.OLDEST), 1, 2) == ["Ấm trà", "Đọc sách"]
    assert titles(VideoQuery(order=VideoOrder.NAME)) == ["Ấm trà", "Biển", "dở", "Đọc sách"]
    assert titles(VideoQuery(order=VideoOrder.LONGEST)) == ["Ấm trà", "Đọc sách", "Biển", "dở"]
    assert titles(VideoQuery(words="tra am")) == ["Ấm trà"]
    assert titles(VideoQuery(composition=Composition.SQUARE.value)) == ["Ấm trà"]
    assert titles(VideoQuery(status=JobStatus.RUNNING)) == ["dở"]
    store.forget_video(store.videos(VideoQuery())[0].id)
    assert titles(VideoQuery(status=JobStatus.RUNNING)) == []


@pytest.fixture
def long_history(store: SqliteStore, paths: AppPaths) -> SqliteStore:
    """10,000 messages in 200 sessions and 1,000 films with 100 events each."""
    store.add_message(A, Role.USER, "x")
    write_long_history(paths.database)
    return store


def test_a_long_history_answers_at_once(long_history: SqliteStore) -> None:
    store = long_history
    asked: list[tuple[str, Callable[[], object]]] = [
        ("sessions", lambda: store.sessions(archived=False)),
        ("page", lambda: store.chat_page(SessionId("s7"), None, 40)),
        ("search", lambda: store.search("doc sach 9876")),
        ("search in vain", lambda: store.search("không có đâu")),
        ("films", lambda: store.videos(VideoQuery(words="phim"), 500, 60)),
        ("queue", store.waiting),
    ]
    slow = {}
    for name, ask in asked:
        best = min(_seconds(ask) for _ in range(4))
        if best > 0.05:
            slow[name] = best
    assert slow == {}
    page = store.chat_page(SessionId("s7"), None, 60)
    assert (len(page.messages), len(page.jobs)) == (50, 5)
    assert {len(view.events) for view in page.jobs.values()} == {12}


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_the_window_takes_back_what_a_dead_serve_had_adopted(store: SqliteStore, paths: AppPaths) -> None:
    said, unsaid, in_line = (store.create_job(Brief(topic), A, None) for topic in ("nói", "không nói", "chờ"))
    store.add_message(A, Role.EM_LINH, "", MessageKind.JOB, said)
    store.enqueue(in_line)
    store._queue_owners.release()  # the window that queued them dies
    with open_store(paths, CancelToken()) as serve:
        assert serve.adopt_queued() == [said, unsaid, in_line]
        with open_store(paths, CancelToken()) as window:
            window.take_back_line()
            assert window.waiting() == []  # serve lives and wants them
    with open_store(paths, CancelToken()) as window:
        window.take_back_line()
        assert window.waiting() == [said]
        assert window.job_view(said).place == 1

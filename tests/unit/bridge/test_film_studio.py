"""The studio: a wish becomes a film, one after another, whatever happens to each."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.conversation import ChatPage, MessageKind, Role, VideoQuery
from emlinh_desktop.domain.errors import ErrorCode, InputError, ResourceError
from emlinh_desktop.domain.event import STATIONS, JobStatus, SessionId, Step
from tests.helpers.fake_services import FakeServices
from tests.unit.bridge.conftest import OpenStudio

S = SessionId("s")


def test_a_wish_becomes_a_film_told_on_the_gui_thread(open_studio: OpenStudio, services: FakeServices, qtbot: QtBot) -> None:
    studio, heard = open_studio()
    here, there = QThread.currentThread(), []
    studio.told.connect(lambda _event: there.append(QThread.currentThread() is here))
    studio.say(S, "Tạo video về đọc sách", Brief("x", duration_s=45))
    qtbot.waitUntil(lambda: bool(heard.jobs()) and heard.status(heard.jobs()[0]) is JobStatus.COMPLETED)
    (job_id,) = heard.jobs()
    assert [(m.role, m.kind) for m in heard.messages] == [(Role.USER, MessageKind.TEXT), (Role.EM_LINH, MessageKind.JOB)]
    assert tuple(heard.steps(job_id)) == STATIONS
    assert [view.job.status for view in heard.views][:1] == [JobStatus.QUEUED]
    final = heard.views[-1]
    assert (final.job.brief.topic, final.job.brief.duration_s, final.place) == ("đọc sách", 45, 0)
    assert final.video is not None
    assert all(there)
    assert threading.get_ident() not in services.threads
    assert heard.troubles == []


def test_the_bubble_of_a_wish_comes_at_once(open_studio: OpenStudio, qtbot: QtBot) -> None:
    studio, heard = open_studio()
    studio.say(S, "bạn làm được gì", Brief("x"))
    qtbot.waitUntil(lambda: len(heard.messages) == 2)  # the store is open
    began = time.process_time()
    studio.say(S, "Tạo video về đọc sách", Brief("x"))
    qtbot.waitUntil(lambda: bool(heard.jobs()), timeout=2000)
    assert time.process_time() - began < 0.1


def test_jobs_wait_in_line_and_can_be_moved_and_cancelled(open_studio: OpenStudio, services: FakeServices, qtbot: QtBot) -> None:
    studio, heard = open_studio()
    services.hold()
    for n in range(4):
        studio.make(S, Brief(f"phim {n}"))
    qtbot.waitUntil(lambda: [v.place for v in heard.views if v.job.brief.topic == "phim 3"][-1:] == [3])
    first, second, third, fourth = heard.jobs()
    assert studio.running() == first
    studio.move(fourth, 1)
    studio.cancel(second)
    qtbot.waitUntil(lambda: heard.status(second) is JobStatus.CANCELLED)
    assert heard.steps(second) == []
    services.may_go_on.set()
    qtbot.waitUntil(lambda: heard.status(third) is JobStatus.COMPLETED)
    assert services.ran == [first, fourth, third]
    assert not studio.busy()


def test_a_running_job_is_cancelled_and_continued(open_studio: OpenStudio, services: FakeServices, qtbot: QtBot) -> None:
    studio, heard = open_studio()
    services.hold()
    studio.make(S, Brief("phim"))
    qtbot.waitUntil(lambda: Step.RENDERING_VIDEO in [e.step for e in heard.events])
    (job_id,) = heard.jobs()
    studio.cancel(job_id)
    qtbot.waitUntil(lambda: heard.status(job_id) is JobStatus.CANCELLED)
    services.may_go_on.set()
    studio.resume(job_id)
    qtbot.waitUntil(lambda: heard.status(job_id) is JobStatus.COMPLETED)


def test_a_failed_job_lets_the_next_one_run(open_studio: OpenStudio, services: FakeServices, qtbot: QtBot) -> None:
    studio, heard = open_studio()
    services.failure = ResourceError(ErrorCode.DISK_FULL, path="/films", needed_mb=9, free_mb=1)
    studio.make(S, Brief("một"))
    qtbot.waitUntil(lambda: bool(heard.jobs()) and heard.status(heard.jobs()[0]) is JobStatus.FAILED)
    services.failure = None
    studio.make(S, Brief("hai"))
    qtbot.waitUntil(lambda: heard.status(heard.jobs()[-1]) is JobStatus.COMPLETED)
    assert heard.views[-1].job.brief.topic == "hai"


@pytest.mark.expected_warnings
def test_a_film_maker_that_breaks_is_told_and_the_next_job_runs(open_studio: OpenStudio, services: FakeServices, qtbot: QtBot) -> None:
    studio, heard = open_studio()

    def broken(*_: object) -> None:
        raise RuntimeError("bug")

    services.during = broken
    studio.make(S, Brief("một"))
    qtbot.waitUntil(lambda: bool(heard.troubles) and not studio.busy())
    services.during = lambda *_: None
    studio.make(S, Brief("hai"))
    qtbot.waitUntil(lambda: heard.status(heard.jobs()[-1]) is JobStatus.COMPLETED)
    assert heard.status(heard.jobs()[0]) is JobStatus.INTERRUPTED


@pytest.mark.expected_warnings
def test_a_job_that_cannot_begin_has_failed(open_studio: OpenStudio, services: FakeServices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    studio, heard = open_studio()

    def refused(*_: object) -> None:
        raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path="/a.png")

    monkeypatch.setattr(services, "run", refused)
    studio.make(S, Brief("một"))
    qtbot.waitUntil(lambda: bool(heard.jobs()) and heard.status(heard.jobs()[0]) is JobStatus.FAILED)
    assert heard.views[-1].job.error_code == "background_unreadable"


def test_closing_interrupts_the_job_and_keeps_the_line(open_studio: OpenStudio, services: FakeServices, qtbot: QtBot) -> None:
    studio, heard = open_studio()
    services.hold()
    studio.make(S, Brief("một"))
    studio.make(S, Brief("hai"))
    qtbot.waitUntil(lambda: Step.RENDERING_VIDEO in [e.step for e in heard.events] and len(heard.jobs()) == 2)
    one, two = heard.jobs()
    studio.close()
    told = len(heard.events)
    assert studio.ended
    assert services.store.job(one).status is JobStatus.INTERRUPTED
    assert services.store.waiting() == [two]
    services.may_go_on.set()
    again, heard_again = open_studio()
    found: list[object] = []
    again.interrupted(found.extend)
    qtbot.waitUntil(lambda: heard_again.status(two) is JobStatus.COMPLETED and found == [one])
    again.resume(one)
    qtbot.waitUntil(lambda: heard_again.status(one) is JobStatus.COMPLETED)
    assert len(heard.events) == told


def test_cancel_then_close_is_a_cancelled_job(open_studio: OpenStudio, services: FakeServices, qtbot: QtBot) -> None:
    studio, heard = open_studio()
    services.hold()
    studio.make(S, Brief("một"))
    qtbot.waitUntil(lambda: Step.RENDERING_VIDEO in [e.step for e in heard.events])
    studio.cancel(heard.jobs()[0])
    studio.close()
    assert services.store.job(heard.jobs()[0]).status is JobStatus.CANCELLED


def test_what_was_said_just_before_closing_is_kept(open_studio: OpenStudio, services: FakeServices) -> None:
    studio, _ = open_studio()
    studio.say(S, "Tạo video về đọc sách", Brief("x"))
    studio.close()
    assert [m.kind for m in services.store.messages(S, None, 9)[0]] == [MessageKind.TEXT, MessageKind.JOB]
    assert len(services.store.waiting()) == 1


@pytest.mark.expected_warnings
def test_a_database_of_the_future_is_told(open_studio: OpenStudio, services: FakeServices, qtbot: QtBot) -> None:
    services.paths.data.mkdir(parents=True)
    services.paths.database.write_bytes(b"not a database at all\n" * 400)
    _, heard = open_studio()
    qtbot.waitUntil(lambda: bool(heard.troubles))
    assert getattr(heard.troubles[0], "code", None) is ErrorCode.DATABASE_BROKEN


def test_pages_sessions_and_library_answer(open_studio: OpenStudio, qtbot: QtBot) -> None:
    studio, heard = open_studio()
    studio.make(S, Brief("đọc sách"))
    qtbot.waitUntil(lambda: bool(heard.jobs()) and heard.status(heard.jobs()[0]) is JobStatus.COMPLETED)
    answers: list[object] = []
    pages: list[ChatPage] = []
    studio.chat_page(S, None, 10, pages.append)
    studio.sessions(False, answers.append)
    studio.search("doc sach", answers.append)
    studio.videos(VideoQuery("doc"), 0, 10, answers.append)
    studio.narration(heard.jobs()[0], answers.append)
    qtbot.waitUntil(lambda: len(answers) == 4 and len(pages) == 1)
    (page,) = pages
    assert page.jobs[heard.jobs()[0]].job.status is JobStatus.COMPLETED
    sessions, hits, videos, narration = answers
    assert [s.title for s in sessions] == ["Đọc sách"]  # type: ignore[attr-defined]  # answers of several kinds
    assert len(hits) == 2  # type: ignore[arg-type]  # answers of several kinds
    assert str(videos[0].path) == str(narration)  # type: ignore[index]  # answers of several kinds


def test_a_deleted_conversation_comes_back(open_studio: OpenStudio, qtbot: QtBot) -> None:
    studio, _ = open_studio()
    studio.say(S, "bạn làm được gì", Brief("x"))
    lists: list[list[object]] = []
    studio.delete_session(S)
    studio.sessions(False, lambda found: lists.append(list(found)))
    studio.restore_session(S)
    studio.rename_session(S, "Tên mới")
    studio.sessions(False, lambda found: lists.append(list(found)))
    qtbot.waitUntil(lambda: len(lists) == 2)
    assert lists[0] == []
    assert [getattr(s, "title", None) for s in lists[1]] == ["Tên mới"]

"""Lanes and news of progress: one answer for each piece of work, on the GUI thread, nothing after the end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from emlinh_desktop.bridge.lane import Lane
from emlinh_desktop.bridge.told_events import ToldEvents
from emlinh_desktop.domain.event import JobId, ProgressEvent, SessionId, Step


class Owner(QObject):
    """Takes answers."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.threads: list[object] = []

    def take(self, answer: object) -> None:
        self.got.append(answer)
        self.threads.append(QThread.currentThread())


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    made = Lane("test").start()
    yield made
    assert made.close(5)


def test_answers_come_in_order_on_the_asking_thread(lane: Lane, qtbot: QtBot) -> None:
    owner, worked = Owner(), set()

    def work(n: int) -> int:
        worked.add(threading.get_ident())
        return n

    for n in range(20):
        lane.ask(lambda n=n: work(n), owner.take, owner.take)  # type: ignore[misc]  # the loop's value is kept
    qtbot.waitUntil(lambda: len(owner.got) == 20)
    assert owner.got == list(range(20))
    assert set(owner.threads) == {QThread.currentThread()}
    assert worked.isdisjoint({threading.get_ident()})
    assert len(worked) == 1


def test_a_failure_is_told_once_and_the_lane_goes_on(lane: Lane, qtbot: QtBot) -> None:
    done, failed = Owner(), Owner()
    lane.ask(lambda: 1 // 0, done.take, failed.take)
    lane.ask(lambda: 2, done.take, failed.take)
    qtbot.waitUntil(lambda: done.got == [2])
    assert [type(error) for error in failed.got] == [ZeroDivisionError]


def test_a_deleted_owner_is_not_called(lane: Lane, qtbot: QtBot) -> None:
    gone, last = Owner(), Owner()
    lane.ask(lambda: 1, gone.take, gone.take)
    lane.ask(lambda: 2, last.take, last.take)
    shiboken6.delete(gone)
    qtbot.waitUntil(lambda: last.got == [2])
    assert gone.got == []


def test_closing_finishes_what_was_asked_and_tells_nobody(qtbot: QtBot) -> None:
    lane, owner, done = Lane("test").start(), Owner(), []
    for n in range(5):
        lane.ask(lambda n=n: done.append(n), owner.take, owner.take)  # type: ignore[misc]  # the loop's value is kept
    assert lane.close(5)
    lane.ask(lambda: done.append(9), owner.take, owner.take)
    qtbot.wait(20)
    assert (done, owner.got) == ([0, 1, 2, 3, 4], [])


@pytest.mark.expected_warnings
def test_work_that_hangs_is_noticed(qtbot: QtBot) -> None:
    lane, free = Lane("test").start(), threading.Event()
    lane.ask(free.wait, print, print)
    assert not lane.close(0.05)
    free.set()
    assert lane.close(5)


def event(number: int, step: Step, progress: float) -> ProgressEvent:
    return ProgressEvent(number, JobId("j"), SessionId("s"), step, "", progress, {}, datetime.now(UTC))


def test_a_flood_of_progress_is_thinned_but_no_station_and_not_the_newest_is_lost(qtbot: QtBot) -> None:
    told: list[ProgressEvent] = []
    events = ToldEvents()
    events.told.connect(told.append)
    flood = [event(n, Step.RENDERING_VIDEO, 75 + n / 500) for n in range(3000)]

    def publish() -> None:
        events.publish(event(0, Step.AUDIO_COMPLETED, 70))
        for one in flood:
            events.publish(one)

    thread = threading.Thread(target=publish)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told) and told[-1] is flood[-1])
    assert [told[0].step, told[1].step] == [Step.AUDIO_COMPLETED, Step.RENDERING_VIDEO]
    assert len(told) < 30
    events.publish(event(9000, Step.VIDEO_RENDERING, 85))
    events.publish(event(9001, Step.VIDEO_RENDERING, 86))
    events.publish(event(9002, Step.FINALIZING, 95))
    assert [e.step for e in told[-2:]] == [Step.VIDEO_RENDERING, Step.FINALIZING]

"""Small work off the GUI thread."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from emlinh_desktop.bridge.side_lane import SideLane


class Keeper(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.threads: set[int] = set()

    def take(self, answer: object) -> None:
        self.answers.append(answer)
        self.threads.add(threading.get_ident())


def test_work_is_done_elsewhere_and_answered_here(qtbot: QtBot) -> None:
    lane, keeper = SideLane("test"), Keeper()
    lane.ask(threading.get_ident, keeper.take)
    qtbot.waitUntil(lambda: len(keeper.answers) == 1)
    assert keeper.answers[0] != threading.get_ident()
    assert keeper.threads == {threading.get_ident()}


def test_order_and_newest_first(qtbot: QtBot) -> None:
    for newest_first, wanted in ((False, [0, 1, 2, 3]), (True, [0, 3, 2, 1])):
        lane, keeper, gate = SideLane("test", newest_first=newest_first), Keeper(), threading.Event()
        begun = threading.Event()

        def first(gate: threading.Event = gate, begun: threading.Event = begun) -> int:
            begun.set()
            gate.wait(5)
            return 0

        lane.ask(first, keeper.take)
        assert begun.wait(5)
        for number in (1, 2, 3):
            lane.ask(lambda number=number: number, keeper.take)  # type: ignore[misc]  # mypy cannot type a default of a lambda
        gate.set()
        qtbot.waitUntil(lambda keeper=keeper: len(keeper.answers) == 4)  # type: ignore[misc]  # as above
        assert keeper.answers == wanted


def test_above_the_limit_the_oldest_is_forgotten(qtbot: QtBot) -> None:
    lane, keeper, gate, begun = SideLane("test", newest_first=True, limit=2), Keeper(), threading.Event(), threading.Event()

    def first() -> int:
        begun.set()
        gate.wait(5)
        return 0

    lane.ask(first, keeper.take)
    assert begun.wait(5)
    for number in (1, 2, 3):
        lane.ask(lambda number=number: number, keeper.take)  # type: ignore[misc]  # mypy cannot type a default of a lambda
    gate.set()
    qtbot.waitUntil(lambda: len(keeper.answers) == 3)
    assert keeper.answers == [0, 3, 2]


@pytest.mark.expected_warnings
def test_work_that_fails_does_not_end_the_lane(qtbot: QtBot) -> None:
    lane, keeper = SideLane("test"), Keeper()
    lane.ask(lambda: 1 // 0, keeper.take)
    lane.ask(lambda: "next", keeper.take)
    qtbot.waitUntil(lambda: keeper.answers == ["next"])


def test_closing_waits_for_what_is_done_and_drops_the_rest(qtbot: QtBot) -> None:
    lane, keeper, done = SideLane("test"), Keeper(), []
    begun = threading.Event()

    def first() -> None:
        begun.set()
        threading.Event().wait(0.05)
        done.append(1)

    lane.ask(first, keeper.take)
    assert begun.wait(5)
    lane.ask(lambda: done.append(2), keeper.take)
    lane.close()
    assert done == [1]


def test_a_deleted_asker_is_not_called(qtbot: QtBot) -> None:
    lane, gone, keeper = SideLane("test"), Keeper(), Keeper()
    import shiboken6

    answers = gone.answers
    lane.ask(lambda: 1, gone.take)
    shiboken6.delete(gone)
    lane.ask(lambda: 2, keeper.take)
    qtbot.waitUntil(lambda: keeper.answers == [2])
    assert answers == []

"""A lane: one long-lived thread that does one piece of work after another and brings each answer home."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThread, Signal, Slot

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Failed = Callable[[Exception], None]


class Lane(QObject):
    """Lives on the GUI thread; its work happens on a thread of its own, in the order it was asked for, from `start` on.

    What is to be called with an answer stays on this side: an object of the window must not die on the worker's thread.
    """

    _wanted = Signal(int, object)
    _last = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: dict[int, tuple[Callable[[Any], None], Failed]] = {}
        self._numbers = itertools.count()
        self._closed = False
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._wanted.connect(self._worker.do)
        self._last.connect(self._worker.leave)
        self._worker.answered.connect(self._answer)

    def start(self) -> Lane:
        """Begin with what was asked for so far."""
        self._thread.start()
        return self

    def ask(self, do: Callable[[], Result], then: Callable[[Result], None], failed: Failed) -> None:
        """Do a piece of work on the lane, then call exactly one of `then` and `failed` on the GUI thread.

        Neither is called after `close`, nor when it is a method of a QObject that was deleted meanwhile.
        """
        if self._closed:
            return
        number = next(self._numbers)
        self._asked[number] = (then, failed)
        self._wanted.emit(number, do)

    def close(self, patience_s: float) -> bool:
        """Finish what was asked for (if it was ever started), tell nobody, wait for the end of the thread; False if it did not end in time."""
        if not self._closed:
            self._closed = True
            self._asked.clear()
            self._last.emit()
        ended = self._thread.wait(round(patience_s * 1000))
        if not ended:
            log.error("lane %s does not end", self._thread.objectName())
        return ended

    @Slot(int, object, object)
    def _answer(self, number: int, result: Any, error: Exception | None) -> None:
        if number not in self._asked:
            return
        then, failed = self._asked.pop(number)
        told = then if error is None else failed
        owner = getattr(told, "__self__", None)
        if isinstance(owner, QObject) and not shiboken6.isValid(owner):
            return
        told(result if error is None else error)


class _Worker(QObject):
    """The far end of a lane, on its thread. An exception that escaped a slot would leave the thread running for ever."""

    answered = Signal(int, object, object)

    @Slot(int, object)
    def do(self, number: int, work: Callable[[], Any]) -> None:
        result, failure = None, None
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - the lane's top: the asker is told
            failure = error
        self.answered.emit(number, result, failure)

    @Slot()
    def leave(self) -> None:
        QThread.currentThread().quit()

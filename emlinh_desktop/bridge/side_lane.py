"""Small work beside the window (decode a picture, measure a folder): off the GUI thread, answered on it.

The thread lives only while there is work, so an idle view holds none, and nothing is left at exit once `close` was called.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class SideLane(QObject):
    """One thread's worth of small work, in order or (`newest_first`) the last wish first. GUI thread.

    At most `limit` wishes wait; above it the oldest is forgotten without an answer. Work that fails is logged and answered by
    nothing: what can go wrong by nature is the work's own to catch.
    """

    def __init__(self, name: str, parent: QObject | None = None, *, newest_first: bool = False, limit: int = 1000) -> None:
        super().__init__(parent)
        self._name = name
        self._newest_first = newest_first
        self._waiting: deque[tuple[Callable[[], Any], Callable[[Any], None]]] = deque(maxlen=limit)
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._answers = _Answers()
        self._answers.came.connect(self._deliver)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close)

    def ask(self, work: Callable[[], Answer], then: Callable[[Answer], None]) -> None:
        """Do `work` on the side thread, then call `then` with its answer on the GUI thread (not if its QObject is gone)."""
        with self._guard:
            self._waiting.append((work, then))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def forget_waiting(self) -> None:
        """Drop the wishes that have not begun."""
        with self._guard:
            self._waiting.clear()

    def close(self) -> None:
        """Drop what waits and wait for what is being done."""
        self.forget_waiting()
        thread = self._thread
        if thread is not None:
            thread.join(timeout=10)

    def _run(self) -> None:
        while True:
            with self._guard:
                if not self._waiting:
                    self._thread = None
                    return
                work, then = self._waiting.pop() if self._newest_first else self._waiting.popleft()
            try:
                answer = work()
            except Exception:  # the lane's top: one failed wish must not end the others
                log.warning("%s: work failed", self._name, exc_info=True)
                continue
            self._answers.came.emit(then, answer)

    def _deliver(self, then: Callable[[Any], None], answer: object) -> None:
        owner = getattr(then, "__self__", None)
        if not isinstance(owner, QObject) or isValid(owner):
            then(answer)


class _Answers(QObject):
    """Carries answers over. Has no parent: the lane may be deleted with its view while the thread is about to emit."""

    came = Signal(object, object)

"""Answers of a language model, one after another on a lane of their own: streamed to the window, stopped within a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.bridge.lane import Lane
from emlinh_desktop.bridge.said import Said
from emlinh_desktop.domain.event import SessionId

_GAP_MS = 40

Answering = Callable[[Callable[[str], None], CancelToken], Said]
"""given whom to tell the words so far and when to stop"""


class Replies(QObject):
    """Lives on the GUI thread. The lane starts with the first answer; a new answer stops the one before."""

    words = Signal(str, str)
    """SessionId, the words so far: the first at once, then at most one each 40 ms"""
    _heard = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane: Lane | None = None
        self._number = 0
        self._session: SessionId | None = None
        self._token = CancelToken()
        self._held: str | None = None
        self._gap = QTimer(self, interval=_GAP_MS, singleShot=True)
        self._gap.timeout.connect(self._release)
        self._heard.connect(self._take)  # queued: told on the lane

    def ask(self, session_id: SessionId, answering: Answering, then: Callable[[Said], None], failed: Callable[[Exception], None]) -> None:
        """Let an answer be given; exactly one of `then` and `failed` is called, unless closed before."""
        self.stop()
        if self._lane is None:
            self._lane = Lane("talk", self).start()
        self._number += 1
        number, token = self._number, CancelToken()
        self._session, self._token = session_id, token

        def ended(tell: Callable[[Any], None], result: Said | Exception) -> None:
            if number == self._number:
                self._session, self._held = None, None  # its words come whole now: what is still on its way is stale
            tell(result)

        self._lane.ask(
            lambda: answering(lambda words: self._heard.emit(number, words), token), lambda said: ended(then, said), lambda error: ended(failed, error)
        )

    def stop(self, session_id: SessionId | None = None) -> None:
        """Stop the answer being given (in that session only, if one is named). What was said of it stays."""
        if session_id is None or session_id == self._session:
            self._token.cancel()
            self._held = None

    def close(self, patience_s: float) -> bool:
        """Stop and end the lane; False if it does not end."""
        self.stop()
        return self._lane is None or self._lane.close(patience_s)

    @Slot(int, str)
    def _take(self, number: int, words: str) -> None:
        if number != self._number or self._token.cancelled or self._session is None:
            return
        if self._gap.isActive():
            self._held = words
        else:
            self.words.emit(self._session, words)
            self._gap.start()

    @Slot()
    def _release(self) -> None:
        held, self._held = self._held, None
        if held is not None and self._session is not None:
            self.words.emit(self._session, held)
            self._gap.start()

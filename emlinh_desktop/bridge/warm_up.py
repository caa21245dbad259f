"""Heavy libraries imported one by one, off the GUI thread, after the window was first painted.

All at once they hold the interpreter for three seconds in pieces of up to 0.1 s; one at a time with a rest between, the window
stays quick. Until then a wish waits no longer than its own imports take. What is imported lives to the end: it is taken out of the
garbage collector's sight, whose whole look at it was seen to stop the window for 90 ms, several times a film.
"""

from __future__ import annotations

import gc
import importlib
import logging
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from emlinh_desktop.bridge.lane import Lane

log = logging.getLogger(__name__)

_REST_MS = 120
_FIRST_MS = 600  # the history is being read and drawn


class WarmUp(QObject):
    """GUI thread. `start` once; `close` before the program ends."""

    def __init__(self, modules: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = list(modules)
        self._lane: Lane | None = None
        self.done = False
        """whether everything was imported"""
        self._timer = QTimer(self, interval=_REST_MS, singleShot=True)
        self._timer.timeout.connect(self._next)

    def start(self) -> None:
        self._lane = Lane("warm-up", self).start()
        QTimer.singleShot(_FIRST_MS, self, self._next)

    def close(self, patience_s: float) -> bool:
        """Import no more. False if the import under way does not end in time."""
        self._timer.stop()
        lane, self._lane = self._lane, None
        return lane is None or lane.close(patience_s)

    def _next(self) -> None:
        if self._lane is None:
            return
        if not self._left:
            self.done = True
            log.info("warmed up")
            self.close(1.0)
            return
        module = self._left.pop(0)
        self._lane.ask(lambda: _import_for_good(module), self._imported, self._failed)

    def _imported(self, _done: None) -> None:
        self._timer.start()

    def _failed(self, error: Exception) -> None:
        log.info("not warmed: %s", error)  # whoever needs it will say what is missing
        self._timer.start()


def _import_for_good(module: str) -> None:
    gc.freeze()  # what is there by now stays: the collections an import causes need not look at it
    importlib.import_module(module)
    gc.freeze()

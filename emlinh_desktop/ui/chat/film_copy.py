"""Saving a copy of a film: a megabyte at each turn of the event loop, so the window never waits for a disk."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, QTimer, Signal

from emlinh_desktop.base.atomic_file import replacing

_log = logging.getLogger(__name__)
_CHUNK_BYTES = 1 << 20


class _GivenUpError(Exception):
    """Tells the half copy to go."""


class FilmCopy(QObject):
    """Copies one file. `done` comes once, with whether it worked; a half copy never bears the final name."""

    done = Signal(bool)

    def __init__(self, source: Path, target: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = contextlib.ExitStack()
        self._source = source
        self._target = target
        self._from: IO[bytes] | None = None
        self._to: IO[bytes] | None = None
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._copy_some)

    def start(self) -> None:
        """Begin; the rest follows from the event loop."""
        try:
            self._from = self._files.enter_context(self._source.open("rb"))
            part = self._files.enter_context(replacing(self._target))
            self._to = self._files.enter_context(part.open("wb"))
        except OSError as error:
            self._fail(error)
            return
        self._turn.start()

    def stop(self) -> None:
        """Give up: nothing is left of the copy, and `done` does not come. A finished one is left alone."""
        self._turn.stop()
        with contextlib.suppress(_GivenUpError):
            self._files.__exit__(_GivenUpError, _GivenUpError(), None)

    def _copy_some(self) -> None:
        if self._from is None or self._to is None:
            return
        try:
            chunk = self._from.read(_CHUNK_BYTES)
            if chunk:
                self._to.write(chunk)
                return
            self._turn.stop()
            self._files.close()
        except OSError as error:
            self._fail(error)
            return
        self.done.emit(True)

    def _fail(self, error: OSError) -> None:
        self._turn.stop()
        with contextlib.suppress(OSError):  # the error itself, coming back from the file that is thrown away
            self._files.__exit__(type(error), error, None)
        _log.info("no copy at %s: %s", self._target, error)
        self.done.emit(False)

"""A token that says "stop", polled by every piece of work and every wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Cancelled(Exception):  # noqa: N818 - not an error: the user's own wish, never shown as a failure
    """Raised inside work when its token was cancelled. Silent: nobody reports it as a failure."""


class CancelToken:
    """Thread-safe and one-way: once cancelled, always cancelled.

    A token is cancelled with its `parent`. `also` adds a slower source, such as a `cancel` file in a job's
    folder. It is asked at most every `poll_s` seconds, because it may touch the disk.
    """

    def __init__(self, parent: CancelToken | None = None, also: Callable[[], bool] | None = None, poll_s: float = 0.1) -> None:
        self._event = threading.Event()
        self._parent = parent
        self._also = also
        self._poll_s = poll_s
        self._asked_at = float("-inf")

    def cancel(self) -> None:
        """Ask the work to stop. Any thread."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work should stop. Any thread."""
        if self._event.is_set() or (self._parent is not None and self._parent.cancelled):
            return True
        now = time.monotonic()
        if self._also is not None and now - self._asked_at >= self._poll_s:
            self._asked_at = now
            if self._also():
                self._event.set()
        return self._event.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if the work should stop. Call at least every 200 ms of work."""
        if self.cancelled:
            raise Cancelled

    def wait(self, timeout_s: float) -> None:
        """Sleep up to `timeout_s`, or raise `Cancelled` at once when told to stop."""
        until = time.monotonic() + timeout_s
        while True:
            self.check()
            left_s = until - time.monotonic()
            if left_s <= 0:
                return
            self._event.wait(min(left_s, self._poll_s))

"""Whoever wants to hear of new events in this process."""

from __future__ import annotations

import threading
from collections.abc import Callable

from emlinh_desktop.domain.event import ProgressEvent
from emlinh_desktop.server.desk import Listener


class Listeners:
    """Passes each event to every listener on the thread that tells it. Any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._listeners: dict[object, Listener] = {}

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Listen from now on; calling the result ends it."""
        key = object()
        with self._guard:
            self._listeners[key] = listener

        def end() -> None:
            with self._guard:
                self._listeners.pop(key, None)

        return end

    def tell(self, event: ProgressEvent) -> None:
        """Pass on an event that is stored."""
        with self._guard:
            listeners = list(self._listeners.values())
        for listener in listeners:
            listener(event)

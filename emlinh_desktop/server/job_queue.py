"""Films one after another in this process, for `serve`: no window, no Qt."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.domain.event import JobId

log = logging.getLogger(__name__)

MakeFilm = Callable[[JobId, CancelToken, CancelToken], None]
"""the job, its own cancel, and the token that says the program is leaving (the job is then interrupted, not cancelled)"""


class JobQueue:
    """One thread that makes films. A context manager; leaving it interrupts the running one and lets the waiting ones wait.

    `make` makes one job's film; a failed film is an outcome, not an exception. `withdraw` notes that a job was cancelled before it began.
    """

    def __init__(self, make: MakeFilm, withdraw: Callable[[JobId], None], stop: CancelToken) -> None:
        self._make = make
        self._withdraw = withdraw
        self._stop = CancelToken(stop)
        self._waiting: queue.SimpleQueue[JobId | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._tokens: dict[JobId, CancelToken] = {}
        self._running: CancelToken | None = None
        self._thread = threading.Thread(target=self._work, name="job-queue")

    def __enter__(self) -> JobQueue:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.cancel()
        self._waiting.put(None)
        self._thread.join()

    def add(self, job_id: JobId) -> None:
        """Make this film after those before it. Nothing happens if it waits already. Any thread.

        One that runs is queued again: its end was told, and a client was quick to resume it, before its run was put away.
        """
        with self._guard:
            if job_id in self._tokens and self._tokens[job_id] is not self._running:
                return
            self._tokens[job_id] = CancelToken()
        self._waiting.put(job_id)

    def cancel(self, job_id: JobId) -> bool:
        """Stop the job whether it waits or runs; False if it is not here. Any thread."""
        with self._guard:
            token = self._tokens.get(job_id)
            if token is None:
                return False
            token.cancel()
            waits = token is not self._running
            if waits:
                del self._tokens[job_id]
        if waits:
            self._withdraw(job_id)
        return True

    def _work(self) -> None:
        while (job_id := self._waiting.get()) is not None and not self._stop.cancelled:
            with self._guard:
                token = self._tokens.get(job_id)
                self._running = token
            if token is None:
                continue
            try:
                self._make(job_id, token, self._stop)
            except Cancelled:
                pass
            except EmlinhError as error:
                log.warning("job %s could not be run: %s", job_id, error)
            except Exception:
                log.exception("job %s ended in a way nobody foresaw", job_id)
            finally:
                with self._guard:
                    self._running = None
                    if self._tokens.get(job_id) is token:
                        del self._tokens[job_id]

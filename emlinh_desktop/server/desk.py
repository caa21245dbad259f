"""What the server needs from the rest of the program, as plain callables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.event import JobId, ProgressEvent, SessionId, VideoId
from emlinh_desktop.domain.film import JobRecord, VideoRecord
from emlinh_desktop.domain.guest import Guest

Listener = Callable[[ProgressEvent], None]


class ReadEvents(Protocol):
    """Up to `limit` events above `after_id`, oldest first: of all jobs, of one, or of one session."""

    def __call__(self, after_id: int, limit: int, *, job_id: JobId | None = None, session_id: SessionId | None = None) -> list[ProgressEvent]: ...


def _not_shown(_guests: tuple[Guest, ...]) -> None:
    """Nobody shows who is connected."""


def _not_missed() -> None:
    """Whoever started the server finds its end in the log."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Each is called on one of the server's own threads, may block for a moment, and raises the coded errors.

    `submit` stores and queues a wish; None where only one film is made (`make --broadcast`), which refuses wishes. `resume`
    queues a stopped job again; None likewise. `cancel` asks a queued or running job to stop and returns at once.
    `subscribe` is given a listener that any thread may call with an event already stored (it returns at once); what it returns
    ends the subscription. An event nobody told is still found, in the store, within a second. `guests_changed` is told who is
    connected, on the server's loop; `ended`, on its thread, that the server stopped without having been asked to.
    """

    submit: Callable[[Brief, SessionId], JobId] | None
    resume: Callable[[JobId], None] | None
    cancel: Callable[[JobId], None]
    job: Callable[[JobId], JobRecord]
    jobs: Callable[[int], list[JobRecord]]
    events: ReadEvents
    newest_event_id: Callable[[], int]
    video: Callable[[VideoId], VideoRecord]
    videos: Callable[[int], list[VideoRecord]]
    subscribe: Callable[[Listener], Callable[[], None]]
    guests_changed: Callable[[tuple[Guest, ...]], None] = _not_shown
    ended: Callable[[], None] = _not_missed

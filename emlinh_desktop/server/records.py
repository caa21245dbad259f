"""The store's answers without stopping the loop: each look is made on one of a few threads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from emlinh_desktop.domain.event import JobId, ProgressEvent
from emlinh_desktop.server.desk import Desk
from emlinh_desktop.server.rooms import Room

PAGE = 200
_THREADS = 4

Answer = TypeVar("Answer")


class Records:
    """The desk, asked from the server's loop. Close it when the loop has ended its work."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="broadcast-desk")

    async def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer of a blocking call. Raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, question)

    async def events(self, room: Room, after_id: int) -> list[ProgressEvent]:
        """At most `PAGE` events of a room above an id, oldest first."""
        job_id, session_id = room
        return await self.ask(lambda: self.desk.events(after_id, PAGE, job_id=job_id, session_id=session_id))

    async def last_event(self, job_id: JobId) -> ProgressEvent | None:
        """The newest event of a job; None if it has none."""
        after_id, last = 0, None
        while page := await self.events((job_id, None), after_id):
            last = page[-1]
            after_id = last.id
        return last

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

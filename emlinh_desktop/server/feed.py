"""The one stream of all events in the order of their ids, from what is told and what is only stored."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.domain.event import ProgressEvent
from emlinh_desktop.server.announcement import Announcement
from emlinh_desktop.server.records import PAGE, Records
from emlinh_desktop.server.rooms import EVERYTHING

log = logging.getLogger(__name__)

LOOK_S = 1.0
_WAITING = 1000


class Feed:
    """Passes each event on once, ids growing. On the server's loop.

    An event told with the next id is passed on at once. If one was skipped (two threads told theirs the other way round,
    another process stored one, too many were waiting) the store is read instead; and it is looked at once a second, for events nobody told.
    """

    def __init__(self, records: Records, pass_on: Callable[[Announcement], Awaitable[None]]) -> None:
        self._records = records
        self._pass_on = pass_on
        self._told: deque[ProgressEvent] = deque(maxlen=_WAITING)
        self._news = asyncio.Event()
        self._due = False
        self.newest_id = 0

    def offer(self, event: ProgressEvent) -> None:
        """An event that is stored."""
        self._told.append(event)
        self._news.set()

    async def start(self) -> None:
        """Begin at the present. Raises EmlinhError."""
        self.newest_id = await self._records.ask(self._records.desk.newest_event_id)

    async def look(self) -> None:
        """Have the store read now and then, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            self._due = True
            self._news.set()

    async def run(self) -> None:
        """Pass events on until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            try:
                await self._pass_on_told()
                if self._due:
                    self._due = False
                    await self.read_store()
            except EmlinhError as error:
                log.info("the store cannot be read just now: %s", error)

    async def _pass_on_told(self) -> None:
        while self._told:
            event = self._told.popleft()
            if event.id == self.newest_id + 1:
                self.newest_id = event.id
                await self._pass_on(Announcement(event))
            elif event.id > self.newest_id:
                await self.read_store()

    async def read_store(self) -> None:
        """Pass on all that is stored above the last one. Raises EmlinhError."""
        while True:
            page = await self._records.events(EVERYTHING, self.newest_id)
            for event in page:
                self.newest_id = event.id
                await self._pass_on(Announcement(event))
            if len(page) < PAGE:
                return

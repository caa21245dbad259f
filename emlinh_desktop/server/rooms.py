"""Who listens to what, and telling them all without holding the interpreter for long."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections import defaultdict

from emlinh_desktop.domain.event import JobId, SessionId
from emlinh_desktop.server.announcement import Announcement, Heartbeat

SLICE_S = 0.003
"""the window's thread waits at most this long for the interpreter while a thousand clients are told"""
_CLOCK_EVERY = 8  # members told between two looks at the clock: about 0.1 ms
_HELD = 500

Room = tuple[JobId | None, SessionId | None]
"""events of one job, of one session, or (None, None) of all"""
EVERYTHING: Room = (None, None)


class Member(ABC):
    """One client in one room. On the server's loop.

    It is either caught up (told at once) or held: news is kept until the store was read up to it, and the store is read again if
    more came than is kept. `cursor` is the id of the last event written, so that none is written twice.
    """

    def __init__(self, room: Room, cursor: int) -> None:
        self.room = room
        self.cursor = cursor
        self._held: list[Announcement] | None = None
        self._overflowed = False

    def hold(self) -> None:
        """Keep news from now on. Called before the store is read."""
        self._held, self._overflowed = [], False

    def release(self) -> bool:
        """Write what was kept and tell at once from now on; False if too much came to be kept: read the store again."""
        if self._overflowed:
            return False
        held, self._held = self._held or [], None
        for announcement in held:
            self.tell(announcement)
        return True

    def tell(self, announcement: Announcement) -> None:
        """News of this member's room."""
        if announcement.id <= self.cursor:
            return
        if self._held is None:
            self.cursor = announcement.id
            self.write(announcement)
        elif len(self._held) < _HELD:
            self._held.append(announcement)
        else:
            self._overflowed = True

    @abstractmethod
    def write(self, news: Announcement | Heartbeat) -> None:
        """Send without waiting; a reader too slow for that is dropped with a reason."""

    @abstractmethod
    async def replay(self, announcement: Announcement) -> None:
        """Send one event of the past, waiting for the reader. Raises ConnectionError or TimeoutError."""


class Rooms:
    """All members by room. On the server's loop."""

    def __init__(self) -> None:
        self._members: defaultdict[Room, dict[Member, None]] = defaultdict(dict)

    def join(self, member: Member) -> None:
        self._members[member.room][member] = None

    def leave(self, member: Member) -> None:
        """Nothing happens if it left before."""
        members = self._members.get(member.room, {})
        members.pop(member, None)
        if not members:
            self._members.pop(member.room, None)

    async def announce(self, announcement: Announcement) -> None:
        """Tell an event to everybody it concerns, in slices with a yield between. One call at a time."""
        rooms: tuple[Room, ...] = (EVERYTHING, (None, announcement.session_id), (announcement.job_id, None))
        members = [member for room in rooms for member in self._members.get(room, ())]
        until = time.perf_counter() + SLICE_S
        for n, member in enumerate(members, start=1):
            member.tell(announcement)
            if n % _CLOCK_EVERY == 0 and time.perf_counter() > until:
                await asyncio.sleep(0)
                until = time.perf_counter() + SLICE_S

    async def beat(self) -> None:
        """A heartbeat to every member, in slices as above."""
        heartbeat = Heartbeat()
        until = time.perf_counter() + SLICE_S
        for n, member in enumerate([m for members in self._members.values() for m in members], start=1):
            member.write(heartbeat)
            if n % _CLOCK_EVERY == 0 and time.perf_counter() > until:
                await asyncio.sleep(0)
                until = time.perf_counter() + SLICE_S

"""Giving a client all it missed, then the live stream: no gap, no double."""

from __future__ import annotations

from emlinh_desktop.server.announcement import Announcement
from emlinh_desktop.server.records import PAGE, Records
from emlinh_desktop.server.rooms import Member


async def catch_up(member: Member, records: Records) -> None:
    """Bring a member that has joined its room up to the present. On the server's loop.

    News is held first, then the store is read page by page, then what was held above it is released: an event told after the
    last look at the store was held, and one stored before it was read.

    Raises:
        ConnectionError, TimeoutError: the client went away or reads too slowly.
        EmlinhError: the store could not be read.
    """
    while True:
        member.hold()
        while True:
            page = await records.events(member.room, member.cursor)
            for event in page:
                await member.replay(Announcement(event))
                member.cursor = event.id
            if len(page) < PAGE:
                break
        if member.release():
            return

"""Who is connected just now, told to whoever shows it."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from aiohttp import web

from emlinh_desktop.domain.guest import Guest

_TOLD_EVERY_S = 0.25  # a thousand clients coming at once are one piece of news
_DEVICES = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")
_PROGRAM = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,30}")
_NAMES = {"Macintosh": "Mac", "CrOS": "Chromebook"}


class GuestBook:
    """Every client that was let in. On the server's loop; `changed` is called there with all of them, the oldest first."""

    def __init__(self, changed: Callable[[tuple[Guest, ...]], None]) -> None:
        self._changed = changed
        self._guests: dict[object, Guest] = {}
        self._due: asyncio.TimerHandle | None = None

    @contextlib.contextmanager
    def present(self, request: web.BaseRequest) -> Iterator[None]:
        """The client counts inside the block."""
        key = object()
        self._guests[key] = Guest(request.remote or "", device_of(request.headers.get("User-Agent", "")), datetime.now(UTC))
        self._tell_soon()
        try:
            yield
        finally:
            del self._guests[key]
            self._tell_soon()

    def close(self) -> None:
        """Tell no more."""
        if self._due is not None:
            self._due.cancel()
        self._changed = lambda _guests: None

    def _tell_soon(self) -> None:
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(_TOLD_EVERY_S, self._tell)

    def _tell(self) -> None:
        self._due = None
        self._changed(tuple(self._guests.values()))


def device_of(user_agent: str) -> str:
    """What a browser runs on, else the first word a program says of itself; short and plain whatever was sent."""
    for device in _DEVICES:
        if device in user_agent:
            return _NAMES.get(device, device)
    program = _PROGRAM.match(user_agent)
    return program.group() if program else ""

"""`/ws`: one client in one room, from its first message to its close."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.server.access import Access
from emlinh_desktop.server.announcement import Announcement, Heartbeat
from emlinh_desktop.server.catch_up import catch_up
from emlinh_desktop.server.commands import Commands
from emlinh_desktop.server.direct_write import DirectWriter
from emlinh_desktop.server.doorkeeper import LET_IN, language_of
from emlinh_desktop.server.faults import Fault, code_of, sentence_of
from emlinh_desktop.server.guests import GuestBook
from emlinh_desktop.server.limits import KERNEL_BACKLOG_BYTES, MAX_BACKLOG_BYTES, MAX_SOCKETS, Bucket
from emlinh_desktop.server.protocol import (
    ALL_ROOM,
    MAX_COMMAND_BYTES,
    SILENCE_S,
    CloseCode,
    CommandName,
    answer_message,
    connected_message,
    encoded,
    error_message,
    event_id_named,
    read_command,
    session_named,
)
from emlinh_desktop.server.records import Records
from emlinh_desktop.server.rooms import Member, Room, Rooms

log = logging.getLogger(__name__)

AUTH_S = 5.0
REPLAY_S = 20.0
_FAREWELL_S = 5.0


class SocketMember(Member):
    """Writes ready frames straight out; what a slow reader does not take waits in the transport's buffer, the bounded queue."""

    def __init__(self, ws: web.WebSocketResponse, transport: asyncio.Transport, room: Room) -> None:
        super().__init__(room, cursor=0)
        self._ws = ws
        self._transport = transport
        self._writer = DirectWriter(transport)
        self._farewell: asyncio.Task[None] | None = None
        self.heard_at = time.monotonic()

    def write(self, news: Announcement | Heartbeat) -> None:
        if self._farewell is not None:
            return
        if not self._writer.write(news.frames) and self._transport.get_write_buffer_size() > MAX_BACKLOG_BYTES:
            self.drop(CloseCode.TRY_AGAIN_LATER, "slow_reader")
        elif isinstance(news, Heartbeat) and time.monotonic() - self.heard_at > SILENCE_S:
            self.drop(CloseCode.SILENT, "silent")

    async def replay(self, announcement: Announcement) -> None:
        if self._farewell is not None or self._ws.closed:
            raise ConnectionResetError
        async with asyncio.timeout(REPLAY_S):
            for payload in announcement.payloads:
                await self._ws.send_frame(payload, WSMsgType.TEXT)

    def drop(self, code: int, reason: str) -> None:
        """Close with a reason. A reader who does not take even that within `_FAREWELL_S` is cut off."""
        if self._farewell is None:
            log.info("a broadcast client is dropped: %s", reason)
            loop = asyncio.get_running_loop()
            self._farewell = loop.create_task(self._leave(code, reason))
            loop.call_later(_FAREWELL_S, self._transport.abort)

    async def _leave(self, code: int, reason: str) -> None:
        with contextlib.suppress(ConnectionError):
            await self._ws.close(code=code, message=reason.encode("ascii"), drain=False)

    async def left(self) -> None:
        """Wait for the farewell, if one is being said."""
        if self._farewell is not None:
            await self._farewell


class WebSockets:
    """All WebSocket clients. On the server's loop."""

    def __init__(self, access: Access, records: Records, rooms: Rooms, commands: Commands, guests: GuestBook) -> None:
        self._access = access
        self._records = records
        self._rooms = rooms
        self._guests = guests
        self._commands = commands
        self._open: set[web.WebSocketResponse] = set()

    def __len__(self) -> int:
        return len(self._open)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The whole life of one client."""
        session_id = session_named(None if request.query.get("session") == ALL_ROOM else request.query.get("session"), "")
        last_id = event_id_named(request.query.get("last_id"))
        if len(self._open) >= MAX_SOCKETS:
            raise Fault("too_many_clients")
        ws = web.WebSocketResponse(timeout=_FAREWELL_S, autoping=False, compress=False, max_msg_size=MAX_COMMAND_BYTES)
        await ws.prepare(request)
        transport = request.transport
        if transport is None:
            return ws
        _bound_kernel_queue(transport)
        self._open.add(ws)
        try:
            if request[LET_IN] or await self._introduced(ws, request):
                with self._guests.present(request):
                    await self._serve(ws, transport, request, (None, session_id or None), last_id)
        finally:
            self._open.discard(ws)
        return ws

    async def close(self) -> None:
        """Say goodbye to everybody."""
        await asyncio.gather(*(_goodbye(ws) for ws in list(self._open)))

    async def _introduced(self, ws: web.WebSocketResponse, request: web.Request) -> bool:
        """Whether the first message brings the key; if not, the connection is closed."""
        with contextlib.suppress(TimeoutError, Fault):
            message = await ws.receive(timeout=AUTH_S)
            if message.type is WSMsgType.TEXT:
                command = read_command(message.data)
                if command.name is CommandName.AUTH and self._access.token_fits(command.token):
                    return True
        if not ws.closed:
            await ws.send_frame(encoded(error_message("unauthorized", sentence_of(Fault("unauthorized"), language_of(request)))), WSMsgType.TEXT)
            await ws.close(code=CloseCode.UNAUTHORIZED, message=b"unauthorized")
        return False

    async def _serve(self, ws: web.WebSocketResponse, transport: asyncio.Transport, request: web.Request, room: Room, last_id: int | None) -> None:
        member = SocketMember(ws, transport, room)
        catching_up = asyncio.get_running_loop().create_task(self._join(member, ws, last_id))
        try:
            await self._listen(member, ws, language_of(request))
        finally:
            self._rooms.leave(member)
            catching_up.cancel()
            await asyncio.gather(catching_up, return_exceptions=True)
            await member.left()

    async def _join(self, member: SocketMember, ws: web.WebSocketResponse, last_id: int | None) -> None:
        try:
            member.hold()
            self._rooms.join(member)
            newest_id = await self._records.ask(self._records.desk.newest_event_id)
            reset = last_id is not None and last_id > newest_id
            member.cursor = newest_id if last_id is None else 0 if reset else last_id
            name = member.room[1] or ALL_ROOM
            await ws.send_frame(encoded(connected_message(name, newest_id, reset=reset)), WSMsgType.TEXT)
            if last_id is not None or not member.release():
                await catch_up(member, self._records)
        except (TimeoutError, ConnectionError):
            member.drop(CloseCode.TRY_AGAIN_LATER, "slow_reader")
        except EmlinhError as error:
            log.info("a client could not be caught up: %s", error)
            member.drop(CloseCode.TRY_AGAIN_LATER, code_of(error))
        except Exception:  # the task's top: a client that stays without its events would never know
            log.exception("a client could not be caught up")
            member.drop(CloseCode.TRY_AGAIN_LATER, "internal")

    async def _listen(self, member: SocketMember, ws: web.WebSocketResponse, language: str) -> None:
        allowed = Bucket(rate_hz=10, burst=40)
        while True:
            message = await ws.receive()
            member.heard_at = time.monotonic()
            if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
                return
            if not allowed.take():
                member.drop(CloseCode.POLICY, "too_many_messages")
                continue
            await self._hear(message, ws, language)

    async def _hear(self, message: WSMessage, ws: web.WebSocketResponse, language: str) -> None:
        with contextlib.suppress(ConnectionError):
            if message.type is WSMsgType.PING:
                await ws.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                await ws.send_frame(encoded(await self._answer(message.data, language)), WSMsgType.TEXT)
            elif message.type is WSMsgType.BINARY:
                await ws.send_frame(encoded(error_message("bad_request", sentence_of(Fault("bad_request"), language))), WSMsgType.TEXT)

    async def _answer(self, raw: str, language: str) -> dict[str, object]:
        request_id = None
        try:
            command = read_command(raw)
            request_id = command.request_id
            if command.name is CommandName.AUTH:  # let in already
                return answer_message(command, {})
            return answer_message(command, await self._commands.do(command))
        except (Fault, EmlinhError) as error:
            return error_message(code_of(error), sentence_of(error, language), request_id)


def _bound_kernel_queue(transport: asyncio.Transport) -> None:
    """The system would queue megabytes for a reader that sleeps."""
    sock = transport.get_extra_info("socket")
    if sock is not None:
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BACKLOG_BYTES)


async def _goodbye(ws: web.WebSocketResponse) -> None:
    with contextlib.suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(1.0):
            await ws.close(code=WSCloseCode.GOING_AWAY, message=b"stopping", drain=False)

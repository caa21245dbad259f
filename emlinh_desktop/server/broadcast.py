"""The server as the program knows it: started, asked for its address, stopped; everything inside runs on its own thread and loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ResourceError
from emlinh_desktop.domain.event import ProgressEvent
from emlinh_desktop.server.access import Access
from emlinh_desktop.server.api import Api
from emlinh_desktop.server.commands import Commands
from emlinh_desktop.server.desk import Desk
from emlinh_desktop.server.doorkeeper import Doorkeeper, dress
from emlinh_desktop.server.event_stream import EventStreams
from emlinh_desktop.server.feed import Feed
from emlinh_desktop.server.guests import GuestBook
from emlinh_desktop.server.limits import IDLE_S, MAX_BODY_BYTES, MAX_CONNECTIONS, Refusal
from emlinh_desktop.server.live_page import LivePage
from emlinh_desktop.server.page_address import page_address
from emlinh_desktop.server.protocol import HEARTBEAT_S
from emlinh_desktop.server.records import Records
from emlinh_desktop.server.rooms import Rooms
from emlinh_desktop.server.web_socket import WebSockets

log = logging.getLogger(__name__)
_http_log = logging.getLogger("emlinh_desktop.server.http")

LOOPBACK = "127.0.0.1"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - the user's choice, said loudly
_BACKLOG = 512
_STOP_S = 10.0
_OTHER_FILES = 1000


@dataclass(frozen=True, slots=True)
class Settings:
    """Port 0 takes any free one. `network` listens beyond this machine."""

    port: int
    token: str
    network: bool = False


class Broadcast:
    """The embedded server. `start` and `stop` may be called from any thread but the server's own, each once."""

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self._settings = settings
        self._desk = desk
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._sockets: WebSockets | None = None
        self._port = 0
        self._asked_to_stop = False

    @property
    def port(self) -> int:
        """The port it listens on, once started."""
        return self._port

    @property
    def address(self) -> str:
        """Where the page is found now, with the key: this machine's address in a network may change. Any thread."""
        return page_address(self._port, self._settings.token, network=self._settings.network)

    @property
    def client_count(self) -> int:
        """WebSocket clients connected now. Any thread."""
        return len(self._sockets) if self._sockets is not None else 0

    def start(self) -> None:
        """Listen; returns when clients can come.

        Raises:
            ResourceError: PORT_UNAVAILABLE; or what the store raises.
        """
        _allow_open_files()
        listening = _listen(EVERY_ADDRESS if self._settings.network else LOOPBACK, self._settings.port)
        self._port = int(listening.getsockname()[1])
        ready = threading.Event()
        failed: list[Exception] = []

        def run() -> None:
            try:
                asyncio.run(self._run(listening, ready))
            except Exception as error:  # the thread's top: told to whoever waits for the start
                failed.append(error)
                log.log(logging.ERROR if ready.is_set() else logging.DEBUG, "the broadcast ended: %s", error, exc_info=error)
            finally:
                listening.close()
                if ready.is_set() and not self._asked_to_stop:
                    self._desk.ended()
                ready.set()

        self._thread = threading.Thread(target=run, name="broadcast", daemon=True)
        self._thread.start()
        ready.wait()
        if failed:
            self._thread.join()
            raise failed[0]
        log.info("broadcasting on port %d%s", self._port, " to the network" if self._settings.network else "")

    def stop(self) -> None:
        """Tell what is stored, say goodbye, close; bounded in time. Nothing happens if it does not run."""
        thread, loop, stopping = self._thread, self._loop, self._stopping
        if thread is None or loop is None or stopping is None:
            return
        self._asked_to_stop = True
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            loop.call_soon_threadsafe(stopping.set)
        thread.join(_STOP_S)

    async def _run(self, listening: socket.socket, ready: threading.Event) -> None:
        self._loop = loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        records = Records(self._desk)
        rooms = Rooms()
        feed = Feed(records, rooms.announce)
        guests = GuestBook(self._desk.guests_changed)

        def told(event: ProgressEvent) -> None:
            with contextlib.suppress(RuntimeError):  # told while the loop was closing; it is in the store
                loop.call_soon_threadsafe(feed.offer, event)

        async def rooms_beat() -> None:
            while True:
                await asyncio.sleep(HEARTBEAT_S)
                await rooms.beat()

        unsubscribe = self._desk.subscribe(told)
        try:
            await feed.start()
            serving = _serving(self._application(records, rooms, guests), listening)
            async with serving, self._running(feed.run), self._running(feed.look), self._running(rooms_beat):
                ready.set()
                await self._stopping.wait()
                with contextlib.suppress(EmlinhError):
                    await feed.read_store()
        finally:
            unsubscribe()
            guests.close()
            records.close()

    @contextlib.asynccontextmanager
    async def _running(self, work: Callable[[], Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
        """A task that lives as long as the block. Should it end by itself, the server stops: better gone than silent."""
        assert self._stopping is not None
        stopping = self._stopping
        task = asyncio.get_running_loop().create_task(work())

        def ended(done: asyncio.Task[None]) -> None:
            if not done.cancelled():
                log.error("a part of the broadcast ended", exc_info=done.exception())
                stopping.set()

        task.add_done_callback(ended)
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def _application(self, records: Records, rooms: Rooms, guests: GuestBook) -> web.Application:
        access = Access(self._settings.token)
        commands = Commands(records)
        self._sockets = sockets = WebSockets(access, records, rooms, commands, guests)
        streams = EventStreams(records, rooms, guests)
        app = web.Application(middlewares=Doorkeeper(access).middlewares(), client_max_size=MAX_BODY_BYTES)
        app.add_routes(Api(access, records, commands).routes())
        app.add_routes(LivePage().routes())
        app.add_routes([web.get("/ws", sockets.handle), web.get("/api/video-progress/{job_id}", streams.handle)])
        app.on_response_prepare.append(dress)

        async def goodbye(_app: web.Application) -> None:
            await sockets.close()
            await streams.close()

        app.on_shutdown.append(goodbye)
        return app


def _allow_open_files() -> None:
    """Each client is an open file, and the usual limit is 1,024 (256 on macOS). A system that refuses more leaves it so."""
    try:
        import resource  # not on Windows, which has no such limit
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_CONNECTIONS + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _listen(address: str, port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows: SO_REUSEADDR would share the port with a stranger
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((address, port))
        sock.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        sock.close()
        raise ResourceError(ErrorCode.PORT_UNAVAILABLE, port=port) from error
    sock.setblocking(False)
    return sock


def _worth_a_line(record: logging.LogRecord) -> bool:
    """A client that speaks no HTTP or goes away in the middle is no error of ours: aiohttp would write a traceback for each."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError | ConnectionError))


@contextlib.asynccontextmanager
async def _serving(app: web.Application, listening: socket.socket) -> AsyncIterator[None]:
    """Accept connections inside the block, never more than can be looked after (and a backlog, when all come at once)."""
    _http_log.addFilter(_worth_a_line)
    runner = web.AppRunner(app, access_log=None, keepalive_timeout=IDLE_S, shutdown_timeout=2.0, logger=_http_log)
    await runner.setup()
    server = runner.server
    assert server is not None

    def connection() -> asyncio.Protocol:
        return Refusal() if len(server.connections) >= MAX_CONNECTIONS else server()

    accepting = await asyncio.get_running_loop().create_server(connection, sock=listening, backlog=_BACKLOG)
    try:
        yield
    finally:
        accepting.close()
        await runner.cleanup()

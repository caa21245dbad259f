"""`/api/video-progress/{job_id}`: one job's events as server-sent events, resumed by `Last-Event-ID`."""

from __future__ import annotations

import asyncio
import contextlib

from aiohttp import web

from emlinh_desktop.domain.event import JobId, JobStatus, ProgressEvent
from emlinh_desktop.domain.film import JobRecord
from emlinh_desktop.server.announcement import Announcement, Heartbeat, sse_block
from emlinh_desktop.server.catch_up import catch_up
from emlinh_desktop.server.doorkeeper import language_of
from emlinh_desktop.server.faults import Fault, sentence_of
from emlinh_desktop.server.guests import GuestBook
from emlinh_desktop.server.limits import MAX_STREAMS
from emlinh_desktop.server.protocol import connected_message, encoded, ends_run, error_message, event_id_named, stream_end_message
from emlinh_desktop.server.records import Records
from emlinh_desktop.server.rooms import Member, Room, Rooms

_QUEUED = 500
_WRITE_S = 20.0
_LOOK_S = 5.0
_ALIVE = (JobStatus.QUEUED, JobStatus.RUNNING)


class StreamMember(Member):
    """A bounded queue that the request's own handler empties."""

    def __init__(self, request: web.Request, response: web.StreamResponse, room: Room, cursor: int) -> None:
        super().__init__(room, cursor)
        self._request = request
        self._response = response
        self.queue: asyncio.Queue[Announcement | Heartbeat] = asyncio.Queue(_QUEUED)
        self.slow = False

    def write(self, news: Announcement | Heartbeat) -> None:
        try:
            self.queue.put_nowait(news)
        except asyncio.QueueFull:
            self.slow = True

    async def replay(self, announcement: Announcement) -> None:
        await self.send(announcement.sse)

    @property
    def gone(self) -> bool:
        """Whether the client has hung up, which shows at no write while there is no news."""
        transport = self._request.transport
        return transport is None or transport.is_closing()

    async def send(self, block: bytes) -> None:
        """Write, waiting for the reader. Raises ConnectionError or TimeoutError."""
        async with asyncio.timeout(_WRITE_S):
            await self._response.write(block)


class EventStreams:
    """All server-sent event clients. On the server's loop."""

    def __init__(self, records: Records, rooms: Rooms, guests: GuestBook) -> None:
        self._records = records
        self._rooms = rooms
        self._guests = guests
        self._running: set[asyncio.Task[None] | None] = set()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The events of one job until its run is over."""
        job_id = JobId(request.match_info["job_id"])
        last_id = event_id_named(request.headers.get("Last-Event-ID") or request.query.get("last_id")) or 0
        job = await self._records.ask(lambda: self._records.desk.job(job_id))
        if len(self._running) >= MAX_STREAMS:
            raise Fault("too_many_clients")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"})
        response.enable_chunked_encoding()
        await response.prepare(request)
        task = asyncio.current_task()
        self._running.add(task)
        try:
            with self._guests.present(request), contextlib.suppress(ConnectionError, TimeoutError):
                await self._stream(request, response, job, last_id)
        finally:
            self._running.discard(task)
        return response

    async def close(self) -> None:
        """End every stream; clients come back by themselves."""
        for task in list(self._running):
            if task is not None:
                task.cancel()

    async def _stream(self, request: web.Request, response: web.StreamResponse, job: JobRecord, last_id: int) -> None:
        newest_id = await self._records.ask(self._records.desk.newest_event_id)
        reset = last_id > newest_id
        member = StreamMember(request, response, (job.id, None), 0 if reset else last_id)
        self._rooms.join(member)
        try:
            await member.send(sse_block("connected", encoded({**connected_message(job.session_id, newest_id, reset=reset), "job_id": job.id})))
            await catch_up(member, self._records)
            final = await self._live(member, job.id, language_of(request))
            if final is not None:
                await member.send(sse_block("stream_end", encoded(stream_end_message(final)), final.id))
            await response.write_eof()
        finally:
            self._rooms.leave(member)

    async def _live(self, member: StreamMember, job_id: JobId, language: str) -> ProgressEvent | None:
        """Send news until the run is over; its last event, or None for a reader too slow."""
        look = True
        while not member.slow:
            if look and member.queue.empty():
                final = await self._ended(job_id)
                if final is not None and final.id <= member.cursor and member.queue.empty():
                    return final
            try:
                news = await asyncio.wait_for(member.queue.get(), _LOOK_S)
            except TimeoutError:
                if member.gone:
                    raise ConnectionResetError from None
                look = True
                continue
            look = False
            await member.send(news.sse)
            if isinstance(news, Announcement) and news.ends_run:
                return news.event
        await member.send(sse_block("error", encoded(error_message("slow_reader", sentence_of(Fault("slow_reader"), language)))))
        return None

    async def _ended(self, job_id: JobId) -> ProgressEvent | None:
        """The job's last event if no more will come. The event and the job's status are stored one after the other."""
        job = await self._records.ask(lambda: self._records.desk.job(job_id))
        last = None if job.status in _ALIVE else await self._records.last_event(job_id)
        return last if last is not None and ends_run(last) else None

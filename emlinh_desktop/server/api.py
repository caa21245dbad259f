"""The HTTP interface. `resources/web/openapi.json` describes it; a test compares the two."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web

from emlinh_desktop import __version__
from emlinh_desktop.base.file_name import safe_file_name
from emlinh_desktop.domain.errors import ErrorCode, InputError, unknown_name
from emlinh_desktop.domain.event import STATIONS, JobId, JobStatus, VideoId
from emlinh_desktop.domain.film import VideoRecord
from emlinh_desktop.server.access import COOKIE_S, Access, cookie_name
from emlinh_desktop.server.commands import Commands
from emlinh_desktop.server.doorkeeper import LET_IN, json_answer
from emlinh_desktop.server.faults import Fault
from emlinh_desktop.server.limits import BODY_S, MAX_BODY_BYTES
from emlinh_desktop.server.protocol import PROTOCOL_VERSION, event_id_named, progress_message
from emlinh_desktop.server.records import Records
from emlinh_desktop.server.views import job_json, video_json

_MAX_LISTED = 200


class Api:
    """One method a request. On the server's loop. Raises Fault or EmlinhError, which the doorkeeper turns into answers."""

    def __init__(self, access: Access, records: Records, commands: Commands) -> None:
        self._access = access
        self._records = records
        self._commands = commands

    def routes(self) -> list[web.RouteDef]:
        """Everything but the page, the WebSocket and the event stream."""
        return [
            web.get("/health", self.health),
            web.get("/api/access", self.look),
            web.post("/api/access", self.enter),
            web.delete("/api/access", self.leave),
            web.post("/api/chat/create-video", self.create),
            web.get("/api/jobs", self.jobs),
            web.get("/api/jobs/{job_id}", self.job),
            web.delete("/api/jobs/{job_id}", self.cancel),
            web.post("/api/jobs/{job_id}/resume", self.resume),
            web.get("/api/jobs/{job_id}/events", self.events),
            web.get("/api/videos", self.videos),
            web.get("/api/videos/{video_id}", self.video),
            web.get("/api/videos/{video_id}/file", self.film_file),
            web.get("/api/videos/{video_id}/thumbnail", self.thumbnail),
            web.get("/api/videos/{video_id}/captions", self.captions),
        ]

    async def health(self, _request: web.Request) -> web.Response:
        return json_answer({"status": "ok", "version": __version__, "protocol": PROTOCOL_VERSION})

    async def look(self, request: web.Request) -> web.Response:
        """Whether this client is let in, and what it may do."""
        if not request[LET_IN]:
            raise Fault("unauthorized")
        return json_answer({"accepting": self._records.desk.submit is not None})

    async def enter(self, request: web.Request) -> web.Response:
        """The key for a cookie that scripts cannot read."""
        body = await _body(request)
        token = body.get("token")
        if not isinstance(token, str) or not self._access.token_fits(token):
            raise Fault("unauthorized")
        response = json_answer({"accepting": self._records.desk.submit is not None})
        response.set_cookie(cookie_name(request), self._access.cookie, max_age=COOKIE_S, httponly=True, samesite="Strict", path="/")
        return response

    async def leave(self, request: web.Request) -> web.Response:
        """Forget the cookie."""
        response = web.Response(status=204)
        response.del_cookie(cookie_name(request), path="/", httponly=True, samesite="Strict")
        return response

    async def create(self, request: web.Request) -> web.Response:
        return json_answer(await self._commands.create(await _body(request)), 202)

    async def jobs(self, request: web.Request) -> web.Response:
        limit = _limit(request)
        session_id = request.query.get("session")
        jobs = await self._records.ask(lambda: self._records.desk.jobs(_MAX_LISTED))
        wanted = [job_json(job) for job in jobs if session_id in (None, "*", job.session_id)]
        return json_answer({"jobs": wanted[:limit]})

    async def job(self, request: web.Request) -> web.Response:
        return json_answer(await self._commands.status(_job_id(request)))

    async def cancel(self, request: web.Request) -> web.Response:
        return json_answer(await self._commands.cancel(_job_id(request)), 202)

    async def resume(self, request: web.Request) -> web.Response:
        return json_answer(await self._commands.resume(_job_id(request)), 202)

    async def events(self, request: web.Request) -> web.Response:
        """One page of a job's events; with `stations` the twelve stations and ends alone, of all of them."""
        job_id = _job_id(request)
        await self._commands.status(job_id)
        after_id = event_id_named(request.query.get("after_id")) or 0
        page = await self._records.events((job_id, None), after_id)
        more = bool(page)
        if "stations" in request.query:
            found: dict[Any, Any] = {}
            while page:
                for event in page:
                    if event.step not in STATIONS or event.step not in found:
                        found[event.step] = event
                page = await self._records.events((job_id, None), page[-1].id)
            page, more = sorted(found.values(), key=lambda event: int(event.id)), False
        return json_answer({"events": [progress_message(event) for event in page], "more": more})

    async def videos(self, request: web.Request) -> web.Response:
        limit = _limit(request)
        return json_answer({"videos": [video_json(video) for video in await self._records.ask(lambda: self._records.desk.videos(limit))]})

    async def video(self, request: web.Request) -> web.Response:
        return json_answer(video_json(await self._video(request)))

    async def film_file(self, request: web.Request) -> web.StreamResponse:
        """The mp4, whole or by byte range."""
        video = await self._finished(request)
        named = quote(safe_file_name(video.title) + ".mp4")
        kind = "attachment" if "download" in request.query else "inline"
        return await _file(Path(video.path or ""), "video/mp4", {"Content-Disposition": f"{kind}; filename=\"film.mp4\"; filename*=UTF-8''{named}"})

    async def thumbnail(self, request: web.Request) -> web.StreamResponse:
        video = await self._finished(request)
        return await _file(Path(video.thumbnail or ""), "image/jpeg", {})

    async def captions(self, request: web.Request) -> web.StreamResponse:
        video = await self._finished(request)
        return await _file(Path(video.path or "").with_suffix(".vtt"), "text/vtt; charset=utf-8", {})

    async def _video(self, request: web.Request) -> VideoRecord:
        given = request.match_info["video_id"]
        if not (given.isascii() and given.isdecimal()) or len(given) > 12:
            raise unknown_name("video", given[:40], [])
        return await self._records.ask(lambda: self._records.desk.video(VideoId(int(given))))

    async def _finished(self, request: web.Request) -> VideoRecord:
        video = await self._video(request)
        if video.status is not JobStatus.COMPLETED or video.path is None:
            raise Fault("not_found")
        return video


async def _file(path: Path, content_type: str, headers: dict[str, str]) -> web.StreamResponse:
    """A file the store names; what a client sent never becomes part of a path."""
    if not await asyncio.to_thread(path.is_file):
        raise Fault("not_found")
    return web.FileResponse(path, headers={"Content-Type": content_type, "Cache-Control": "private, max-age=60", **headers})


async def _body(request: web.Request) -> dict[str, Any]:
    """The JSON object in a request. A form of another site cannot send this content type unasked."""
    if request.content_type != "application/json":
        raise Fault("bad_request")
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise Fault("too_large")
    try:
        async with asyncio.timeout(BODY_S):
            body = json.loads(await request.text())
    except (ValueError, RecursionError, LookupError, TimeoutError) as error:
        raise Fault("bad_request") from error
    if not isinstance(body, dict):
        raise Fault("bad_request")
    return body


def _job_id(request: web.Request) -> JobId:
    given = request.match_info["job_id"]
    if len(given) > 64:
        raise InputError(ErrorCode.JOB_UNKNOWN, job_id=given[:64])
    return JobId(given)


def _limit(request: web.Request) -> int:
    given = request.query.get("limit", "50")
    if not (given.isascii() and given.isdecimal()) or len(given) > 4:
        raise Fault("bad_request")
    return max(1, min(int(given), _MAX_LISTED))

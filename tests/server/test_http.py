"""The HTTP interface, with aiohttp's client; every answer is held against the description that is served."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Coroutine, Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from emlinh_desktop.base.resources import resource
from emlinh_desktop.domain.event import STATIONS, JobStatus, Step
from emlinh_desktop.server import event_stream
from emlinh_desktop.server.access import Access, kept_token
from emlinh_desktop.server.limits import MAX_BODY_BYTES
from tests.server.stage import FILM_BYTES, Stage

DESCRIPTION: dict[str, Any] = json.loads(resource("web/openapi.json").read_text(encoding="utf-8"))
WISH = {"topic": "mèo mun", "duration": "20", "composition": "Scene-Square", "background": "abstract", "voice": "nova", "session_id": "phone"}


class Client:
    """Asks, and checks each JSON answer against the description."""

    def __init__(self, stage: Stage, session: aiohttp.ClientSession) -> None:
        self._stage = stage
        self.session = session

    async def ask(self, method: str, path: str, *, key: bool = True, **options: Any) -> tuple[int, Any, Mapping[str, str]]:
        headers = {**(self._stage.bearer if key else {}), **options.pop("headers", {})}
        async with self.session.request(method, self._stage.url + path, headers=headers, **options) as answer:
            body = await answer.read()
            if answer.content_type != "application/json":
                return answer.status, body, answer.headers
            found = json.loads(body)
            check_described(method, path, answer.status, found)
            return answer.status, found, answer.headers


def check_described(method: str, path: str, status: int, body: object) -> None:
    plain = path.partition("?")[0]
    paths = [p for p in DESCRIPTION["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", p), plain)]
    if not paths or method.lower() not in DESCRIPTION["paths"][paths[0]]:
        assert status in (403, 404, 405, 429), (method, path, status)
        return
    responses = DESCRIPTION["paths"][paths[0]][method.lower()]["responses"]
    assert str(status) in responses, f"{method} {path} answered {status}, which is not described"
    response = resolved(responses[str(status)])
    fits(body, response["content"]["application/json"]["schema"], path)


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        target: Any = DESCRIPTION
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
    "null": type(None),
}


def fits(value: Any, schema: dict[str, Any], where: str) -> None:
    """As much of JSON Schema as the description uses."""
    schema = resolved(schema)
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    assert any(isinstance(value, KINDS[kind]) for kind in kinds), f"{where}: {value!r} is no {kinds}"
    if "enum" in schema:
        assert value in schema["enum"], where
    if isinstance(value, dict):
        known = schema.get("properties")
        assert set(schema.get("required", ())) <= set(value), where
        if known is not None:
            assert set(value) <= set(known), f"{where}: {set(value) - set(known)} is not described"
            for name, inner in value.items():
                fits(inner, known[name], f"{where}.{name}")
    if isinstance(value, list):
        for inner in value:
            fits(inner, schema["items"], f"{where}[]")


def play(stage: Stage, work: Callable[[Client], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            await work(Client(stage, session))

    asyncio.run(asyncio.wait_for(whole(), 60))


async def blocks(answer: aiohttp.ClientResponse) -> list[dict[str, Any]]:
    """The server-sent events of a stream, to its end."""
    found = []
    for block in (await answer.text()).split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        if fields:
            assert json.loads(fields["data"])["type"] == fields["event"]
            found.append(json.loads(fields["data"]))
    return found


def test_the_description_names_every_route_and_no_other(stage: Stage) -> None:
    from emlinh_desktop.server.broadcast import Broadcast, Settings
    from emlinh_desktop.server.guests import GuestBook
    from emlinh_desktop.server.records import Records
    from emlinh_desktop.server.rooms import Rooms

    desk = stage.app._desk(None)
    records = Records(desk)
    app = Broadcast(Settings(0, "x"), desk)._application(records, Rooms(), GuestBook(desk.guests_changed))
    records.close()
    routes = {(route.method.lower(), route.resource.canonical) for route in app.router.routes() if route.resource and route.method != "HEAD"}
    assert routes == {(method, path) for path, methods in DESCRIPTION["paths"].items() for method in methods}


@pytest.mark.parametrize("voice", ["edge:HoaiMy", "edge:vi-VN-NamMinhNeural", "openai:nova", "piper:vi_VN-vais1000-medium", "vi-south-male"])
def test_every_voice_of_the_catalogue_may_be_wished(stage: Stage, voice: str) -> None:
    async def work(client: Client) -> None:
        status, made, _ = await client.ask("POST", "/api/chat/create-video", json={**WISH, "voice": voice})
        assert status == 202
        assert stage.app.store.job(made["job_id"]).brief.voice == voice

    play(stage, work)


def test_a_film_from_the_wish_to_its_files(stage: Stage) -> None:
    async def work(client: Client) -> None:
        status, made, _ = await client.ask("POST", "/api/chat/create-video", json=WISH)
        assert (status, made["session_id"]) == (202, "phone")
        async with client.session.get(stage.url + made["progress_url"], headers=stage.bearer) as answer:
            told = await blocks(answer)
        assert [m["type"] for m in told] == ["connected", *["progress"] * 12, "stream_end"]
        assert [m["step"] for m in told[1:-1]] == [step.value for step in STATIONS]
        _, job, _ = await client.ask("GET", made["job_url"])
        assert (job["status"], job["brief"]["duration"], job["brief"]["composition"]) == ("completed", 20.0, "Scene-Square")
        _, listed, _ = await client.ask("GET", "/api/jobs?session=phone&limit=5")
        assert [j["job_id"] for j in listed["jobs"]] == [made["job_id"]]
        assert (await client.ask("GET", "/api/jobs?session=other"))[1] == {"jobs": []}
        _, films, _ = await client.ask("GET", "/api/videos")
        film = films["videos"][0]
        assert (await client.ask("GET", f"/api/videos/{film['video_id']}"))[1] == film
        status, body, headers = await client.ask("GET", film["file"])
        assert (status, body, headers["Content-Type"], headers["Accept-Ranges"]) == (200, FILM_BYTES, "video/mp4", "bytes")
        assert "attachment" in (await client.ask("GET", film["file"] + "?download=1"))[2]["Content-Disposition"]
        assert (await client.ask("GET", film["captions"]))[1].startswith(b"WEBVTT")
        assert (await client.ask("GET", film["thumbnail"]))[2]["Content-Type"] == "image/jpeg"
        _, past, _ = await client.ask("GET", f"/api/jobs/{made['job_id']}/events?stations=1")
        assert len(past["events"]) == 12
        assert str(stage.app.paths.films) not in json.dumps([made, job, listed, films, past, told])

    play(stage, work)


@pytest.mark.parametrize(
    ("asked", "status", "expected", "content_range"),
    [
        ("bytes=0-9", 206, FILM_BYTES[:10], "bytes 0-9/10240"),
        ("bytes=100-", 206, FILM_BYTES[100:], "bytes 100-10239/10240"),
        ("bytes=-7", 206, FILM_BYTES[-7:], "bytes 10233-10239/10240"),
        ("bytes=99999-", 416, None, "bytes */10240"),
        ("bytes=9-1", 416, None, None),
        ("lines=1", 416, None, None),
    ],
)
def test_byte_ranges(stage: Stage, asked: str, status: int, expected: bytes | None, content_range: str | None) -> None:
    async def work(client: Client) -> None:
        _, made, _ = await client.ask("POST", "/api/chat/create-video", json={"topic": "mèo"})
        async with client.session.get(stage.url + made["progress_url"], headers=stage.bearer) as answer:
            await answer.read()
        found, body, headers = await client.ask("GET", "/api/videos/1/file", headers={"Range": asked})
        assert found == status
        if expected is not None:
            assert body == expected
        if content_range is not None:
            assert headers["Content-Range"] == content_range

    play(stage, work)


def test_a_stream_resumes_after_the_last_event_seen(stage: Stage) -> None:
    async def work(client: Client) -> None:
        job = stage.job()
        ids = [stage.tell(job, step).id for step in (Step.INITIALIZING, Step.CREATING_RECORD, Step.FINALIZING)]
        headers = {**stage.bearer, "Last-Event-ID": str(ids[0])}
        async with client.session.get(f"{stage.url}/api/video-progress/{job}", headers=headers) as answer:
            stage.app.store.set_status(job, JobStatus.FAILED)
            final = stage.tell(job, Step.CANCELLED)
            assert [m["id"] for m in await blocks(answer)] == [None, ids[1], ids[2], final.id, final.id]
        async with client.session.get(f"{stage.url}/api/video-progress/{job}", headers={**stage.bearer, "Last-Event-ID": str(final.id)}) as answer:
            assert [m["type"] for m in await blocks(answer)] == ["connected", "stream_end"]

    play(stage, work)


def test_an_earlier_interruption_does_not_end_the_stream_of_a_job_that_goes_on(stage: Stage) -> None:
    async def work(client: Client) -> None:
        job = stage.job()
        stage.tell(job, Step.INITIALIZING)
        stage.tell(job, Step.INTERRUPTED)
        async with client.session.get(f"{stage.url}/api/video-progress/{job}", headers=stage.bearer) as answer:
            stage.tell(job, Step.FINALIZING)
            stage.app.store.set_status(job, JobStatus.COMPLETED)  # as a production does, before it tells
            stage.tell(job, Step.COMPLETED)
            assert [m["step"] for m in await blocks(answer)] == [None, "initializing", "interrupted", "finalizing", "completed", "completed"]

    play(stage, work)


def test_an_end_that_nobody_told_is_found(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_stream, "_LOOK_S", 0.1)

    async def work(client: Client) -> None:
        job = stage.job()
        stage.tell(job, Step.COMPLETED)  # the event is stored before the status
        async with client.session.get(f"{stage.url}/api/video-progress/{job}", headers=stage.bearer) as answer:
            stage.app.store.set_status(job, JobStatus.COMPLETED)
            assert [m["type"] for m in await blocks(answer)] == ["connected", "progress", "stream_end"]

    play(stage, work)


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("GET", "/api/jobs/none", {}, 404, "job_unknown"),
        ("GET", "/api/video-progress/none", {}, 404, "job_unknown"),
        ("GET", "/api/video-progress/x", {"headers": {"Last-Event-ID": "x"}}, 400, "bad_request"),
        ("DELETE", "/api/jobs/none", {}, 404, "job_unknown"),
        ("POST", "/api/jobs/none/resume", {}, 404, "job_unknown"),
        ("GET", "/api/videos/7", {}, 404, "unknown_name"),
        ("GET", "/api/videos/..%2f..%2fetc%2fpasswd", {}, 404, "unknown_name"),
        ("GET", "/api/videos/7/file", {}, 404, "unknown_name"),
        ("GET", "/nothing", {}, 404, "not_found"),
        ("PUT", "/api/jobs", {}, 405, "method_not_allowed"),
        ("GET", "/api/jobs?limit=x", {}, 400, "bad_request"),
        ("POST", "/api/chat/create-video", {"data": b"{}"}, 400, "bad_request"),
        ("POST", "/api/chat/create-video", {"data": b"{", "headers": {"Content-Type": "application/json"}}, 400, "bad_request"),
        ("POST", "/api/chat/create-video", {"data": b"\xff", "headers": {"Content-Type": "application/json; charset=utf-8"}}, 400, "bad_request"),
        ("POST", "/api/chat/create-video", {"data": b"{}", "headers": {"Content-Type": "application/json; charset=none"}}, 400, "bad_request"),
        ("POST", "/api/chat/create-video", {"json": []}, 400, "bad_request"),
        ("POST", "/api/chat/create-video", {"json": {}}, 400, "topic_empty"),
        ("POST", "/api/chat/create-video", {"json": {"topic": "a" * 600}}, 400, "topic_too_long"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "duration": 4}}, 400, "duration_out_of_range"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "duration": "nan"}}, 400, "duration_out_of_range"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "duration": 10**400}}, 400, "bad_option"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "duration": "long"}}, 400, "bad_option"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "duration": True}}, 400, "bad_request"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "composition": "Scene-Round"}}, 400, "unknown_name"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "background": "/etc/passwd"}}, 400, "unknown_name"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "music": "/etc/passwd"}}, 400, "unknown_name"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "music": 7}}, 400, "bad_request"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "speed": 3}}, 400, "speed_out_of_range"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "music_volume": "loud"}}, 400, "bad_option"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "music_volume": 1e9}}, 400, "music_volume_out_of_range"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "voice": "nobody"}}, 400, "unknown_name"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "voice": "edge:Nobody"}}, 400, "unknown_name"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "voice": "recording:/etc/passwd"}}, 400, "unknown_name"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "voice": " Recording:/etc/passwd"}}, 400, "unknown_name"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "voice": "piper:/etc/x.onnx"}}, 400, "unknown_name"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "session_id": "a/b"}}, 400, "bad_request"),
        ("POST", "/api/chat/create-video", {"json": {**WISH, "captions": "no"}}, 400, "bad_request"),
        ("POST", "/api/chat/create-video", {"json": {"topic": "a", "x": "y" * MAX_BODY_BYTES}}, 413, "too_large"),
    ],
)
def test_a_refusal_has_a_code_and_a_sentence(stage: Stage, method: str, path: str, options: dict[str, Any], status: int, code: str) -> None:
    async def work(client: Client) -> None:
        found, body, _ = await client.ask(method, path, **options)
        assert (found, body["error"]["code"]) == (status, code)
        found, english, _ = await client.ask(method, path, **{**options, "headers": {**options.get("headers", {}), "Accept-Language": "en-GB"}})
        assert found == status
        assert english["error"]["message"] != body["error"]["message"]
        assert "/home" not in body["error"]["message"]

    play(stage, work)


def test_the_key_opens_and_nothing_else_does(stage: Stage) -> None:
    async def work(client: Client) -> None:
        for headers in (
            {},
            {"Authorization": "Bearer x"},
            {"Authorization": "Bearer " + stage.token[:-1]},
            {"Authorization": stage.token},
            {"Cookie": f"emlinh_{stage.port}=x"},
        ):
            status, body, _ = await client.ask("GET", "/api/jobs", key=False, headers=headers)
            assert (status, body["error"]["code"]) == (401, "unauthorized")
        for path in ("/", "/health", "/api/openapi.json", "/texts/vi.json"):
            assert (await client.ask("GET", path, key=False))[0] == 200
        assert (await client.ask("POST", "/api/access", key=False, json={"token": "wrong"}))[0] == 401
        status, _, answered = await client.ask("POST", "/api/access", key=False, json={"token": stage.token}, headers={"Origin": stage.url})
        assert status == 200
        cookie = SimpleCookie(answered["Set-Cookie"])[f"emlinh_{stage.port}"]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
        assert stage.token not in answered["Set-Cookie"]
        let_in = {"Cookie": f"{cookie.key}={cookie.value}"}
        assert (await client.ask("GET", "/api/jobs", key=False, headers=let_in))[0] == 200
        assert (await client.ask("GET", "/api/access", key=False, headers=let_in))[1] == {"accepting": True}
        status, _, answered = await client.ask("DELETE", "/api/access", key=False, headers=let_in)
        assert (status, SimpleCookie(answered["Set-Cookie"])[cookie.key].value) == (204, "")

    play(stage, work)


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "cross-site"}])
@pytest.mark.parametrize(("method", "path"), [("GET", "/api/jobs"), ("POST", "/api/chat/create-video"), ("GET", "/api/videos/1/file"), ("POST", "/api/access")])
def test_another_site_gets_nothing_even_with_the_cookie(stage: Stage, headers: dict[str, str], method: str, path: str) -> None:
    async def work(client: Client) -> None:
        status, body, answered = await client.ask(method, path, key=False, headers={"Cookie": f"emlinh_{stage.port}={Access(stage.token).cookie}", **headers})
        assert (status, body["error"]["code"]) == (403, "forbidden_origin")
        assert "Access-Control-Allow-Origin" not in answered

    play(stage, work)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "127.0.0.2:{port}", "10.0.0.1:{port}", "localhost.evil.example:{port}", "[::1]:{port}"]
)
def test_a_name_pointed_here_by_somebody_else_is_refused(stage: Stage, host: str) -> None:
    async def work(client: Client) -> None:
        for path in ("/", "/health", "/api/jobs", "/ws"):
            status, body, _ = await client.ask("GET", path, headers={"Host": host.format(port=stage.port)})
            assert (status, body["error"]["code"]) == (403, "forbidden_host")
        assert (await client.ask("GET", "/health", headers={"Host": f"localhost:{stage.port}"}))[0] == 200

    play(stage, work)


def test_every_answer_wears_the_security_headers(stage: Stage) -> None:
    async def work(client: Client) -> None:
        for path in ("/", "/health", "/nothing", "/api/jobs"):
            _, _, headers = await client.ask("GET", path)
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["X-Frame-Options"] == "DENY"
            assert headers["Referrer-Policy"] == "no-referrer"
            policy = headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["Server"] == "emlinh"

    play(stage, work)


def test_too_fast_a_client_waits_but_the_key_still_opens(stage: Stage) -> None:
    async def work(client: Client) -> None:
        found = [(await client.ask("GET", "/api/jobs", key=False))[0] for _ in range(100)]
        assert found[0] == 401
        assert found[-1] == 429
        assert (await client.ask("GET", "/api/jobs"))[0] == 200

    play(stage, work)


def test_wishes_come_no_faster_than_films_can_wait(stage: Stage) -> None:
    stage.hold_at = Step.INITIALIZING
    stage.gate.clear()

    async def work(client: Client) -> None:
        codes = []
        for n in range(13):
            _, body, headers = await client.ask("POST", "/api/chat/create-video", json={"topic": f"mèo {n}"})
            codes.append(body.get("error", {}).get("code"))
        assert codes.count(None) >= 10
        assert codes[-1] == "too_many_requests"
        assert headers["Retry-After"]

    play(stage, work)


def test_a_broadcast_of_one_film_takes_no_wishes(bare_stage: Stage) -> None:
    async def work(client: Client) -> None:
        assert (await client.ask("GET", "/api/access"))[1] == {"accepting": False}
        status, body, _ = await client.ask("POST", "/api/chat/create-video", json=WISH)
        assert (status, body["error"]["code"]) == (409, "not_accepting")
        assert (await client.ask("POST", f"/api/jobs/{bare_stage.job()}/resume"))[0] == 409

    with bare_stage.serving(accepting=False):
        play(bare_stage, work)


def test_a_film_whose_file_is_gone_is_not_found(stage: Stage) -> None:
    async def work(client: Client) -> None:
        _, made, _ = await client.ask("POST", "/api/chat/create-video", json={"topic": "mèo"})
        async with client.session.get(stage.url + made["progress_url"], headers=stage.bearer) as answer:
            await answer.read()
        await asyncio.to_thread(Path(stage.app.store.job(made["job_id"]).output).unlink)
        status, body, _ = await client.ask("GET", "/api/videos/1/file")
        assert (status, body["error"]["code"]) == (404, "not_found")

    play(stage, work)


def test_the_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "config" / "broadcast-key"
    token = kept_token(path)
    assert path.stat().st_mode & 0o077 == 0
    assert kept_token(path) == token
    assert kept_token(path, renew=True) != token
    path.write_text("short", encoding="ascii")
    assert len(kept_token(path)) == 43

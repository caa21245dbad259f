"""Bytes no decent client sends: the server goes on answering, says nothing it should not, and writes no traceback."""

from __future__ import annotations

import asyncio
import logging
import urllib.request

import pytest

from emlinh_desktop.server import broadcast, limits
from tests.server.stage import Stage

GET = b"GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n"
UPGRADE = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"

MALFORMED = {
    "garbage": b"\x00\x01\x02\x03\r\n\r\n",
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
    "no version": b"GET /\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil\r\n\r\n",
    "no host": b"GET /api/jobs HTTP/1.1\r\n\r\n",
    "long line": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(5000)) + b"\r\n",
    "smuggled": b"POST /api/access HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    "bad length": b"POST /api/access HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    "folded header": b"GET / HTTP/1.1\r\nHost: x\r\n y: z\r\n\r\n",
    "absolute": b"GET http://evil.example/api/jobs HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "connect": b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n",
}
TRAVERSALS = [
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/texts/..%2f..%2fhome.json",
    "/api/videos/1/../../../etc/passwd",
    "/api/videos/%00/file",
    "/texts/vi.json%00",
]
FRAMES = {
    "unmasked": b"\x81\x02{}",
    "reserved bits": b"\xf1\x80\x00\x00\x00\x00",
    "unknown opcode": b"\x83\x80\x00\x00\x00\x00",
    "long control": b"\x89\xfe\x00\x80" + b"\x00" * 132,
    "not utf-8": b"\x81\x82\x00\x00\x00\x00\xff\xfe",
    "huge length": b"\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00",
    "fragments": b"\x01\x81\x00\x00\x00\x00a" + b"\x00\x81\x00\x00\x00\x00a" * 20_000,
    "orphan": b"\x80\x80\x00\x00\x00\x00",
    "close 1": b"\x88\x81\x00\x00\x00\x00x",
    "pings": b"\x89\x80\x00\x00\x00\x00" * 5000,
}


async def said(stage: Stage, sent: bytes) -> bytes:
    """All the server answers until it closes or has nothing more to say."""
    reader, writer = await asyncio.open_connection("127.0.0.1", stage.port)
    found = b""
    try:
        writer.write(sent)
        async with asyncio.timeout(1.0):
            while block := await reader.read(65536):
                found += block
                if b"\r\n\r\n" in found and b"101 Switching" not in found:
                    break
    except (TimeoutError, ConnectionError):
        pass
    finally:
        writer.transport.abort()
    return found


def answers(stage: Stage) -> bool:
    with urllib.request.urlopen(f"{stage.url}/health", timeout=5) as health:
        return bool(health.status == 200)


@pytest.fixture(autouse=True)
def no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)


@pytest.mark.parametrize("name", MALFORMED)
def test_no_http(stage: Stage, name: str) -> None:
    found = asyncio.run(said(stage, MALFORMED[name]))
    assert found == b"" or found.split(b" ")[1][:1] == b"4", found[:80]
    assert b"Traceback" not in found
    assert answers(stage)


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_to_a_file(stage: Stage, path: str) -> None:
    bearer = b"Authorization: Bearer " + stage.token.encode() + b"\r\n"
    for headers in (b"", bearer):
        found = asyncio.run(said(stage, GET % (path.encode(), stage.port, headers)))
        assert found.split(b" ")[1] in (b"400", b"401", b"404"), found[:80]
        assert b"root:" not in found
    assert answers(stage)


@pytest.mark.parametrize("name", FRAMES)
def test_no_web_socket(stage: Stage, name: str) -> None:
    bearer = b"Authorization: Bearer " + stage.token.encode() + b"\r\n"
    for headers in (UPGRADE, UPGRADE + bearer):  # a stranger, and one with the key
        found = asyncio.run(said(stage, GET % (b"/ws", stage.port, headers) + FRAMES[name]))
        assert found.startswith(b"HTTP/1.1 101"), found[:80]
        assert b"Traceback" not in found
    assert answers(stage)


def test_who_never_finishes_asking_is_put_out(bare_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcast, "IDLE_S", 0.3)

    async def dawdle() -> list[bytes]:
        pairs = [await asyncio.open_connection("127.0.0.1", bare_stage.port) for _ in range(50)]
        for _, writer in pairs:
            writer.write(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        async with asyncio.timeout(5):
            ends = [await reader.read() for reader, _ in pairs]
        for _, writer in pairs:
            writer.close()
        return ends

    with bare_stage.serving():
        assert asyncio.run(dawdle()) == [b""] * 50
        assert answers(bare_stage)


def test_a_client_that_goes_away_in_the_middle_is_no_error(stage: Stage) -> None:
    """The fixture of every test fails at a logged warning; aiohttp logged a traceback for each of these."""

    async def leave() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", stage.port)
        head = b"POST /api/access HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"
        writer.write(head % stage.port)
        assert b" 100 " in await reader.readline()
        writer.transport.abort()

    asyncio.run(leave())
    assert answers(stage)


def test_a_body_that_never_comes_is_not_waited_for(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from emlinh_desktop.server import api

    monkeypatch.setattr(api, "BODY_S", 0.2)
    head = b"POST /api/access HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{" % stage.port
    assert asyncio.run(said(stage, head)).startswith(b"HTTP/1.1 400")


def test_connections_too_many_are_refused_at_the_door(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcast, "MAX_CONNECTIONS", 5)

    async def crowd() -> int:
        refused, writers = 0, []
        for _ in range(8):
            reader, writer = await asyncio.open_connection("127.0.0.1", stage.port)
            writers.append(writer)
            try:
                writer.write(GET % (b"/health", stage.port, b""))
                refused += not await reader.read(10)
            except ConnectionError:
                refused += 1
        for writer in writers:
            writer.close()
        return refused

    assert asyncio.run(crowd()) == 3
    assert limits.MAX_CONNECTIONS > limits.MAX_SOCKETS

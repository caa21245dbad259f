"""Rooms, replay and commands, with the `websockets` client."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
import websockets
from websockets.asyncio.client import ClientConnection

from emlinh_desktop.domain.event import STATIONS, JobId, JobStatus, Step
from emlinh_desktop.server import protocol, web_socket
from tests.server.stage import Stage

WITHIN_S = 15.0


def play(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(work(), 60))


@contextlib.asynccontextmanager
async def joined(stage: Stage, query: str = "", **options: Any) -> AsyncIterator[ClientConnection]:
    async with websockets.connect(stage.ws + query, additional_headers=stage.bearer, **options) as client:
        assert (await heard(client))["type"] == "connected"
        yield client


async def heard(client: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(await asyncio.wait_for(client.recv(), WITHIN_S))
    return message


async def progress(client: ClientConnection, until: int) -> list[int]:
    """The ids of progress messages up to one."""
    ids: list[int] = []
    while not ids or ids[-1] < until:
        message = await heard(client)
        if message["type"] == "progress":
            ids.append(message["id"])
    return ids


async def elsewhere(work: Callable[[], object]) -> None:
    await asyncio.to_thread(work)


def test_every_message_has_the_keys_of_the_protocol(stage: Stage) -> None:
    async def work() -> None:
        async with websockets.connect(stage.ws + "?session=s1", additional_headers=stage.bearer) as client:
            connected = await heard(client)
            job = stage.job()
            stage.tell(job, Step.INITIALIZING)
            stage.tell(job, Step.INTERRUPTED)
            told = [await heard(client) for _ in range(3)]
            await client.send("no json")
            told.append(await heard(client))
        assert [m["type"] for m in told] == ["progress", "progress", "stream_end", "error"]
        assert connected["data"] == {"protocol": 1, "room": "s1", "newest_id": 0, "reset": False}
        assert {tuple(m) for m in [connected, *told]} == {("type", "id", "job_id", "session_id", "step", "message", "progress", "data", "timestamp")}
        assert told[2]["data"] == {"final_step": "interrupted"}
        assert told[2]["id"] == told[1]["id"]

    play(work)


def test_a_room_hears_its_own_session_and_the_star_hears_all(stage: Stage) -> None:
    async def work() -> None:
        async with joined(stage, "?session=s1") as own, joined(stage, "?session=*") as everything, joined(stage) as default:
            first, second = stage.job(session="s1"), stage.job(session="s2")
            stage.tell(second, Step.INITIALIZING)
            last = stage.tell(first, Step.INITIALIZING).id
            assert await progress(own, last) == [last]
            assert await progress(everything, last) == await progress(default, last) == [last - 1, last]

    play(work)


def test_what_was_missed_comes_first_and_nothing_twice_while_events_pour(stage: Stage) -> None:
    total, job = 700, stage.job()
    pouring = threading.Thread(target=lambda: [stage.tell(job, Step.FINALIZING, 95.0, {"frame": n}) for n in range(total)])

    async def follow(turn: int) -> list[int]:
        """Reconnects again and again, each time naming the last id it saw."""
        ids: list[int] = []
        while not ids or ids[-1] < total:
            last_id = ids[-1] if ids else 0
            async with joined(stage, f"?session=s1&last_id={last_id}") as client:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.05 + turn * 0.04):
                        while not ids or ids[-1] < total:
                            message = await heard(client)
                            if message["type"] == "progress":
                                ids.append(message["id"])
        return ids

    async def work() -> None:
        pouring.start()
        for ids in await asyncio.gather(*(follow(turn) for turn in range(8))):
            assert ids == list(range(1, total + 1))

    play(work)
    pouring.join()


def test_events_told_in_the_wrong_order_or_by_nobody_arrive_in_order(stage: Stage) -> None:
    async def work() -> None:
        async with joined(stage) as client:
            job = stage.job()
            one, two, three = (stage.tell(job, Step.INITIALIZING, told=False) for _ in range(3))
            stage.app.tell(two)
            stage.app.tell(one)
            assert await progress(client, three.id) == [one.id, two.id, three.id]
            four = stage.tell(job, Step.FINALIZING, told=False)
            assert await progress(client, four.id) == [four.id]

    play(work)


def test_a_last_id_of_another_store_begins_anew_and_says_so(stage: Stage) -> None:
    async def work() -> None:
        last = stage.tell(stage.job(), Step.INITIALIZING).id
        async with websockets.connect(stage.ws + "?last_id=999", additional_headers=stage.bearer) as client:
            assert (await heard(client))["data"]["reset"] is True
            assert await progress(client, last) == [last]

    play(work)


def test_a_server_that_stops_and_comes_back_loses_nothing(bare_stage: Stage) -> None:
    stage = bare_stage

    async def first() -> None:
        async with joined(stage, "?session=s1") as client:
            seen.append((await progress(client, stage.tell(job, Step.INITIALIZING).id))[-1])
            await elsewhere(stopping.set)
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await asyncio.wait_for(client.recv(), WITHIN_S)
            assert closed.value.rcvd is not None
            assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (protocol.CloseCode.GOING_AWAY, "stopping")

    async def second() -> None:
        async with joined(stage, f"?session=s1&last_id={seen[0]}") as client:
            assert await progress(client, seen[0] + 3) == [seen[0] + 1, seen[0] + 2, seen[0] + 3]

    job, seen, stopping = stage.job(), list[int](), threading.Event()
    with contextlib.ExitStack() as stack:
        stack.enter_context(stage.serving())
        client = threading.Thread(target=lambda: play(first))
        client.start()
        assert stopping.wait(WITHIN_S)
    client.join()
    for _ in range(2):
        stage.tell(job, Step.FINALIZING)
    with stage.serving():
        stage.tell(job, Step.COMPLETED)
        play(second)


def test_the_key_may_come_as_the_first_message(stage: Stage) -> None:
    async def work() -> None:
        async with websockets.connect(stage.ws) as client:
            await client.send(json.dumps({"command": "auth", "token": stage.token}))
            assert (await heard(client))["type"] == "connected"

    play(work)


@pytest.mark.parametrize("first", [json.dumps({"command": "auth", "token": "wrong"}), json.dumps({"command": "status"}), "x", b"\x00", None])
def test_without_the_key_nothing_is_told(stage: Stage, monkeypatch: pytest.MonkeyPatch, first: str | bytes | None) -> None:
    monkeypatch.setattr(web_socket, "AUTH_S", 0.3)

    async def work() -> None:
        async with websockets.connect(stage.ws) as client:
            if first is not None:
                await client.send(first)
            stage.tell(stage.job(), Step.INITIALIZING)
            assert (await heard(client))["data"]["code"] == "unauthorized"
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await client.recv()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == protocol.CloseCode.UNAUTHORIZED

    play(work)


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost:1"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_other_sites_and_names_are_refused(stage: Stage, headers: dict[str, str]) -> None:
    async def work() -> None:
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with websockets.connect(stage.ws, additional_headers={**stage.bearer, **headers}):
                pass
        assert refused.value.response.status_code in (400, 403)

    play(work)


def test_a_film_is_asked_for_watched_and_looked_up(stage: Stage) -> None:
    async def work() -> None:
        async with joined(stage, "?session=phone") as client:
            await client.send(json.dumps({"command": "create", "request_id": "r1", "data": {"topic": "mèo mun", "session_id": "phone"}}))
            steps: list[str] = []
            job_id = ""
            while "stream_end" not in steps:
                message = await heard(client)
                if message["type"] == "answer":
                    assert message["data"]["request_id"] == "r1"
                    job_id = message["job_id"]
                else:
                    steps.append(message["step"] if message["type"] == "progress" else message["type"])
            assert steps == [*(step.value for step in STATIONS), "stream_end"]
            await client.send(json.dumps({"command": "status", "request_id": "r2", "data": {"job_id": job_id}}))
            status = await heard(client)
            assert (status["data"]["status"], status["data"]["video_id"]) == ("completed", 1)
            await client.send(json.dumps({"command": "cancel", "request_id": "r3", "data": {"job_id": job_id}}))
            assert (await heard(client))["data"] == {"code": "not_running", "request_id": "r3"}

    play(work)


def test_a_running_film_is_cancelled_and_resumed(stage: Stage) -> None:
    stage.hold_at = Step.RENDERING_VIDEO
    stage.gate.clear()

    async def work() -> None:
        async with joined(stage) as client:
            await client.send(json.dumps({"command": "create", "data": {"topic": "mèo mun"}}))
            await elsewhere(lambda: stage.held.wait(WITHIN_S))
            job_id = stage.app.store.jobs()[0].id
            await client.send(json.dumps({"command": "cancel", "data": {"job_id": job_id}}))
            while (message := await heard(client))["type"] != "stream_end":
                pass
            assert message["data"] == {"final_step": "cancelled"}
            stage.gate.set()
            await client.send(json.dumps({"command": "resume", "data": {"job_id": job_id}}))
            while (message := await heard(client))["type"] != "stream_end":
                pass
            assert message["data"] == {"final_step": "completed"}

    play(work)


def test_a_waiting_film_is_withdrawn(stage: Stage) -> None:
    stage.hold_at = Step.RENDERING_VIDEO
    stage.gate.clear()

    async def work() -> None:
        async with joined(stage) as client:
            for topic in ("một", "hai"):
                await client.send(json.dumps({"command": "create", "data": {"topic": topic}}))
            await elsewhere(lambda: stage.held.wait(WITHIN_S))
            answers: list[JobId] = []
            while len(answers) < 2:
                message = await heard(client)
                if message["type"] == "answer":
                    answers.append(JobId(message["job_id"]))
            await client.send(json.dumps({"command": "cancel", "data": {"job_id": answers[1]}}))
            while (message := await heard(client))["type"] != "stream_end":
                pass
            assert (message["job_id"], message["step"]) == (answers[1], "cancelled")
            assert stage.app.store.job(answers[0]).status is JobStatus.RUNNING

    play(work)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("{", "bad_request"),
        ("[]", "bad_request"),
        ('{"command": "dance"}', "bad_request"),
        ('{"command": "cancel", "data": {"job_id": ["x"]}}', "bad_request"),
        ('{"command": "create", "data": {"topic": 7}}', "bad_request"),
        ('{"command": "create", "data": {"topic": "  "}}', "topic_empty"),
        ('{"command": "create", "data": {"topic": "a", "background": "/etc/passwd"}}', "unknown_name"),
        ('{"command": "create", "data": {"topic": "a", "voice": "../../x"}}', "unknown_name"),
        ('{"command": "create", "data": {"topic": "a", "duration": NaN}}', "duration_out_of_range"),
        ('{"command": "create", "data": {"topic": "a", "session_id": "../x"}}', "bad_request"),
        ('{"command": "status", "data": {"job_id": "../../x"}}', "job_unknown"),
        ("[" * 5000, "bad_request"),
    ],
)
def test_a_bad_command_gets_a_code_and_a_sentence(stage: Stage, sent: str, code: str) -> None:
    async def work() -> None:
        async with joined(stage) as client:
            await client.send(sent)
            message = await heard(client)
            assert (message["type"], message["data"]["code"]) == ("error", code)
            assert len(message["message"]) > 10

    play(work)


async def closed_with(client: ClientConnection) -> tuple[int, str]:
    """How the server ended the connection, after whatever it still said."""
    return (await rest_of(client))[1]


async def rest_of(client: ClientConnection) -> tuple[list[dict[str, Any]], tuple[int, str]]:
    """All that still comes, and the code and reason of the end."""
    rest: list[dict[str, Any]] = []
    try:
        while True:
            rest.append(await heard(client))
    except websockets.ConnectionClosed as closed:
        end = closed.rcvd
    return rest, (end.code, end.reason) if end is not None else (0, "")


def test_too_long_a_message_and_too_many_end_the_connection(stage: Stage) -> None:
    async def work() -> None:
        async with joined(stage) as client:
            await client.send("x" * (protocol.MAX_COMMAND_BYTES + 1))
            assert (await closed_with(client))[0] == 1009
        async with joined(stage) as client:
            with contextlib.suppress(websockets.ConnectionClosed):
                for _ in range(60):  # burst 40; a client that goes on sending would lose the reason with its connection
                    await client.send("{}")
            assert await closed_with(client) == (protocol.CloseCode.POLICY, "too_many_messages")

    play(work)


def test_a_slow_reader_is_dropped_with_a_reason_and_catches_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_socket, "MAX_BACKLOG_BYTES", 64 * 1024)
    job, total = stage.job(), 120
    sleeper = socket.socket()
    sleeper.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 * 1024)
    sleeper.connect(("127.0.0.1", stage.port))
    sleeper.setblocking(False)

    async def work() -> None:
        async with (
            websockets.connect(stage.ws, sock=sleeper, additional_headers=stage.bearer, max_queue=1, ping_interval=None) as slow,
            joined(stage, max_queue=None) as quick,
        ):
            assert (await heard(slow))["type"] == "connected"
            slow.transport.pause_reading()
            await elsewhere(lambda: [stage.tell(job, Step.FINALIZING, 95.0, {"x": "x" * 4000}) for _ in range(total)])
            assert await progress(quick, total) == list(range(1, total + 1))
            slow.transport.resume_reading()
            rest, end = await rest_of(slow)
            assert end == (protocol.CloseCode.TRY_AGAIN_LATER, "slow_reader")
            ids = [message["id"] for message in rest]
            assert ids == list(range(1, len(ids) + 1))
            assert len(ids) < total
        async with joined(stage, f"?last_id={ids[-1]}") as again:
            assert await progress(again, total) == list(range(ids[-1] + 1, total + 1))

    play(work)


def test_heartbeats_come_and_a_silent_client_is_dropped(bare_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from emlinh_desktop.server import broadcast

    monkeypatch.setattr(broadcast, "HEARTBEAT_S", 0.1)
    monkeypatch.setattr(web_socket, "SILENCE_S", 0.5)

    async def work() -> None:
        async with joined(bare_stage) as client:
            for _ in range(8):  # its pongs keep it
                assert (await heard(client))["type"] == "heartbeat"
        reader, writer = await asyncio.open_connection("127.0.0.1", bare_stage.port)
        lines = ["GET /ws HTTP/1.1", f"Host: 127.0.0.1:{bare_stage.port}", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
        lines += ["Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", f"Authorization: Bearer {bare_stage.token}", "", ""]
        writer.write("\r\n".join(lines).encode())
        assert b"\x88\x08\x11\x38silent" in await asyncio.wait_for(reader.read(), WITHIN_S)  # close, 4408
        writer.close()

    with bare_stage.serving():
        play(work)


@pytest.mark.expected_warnings
def test_a_broken_part_ends_the_server_rather_than_its_news(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_event: object) -> None:
        raise RuntimeError

    async def work() -> None:
        async with joined(stage) as client:
            monkeypatch.setattr("emlinh_desktop.server.feed.Announcement", breaks)
            stage.tell(stage.job(), Step.INITIALIZING)
            assert await closed_with(client) == (protocol.CloseCode.GOING_AWAY, "stopping")

    play(work)


def test_no_more_clients_than_there_is_room_for(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_socket, "MAX_SOCKETS", 2)

    async def work() -> None:
        async with joined(stage), joined(stage):
            assert stage.broadcast is not None
            assert stage.broadcast.client_count == 2
            with pytest.raises(websockets.InvalidStatus) as refused:
                async with joined(stage):
                    pass
            assert refused.value.response.status_code == 503
        await until(lambda: stage.broadcast is not None and stage.broadcast.client_count == 0)

    play(work)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(WITHIN_S):
        while not true():  # noqa: ASYNC110 - the server lives on another loop
            await asyncio.sleep(0.01)

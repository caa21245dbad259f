"""The real commands: a film made by `serve` whose process is killed in the middle, and one watched while `make` makes it."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import websockets

from emlinh_desktop.domain.event import STATIONS
from tests.helpers.command_line import environment, run, start

WISH = {"topic": "mèo mun", "duration": 6, "quality": "draft", "session_id": "phone"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def token_of(process: subprocess.Popen[str]) -> tuple[str, str]:
    """The address and the key a command prints when it listens."""
    assert process.stderr is not None
    while "#token=" not in (line := await asyncio.to_thread(process.stderr.readline)):
        assert line, "the command ended before it listened"
    address, _, token = line.split()[-1].partition("/#token=")
    return address, token


async def follow(address: str, token: str, last_id: int, until: str) -> list[dict[str, Any]]:
    """Progress messages above an id, up to a step."""
    found: list[dict[str, Any]] = []
    url = f"{address.replace('http', 'ws')}/ws?session=*&last_id={last_id}"
    async with websockets.connect(url, additional_headers={"Authorization": f"Bearer {token}"}) as client:
        while not found or found[-1]["step"] != until:
            message = json.loads(await asyncio.wait_for(client.recv(), 60))
            if message["type"] == "progress":
                found.append(message)
    return found


def test_a_film_survives_the_death_of_its_server(own_home: Path, tmp_path: Path) -> None:
    port = str(free_port())
    command = ("serve", "--port", port)
    processes = [start(own_home, *command, cwd=tmp_path)]

    async def work() -> None:
        address, token = await token_of(processes[0])
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as session:
            async with session.post(f"{address}/api/chat/create-video", json=WISH) as answer:
                assert answer.status == 202
            before = await follow(address, token, 0, "rendering_video")
            processes[0].kill()
            processes.append(start(own_home, *command, cwd=tmp_path))
            assert await token_of(processes[1]) == (address, token)
            after = await follow(address, token, before[-1]["id"], "completed")
            told = before + after
            ids = [message["id"] for message in told]
            assert ids == list(range(1, len(ids) + 1))
            steps = list(dict.fromkeys(message["step"] for message in told))
            assert [step for step in steps if step != "interrupted"] == [step.value for step in STATIONS]
            assert "interrupted" in steps
            async with session.get(f"{address}/api/videos/{after[-1]['data']['video_id']}/file") as film:
                assert (await film.read())[4:8] == b"ftyp"

    try:
        asyncio.run(asyncio.wait_for(work(), 100))
        processes[1].terminate()
        assert processes[1].wait(20) == 0
        token = (own_home / "config" / "broadcast-key").read_text(encoding="ascii").strip()
        assert token not in (own_home / "data" / "logs" / "emlinh.log").read_text(encoding="utf-8")
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def test_a_film_is_watched_while_make_makes_it(own_home: Path, tmp_path: Path) -> None:
    process = start(own_home, "make", "mèo mun", "--duration", "5", "--quality", "draft", "-o", "film.mp4", "--broadcast", str(free_port()), cwd=tmp_path)

    async def work() -> list[dict[str, Any]]:
        return await follow(*await token_of(process), 0, "completed")

    try:
        told = asyncio.run(asyncio.wait_for(work(), 100))
        assert list(dict.fromkeys(message["step"] for message in told)) == [step.value for step in STATIONS]
        process.communicate(timeout=20)
        assert process.returncode == 0
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("command", [("serve", "--port"), ("make", "mèo", "--broadcast")])
def test_a_port_in_use_is_said_in_a_sentence(own_home: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for port in (taken.getsockname()[1], 70_000):
            done = run(own_home, *command, str(port), cwd=tmp_path)
            assert done.code == 1
            assert str(port) in done.err
            assert "Traceback" not in done.err


QUEUES_AND_LIVES = """
import sys
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.brief import Brief, Quality
from emlinh_desktop.store.sqlite_store import open_store
store = open_store(app_paths(), CancelToken())
job_id = store.create_job(Brief("mèo vàng", duration_s=5, quality=Quality.DRAFT), "window", str(app_paths().films / "a.mp4"))
store.enqueue(job_id)
print(job_id, flush=True)
sys.stdin.read()
"""


def test_serve_leaves_a_living_windows_queue_alone_and_makes_a_dead_ones(own_home: Path, tmp_path: Path) -> None:
    command = ("serve", "--port", str(free_port()))
    window = subprocess.Popen(
        [sys.executable, "-c", QUEUES_AND_LIVES],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(own_home),
        cwd=Path(__file__).parents[2],
    )
    assert window.stdout is not None
    waiting = window.stdout.readline().strip()
    processes = [start(own_home, *command, cwd=tmp_path)]

    async def work() -> None:
        address, token = await token_of(processes[0])
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as session:
            async with session.post(f"{address}/api/chat/create-video", json=WISH) as answer:
                assert answer.status == 202
            begun = await follow(address, token, 0, "initializing")
            assert waiting not in {message["job_id"] for message in begun}  # a queue makes what it adopted first
            async with session.get(f"{address}/api/jobs/{waiting}") as answer:
                assert (await answer.json())["status"] == "queued"
        window.kill()
        processes[0].kill()
        processes.append(start(own_home, *command, cwd=tmp_path))
        address, token = await token_of(processes[1])
        made: set[str] = set()
        last_id = begun[-1]["id"]
        while waiting not in made:
            told = await follow(address, token, last_id, "rendering_video")
            made, last_id = made | {message["job_id"] for message in told}, told[-1]["id"]

    try:
        asyncio.run(asyncio.wait_for(work(), 100))
    finally:
        for process in (window, *processes):
            process.kill()
            process.communicate()

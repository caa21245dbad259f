"""Who is connected, and a server that ends by itself."""

from __future__ import annotations

import asyncio
import contextlib
import queue
from collections.abc import Callable, Iterator

import aiohttp
import pytest
import websockets

from emlinh_desktop.domain.guest import Guest
from emlinh_desktop.server.feed import Feed
from emlinh_desktop.server.guests import device_of
from tests.server.stage import Stage

WITHIN_S = 10.0


class Watch:
    """What the window is told."""

    def __init__(self, stage: Stage) -> None:
        self.news: queue.Queue[tuple[Guest, ...]] = queue.Queue()
        self.ended: queue.Queue[bool] = queue.Queue()
        self.broadcast = stage.app.start_broadcast(0, None, network=False, new_key=False, guests_changed=self.news.put, ended=lambda: self.ended.put(True))
        self.url, _, self.key = self.broadcast.address.partition("/#token=")

    def until(self, fits: Callable[[tuple[Guest, ...]], bool]) -> tuple[Guest, ...]:
        while not fits(guests := self.news.get(timeout=WITHIN_S)):
            pass
        return guests


@pytest.fixture
def watch(bare_stage: Stage) -> Iterator[Watch]:
    watch = Watch(bare_stage)
    yield watch
    watch.broadcast.stop()


def test_guests_come_and_go(watch: Watch, bare_stage: Stage) -> None:
    job_id = bare_stage.job()
    headers = {"Authorization": f"Bearer {watch.key}"}
    phone = {**headers, "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605"}

    async def work() -> None:
        async with websockets.connect(watch.url.replace("http", "ws") + "/ws", additional_headers=phone, user_agent_header=None):
            (guest,) = await asyncio.to_thread(watch.until, lambda guests: len(guests) == 1)
            assert (guest.address, guest.device) == ("127.0.0.1", "iPhone")
            async with aiohttp.ClientSession(headers=headers) as session, session.get(f"{watch.url}/api/video-progress/{job_id}"):
                both = await asyncio.to_thread(watch.until, lambda guests: len(guests) == 2)
                assert [guest.device for guest in both] == ["iPhone", "Python"]
        await asyncio.to_thread(watch.until, lambda guests: not guests)

    asyncio.run(asyncio.wait_for(work(), 30))


def test_a_stranger_is_no_guest(watch: Watch) -> None:
    async def work() -> None:
        async with websockets.connect(watch.url.replace("http", "ws") + "/ws") as client:
            await client.send('{"type": "auth", "token": "wrong"}')
            with contextlib.suppress(websockets.ConnectionClosedError):
                async for _ in client:  # the refusal, until it is closed
                    pass

    asyncio.run(asyncio.wait_for(work(), 30))
    assert watch.news.empty()


def test_stopping_it_is_no_unexpected_end(watch: Watch) -> None:
    watch.broadcast.stop()
    assert watch.ended.empty()


@pytest.mark.expected_warnings
def test_an_end_by_itself_is_told(bare_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_self: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(Feed, "look", broken)
    watch = Watch(bare_stage)
    assert watch.ended.get(timeout=WITHIN_S)
    watch.broadcast.stop()


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (Linux; Android 16; Pixel 10) Chrome/150.0 Mobile", "Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Safari/605", "Mac"),
        ("curl/8.14", "curl"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
        ("a" * 9000, "a" * 31),
    ],
)
def test_a_device_is_named_shortly(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device

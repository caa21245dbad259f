"""The live page in a real Chromium: from the ask to the playing film, with the connection cut in the middle.

`EMLINH_KEEP_PICTURES=FOLDER` keeps its screenshots to be looked at.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from emlinh_desktop.base.ffmpeg_binary import ffmpeg_path
from emlinh_desktop.domain.event import Step
from tests.helpers.chromium import PROGRAM, Page, browser_page
from tests.server.stage import Stage

pytestmark = [
    pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine"),
    pytest.mark.usefixtures("bare_stage"),
]
TOPIC = "Lợi ích của việc đọc sách mỗi ngày"
SIZES = {"phone": (390, 844, True), "desktop": (1280, 800, False)}


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two seconds that any browser plays."""
    path = tmp_path_factory.mktemp("film") / "film.webm"
    picture = ["-f", "lavfi", "-i", "testsrc2=size=540x960:rate=30:duration=2"]
    subprocess.run(
        [ffmpeg_path(), "-loglevel", "error", *picture, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-f", "mp4", "-movflags", "+faststart", str(path)], check=True
    )
    return path.read_bytes()


class Server:
    """The stage served on a thread of its own, so that it can be cut and restored while the browser runs."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._leave = threading.Event()
        self._thread: threading.Thread | None = None

    async def start(self) -> None:
        serving = threading.Event()
        self._leave.clear()

        def run() -> None:
            with self._stage.broadcasting():
                serving.set()
                self._leave.wait()

        self._thread = threading.Thread(target=run)
        self._thread.start()
        await asyncio.to_thread(serving.wait)

    async def cut(self) -> None:
        self._leave.set()
        assert self._thread is not None
        await asyncio.to_thread(self._thread.join)


def drive(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(work(), 100))


async def kept(page: Page, name: str) -> None:
    folder = os.environ.get("EMLINH_KEEP_PICTURES")
    if folder:
        await page.picture(Path(folder) / f"{name}.png")


@pytest.mark.parametrize("size", SIZES)
def test_from_the_ask_to_the_playing_film(bare_stage: Stage, tmp_path: Path, film: bytes, size: str) -> None:
    stage = bare_stage
    stage.film_bytes = film
    stage.hold_at = Step.RENDERING_VIDEO
    stage.gate.clear()
    server = Server(stage)

    async def work(page: Page) -> None:
        width_px, height_px, phone = SIZES[size]
        await page.open(f"{stage.url}/#token={stage.token}", width_px, height_px, phone=phone)
        await page.until("document.querySelector('#status')?.className === 'online'")
        assert await page.run("location.hash + document.cookie") == ""
        await kept(page, f"{size}-1-empty")
        await page.type("#topic", TOPIC)
        await page.click("#send")
        await page.until("document.querySelector('.bar i.current') && document.querySelectorAll('.bar i.done').length === 7")
        assert await page.run("document.querySelector('.typing').hidden") is False
        assert TOPIC in await page.run("document.querySelector('.mine').textContent")
        assert await page.run("document.querySelector('.percent').textContent") == "70 %"
        await kept(page, f"{size}-2-running")
        await server.cut()
        await page.until("document.querySelector('#status').className === 'offline'")
        await kept(page, f"{size}-3-cut")
        stage.gate.set()
        await asyncio.to_thread(stage.idle)  # the film is finished while nobody listens
        await server.start()
        await page.until("document.querySelector('#status').className === 'online'", 30)
        await page.until("document.querySelectorAll('.bar i.done').length === 12")
        assert await page.run("document.querySelectorAll('.turn').length") == 1
        await page.run("document.querySelector('video').play()")
        await page.until("document.querySelector('video').currentTime > 0.3 && document.querySelector('video').videoHeight === 960")
        await kept(page, f"{size}-4-playing")
        await page.click("#language")
        await page.until("document.querySelector('.now').textContent.includes('ready')")
        assert await page.run("document.documentElement.scrollWidth <= innerWidth")
        await kept(page, f"{size}-5-english")
        assert {url.split("/")[2] for url in page.asked if url.startswith(("http", "ws"))} == {f"127.0.0.1:{stage.port}"}
        lost = [problem for problem in page.problems if "ERR_CONNECTION_REFUSED" not in problem and "WebSocket connection" not in problem]
        assert lost == []

    async def whole() -> None:
        with stage.making():
            await server.start()
            try:
                async with browser_page(tmp_path / "profile") as page:
                    await work(page)
            finally:
                stage.gate.set()
                await server.cut()

    drive(whole)


def test_without_the_key_the_page_shows_a_lock_and_takes_a_pasted_address(bare_stage: Stage, tmp_path: Path) -> None:
    async def whole() -> None:
        async with browser_page(tmp_path / "profile") as page:
            await page.open(bare_stage.url, 390, 844, phone=True)
            await page.until("document.querySelector('#lock') && !document.querySelector('#lock').hidden")
            await kept(page, "phone-6-locked")
            await page.type("#key", f"{bare_stage.url}/#token={bare_stage.token}")
            await page.click("#unlock button")
            await page.until("document.querySelector('#status').className === 'online'")
            await page.run("document.querySelector('#chat').innerHTML.length")

    with bare_stage.serving():
        drive(whole)


def test_a_topic_is_words_and_never_markup(bare_stage: Stage, tmp_path: Path) -> None:
    topic = "<img src=x onerror=alert(1)> <script>alert(2)</script> mèo"

    async def whole() -> None:
        async with browser_page(tmp_path / "profile") as page:
            await page.open(f"{bare_stage.url}/#token={bare_stage.token}", 390, 844, phone=True)
            await page.until("document.querySelector('#status')?.className === 'online'")
            await page.type("#topic", topic)
            await page.click("#send")
            await page.until("document.querySelectorAll('.bar i.done').length === 12")
            assert topic in await page.run("document.querySelector('.mine').textContent")
            assert await page.run("document.querySelectorAll('#chat img, #chat script').length") == 0
            assert not [p for p in page.problems if "video" not in p.lower() and "/file" not in p and "thumbnail" not in p]

    with bare_stage.serving():
        drive(whole)

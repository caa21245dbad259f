"""The broadcast of the real window: switched, watched and asked from a real browser. `EMLINH_KEEP_PICTURES=FOLDER` keeps pictures of both."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from emlinh_desktop.bridge.broadcasting import BroadcastState, Phase
from emlinh_desktop.domain.conversation import Role
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.event import JobStatus, Step
from emlinh_desktop.domain.fallback import FallbackChoice
from emlinh_desktop.server import broadcast as broadcast_module
from emlinh_desktop.server import page_address
from emlinh_desktop.ui.settings.broadcast_page import BroadcastPage
from emlinh_desktop.ui.settings.settings_dialog import SettingsDialog
from tests.flows.conftest import User
from tests.helpers.chromium import PROGRAM, Page, browser_page
from tests.helpers.fake_services import FakeServices

TOPIC = "Hoa sen trong đời sống"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Host:
    """A user who lets others in."""

    def __init__(self, user: User) -> None:
        self.user = user
        user.opened.settings.change(broadcast_port=free_port())
        user.window.sidebar.broadcast.click()
        (self.dialog,) = user.window.findChildren(SettingsDialog)
        user.until(self.dialog.isVisible)

    @property
    def page(self) -> BroadcastPage:
        return self.dialog.broadcast

    @property
    def state(self) -> BroadcastState:
        return self.user.studio.broadcast_state()

    def switch(self) -> None:
        QTest.mouseClick(self.page.on, Qt.MouseButton.LeftButton)

    def on(self) -> str:
        """Switch on; the address in the QR code."""
        self.switch()
        self.user.until(lambda: self.state.phase is Phase.ON)
        return self.page.door.qr.words

    def beside(self, work: Callable[[], Coroutine[Any, Any, None]], meanwhile: Callable[[], None] = lambda: None) -> None:
        """Do something with a client of another thread while the window lives; `meanwhile` is done on the window's thread, again and again."""
        failed: list[BaseException] = []

        def run() -> None:
            try:
                asyncio.run(asyncio.wait_for(work(), 90))
            except BaseException as error:  # noqa: BLE001 - raised again on the test's thread
                failed.append(error)

        thread = threading.Thread(target=run)

        def ended() -> bool:
            meanwhile()
            return not thread.is_alive()

        thread.start()
        self.user.until(ended, timeout_ms=100_000)
        if failed:
            raise failed[0]

    async def sees(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not condition():  # noqa: ASYNC110 - the window lives on another thread
                await asyncio.sleep(0.02)

    def kept(self, name: str) -> None:
        folder = os.environ.get("EMLINH_KEEP_PICTURES")
        if folder:
            self.dialog.grab().save(f"{folder}/{name}-settings.png")
            self.user.window.grab().save(f"{folder}/{name}-window.png")


@pytest.fixture
def host(user: User) -> Iterator[Host]:
    host = Host(user)
    yield host
    if shiboken6.isValid(host.dialog):
        host.dialog.close()


def test_it_is_off_until_it_is_switched_on(host: Host) -> None:
    assert host.state.phase is Phase.OFF
    assert not host.page.door.isVisible()
    assert host.user.window.sidebar.broadcast.text() == "Phát trực tiếp"
    address = host.on()
    assert address.startswith(f"http://127.0.0.1:{host.user.opened.settings.settings.broadcast_port}/#token=")
    assert "token" not in host.page.door.address.text()
    host.page.door.copy.click()
    assert QApplication.clipboard().text() == address
    host.switch()
    host.user.until(lambda: host.state.phase is Phase.OFF and not host.page.door.isVisible())


@pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine")
@pytest.mark.timeout(200)
def test_a_film_asked_on_the_page_is_made_and_seen_in_both(host: Host, services: FakeServices, tmp_path: Path) -> None:
    address = host.on()
    services.hold()
    services.voice_faults = [ResourceError(ErrorCode.SERVICE_UNREACHABLE, service="edge-tts")]
    user, seen = host.user, threading.Event()

    async def work(page: Page) -> None:
        await page.open(address, 390, 844, phone=True)
        await page.until("document.querySelector('#status')?.className === 'online'")
        await host.sees(lambda: [guest.address for guest in host.state.guests] == ["127.0.0.1"])
        await page.type("#topic", TOPIC)
        await page.click("#send")
        await host.sees(user.window.notice.isVisible)
        await page.until("document.querySelector('.foot span')?.textContent.includes('trên máy tính')")
        await keep(page, "phone-waiting")
        seen.set()
        await page.until("document.querySelectorAll('.bar i.done').length >= 8")
        await keep(page, "phone-running")
        services.may_go_on.set()
        await page.until("document.querySelectorAll('.bar i.done').length === 12")
        await keep(page, "phone-finished")

    async def whole() -> None:
        async with browser_page(tmp_path / "profile") as page:
            await work(page)

    def answer() -> None:
        if seen.is_set():
            user.studio.answer_fallback(user.job(TOPIC), FallbackChoice.STAND_IN)

    host.beside(whole, answer)
    user.until(lambda: user.status(TOPIC) is JobStatus.COMPLETED)
    assert TOPIC in user.window.notice.words
    assert services.choices == [FallbackChoice.STAND_IN]
    user.press(user.window.notice.action)
    user.until(lambda: len(user.finished()) == 1)
    asked, placed = user.messages
    assert (asked.role, asked.text, placed.job_id) == (Role.USER, TOPIC, user.job(TOPIC))
    assert [session.title for session in services.store.sessions(False)] == ["Từ trang trực tiếp"]
    host.kept("asked-on-the-page")
    user.until(lambda: not host.state.guests)


async def keep(page: Page, name: str) -> None:
    folder = os.environ.get("EMLINH_KEEP_PICTURES")
    if folder:
        await page.picture(Path(folder) / f"{name}.png")


def test_the_page_cancels_and_continues_what_the_window_makes(host: Host, services: FakeServices) -> None:
    url, _, key = host.on().partition("/#token=")
    services.hold()
    user = host.user
    user.say(f"Tạo video về {TOPIC}")
    user.say("Tạo video về hoa mai")
    user.until(lambda: user.reached(Step.RENDERING_VIDEO) and user.status("hoa mai") is JobStatus.QUEUED)
    topic = next(view.job.brief.topic for view in user.views.values() if view.job.status is JobStatus.RUNNING)

    async def ask(method: str, path: str) -> int:
        headers = {"Authorization": f"Bearer {key}"}
        async with aiohttp.ClientSession(headers=headers) as session, session.request(method, url + path) as answer:
            return answer.status

    async def cancel() -> None:
        assert await ask("POST", f"/api/jobs/{user.job(topic)}/resume") == 409
        assert await ask("DELETE", f"/api/jobs/{user.job('hoa mai')}") == 202
        assert await ask("DELETE", f"/api/jobs/{user.job(topic)}") == 202

    async def resume() -> None:
        assert await ask("POST", f"/api/jobs/{user.job(topic)}/resume") == 202

    host.beside(cancel)
    user.until(lambda: user.status(topic) is JobStatus.CANCELLED and user.status("hoa mai") is JobStatus.CANCELLED)
    services.may_go_on.set()
    host.beside(resume)
    user.until(lambda: user.status(topic) is JobStatus.COMPLETED)


def test_a_port_in_use_is_said_in_the_window(host: Host) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        host.user.opened.settings.change(broadcast_port=port)
        host.switch()
        host.user.until(lambda: host.state.phase is Phase.FAILED)
        host.user.until(lambda: str(port) in host.user.window.notice.words)
        assert str(port) in host.page.banner.text()
        assert not host.page.on.isChecked()
        host.kept("port-in-use")
    host.on()
    assert host.page.on.isChecked()


@pytest.mark.parametrize(("found", "alone"), [("192.168.7.7", False), ("127.0.0.1", True)])
def test_beyond_this_machine_it_is_loud(host: Host, monkeypatch: pytest.MonkeyPatch, found: str, alone: bool) -> None:
    monkeypatch.setattr(page_address, "network_address", lambda: found)
    host.on()
    assert host.page.banner.property("tone") == "good"
    host.page.reach.pick(True)
    host.user.until(lambda: host.state.phase is Phase.ON and host.state.network)
    assert found in host.page.door.address.text()
    assert host.page.banner.property("tone") == host.user.window.sidebar.broadcast.property("tone") == "warning"
    assert host.user.window.sidebar.broadcast.text().startswith("Mở ra cả mạng")
    assert ("chưa vào mạng nào" in host.page.banner.text()) is alone


def test_a_new_key_locks_the_old_address_out(host: Host) -> None:
    old = host.on()
    host.page.door.renew.click()
    host.user.until(lambda: host.state.phase is Phase.ON and host.state.address != old)
    url, _, key = old.partition("/#token=")

    async def look() -> None:
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {key}"}) as session, session.get(f"{url}/api/jobs") as answer:
            assert answer.status == 401

    host.beside(look)


@pytest.mark.expected_warnings
def test_a_server_that_ends_by_itself_is_told(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_self: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(broadcast_module.Feed, "look", broken)  # type: ignore[attr-defined]  # imported there
    host.switch()
    host.user.until(lambda: host.state.phase is Phase.FAILED)
    host.user.until(lambda: "bất ngờ" in host.user.window.notice.words)
    assert not host.user.opened.settings.settings.broadcast
    monkeypatch.undo()
    host.on()


def test_it_is_on_again_after_a_restart_and_ends_with_the_window(host: Host, start_window: Callable[..., User]) -> None:
    address = host.on()
    host.dialog.close()
    host.user.window.close()
    host.user.leave()
    again = start_window()
    again.until(lambda: again.studio.broadcast_state().address == address)
    assert again.window.sidebar.broadcast.text().startswith("Đang phát")


@pytest.mark.parametrize("end", ["switch", "window"])
def test_those_who_are_connected_are_let_go_quickly(host: Host, end: str) -> None:
    address = host.on()
    url, _, key = address.partition("/#token=")
    codes: list[int | None] = []

    async def stay() -> None:
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {key}"}) as session, session.ws_connect(f"{url}/ws") as socket_:
            await socket_.receive()
            async for _ in socket_:
                pass
            codes.append(socket_.close_code)

    clients = [threading.Thread(target=lambda: asyncio.run(asyncio.wait_for(stay(), 60))) for _ in range(3)]
    for client in clients:
        client.start()
    host.user.until(lambda: len(host.state.guests) == 3)
    assert host.page.guests.text().count("127.0.0.1") == 3
    began = time.monotonic()
    if end == "switch":
        host.switch()
        host.user.until(lambda: not any(client.is_alive() for client in clients))
    else:
        host.dialog.close()
        host.user.window.close()
        host.user.leave()
    for client in clients:
        client.join(10)
    assert time.monotonic() - began < 5
    assert codes == [1001] * 3  # going away

"""Closing, crashing, starting again: nothing said and nothing made is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.bridge.single_instance import SingleInstance
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.event import JobStatus, Step
from emlinh_desktop.settings.settings import Theme
from emlinh_desktop.ui.closing_dialog import Closing, ClosingDialog
from emlinh_desktop.ui.settings.settings_dialog import SettingsDialog
from emlinh_desktop.ui.theme import colours
from emlinh_desktop.ui.ui_text import window_language
from tests.flows.conftest import StartWindow, User
from tests.helpers.command_line import command, environment
from tests.helpers.fake_services import FakeServices

WISH = "Tạo video về hoa sen"
TOPIC = "hoa sen"
_CLAIMING = "import os, sys\nfrom pathlib import Path\nfrom emlinh_desktop.bridge.single_instance import SingleInstance\n"


def begin(user: User, services: FakeServices) -> None:
    services.hold()
    user.say(WISH)
    user.until(lambda: user.reached(Step.RENDERING_VIDEO))


def test_one_can_write_at_once(user: User) -> None:
    assert user.window.focusWidget() is user.window.chat.composer.edit


def test_an_idle_window_closes_without_a_question(user: User) -> None:
    user.window.close()
    assert user.leaving == [True]
    assert user.window.findChildren(ClosingDialog) == []


def test_closing_while_running_can_keep_it_running(user: User, services: FakeServices) -> None:
    begin(user, services)
    user.answer_closing(Closing.KEEP_RUNNING)
    assert user.window.isMinimized() or not user.window.isVisible()
    services.may_go_on.set()
    user.until(lambda: user.status(TOPIC) is JobStatus.COMPLETED)
    assert user.leaving == []
    user.window.come_forward()
    user.until(lambda: bool(user.finished()))


def test_closing_while_running_can_continue_later(user: User, services: FakeServices, start_window: StartWindow) -> None:
    begin(user, services)
    user.say("Tạo video về hoa mai")
    user.until(lambda: user.status("hoa mai") is JobStatus.QUEUED)
    user.answer_closing(Closing.LATER)
    assert user.leaving == [True]
    user.leave()
    assert services.store.job(user.job(TOPIC)).status is JobStatus.INTERRUPTED
    services.may_go_on.set()
    again = start_window()
    again.until(lambda: again.window.notice.isVisible() and again.status("hoa mai") is JobStatus.COMPLETED)
    again.press(again.window.notice.action)
    again.until(lambda: again.status(TOPIC) is JobStatus.COMPLETED)
    again.until(lambda: len(again.finished()) == 2)


def test_closing_while_running_can_cancel(user: User, services: FakeServices) -> None:
    begin(user, services)
    user.answer_closing(Closing.CANCEL)
    assert user.leaving == [True]
    user.leave()
    assert services.store.job(user.job(TOPIC)).status is JobStatus.CANCELLED


def test_escape_keeps_the_window(user: User, services: FakeServices) -> None:
    begin(user, services)
    user.window.close()
    (dialog,) = user.window.findChildren(ClosingDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert user.window.isVisible()
    assert user.leaving == []
    services.may_go_on.set()
    user.until(lambda: user.status(TOPIC) is JobStatus.COMPLETED)


def test_a_restart_shows_the_last_conversation(user: User, services: FakeServices, start_window: StartWindow) -> None:
    user.say(WISH)
    user.until(lambda: user.status(TOPIC) is JobStatus.COMPLETED)
    user.window.resize(780, 700)
    user.window.close()
    user.leave()
    again = start_window()
    again.until(lambda: len(again.finished()) == 1)
    assert (again.window.width(), again.window.height()) == (780, 700)  # the offscreen screen is 800 wide
    assert not again.window.notice.isVisible()


def test_a_crash_leaves_a_job_to_continue(services: FakeServices, start_window: StartWindow) -> None:
    code = (
        "import os\nfrom emlinh_desktop.base.cancellation import CancelToken\nfrom emlinh_desktop.base.paths import app_paths\n"
        "from emlinh_desktop.domain.brief import Brief\nfrom emlinh_desktop.domain.conversation import MessageKind, Role\n"
        "from emlinh_desktop.store.sqlite_store import open_store\nstore = open_store(app_paths(), CancelToken())\n"
        f"job_id = store.create_job(Brief({TOPIC!r}), 's', {str(app_paths().films / 'a.mp4')!r})\n"
        "store.add_message('s', Role.EM_LINH, '', MessageKind.JOB, job_id)\nstore.enqueue(job_id)\nstore.take_next()\n"
        "store.claim(job_id, 'me', CancelToken())\nos._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    user = start_window()
    user.until(lambda: len(user.ended()) == 1 and user.window.notice.isVisible())
    user.press(user.ended()[0].resume_button)
    user.until(lambda: user.status(TOPIC) is JobStatus.COMPLETED)


def test_language_and_theme_switch_live(user: User) -> None:
    try:
        user.opened.settings.change(language=Language.EN, theme=Theme.DARK)
        assert user.window.sidebar._new.text() == "New conversation"
        assert colours().dark
        user.opened.settings.change(language=Language.VI, theme=Theme.LIGHT)
        assert user.window.sidebar._new.text() == "Cuộc trò chuyện mới"
        assert not colours().dark
    finally:
        window_language().set_language(Language.VI)


def test_the_sidebar_is_a_drawer_on_a_narrow_window(user: User) -> None:
    user.window.resize(380, 700)
    user.until(lambda: user.window.drawer.narrow)
    assert not user.window.sidebar.isVisible()
    user.window.search()
    user.until(lambda: user.window.sidebar.isVisible() and user.window.sidebar.x() == 0)
    user.window.new_session()
    user.until(lambda: not user.window.sidebar.isVisible())
    user.window.resize(1000, 700)
    user.until(user.window.sidebar.isVisible)


def test_the_library_and_the_settings_open(user: User) -> None:
    user.say(WISH)
    user.until(lambda: user.status(TOPIC) is JobStatus.COMPLETED)
    user.window.show_library()
    assert user.window.sidebar.sessions.currentIndex().isValid() is False  # the library is what is marked now
    library = user.window.library
    assert library is not None
    user.until(lambda: library.isVisible() and library.films.rowCount() == 1)
    user.window.show_settings()
    user.until(lambda: bool(user.window.findChildren(SettingsDialog)))
    for dialog in user.window.findChildren(SettingsDialog):
        dialog.close()


def test_a_second_start_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "data")
    assert first.claim()
    code = f"{_CLAIMING}sys.exit(SingleInstance(Path({str(tmp_path / 'data')!r})).claim())"
    with qtbot.waitSignal(first.raised, timeout=20_000):
        second = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
    assert second.wait(timeout=20) == 0
    first.release()
    third = SingleInstance(tmp_path / "data")
    assert third.claim()
    third.release()


def test_a_killed_window_does_not_keep_the_next_one_out(tmp_path: Path) -> None:
    code = f"{_CLAIMING}assert SingleInstance(Path({str(tmp_path)!r})).claim()\nos._exit(9)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 9
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    instance.release()


def test_the_shipped_command_opens_a_window_and_ends_on_a_signal(own_home: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(command("--debug"), env=environment(own_home), cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "schema none ->" in line:  # the store is open: the window has been painted
            break
    process.send_signal(signal.SIGTERM)
    _, rest = process.communicate(timeout=30)
    assert process.returncode == 0, rest
    assert "Traceback" not in rest
    assert "QThread" not in rest
    assert (own_home / "config" / "window.json").is_file()


def test_without_a_display_it_says_so(own_home: Path, tmp_path: Path) -> None:
    bare = {name: value for name, value in environment(own_home).items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    for display in ({}, {"DISPLAY": ":987"}, {"DISPLAY": "nonsense"}):
        done = subprocess.run(command(), env={**bare, **display}, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "màn hình" in done.stderr or os.name == "nt"

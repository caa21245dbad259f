"""The real main window, wired by the shipped `app`, driven by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from emlinh_desktop.app import App, OpenedWindow
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.conversation import JobView, MessageRecord
from emlinh_desktop.domain.event import JobId, JobStatus, ProgressEvent, Step
from emlinh_desktop.ui.chat.ended_bubbles import EndedBubble
from emlinh_desktop.ui.chat.finished_bubble import FinishedBubble
from emlinh_desktop.ui.chat.progress_bubble import ProgressBubble
from emlinh_desktop.ui.closing_dialog import Closing, ClosingDialog
from tests.helpers.fake_services import FakeServices

Kind = TypeVar("Kind", bound=QWidget)


class User:
    """Someone at the window: says, presses, waits, looks."""

    def __init__(self, qtbot: QtBot, app: App, *, welcomed: bool) -> None:
        self._qtbot = qtbot
        self.opened = OpenedWindow(app)
        self.window = self.opened.window
        self.studio = self.opened.studio
        self.told: list[ProgressEvent] = []
        self.views: dict[JobId, JobView] = {}
        self.messages: list[MessageRecord] = []
        self.leaving: list[bool] = []
        self.studio.told.connect(self.told.append)
        self.studio.job_changed.connect(lambda view: self.views.update({view.job.id: view}))
        self.studio.message_added.connect(self.messages.append)
        self.window.leaving.connect(lambda: self.leaving.append(True))
        self.window.show()
        if welcomed and self.window.welcome is not None:
            self.press(self.window.welcome.skip)
        self._closed = False

    def say(self, words: str) -> None:
        """Type into the composer and press Enter."""
        edit = self.window.chat.composer.edit
        edit.setFocus()
        edit.setPlainText(words)
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def until(self, condition: Callable[[], bool], timeout_ms: int = 10_000) -> None:
        self._qtbot.waitUntil(condition, timeout=timeout_ms)

    def press(self, button: QPushButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def seen(self, kind: type[Kind]) -> list[Kind]:
        """Widgets of a kind that are shown now, in the order of the conversation."""
        found = [child for child in self.window.chat.messages.findChildren(kind) if child.isVisibleTo(self.window)]
        return sorted(found, key=lambda child: child.mapTo(self.window, child.rect().topLeft()).y())

    def progress(self) -> list[ProgressBubble]:
        return self.seen(ProgressBubble)

    def ended(self) -> list[EndedBubble]:
        return self.seen(EndedBubble)

    def finished(self) -> list[FinishedBubble]:
        return self.seen(FinishedBubble)

    def status(self, topic: str) -> JobStatus | None:
        return next((view.job.status for view in self.views.values() if view.job.brief.topic == topic), None)

    def job(self, topic: str) -> JobId:
        return next(view.job.id for view in self.views.values() if view.job.brief.topic == topic)

    def reached(self, step: Step) -> bool:
        return any(event.step is step for event in self.told)

    def answer_closing(self, answer: Closing) -> None:
        """Close the window and answer its question."""
        self.window.close()
        self.until(lambda: bool(self.window.findChildren(ClosingDialog)))
        (dialog,) = self.window.findChildren(ClosingDialog)
        self.press(dialog.buttons[answer])
        self.until(lambda: not dialog.isVisible())

    def leave(self) -> None:
        """What the program does after `leaving`."""
        if not self._closed:
            self._closed = True
            assert self.opened.close()
            self.window.deleteLater()


@pytest.fixture(scope="session", autouse=True)
def resource_tracker_running() -> None:
    """It is a child of the interpreter, started with the first spawn and kept to the end: not something a test left."""
    resource_tracker.ensure_running()


@pytest.fixture
def services() -> Iterator[FakeServices]:
    made = FakeServices()
    yield made
    made.close()


StartWindow = Callable[..., User]


@pytest.fixture
def start_window(qtbot: QtBot, services: FakeServices) -> Iterator[StartWindow]:
    """Start the window: with the fake film maker, or with another App; past the first start's welcome unless told otherwise."""
    users: list[User] = []

    def start(app: App | None = None, *, welcomed: bool = True) -> User:
        users.append(User(qtbot, app or services, welcomed=welcomed))
        return users[-1]

    yield start
    for user in users:
        user.leave()
    QApplication.processEvents()


@pytest.fixture
def real_app() -> Iterator[App]:
    app = App(app_paths(), CancelToken(), previews=True)
    yield app
    app.close()


@pytest.fixture
def user(start_window: StartWindow) -> User:
    return start_window()


@pytest.fixture
def films_folder() -> Path:
    return app_paths().films

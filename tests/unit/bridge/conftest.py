"""A studio with a real store, a film maker that makes text files, and a listener on all its signals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from emlinh_desktop.bridge.film_studio import Studio
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.domain.conversation import JobView, MessageRecord
from emlinh_desktop.domain.event import JobId, JobStatus, ProgressEvent, Step
from tests.helpers.fake_services import FakeServices


class Listener(QObject):
    """Everything a studio told."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.events: list[ProgressEvent] = []
        self.views: list[JobView] = []
        self.messages: list[MessageRecord] = []
        self.troubles: list[Exception] = []
        studio.told.connect(self.events.append)
        studio.job_changed.connect(self.views.append)
        studio.message_added.connect(self.messages.append)
        studio.trouble.connect(self.troubles.append)

    def status(self, job_id: JobId) -> JobStatus | None:
        return next((view.job.status for view in reversed(self.views) if view.job.id == job_id), None)

    def steps(self, job_id: JobId) -> list[Step]:
        return [event.step for event in self.events if event.job_id == job_id]

    def jobs(self) -> list[JobId]:
        """In the order their places in the conversation came."""
        return [message.job_id for message in self.messages if message.job_id is not None]


@pytest.fixture
def services() -> Iterator[FakeServices]:
    made = FakeServices()
    yield made
    made.close()


OpenStudio = Callable[[], tuple[Studio, Listener]]


@pytest.fixture
def open_studio(services: FakeServices, tmp_path: Path, qtbot: QtBot) -> Iterator[OpenStudio]:
    opened: list[Studio] = []

    def make() -> tuple[Studio, Listener]:
        studio = Studio(services, SettingsHolder(tmp_path / "settings.json"))
        opened.append(studio)
        listener = Listener(studio)
        studio.start()
        return studio, listener

    yield make
    for studio in opened:
        studio.close()
        assert studio.ended

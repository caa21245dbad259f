"""Every widget test is dressed in the shipped theme and speaks Vietnamese unless it says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.event import SessionId
from emlinh_desktop.settings.settings import Theme
from emlinh_desktop.ui.chat.chat_view import ChatView
from emlinh_desktop.ui.theme import apply_theme
from emlinh_desktop.ui.ui_text import window_language
from tests.helpers.fake_studio import FakeStudio


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, Theme.LIGHT)
    window_language().set_language(Language.VI)
    yield
    apply_theme(qapp, Theme.LIGHT)
    window_language().set_language(Language.VI)


@pytest.fixture
def studio() -> FakeStudio:
    return FakeStudio()


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[SettingsHolder]:
    holder = SettingsHolder(tmp_path / "settings.json")
    yield holder
    holder.close()


@pytest.fixture
def session(studio: FakeStudio) -> SessionId:
    return studio.add_session("Đọc sách")


@pytest.fixture
def view(qtbot: QtBot, studio: FakeStudio, settings: SettingsHolder, session: SessionId) -> Iterator[ChatView]:
    chat = ChatView(studio, settings)
    qtbot.addWidget(chat)
    chat.resize(900, 700)
    chat.show()
    chat.open_session(session)
    qtbot.wait(1)  # one turn: the first page is answered
    yield chat
    chat.messages.clear()  # players and pictures go before the application

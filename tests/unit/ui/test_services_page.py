"""Online services in the settings: one rule with the command line, keys that are never shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.fallback import FallbackPolicy
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.settings.secrets import KeyPlace
from emlinh_desktop.ui.settings.services_page import ServicesPage
from emlinh_desktop.ui.settings.voices_page import VoicesPage
from emlinh_desktop.ui.ui_text import window_language
from tests.helpers.fake_studio import FakeStudio

KEY = "sk-planted-1234"


@pytest.fixture
def page(qtbot: QtBot, studio: FakeStudio, settings: SettingsHolder) -> ServicesPage:
    shown = ServicesPage(studio, settings)
    qtbot.addWidget(shown)
    shown.resize(560, 560)
    shown.show()
    return shown


def test_what_is_chosen_is_kept(page: ServicesPage, settings: SettingsHolder) -> None:
    page.writer.pick("openai")
    page.fallback.pick(FallbackPolicy.STOP)
    page.llm_url.setText(" http://127.0.0.1:9000/v1 ")
    page.llm_url.editingFinished.emit()
    page.llm_model.name.setEditText("big")
    page.llm_model.name.lineEdit().editingFinished.emit()  # type: ignore[union-attr]  # it is editable
    page.speech_voices.setText("lan, mai")
    page.speech_voices.editingFinished.emit()
    now = settings.settings
    assert (now.writer, now.fallback, now.llm_url, now.llm_model) == ("openai", FallbackPolicy.STOP, "http://127.0.0.1:9000/v1", "big")
    assert now.speech_voices == "lan, mai"


def test_a_wrong_address_is_said_and_not_kept(page: ServicesPage, settings: SettingsHolder) -> None:
    page.writer.pick("llm")
    page.llm_url.setText("localhost:9000")
    page.llm_url.editingFinished.emit()
    assert settings.settings.llm_url == ""
    assert page._trouble.isVisible()
    assert "http://" in page._trouble.text()


def test_only_what_the_writer_needs_is_shown(page: ServicesPage) -> None:
    def shown() -> list[str]:
        return [name for name in ("llm_url", "llm_model", "llm_key") if page._rows[name].isVisible()]

    assert shown() == []
    page.writer.pick("ollama")
    assert shown() == ["llm_model"]
    page.writer.pick("deepseek")
    assert shown() == ["llm_model", "llm_key"]
    page.writer.pick("llm")
    assert shown() == ["llm_url", "llm_model", "llm_key"]


def test_the_environment_is_shown_and_cannot_be_changed(page: ServicesPage, settings: SettingsHolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMLINH_LLM_MODEL", "given")
    monkeypatch.setenv("EMLINH_FALLBACK", "fall-back")
    settings.change(writer="openai", llm_model="mine")
    assert page.llm_model.name.currentText() == "given"
    assert not page.llm_model.isEnabled()
    assert page._rows["llm_model"]._note.text() == "Theo biến môi trường EMLINH_LLM_MODEL"
    assert page.fallback.chosen() is FallbackPolicy.FALL_BACK
    assert not page.fallback.isEnabled()
    assert page.llm_url.isEnabled()


def test_an_environment_that_cannot_be_is_said(page: ServicesPage, settings: SettingsHolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMLINH_FALLBACK", "perhaps")
    settings.change(llm_model="mine")
    assert "EMLINH_FALLBACK" in page._trouble.text()


def test_a_key_is_kept_and_never_shown(qtbot: QtBot, page: ServicesPage, studio: FakeStudio) -> None:
    page.writer.pick("openai")
    field = page.llm_key
    qtbot.waitUntil(lambda: field.said.text() == "Chưa có khóa.")
    QTest.keyClicks(field.edit, KEY)
    QTest.mouseClick(field.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "kho khóa" in field.said.text())
    assert studio.asked == [("save_key", "OPENAI_API_KEY", KEY)]
    assert field.edit.text() == ""
    field.forget.click()
    qtbot.waitUntil(lambda: field.said.text() == "Chưa có khóa.")
    assert studio.asked[-1] == ("save_key", "OPENAI_API_KEY", "")


def test_a_key_of_the_environment_is_left_there(qtbot: QtBot, page: ServicesPage, studio: FakeStudio) -> None:
    studio.key_places["DEEPSEEK_API_KEY"] = KeyPlace.ENVIRONMENT
    page.writer.pick("deepseek")
    qtbot.waitUntil(lambda: "DEEPSEEK_API_KEY" in page.llm_key.said.text())
    assert not page.llm_key.edit.isEnabled()
    assert not page.llm_key.forget.isVisible()


def test_models_are_listed_and_written_names_stay(qtbot: QtBot, page: ServicesPage, studio: FakeStudio) -> None:
    page.writer.pick("ollama")
    studio.model_list = ("small", "big")
    page.llm_model.name.setEditText("mine")
    page.llm_model.list.click()
    qtbot.waitUntil(page.llm_model.said.isVisible)
    assert [page.llm_model.name.itemText(number) for number in range(2)] == ["small", "big"]
    assert page.llm_model.name.currentText() == "mine"
    studio.model_list = ResourceError(ErrorCode.SERVICE_UNREACHABLE, service="Ollama")
    page.llm_model.list.click()
    qtbot.waitUntil(lambda: "Ollama" in page.llm_model.said.text())
    window_language().set_language(Language.EN)
    assert "cannot be reached" in page.llm_model.said.text()


def test_online_voices_are_listed_and_can_be_the_usual_one(qtbot: QtBot, studio: FakeStudio, settings: SettingsHolder) -> None:
    name = "edge:vi-VN-HoaiMyNeural"
    studio.voice_list = [Voice(name, "edge", Language.VI, "", "female", offline=False, licence="x")]
    page = VoicesPage(studio, settings)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: name in page.rows)
    page.rows[name].usual.click()
    assert settings.settings.voice == name
    assert page.rows[name].usual.text() == "HoaiMy · Edge · Tiếng Việt"

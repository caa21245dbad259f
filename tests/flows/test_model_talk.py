"""The real window with a language model behind it: the real openai library against a local server."""

from __future__ import annotations

import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from emlinh_desktop.base.log_setup import set_up_logging
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.bridge.diagnostics_bundle import save_bundle
from emlinh_desktop.domain import service_faults
from emlinh_desktop.domain.conversation import MessageKind, Role
from emlinh_desktop.ui.chat.bubble import TextBubble
from tests.flows.conftest import StartWindow, User
from tests.helpers.openai_server import KEY, Calls, OpenAIServer

WISH = "Tạo video 6 giây về hoa sen"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    monkeypatch.setattr(service_faults, "_WAITS_S", (0.01, 0.01))
    with OpenAIServer() as server:
        monkeypatch.setenv("EMLINH_LLM_URL", server.base_url)
        monkeypatch.setenv("EMLINH_LLM_MODEL", "fake-large")
        monkeypatch.setenv("EMLINH_LLM_KEY", KEY)
        yield server


@pytest.fixture
def talker(server: OpenAIServer, start_window: StartWindow) -> User:
    import openai  # noqa: F401 - half a second that is not what is measured

    return start_window()


def said_by_em_linh(user: User) -> list[str]:
    return [message.text for message in user.messages if message.role is Role.EM_LINH and message.kind is not MessageKind.JOB]


def shown(user: User) -> list[str]:
    return [bubble.label.words for bubble in user.seen(TextBubble)]


def test_words_are_on_screen_as_they_come(server: OpenAIServer, talker: User) -> None:
    server.faults, server.replies = [None, "drip:0.08"], ["Dạ.", "Sen hồng nở rộ vào mùa hè, tỏa hương dịu nhẹ khắp đầm."]
    talker.say("chào em")
    talker.until(lambda: said_by_em_linh(talker) == ["Dạ."])
    before = len(server.sent_at)
    seen_at: list[float] = []
    words_at_first: list[str] = []

    def look() -> bool:
        now = [words for words in shown(talker) if words.startswith("Sen")]
        if now and not seen_at:
            seen_at.append(time.monotonic())
            words_at_first.extend(now)
        return bool(seen_at)

    talker.say("hoa sen nở khi nào?")
    talker.until(look)
    assert seen_at[0] - server.sent_at[before + 1] < 0.05 + 0.02  # the first text after the role; waitUntil looks every 10 ms
    assert len(words_at_first[0]) < 20
    talker.until(lambda: len(said_by_em_linh(talker)) == 2)
    assert said_by_em_linh(talker)[1] == "Sen hồng nở rộ vào mùa hè, tỏa hương dịu nhẹ khắp đầm."
    assert shown(talker)[-1] == said_by_em_linh(talker)[1]
    assert not talker.window.chat.messages.is_typing
    roles = [message["role"] for message in server.requests[-1]["body"]["messages"]]
    assert roles == ["system", "user", "assistant", "user"]


def test_the_first_words_of_a_session_are_answered_as_they_come(server: OpenAIServer, talker: User) -> None:
    server.faults, server.replies = ["drip:0.08"], ["Sen hồng nở rộ vào mùa hè, tỏa hương dịu nhẹ khắp đầm."]
    talker.say("hoa sen nở khi nào?")
    talker.until(lambda: talker.window.chat.messages.is_typing)
    talker.until(lambda: any(words.startswith("Sen hồng") for words in shown(talker)))
    assert said_by_em_linh(talker) == []
    talker.until(lambda: len(said_by_em_linh(talker)) == 1)
    QTest.qWait(100)
    assert shown(talker).count("Sen hồng nở rộ vào mùa hè, tỏa hương dịu nhẹ khắp đầm.") == 1
    assert not talker.window.chat.messages.is_typing


def test_a_wish_becomes_a_film_through_a_call(server: OpenAIServer, talker: User) -> None:
    server.replies = [Calls([("create_video", json.dumps({"topic": "hoa sen", "duration_seconds": 6}))], "Dạ, em làm ngay!")]
    talker.say(WISH)
    talker.until(lambda: bool(talker.finished()))
    assert said_by_em_linh(talker) == ["Dạ, em làm ngay!"]
    assert server.requests[0]["body"]["tools"]


@pytest.mark.parametrize("by", ["button", "escape", "words"])
def test_a_hanging_server_is_left_within_a_second(server: OpenAIServer, talker: User, by: str) -> None:
    server.faults = ["hang"]
    talker.say("kể em nghe về hoa sen đi")
    talker.until(lambda: bool(server.requests))
    composer = talker.window.chat.composer
    talker.until(composer.send_button.isEnabled)  # it stops now
    began = time.monotonic()
    if by == "words":
        server.replies = ["Dạ em chào."]
        talker.say("thôi, chào em")
        talker.until(lambda: said_by_em_linh(talker) == ["Dạ em chào."])
    else:
        if by == "button":
            QTest.mouseClick(composer.send_button, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(composer.edit, Qt.Key.Key_Escape)
        talker.until(lambda: not talker.window.chat.messages.is_typing)
        assert said_by_em_linh(talker) == []
    assert time.monotonic() - began < 1.0
    talker.say("chào em")
    talker.until(lambda: len(said_by_em_linh(talker)) >= 1)


def test_closing_does_not_wait_for_a_hanging_server(server: OpenAIServer, talker: User) -> None:
    server.faults = ["hang"]
    talker.say("kể em nghe về hoa sen đi")
    talker.until(lambda: bool(server.requests))
    began = time.monotonic()
    talker.leave()
    assert time.monotonic() - began < 2.0


@pytest.mark.parametrize("fault", ["401", "429:300", "quota", "cut:2", "noend:2", "refusal", "empty", "503"])
def test_where_the_server_fails_the_rules_answer(server: OpenAIServer, talker: User, fault: str) -> None:
    server.faults = [fault] * 3
    server.replies = ["Em kể chuyện hoa sen."] * 3
    talker.say(WISH)
    talker.until(lambda: bool(talker.finished()))
    (note,) = said_by_em_linh(talker)
    assert "cách có sẵn" in note
    assert KEY not in note


def test_the_key_is_nowhere(server: OpenAIServer, talker: User, tmp_path: Path) -> None:
    paths = app_paths()
    set_up_logging(paths.logs, debug=False)
    server.replies = [Calls([("create_video", json.dumps({"topic": "hoa sen"}))], "Dạ!")]
    talker.say(WISH)
    talker.until(lambda: bool(talker.finished()))
    server.faults = ["401"]
    talker.say("chào em")  # the server's answer to this one names the key
    talker.until(lambda: len(said_by_em_linh(talker)) >= 3)
    assert server.requests[0]["key"] == f"Bearer {KEY}"
    assert all(KEY not in json.dumps(event.to_json(), ensure_ascii=False) for event in talker.told)
    save_bundle(tmp_path / "bundle.zip", paths, talker.opened.settings.settings, [])
    talker.leave()
    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        assert all(KEY.encode() not in bundle.read(name) for name in bundle.namelist())
    assert "the model does not answer" in (paths.logs / "emlinh.log").read_text(encoding="utf-8")
    for folder in (paths.data, paths.config, paths.logs, paths.cache, paths.films):
        for path in folder.rglob("*"):
            assert not path.is_file() or KEY.encode() not in path.read_bytes(), path

"""Em Linh always has an answer, in both languages."""

from __future__ import annotations

import pytest

from emlinh_desktop.base.locale_text import LANGUAGES, text
from emlinh_desktop.chat.answers import Answer, Situation, answer, small_talk_of
from emlinh_desktop.chat.understanding import understand

IDLE = Situation()
BUSY = Situation(running_topic="hoa sen", percent=41.6, left_s=12.3, queued=1, has_film=True)


def answered(message: str, situation: Situation) -> tuple[Answer, ...]:
    return answer(understand(message), message, situation)


@pytest.mark.parametrize(
    ("message", "idle", "busy"),
    [
        ("tạo video về biển", "chat.started", "chat.queued"),
        ("đây là kịch bản: Xin chào các bạn nhé.", "chat.started_script", "chat.queued"),
        ("tạo video", "chat.ask.topic", "chat.ask.topic"),
        ("bọn trẻ làm video về Tết", "chat.ask.confirm", "chat.ask.confirm"),
        ("video đi em", "chat.ask.film", "chat.ask.film"),
        ("đổi nền sang văn phòng", "chat.edit.no_film", "chat.edit.again"),
        ("dừng lại", "chat.cancel.nothing", "chat.cancel.running"),
        ("xong chưa?", "chat.status.nothing", "chat.status.left"),
        ("em làm được gì?", "chat.help", "chat.help"),
        ("Thủ đô của Úc là gì?", "chat.question", "chat.question"),
        ("asdf qwer", "chat.none", "chat.none"),
        ("cảm ơn em", "chat.small.thanks", "chat.small.thanks"),
    ],
)
def test_each_message_has_its_answer_in_each_situation(message: str, idle: str, busy: str) -> None:
    for situation, key in ((IDLE, idle), (BUSY, busy)):
        (said,) = answered(message, situation)
        assert said.key == key
        for language in LANGUAGES:
            assert "{" not in text(said.key, language, **said.values)
            assert all(text(button, language) for button in said.buttons)


def test_an_error_is_told_with_what_to_do() -> None:
    said = answered("tạo video dài 2 giây về biển", IDLE)
    assert [one.key for one in said] == ["error.duration_out_of_range.what", "error.duration_out_of_range.do"]
    assert "2" in text(said[0].key, "vi", **said[0].values)
    assert "300" in text(said[1].key, "en", **said[1].values)


@pytest.mark.parametrize(
    ("message", "kind"),
    [("Chào em", "greeting"), ("tks nha", "thanks"), ("bye em", "bye"), ("em dễ thương ghê", "praise"), ("em khỏe không?", "feeling"), ("haha", "other")],
)
def test_kinds_of_small_talk(message: str, kind: str) -> None:
    assert small_talk_of(message) == kind
    assert text(f"chat.small.{kind}", "vi")

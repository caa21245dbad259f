"""The user's own words become the Script."""

from __future__ import annotations

import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.script import Script
from emlinh_desktop.writing.own_script import OwnScriptWriter, title_of
from emlinh_desktop.writing.script_length import MAX_SCRIPT_CHARACTERS


def write(text: str, topic: str = "") -> Script:
    brief = Brief(topic=topic, script_text=text)
    writer = OwnScriptWriter()
    return writer.write(brief, writer.language_of(brief), lambda texts: [1.0] * len(texts), lambda fraction: None, CancelToken())


def test_every_word_is_kept() -> None:
    script = write("# Sáng\n\nXin chào! C# là một ngôn ngữ.\n\nHẹn gặp lại.")
    assert [line.text for line in script.lines] == ["Sáng.", "Xin chào!", "C# là một ngôn ngữ.", "Hẹn gặp lại."]
    assert [line.ends_paragraph for line in script.lines] == [True, False, True, True]
    assert (script.title, script.writer, script.draft, script.language) == ("Sáng", "own", False, Language.VI)


def test_title_is_the_topic_or_the_first_sentence() -> None:
    assert write("Lời.", topic="Hồ Gươm").title == "Hồ Gươm"
    assert (
        title_of("Một câu rất dài " * 20) == "Một câu rất dài Một câu rất dài Một câu rất dài Một câu rất dài Một câu rất dài…"[:80].rstrip("…").rstrip() + "…"
    )


@pytest.mark.parametrize("ornament", ["👨\u200d👩\u200d👧\u200d👦" * 200, "[" * 5000])
def test_ornaments_before_the_first_word_are_no_title(ornament: str) -> None:
    assert title_of(f"{ornament} Xin chào cả nhà.").startswith("Xin chào cả nhà")


@pytest.mark.parametrize("text", ["", "\n\n\n", "---\n***", "🎉", "(Nhạc nổi lên)"])
def test_nothing_to_say(text: str) -> None:
    with pytest.raises(InputError) as caught:
        write(text, topic="x")
    assert caught.value.code is ErrorCode.SCRIPT_EMPTY


@pytest.mark.parametrize("text", ["Câu này lặp lại. " * 20_000, "từ " * 20_000])
def test_far_too_long(text: str) -> None:
    with pytest.raises(InputError) as caught:
        write(text, topic="x")
    assert caught.value.code is ErrorCode.SCRIPT_TOO_LONG
    assert caught.value.params["limit"] == MAX_SCRIPT_CHARACTERS


def test_cancel_is_heard() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        OwnScriptWriter().write(Brief(topic="", script_text="Lời."), Language.VI, lambda texts: [], lambda fraction: None, token)

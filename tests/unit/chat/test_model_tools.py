"""What a model's call means, and which calls mean nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from emlinh_desktop.chat.intents import Intent
from emlinh_desktop.chat.meaning import Edit, WishedBrief
from emlinh_desktop.chat.model_tools import TOOLS, CallUnusable, read_call
from emlinh_desktop.chat.persona import is_in_words, persona, shown_words
from emlinh_desktop.domain.brief import Composition, Language
from emlinh_desktop.domain.language_model import ToolCall


def call(name: str, arguments: Any) -> ToolCall:
    return ToolCall("c", name, arguments if isinstance(arguments, str) else json.dumps(arguments))


def test_a_wish_with_everything() -> None:
    given = {
        "topic": " hoa sen ",
        "duration_seconds": 20,
        "composition": "Portrait",
        "background": "abstract",
        "voice_gender": "male",
        "voice_region": "south",
        "language": "vi",
        "captions": False,
        "music": "calm",
        "speed": "slow",
        "unheard": {"of": 1},
    }
    assert read_call(call("create_video", given)).brief == WishedBrief(
        topic="hoa sen",
        duration_s=20,
        composition=Composition.PORTRAIT,
        background="abstract",
        voice_gender="nam",
        voice_region="nam",
        speed="chậm",
        language=Language.VI,
        captions=False,
        music=True,
        music_mood="calm",
    )
    assert read_call(call("create_video", {"topic": "a", "music": "none", "captions": None, "voice": ""})).brief == WishedBrief(topic="a", music=False)


def test_changes() -> None:
    given = {
        "composition": "square",
        "speed": "faster",
        "music_volume": "down",
        "duration_change_seconds": -10,
        "lines": [{"action": "replace", "line": 2, "text": "Xin chào."}, {"action": "delete", "line": -1}, {"action": "insert", "line": 1, "text": "A"}],
    }
    assert read_call(call("edit_video", given)).edits == (
        Edit("composition", composition=Composition.SQUARE),
        Edit("speed", speed="nhanh"),
        Edit("music", volume="down"),
        Edit("duration", delta_s=-10),
        Edit("line_text", line=2, text="Xin chào."),
        Edit("line_delete", line=-1),
        Edit("line_insert", line=1, where="after", text="A"),
    )
    assert read_call(call("edit_video", {"undo": True, "background": "none"})).edits == (Edit("undo"),)


@pytest.mark.parametrize(("name", "intent"), [("cancel_video", Intent.CANCEL), ("video_status", Intent.STATUS)])
@pytest.mark.parametrize("arguments", ["", "{}", "{ }"])
def test_tools_without_arguments(name: str, intent: Intent, arguments: str) -> None:
    assert read_call(call(name, arguments)).intent is intent


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("delete_everything", {}),
        ("", {}),
        ("create_video", '{"topic": "hoa s'),
        ("create_video", "[" * 100_000),
        ("create_video", "[]"),
        ("create_video", '"topic"'),
        ("create_video", {}),
        ("create_video", {"topic": "…"}),
        ("create_video", {"topic": 7}),
        ("create_video", {"topic": "a" * 501}),
        ("create_video", {"topic": "a", "duration_seconds": 9000}),
        ("create_video", {"topic": "a", "duration_seconds": "30"}),
        ("create_video", {"topic": "a", "duration_seconds": True}),
        ("create_video", '{"topic": "a", "duration_seconds": NaN}'),
        ("create_video", '{"topic": "a", "duration_seconds": 1e999}'),
        ("create_video", {"topic": "a", "composition": "round"}),
        ("create_video", {"topic": "a", "composition": ["square"]}),
        ("create_video", {"topic": "a", "background": "/etc/passwd"}),
        ("create_video", {"topic": "a", "music": "../../song.mp3"}),
        ("create_video", {"topic": "a", "voice": "recording:/etc/passwd"}),
        ("create_video", {"topic": "a", "voice": "piper:../x.onnx"}),
        ("create_video", {"topic": "a", "captions": "yes"}),
        ("edit_video", {}),
        ("edit_video", {"undo": "true"}),
        ("edit_video", {"lines": "all"}),
        ("edit_video", {"lines": [{"action": "replace", "line": 0, "text": "a"}]}),
        ("edit_video", {"lines": [{"action": "replace", "line": 1}]}),
        ("edit_video", {"lines": [{"action": "burn", "line": 1}]}),
        ("edit_video", {"lines": [{"action": "delete", "line": 1}] * 21}),
        ("edit_video", {"lines": [7]}),
        ("edit_video", {"topic": "   "}),
        ("edit_video", {"duration_change_seconds": 9000}),
    ],
)
def test_a_call_of_no_use_says_why(name: str, arguments: Any) -> None:
    with pytest.raises(CallUnusable) as caught:
        read_call(call(name, arguments))
    assert len(str(caught.value)) > 10


def test_the_tools_are_described_as_json_schemas() -> None:
    json.dumps([dict(tool.parameters) for tool in TOOLS])
    assert [tool.name for tool in TOOLS] == ["create_video", "edit_video", "cancel_video", "video_status"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Dạ, **em** đây.", "Dạ, em đây."),
        ("<think>Người dùng muốn</think>Dạ.", "Dạ."),
        ("<think>Người dùng", ""),
        ("<thi", ""),
        ("2 < 3", "2 < 3"),
        ("a <b", "a"),
    ],
)
def test_thoughts_are_not_shown(said: str, shown: str) -> None:
    assert shown_words(said) == shown


def test_a_topic_is_in_the_words_of_the_user() -> None:
    assert is_in_words("Hoa Sen", ["cho em hỏi", "hoa sen nở khi nào"])
    assert is_in_words("hoà bình", ["hoa binh"])
    assert not is_in_words("tiền ảo", ["hoa sen"])
    assert "Em Linh" in persona(Language.VI, "chưa có video nào")

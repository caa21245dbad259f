"""Calls of tools through the real openai library: put together from pieces, whole or an error."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain import service_faults
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode
from emlinh_desktop.domain.language_model import ModelAnswer, ModelMessage, Tool, ToolCall
from emlinh_desktop.llm.chat_model import ChatModel
from emlinh_desktop.llm.providers import Provider
from emlinh_desktop.llm.tool_calls import ToolCallPieces
from tests.helpers.openai_server import KEY, Calls, OpenAIServer

TOOL = Tool("create_video", "Make a film.", {"type": "object", "properties": {"topic": {"type": "string"}}, "required": ["topic"]})
ARGUMENTS = '{"topic": "lợi ích của việc đọc sách mỗi ngày", "duration_seconds": 20}'


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    monkeypatch.setattr(service_faults, "_WAITS_S", (0.01, 0.01))
    with OpenAIServer() as server:
        yield server


def ask(server: OpenAIServer, *messages: ModelMessage) -> ModelAnswer:
    model = ChatModel(Provider("openai", "OpenAI", server.base_url, "OPENAI_API_KEY"), "fake-large", lambda: KEY, 5.0)
    return model.answer(messages or (ModelMessage("user", "làm video đi"),), lambda _piece: None, CancelToken(), (TOOL,))


def test_a_call_is_put_together_from_its_pieces(server: OpenAIServer) -> None:
    server.replies = [Calls([("create_video", ARGUMENTS), ("video_status", "")], "Dạ, em làm ngay.")]
    answer = ask(server)
    assert answer.text == "Dạ, em làm ngay."
    assert answer.calls == (ToolCall("call_0", "create_video", ARGUMENTS), ToolCall("call_1", "video_status", ""))
    sent = server.requests[0]["body"]["tools"]
    assert sent == [{"type": "function", "function": {"name": "create_video", "description": "Make a film.", "parameters": dict(TOOL.parameters)}}]


def test_what_came_of_a_call_is_told(server: OpenAIServer) -> None:
    call = ToolCall("call_7", "create_video", "{")
    ask(server, ModelMessage("user", "a"), ModelMessage("assistant", "", (call,)), ModelMessage("tool", '{"ok": false}', call_id="call_7"))
    _, assistant, tool = server.requests[0]["body"]["messages"]
    assert assistant["tool_calls"] == [{"id": "call_7", "type": "function", "function": {"name": "create_video", "arguments": "{"}}]
    assert tool == {"role": "tool", "content": '{"ok": false}', "tool_call_id": "call_7"}


def test_a_call_cut_in_its_middle_is_no_call(server: OpenAIServer) -> None:
    server.replies, server.faults = [Calls([("create_video", ARGUMENTS)])] * 3, ["cut:5", "noend:5", "noend:5"]
    with pytest.raises(EmlinhError) as caught:
        ask(server)
    assert caught.value.code is ErrorCode.SERVICE_CUT


def test_a_server_without_tools_answers_in_words(server: OpenAIServer) -> None:
    server.faults = ["no-tools", "no-tools"]
    answer = ask(server)
    assert (answer.text, answer.calls) == ("Xin chào các bạn.", ())
    assert "tools" in server.requests[1]["body"]
    assert "tools" not in server.requests[2]["body"]


def delta(**fields: Any) -> SimpleNamespace:
    return SimpleNamespace(**{**fields, "function": SimpleNamespace(**fields.get("function", {}))})


def test_servers_number_calls_in_their_own_ways() -> None:
    whole = ToolCallPieces()
    whole.add([delta(id="a", function={"name": "x", "arguments": "{}"}), delta(id="b", function={"name": "y", "arguments": "{}"})])
    assert whole.whole() == (ToolCall("a", "x", "{}"), ToolCall("b", "y", "{}"))
    unnumbered = ToolCallPieces()
    for piece in ({"name": "x", "arguments": '{"a'}, {"arguments": '": 1}'}):
        unnumbered.add([delta(index=None, function=piece)])
    assert unnumbered.whole() == (ToolCall("call_0", "x", '{"a": 1}'),)
    whole_object = ToolCallPieces()
    whole_object.add([delta(index=0, id=7, function={"name": "x", "arguments": {"a": "ă"}})])
    assert whole_object.whole() == (ToolCall("7", "x", '{"a": "ă"}'),)
    no_list = ToolCallPieces()
    no_list.add("x")
    assert no_list.whole() == ()
    bare = ToolCallPieces()
    bare.add([SimpleNamespace()])
    assert bare.whole() == (ToolCall("call_0", "", ""),)


def test_a_call_without_end_is_not_kept() -> None:
    pieces = ToolCallPieces()
    for _ in range(200):
        pieces.add([delta(index=0, id="a", function={"name": "x", "arguments": "y" * 1000})])
    (call,) = pieces.whole()
    assert len(call.arguments) < 60_000
    pieces.add([delta(index=10**9, id="b", function={"name": "x"})])
    assert len(pieces.whole()) == 1

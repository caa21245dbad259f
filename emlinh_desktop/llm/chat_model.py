"""One model of one endpoint behind the port `LanguageModel`: streamed, watched, whole or an error.

The library's own retries sleep up to two minutes inside a call and cannot be cancelled: they are off, ours are not
tried once text was heard. A stream that ends early raises nothing: only a missing `finish_reason` tells.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from emlinh_desktop.base.async_items import items_of
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, InputError, ResourceError
from emlinh_desktop.domain.language_model import ModelAnswer, ModelCost, ModelMessage, TokenHeard, Tool
from emlinh_desktop.domain.service_faults import wait_before_retry_s
from emlinh_desktop.llm.model_list import NO_KEY, list_models
from emlinh_desktop.llm.providers import Provider
from emlinh_desktop.llm.spoken_form import message_form, tool_form
from emlinh_desktop.llm.tool_calls import ToolCallPieces

_SILENCE_S = 90.0  # a local model may load for a minute before its first word
_SHOWN_MODELS = 12
_MOST_CHARACTERS = 100_000
_NOT_KNOWN_TO_ALL = ("stream_options", "tools")
"""left out, one after the other, when a server refuses the request"""


@dataclass(slots=True)
class _Ending:
    """What the stream told besides text."""

    chunks: int = 0
    reason: str | None = None
    refusal: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: ToolCallPieces = field(default_factory=ToolCallPieces)


class ChatModel:
    """`model` None: the endpoint's only one. `key` is asked for at each call, so that a key entered later is found."""

    def __init__(self, provider: Provider, model: str | None, key: Callable[[], str | None], silence_s: float = _SILENCE_S) -> None:
        self.provider = provider
        self._model = model
        self._key = key
        self._silence_s = silence_s

    def answer(self, messages: Sequence[ModelMessage], heard: TokenHeard, cancel: CancelToken, tools: Sequence[Tool] = ()) -> ModelAnswer:
        """Stream an answer to its end; see the port."""
        key = self._key()
        if key is None and not self.provider.local:
            raise ResourceError(ErrorCode.SERVICE_KEY_MISSING, service=self.provider.name, variable=self.provider.key_variable)
        model = self._model or self._only_model(key, cancel)
        asked: dict[str, Any] = {"model": model, "messages": [message_form(message) for message in messages], "stream": True}
        asked |= {"tools": [tool_form(tool) for tool in tools]} if tools else {}
        asked["stream_options"] = {"include_usage": True}
        attempt = 1
        while True:
            pieces: list[str] = []
            began_at = time.monotonic()
            try:
                ending = self._streamed(asked, key, pieces, heard, cancel)
                return self._whole("".join(pieces), ending, model, time.monotonic() - began_at)
            except EmlinhError as error:
                extra = next((name for name in _NOT_KNOWN_TO_ALL if name in asked), None)
                if extra is not None and error.code is ErrorCode.SERVICE_MISUSED:
                    del asked[extra]
                    continue
                wait_s = None if pieces else wait_before_retry_s(error, attempt)
                if wait_s is None:
                    raise
                attempt += 1
                cancel.wait(wait_s)

    def _only_model(self, key: str | None, cancel: CancelToken) -> str:
        known = list_models(self.provider, key, cancel)
        if len(known) != 1:
            raise InputError(ErrorCode.MODEL_NOT_CHOSEN, service=self.provider.name, known=", ".join(known[:_SHOWN_MODELS]) or "-")
        return known[0]

    def _streamed(self, asked: dict[str, Any], key: str | None, pieces: list[str], heard: TokenHeard, cancel: CancelToken) -> _Ending:
        import openai

        from emlinh_desktop.llm.faults import RAISED, fault_of

        ending = _Ending()

        async def work(emit: Callable[[str], None]) -> None:
            async with openai.AsyncOpenAI(
                api_key=key or NO_KEY, base_url=self.provider.base_url, max_retries=0, timeout=openai.Timeout(self._silence_s, connect=10.0)
            ) as client:
                stream: Any = await asyncio.wait_for(client.chat.completions.create(**asked), self._silence_s)
                try:
                    while True:
                        try:
                            chunk = await asyncio.wait_for(anext(stream), self._silence_s)
                        except StopAsyncIteration:
                            return
                        piece = _note(chunk, ending)
                        if piece:
                            emit(piece)
                finally:
                    await stream.close()

        try:
            characters = 0
            for piece in items_of(work, cancel):
                pieces.append(piece)
                characters += len(piece)
                if characters > _MOST_CHARACTERS:  # a model caught in a circle
                    raise ResourceError(ErrorCode.SERVICE_GARBLED, service=self.provider.name)
                heard(piece)
        except RAISED as error:
            fault = fault_of(error, self.provider.name, asked["model"], self._silence_s)
            if ending.chunks and fault.code is ErrorCode.SERVICE_UNREACHABLE:  # it was reached: the line was cut
                fault = ResourceError(ErrorCode.SERVICE_CUT, service=self.provider.name)
            raise fault from error
        return ending

    def _whole(self, text: str, ending: _Ending, model: str, seconds: float) -> ModelAnswer:
        service = self.provider.name
        if ending.refusal or ending.reason == "content_filter":
            raise ResourceError(ErrorCode.MODEL_REFUSED, model=model)
        if ending.chunks == 0:
            raise ResourceError(ErrorCode.SERVICE_GARBLED, service=service)
        if ending.reason is None or ending.reason == "length":
            raise ResourceError(ErrorCode.SERVICE_CUT, service=service)
        calls = ending.calls.whole()
        if not text.strip() and not calls:
            raise ResourceError(ErrorCode.SERVICE_SILENT, service=service)
        return ModelAnswer(text, ModelCost(model, 1, ending.prompt_tokens, ending.completion_tokens, seconds), calls)


def _note(chunk: Any, ending: _Ending) -> str:
    """Take what a chunk tells; return its text. Compatible servers leave out what they please."""
    ending.chunks += 1
    usage = getattr(chunk, "usage", None)
    if usage is not None:
        ending.prompt_tokens = getattr(usage, "prompt_tokens", None) or 0
        ending.completion_tokens = getattr(usage, "completion_tokens", None) or 0
    text = ""
    for choice in getattr(chunk, "choices", None) or ():
        ending.reason = getattr(choice, "finish_reason", None) or ending.reason
        delta = getattr(choice, "delta", None)
        if delta is not None:
            content = getattr(delta, "content", None)
            text += content if isinstance(content, str) else ""
            ending.refusal += str(getattr(delta, "refusal", None) or "")
            ending.calls.add(getattr(delta, "tool_calls", None) or ())
    return text

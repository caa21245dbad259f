"""A local OpenAI-compatible server for the real openai library: models, streamed chat, speech.

`replies` holds what is answered next (a string, `Calls` of tools, or a function of the request's body that gives one). Faults, one a request: `401` `403` `404`
`400` `500` `503`, `429:SECONDS` (Retry-After), `quota`, `html`, `garbage` (broken JSON), `empty`, `hang`,
`drip:SECONDS`,
`cut:N` (TCP cut after N pieces), `noend:N` (polite early end), `sse-error:N`, `length`, `filter`, `refusal`, `no-usage` and `no-tools`
(400 when asked for usage, or given tools).
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.helpers.server_thread import ServerThread
from tests.helpers.spoken_text import encoded, spoken_text

KEY = "sk-test-planted-key-0123456789"
_ERRORS = {
    400: ("invalid_request_error", None),
    401: ("invalid_request_error", "invalid_api_key"),
    403: ("invalid_request_error", "unsupported_country_region_territory"),
    404: ("invalid_request_error", "model_not_found"),
    429: ("requests", "rate_limit_exceeded"),
    500: ("server_error", None),
    503: ("server_error", "overloaded"),
}
_PIECE = 7
_BLOCK = 4096


@dataclass(frozen=True)
class Calls:
    """Calls of tools as (name, arguments), after some words."""

    calls: Sequence[tuple[str, str]]
    words: str = ""


Reply = str | Calls | Callable[[dict[str, Any]], "str | Calls"]


class OpenAIServer(ServerThread):
    def __init__(self, models: tuple[str, ...] = ("fake-large",)) -> None:
        super().__init__()
        self.faults: list[str | None] = []
        self.replies: list[Reply] = []
        self.requests: list[dict[str, Any]] = []
        self.models = models
        self.sent_at: list[float] = []

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/v1/models", self._models)
        app.router.add_post("/v1/chat/completions", self._chat)
        app.router.add_post("/v1/audio/speech", self._speech)

    async def _begun(self, request: web.Request) -> tuple[str, dict[str, Any], web.Response | None]:
        fault = (self.faults.pop(0) if self.faults else None) or ""
        body: dict[str, Any] = await request.json() if request.can_read_body else {}
        self.requests.append({"path": request.path, "body": body, "key": request.headers.get("Authorization", ""), "fault": fault})
        if fault == "hang":
            await asyncio.sleep(3600)
        refused = None
        if fault[:3].isdecimal():
            refused = _error(int(fault[:3]), {"Retry-After": fault[4:]} if fault[3:4] == ":" else {})
        elif fault == "quota":
            refused = _error(429, {}, "insufficient_quota")
        elif (fault == "no-usage" and "stream_options" in body) or (fault == "no-tools" and "tools" in body):
            refused = _error(400, {})
        elif fault in ("html", "garbage", "empty"):
            content = {"html": "<html>Bad gateway</html>", "garbage": '{"id": "x", "choices": [', "empty": ""}[fault]
            refused = web.Response(status=502 if fault == "html" else 200, text=content, content_type="text/html" if fault == "html" else "application/json")
        return fault, body, refused

    async def _models(self, request: web.Request) -> web.Response:
        _, _, refused = await self._begun(request)
        return refused or web.json_response({"object": "list", "data": [{"id": m, "object": "model", "created": 1, "owned_by": "x"} for m in self.models]})

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        fault, body, refused = await self._begun(request)
        if refused is not None:
            return refused
        reply = self.replies.pop(0) if self.replies else "Xin chào các bạn."
        said = reply(body) if callable(reply) else reply
        text, calls = (said, Calls(())) if isinstance(said, str) else (said.words, said)
        out = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await out.prepare(request)
        pieces: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
        pieces += [{"refusal": "I cannot."}] if fault == "refusal" else [{"content": text[at : at + _PIECE]} for at in range(0, len(text), _PIECE)]
        pieces += _call_pieces(calls)
        limit = int(fault.split(":")[1]) if fault.startswith(("cut:", "noend:", "sse-error:")) else len(pieces) + 1
        for number, piece in enumerate(pieces):
            if number >= limit:
                if fault.startswith("sse-error:"):
                    await _event(out, {"error": {"message": "The server had an error", "type": "server_error", "param": None, "code": None}})
                if fault.startswith("cut:"):
                    assert request.transport is not None
                    request.transport.abort()
                return out
            if fault.startswith("drip:"):
                await asyncio.sleep(float(fault[5:]))
            self.sent_at.append(time.monotonic())
            await _event(out, _chunk(body, [{"index": 0, "delta": piece, "finish_reason": None}]))
        reason = {"length": "length", "filter": "content_filter"}.get(fault, "tool_calls" if calls.calls else "stop")
        await _event(out, _chunk(body, [{"index": 0, "delta": {}, "finish_reason": reason}]))
        if "stream_options" in body:
            await _event(out, {**_chunk(body, []), "usage": {"prompt_tokens": 11, "completion_tokens": 22, "total_tokens": 33}})
        await out.write(b"data: [DONE]\n\n")
        return out

    async def _speech(self, request: web.Request) -> web.StreamResponse:
        fault, body, refused = await self._begun(request)
        if refused is not None:
            return refused
        spoken = await asyncio.get_running_loop().run_in_executor(None, spoken_text, body["input"])
        sound = await asyncio.get_running_loop().run_in_executor(None, encoded, spoken.pcm, body["response_format"])
        limit = int(fault.split(":")[1]) * _BLOCK if fault.startswith(("cut:", "noend:")) else len(sound)
        out = web.StreamResponse(headers={"Content-Type": "audio/pcm"})
        out.enable_chunked_encoding()
        await out.prepare(request)
        for at in range(0, len(sound), _BLOCK):
            if at >= limit:
                if fault.startswith("cut:"):
                    assert request.transport is not None
                    request.transport.abort()
                return out
            await out.write(sound[at : at + _BLOCK])
        return out


def _call_pieces(calls: Calls) -> list[dict[str, Any]]:
    """As OpenAI streams them: id and name first, then the arguments in pieces."""
    pieces: list[dict[str, Any]] = []
    for index, (name, arguments) in enumerate(calls.calls):
        first = {"index": index, "id": f"call_{index}", "type": "function", "function": {"name": name, "arguments": ""}}
        rest = [{"index": index, "function": {"arguments": arguments[at : at + _PIECE]}} for at in range(0, len(arguments), _PIECE)]
        pieces += [{"tool_calls": [piece]} for piece in (first, *rest)]
    return pieces


def _error(status: int, headers: dict[str, str], code: str | None = None) -> web.Response:
    kind, usual = _ERRORS[status]
    return web.json_response(
        {"error": {"message": f"refused, your key was {KEY}", "type": kind, "param": None, "code": code or usual}}, status=status, headers=headers
    )


def _chunk(body: dict[str, Any], choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": body["model"], "choices": choices}


async def _event(out: web.StreamResponse, data: dict[str, Any]) -> None:
    await out.write(f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode())

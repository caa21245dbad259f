"""A local server that speaks Edge's read-aloud protocol, for the real edge-tts client.

Faults, one for each connection (None behaves): `403` with the server's clock, `403-nodate`, `status:NNN`, `busy:SECONDS`
(429 with Retry-After), `clock` (the token is checked against the server's clock), `cut:BYTES` (TCP cut), `close:BYTES`
(polite end), `noaudio`, `nometa`, `overflow` (wrapped times), `hang`, `unknownpath`, `badframe`, `badjson`. `speed` sends
sound so many times faster than it is heard (None: at once).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import uuid
from collections.abc import Iterator
from email.utils import formatdate
from typing import Any
from xml.etree import ElementTree

import edge_tts.communicate
import edge_tts.voices
from aiohttp import ClientConnectionResetError, web
from edge_tts.drm import DRM, generate_sec_ms_gec_v2

from tests.helpers.server_thread import ServerThread
from tests.helpers.spoken_text import encoded, spoken_text

_PATH = "/consumer/speech/synthesize/readaloud"
_FRAME = 720
_BITS_PER_S = 48_000
_TICKS_PER_S = 10_000_000
_LISTED = (("vi-VN", "HoaiMyNeural", "Female"), ("vi-VN", "NamMinhNeural", "Male"), ("en-AU", "NatashaNeural", "Female"), ("fr-FR", "DeniseNeural", "Female"))
_SPEAKERS = {"vi": "vi-south-female", "en": "en-gb-female"}


class EdgeServer(ServerThread):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str | None] = []
        self.requests: list[dict[str, Any]] = []
        self.clock_offset_s = 0.0
        self.speed: float | None = None
        self.open_now = self.open_most = 0

    def routes(self, app: web.Application) -> None:
        app.router.add_get(_PATH + "/voices/list", self._voices)
        app.router.add_get(_PATH + "/edge/v1", self._speech)

    @contextlib.contextmanager
    def redirected(self) -> Iterator[EdgeServer]:
        """The names are replaced where edge-tts uses them."""
        speech: Any = edge_tts.communicate
        voices: Any = edge_tts.voices
        old = speech.WSS_URL, voices.VOICE_LIST
        speech.WSS_URL = f"ws://127.0.0.1:{self.port}{_PATH}/edge/v1?TrustedClientToken=TEST"
        voices.VOICE_LIST = f"http://127.0.0.1:{self.port}{_PATH}/voices/list?trustedclienttoken=TEST"
        try:
            yield self
        finally:
            speech.WSS_URL, voices.VOICE_LIST = old
            DRM.clock_skew_seconds = 0.0

    def _refused(self, request: web.Request, fault: str) -> web.Response | None:
        now = time.time() + self.clock_offset_s
        date = formatdate(now, usegmt=True)
        status = {"403": 403, "403-nodate": 403}.get(fault, int(fault[7:]) if fault.startswith("status:") else 0)
        if fault == "clock" and request.query.get("Sec-MS-GEC") not in {generate_sec_ms_gec_v2(now + d) for d in (-300, 0, 300)}:
            status = 403
        if fault.startswith("busy:"):
            return web.Response(status=429, headers={"Date": date, "Retry-After": fault[5:]})
        return web.Response(status=status, headers={"Date": "no date" if fault == "403-nodate" else date}) if status else None

    def _next_fault(self) -> str:
        return (self.faults.pop(0) if self.faults else None) or ""

    async def _voices(self, request: web.Request) -> web.Response:
        fault = self._next_fault()
        listed = [{"Name": name, "ShortName": f"{locale}-{name}", "Gender": gender, "Locale": locale} for locale, name, gender in _LISTED]
        if fault == "badjson":
            return web.Response(text="[{", content_type="application/json")
        return self._refused(request, fault) or web.json_response(listed)

    async def _speech(self, request: web.Request) -> web.StreamResponse:
        fault = self._next_fault()
        record: dict[str, Any] = {"fault": fault}
        self.requests.append(record)
        refused = self._refused(request, fault)
        if refused is not None:
            return refused
        socket = web.WebSocketResponse(compress=True)
        await socket.prepare(request)
        self.open_now += 1
        self.open_most = max(self.open_most, self.open_now)
        try:
            async for message in socket:
                head, _, body = str(message.data).partition("\r\n\r\n")
                if "Path:ssml" in head:
                    record["ssml"] = body
                    if fault == "hang":
                        await asyncio.sleep(3600)
                    await self._answer(socket, request, body, fault)
        except (ConnectionResetError, ClientConnectionResetError):
            record["client_left"] = True
        finally:
            self.open_now -= 1
        return socket

    async def _answer(self, socket: web.WebSocketResponse, request: web.Request, ssml: str, fault: str) -> None:
        await socket.send_str(_text("turn.start", "{}"))
        await socket.send_str(_text("response", "{}"))
        if fault == "unknownpath":
            await socket.send_str(_text("surprise", "{}"))
        elif fault == "badframe":
            await socket.send_bytes(_sound(b"xx", "video"))
        elif fault == "badjson":
            await socket.send_str(_text("audio.metadata", '{"Metadata": ['))
        elif fault != "noaudio":
            await self._speak(socket, request, ssml, fault)
        with contextlib.suppress(ConnectionError, RuntimeError):
            await socket.send_str(_text("turn.end", "{}"))

    async def _speak(self, socket: web.WebSocketResponse, request: web.Request, ssml: str, fault: str) -> None:
        voice = ElementTree.fromstring(ssml).find("{*}voice")
        assert voice is not None
        text = "".join(voice.itertext())
        name = _SPEAKERS["en" if "(en-" in str(voice.get("name")) else "vi"]
        spoken = await asyncio.get_running_loop().run_in_executor(None, spoken_text, text, name)
        mp3 = await asyncio.get_running_loop().run_in_executor(None, encoded, spoken.pcm, "mp3-48k")
        marks = [] if fault == "nometa" else [_mark(*word, overflow=fault == "overflow") for word in spoken.words]
        ends = [end_s for _, end_s, _ in spoken.words]
        limit = int(fault.split(":")[1]) if fault.startswith(("cut:", "close:")) else len(mp3) + 1
        began = time.monotonic()
        for at in range(0, len(mp3), _FRAME):
            while marks and ends[len(ends) - len(marks)] <= at * 8 / _BITS_PER_S + 1.0:  # metadata runs a little ahead
                await socket.send_str(marks.pop(0))
            if at >= limit:
                if fault.startswith("cut:"):
                    assert request.transport is not None
                    request.transport.close()
                else:
                    await socket.close()
                return
            await socket.send_bytes(_sound(mp3[at : at + _FRAME], "audio"))
            if self.speed is not None:
                await asyncio.sleep(max(0.0, began + at * 8 / _BITS_PER_S / self.speed - time.monotonic()))
        await socket.send_bytes(_sound(None, "audio"))


def _text(path: str, body: str) -> str:
    return f"X-RequestId:{uuid.uuid4().hex}\r\nContent-Type:application/json; charset=utf-8\r\nPath:{path}\r\n\r\n{body}"


def _sound(data: bytes | None, path: str) -> bytes:
    kind = "" if data is None else "Content-Type:audio/mpeg\r\n"
    head = f"X-RequestId:1\r\n{kind}X-StreamId:2\r\nPath:{path}\r\n".encode()
    return len(head).to_bytes(2, "big") + head + (data or b"")


def _mark(start_s: float, end_s: float, word: str, *, overflow: bool) -> str:
    offset = int(start_s * _TICKS_PER_S) - (2**32 if overflow else 0)
    data = {"Offset": offset, "Duration": int((end_s - start_s) * _TICKS_PER_S), "text": {"Text": word, "Length": len(word), "BoundaryType": "WordBoundary"}}
    return _text("audio.metadata", json.dumps({"Metadata": [{"Type": "WordBoundary", "Data": data}]}))

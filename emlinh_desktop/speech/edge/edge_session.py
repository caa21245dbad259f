"""One text through edge-tts, watched, and accepted only when it is whole."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import edge_tts
from edge_tts import exceptions

from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ResourceError
from emlinh_desktop.domain.service_faults import fault_of_status, wait_before_retry_s
from emlinh_desktop.speech.alignment import WordBoundary

SERVICE = "edge-tts"
_TICKS_PER_S = 10_000_000
_BITS_PER_S = 48_000  # the one format of edge-tts: MP3 24 kHz mono, constant bit rate
_LATE_S = 0.3  # how far the last word may reach over the sound


@dataclass(frozen=True, slots=True)
class EdgeSpeech:
    """MP3 and the words' times; None where the service told none that can be true."""

    mp3: bytes
    boundaries: tuple[WordBoundary, ...] | None


async def spoken(text: str, voice: str, least_s: float, silence_s: float) -> EdgeSpeech:
    """Speak one text (under 4,096 bytes), trying again where that may help.

    `least_s`: shorter sound is a cut one. `silence_s` is how long the service may say nothing.

    Raises:
        ResourceError: one of the SERVICE_ codes.
    """
    attempt = 1
    while True:
        try:
            return await _once(text, voice, least_s, silence_s)
        except EmlinhError as error:
            wait_s = wait_before_retry_s(error, attempt)
            if wait_s is None:
                raise
            attempt += 1
            await asyncio.sleep(wait_s)


async def _once(text: str, voice: str, least_s: float, silence_s: float) -> EdgeSpeech:
    try:
        mp3, marks = await _collected(text, voice, silence_s)
    except (exceptions.EdgeTTSException, aiohttp.ClientError, TimeoutError, OSError, RuntimeError, ValueError, KeyError) as error:
        raise fault_of(error, silence_s) from error
    return _whole(mp3, marks, text, least_s)


async def _collected(text: str, voice: str, silence_s: float) -> tuple[bytes, list[WordBoundary]]:
    """Everything the service sends. The library's own receive timeout never fires after the upgrade: each message has ours."""
    messages: Any = edge_tts.Communicate(text, voice, boundary="WordBoundary").stream()
    mp3 = bytearray()
    marks: list[WordBoundary] = []
    try:
        while True:
            try:
                message = await asyncio.wait_for(anext(messages), silence_s)
            except StopAsyncIteration:
                return bytes(mp3), marks
            if message["type"] == "audio":
                mp3 += message["data"]
            elif message["type"] == "WordBoundary":
                start_s = message["offset"] / _TICKS_PER_S
                marks.append(WordBoundary(message["text"], start_s, start_s + message["duration"] / _TICKS_PER_S))
    finally:
        await messages.aclose()


def _whole(mp3: bytes, marks: Sequence[WordBoundary], text: str, least_s: float) -> EdgeSpeech:
    """A stream cut in the middle ends like a whole one: the last word and the sound's length tell."""
    sound_s = len(mp3) * 8 / _BITS_PER_S
    if sound_s < least_s:
        raise ResourceError(ErrorCode.SERVICE_CUT, service=SERVICE)
    times = [time for mark in marks for time in (mark.start_s, mark.end_s)]
    if not marks or min(times) < 0 or any(later.start_s < mark.start_s for mark, later in itertools.pairwise(marks)):
        return EdgeSpeech(mp3, None)
    if not _letters(text).endswith(_letters(marks[-1].text)) or marks[-1].end_s > sound_s + _LATE_S:
        raise ResourceError(ErrorCode.SERVICE_CUT, service=SERVICE)
    return EdgeSpeech(mp3, tuple(marks))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


_FAULTS: tuple[tuple[type[Exception], ErrorCode], ...] = (
    (exceptions.SkewAdjustmentError, ErrorCode.SERVICE_REJECTED),
    (exceptions.NoAudioReceived, ErrorCode.SERVICE_SILENT),
    (exceptions.WebSocketError, ErrorCode.SERVICE_CUT),
    (aiohttp.ClientError, ErrorCode.SERVICE_UNREACHABLE),
    (OSError, ErrorCode.SERVICE_UNREACHABLE),
)


def fault_of(error: Exception, silence_s: float) -> ResourceError:
    """The coded form of what edge-tts and aiohttp raise."""
    if isinstance(error, aiohttp.ClientResponseError):
        fault = fault_of_status(SERVICE, error.status, error.headers.get("Retry-After") if error.headers else None)
        return ResourceError(ErrorCode.SERVICE_REJECTED, service=SERVICE) if fault.code is ErrorCode.SERVICE_KEY_WRONG else fault  # it takes no key
    if isinstance(error, TimeoutError):
        return ResourceError(ErrorCode.SERVICE_TIMEOUT, service=SERVICE, seconds=round(silence_s))
    code = next((code for kind, code in _FAULTS if isinstance(error, kind)), ErrorCode.SERVICE_GARBLED)
    return ResourceError(code, service=SERVICE)

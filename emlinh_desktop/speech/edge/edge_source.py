"""The `edge:` voices as a source of speech: several Lines at once, each a request of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from emlinh_desktop.base.async_items import items_of
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, ResourceError, unknown_name
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.speech.edge.edge_voices import EdgeVoices
from emlinh_desktop.speech.engine import HeardSpeech, SpeechArrived, SpeechWish
from emlinh_desktop.speech.sound_decoding import SoundUnreadable, decoded_bytes

if TYPE_CHECKING:
    from emlinh_desktop.speech.edge.edge_session import EdgeSpeech

_AT_ONCE = 5  # connections
_SILENCE_S = 20.0
_RATE_HZ = 24_000


class EdgeSource:
    """Speaks through Microsoft's service. One call at a time."""

    id = "edge"

    def __init__(self, cache_folder: Path, silence_s: float = _SILENCE_S) -> None:
        self._voices = EdgeVoices(cache_folder)
        self._silence_s = silence_s

    def voices(self) -> Sequence[Voice]:
        """The known ones, without asking the network."""
        return self._voices.known()

    def refresh_voices(self, cancel: CancelToken) -> Sequence[Voice]:
        """Fetch the list. Raises Cancelled, ResourceError."""
        return self._voices.refresh(cancel)

    def find(self, name: str, language: Language) -> Voice:  # noqa: ARG002 - a voice has its own language
        """By name (`vi-VN-HoaiMyNeural`, or `HoaiMy`). Raises InputError UNKNOWN_NAME."""
        known = self._voices.known()
        for voice in known:
            if name.casefold() in (voice.id.partition(":")[2].casefold(), voice.name.casefold()):
                return voice
        raise unknown_name("voice", f"edge:{name}", [voice.id for voice in known])

    def fingerprint(self, voice: Voice, texts: Sequence[str], index: int) -> str:  # noqa: ARG002 - the words are enough
        """The service's voices have no version; the words tell the rest."""
        return texts[index]

    def fetch(self, wishes: Sequence[SpeechWish], wanted: Sequence[int], voice: Voice, arrived: SpeechArrived, cancel: CancelToken) -> None:
        """Five at a time. Raises Cancelled within a second, ResourceError with a SERVICE_ code after three tries."""
        from emlinh_desktop.speech.edge.edge_session import SERVICE, spoken

        name = voice.id.partition(":")[2]

        async def work(emit: Callable[[tuple[int, EdgeSpeech]], None]) -> None:
            free = asyncio.Semaphore(_AT_ONCE)

            async def one(index: int) -> None:
                async with free:
                    emit((index, await spoken(wishes[index].text, name, wishes[index].least_s, self._silence_s)))

            tasks = [asyncio.ensure_future(one(index)) for index in wanted]
            try:
                await asyncio.gather(*tasks)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

        for index, speech in items_of(work, cancel):
            try:
                sound = decoded_bytes(speech.mp3, "mp3", _RATE_HZ, cancel)
            except SoundUnreadable as error:
                raise ResourceError(ErrorCode.SERVICE_GARBLED, service=SERVICE) from error
            arrived(index, HeardSpeech(sound, _RATE_HZ, speech.boundaries, lossy=True))

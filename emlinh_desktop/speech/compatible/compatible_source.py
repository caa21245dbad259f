"""The `openai:` voices as a source of speech."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass

from emlinh_desktop.base.async_items import items_of
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ResourceError, unknown_name
from emlinh_desktop.domain.service_faults import fault_of_refusal, wait_before_retry_s
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.speech.engine import HeardSpeech, SpeechArrived, SpeechWish
from emlinh_desktop.speech.sound_decoding import from_pcm

_AT_ONCE = 4
_SILENCE_S = 40.0
_RATE_HZ = 24_000  # of `pcm`: 16-bit little-endian mono
_LONGEST_INPUT = 4096  # characters
_NO_KEY = "none"
_GENDERS = {"nova": "female", "shimmer": "female", "coral": "female", "sage": "female", "alloy": "female", "marin": "female"}
_GENDERS |= {"echo": "male", "onyx": "male", "ash": "male", "verse": "male", "ballad": "male", "cedar": "male", "fable": "male"}


@dataclass(frozen=True, slots=True)
class SpeechEndpoint:
    """Where to ask. `key_variable` is "" for a local server. `extra_voices` are names of its own."""

    name: str
    base_url: str
    model: str
    key_variable: str = ""
    extra_voices: tuple[str, ...] = ()


class CompatibleSource:
    """One endpoint. Every voice speaks both languages: the Line's own decides. One call at a time."""

    id = "openai"

    def __init__(self, endpoint: SpeechEndpoint, key: Callable[[], str | None], silence_s: float = _SILENCE_S) -> None:
        self._endpoint = endpoint
        self._key = key
        self._silence_s = silence_s

    def voices(self) -> Sequence[Voice]:
        """Every voice in every language."""
        return [self._voice(name, language) for language in Language for name in (*_GENDERS, *self._endpoint.extra_voices)]

    def find(self, name: str, language: Language) -> Voice:
        """By name. Raises InputError UNKNOWN_NAME."""
        known = {known.casefold(): known for known in (*_GENDERS, *self._endpoint.extra_voices)}
        if name.casefold() not in known:
            raise unknown_name("voice", f"openai:{name}", [f"openai:{voice}" for voice in known.values()])
        return self._voice(known[name.casefold()], language)

    def _voice(self, name: str, language: Language) -> Voice:
        price = "paid" if self._endpoint.key_variable else "free"
        gender = _GENDERS.get(name, "unknown")
        licence = f"terms of {self._endpoint.name}"
        return Voice(f"openai:{name}", self.id, language, "", gender, offline=False, licence=licence, quality="neural", price=price, name=name)

    def fingerprint(self, voice: Voice, texts: Sequence[str], index: int) -> str:  # noqa: ARG002 - the id is in the key already
        """Endpoint, model and words."""
        return f"{self._endpoint.base_url} {self._endpoint.model} {texts[index]}"

    def fetch(self, wishes: Sequence[SpeechWish], wanted: Sequence[int], voice: Voice, arrived: SpeechArrived, cancel: CancelToken) -> None:
        """Four at a time. Raises Cancelled within a second, ResourceError with a SERVICE_ or MODEL_ code after three tries."""
        key = self._key()
        if key is None and self._endpoint.key_variable:
            raise ResourceError(ErrorCode.SERVICE_KEY_MISSING, service=self._endpoint.name, variable=self._endpoint.key_variable)
        import openai

        async def work(emit: Callable[[tuple[int, bytes]], None]) -> None:
            free = asyncio.Semaphore(_AT_ONCE)
            async with openai.AsyncOpenAI(
                api_key=key or _NO_KEY, base_url=self._endpoint.base_url, max_retries=0, timeout=openai.Timeout(self._silence_s, connect=10.0)
            ) as client:
                model = self._endpoint.model or await self._first_speech_model(client)

                async def one(index: int) -> None:
                    async with free:
                        emit((index, await self._spoken(client, model, wishes[index], voice)))

                tasks = [asyncio.ensure_future(one(index)) for index in wanted]
                try:
                    await asyncio.gather(*tasks)
                finally:
                    for task in tasks:
                        task.cancel()
                    await asyncio.gather(*tasks, return_exceptions=True)

        for index, pcm in items_of(work, cancel):
            arrived(index, HeardSpeech(from_pcm(pcm), _RATE_HZ))

    async def _first_speech_model(self, client: object) -> str:
        """The first model the endpoint lists with "tts" in its name. Raises ResourceError."""
        import openai

        assert isinstance(client, openai.AsyncOpenAI)
        with self._faults("tts"):
            page = await client.models.list()
        for model in page.data or ():
            if "tts" in model.id.casefold():
                return model.id
        raise ResourceError(ErrorCode.MODEL_MISSING, service=self._endpoint.name, model="tts")

    async def _spoken(self, client: object, model: str, wish: SpeechWish, voice: Voice) -> bytes:
        attempt = 1
        while True:
            try:
                return await self._once(client, model, wish, voice)
            except EmlinhError as error:
                wait_s = wait_before_retry_s(error, attempt)
                if wait_s is None:
                    raise
                attempt += 1
                await asyncio.sleep(wait_s)

    async def _once(self, client: object, model: str, wish: SpeechWish, voice: Voice) -> bytes:
        import openai

        assert isinstance(client, openai.AsyncOpenAI)
        name = self._endpoint.name
        pcm = bytearray()
        with self._faults(model, pcm):
            async with client.audio.speech.with_streaming_response.create(
                model=model, voice=voice.name, input=wish.text[:_LONGEST_INPUT], response_format="pcm"
            ) as response:
                async for part in response.iter_bytes():
                    pcm += part
        if not pcm:
            raise ResourceError(ErrorCode.SERVICE_SILENT, service=name)
        if len(pcm) / 2 / _RATE_HZ < wish.least_s:  # an early end is no error to the library
            raise ResourceError(ErrorCode.SERVICE_CUT, service=name)
        return bytes(pcm)

    @contextlib.contextmanager
    def _faults(self, model: str, got: Sized = ()) -> Iterator[None]:
        """What the library raises, as coded errors; a line that breaks after something was `got` was cut."""
        import httpx2
        import openai

        name = self._endpoint.name
        try:
            yield
        except openai.APIStatusError as error:
            raise fault_of_refusal(name, error.status_code, error.code, error.response.headers.get("Retry-After"), model) from error
        except (openai.APITimeoutError, httpx2.TimeoutException, TimeoutError) as error:
            raise ResourceError(ErrorCode.SERVICE_TIMEOUT, service=name, seconds=round(self._silence_s)) from error
        except (openai.OpenAIError, httpx2.HTTPError, OSError) as error:
            raise ResourceError(ErrorCode.SERVICE_CUT if len(got) else ErrorCode.SERVICE_UNREACHABLE, service=name) from error
        except (ValueError, AttributeError, TypeError) as error:  # broken JSON, or a list that is none
            raise ResourceError(ErrorCode.SERVICE_GARBLED, service=name) from error

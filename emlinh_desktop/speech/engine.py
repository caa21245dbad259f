"""The port every speech engine stands behind, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.utterance import Utterance, Voice
from emlinh_desktop.speech.alignment import WordBoundary


class Asked(Protocol):
    """A text as it will be spoken at a rate. `key` names the result; `sounds` is False for a text without words."""

    @property
    def text(self) -> str: ...

    @property
    def key(self) -> str: ...

    @property
    def sounds(self) -> bool: ...


LineSpoken = Callable[[int, Utterance], None]
"""told the index of what was asked and its Utterance (without line id), in any order, on the calling thread"""


class Speaker(Protocol):
    """One voice at work for one narration. One thread.

    Rates are whole numbers; `base_rate` is tempo 1.0. Every call may raise Cancelled, or the engine's coded errors.
    """

    @property
    def base_rate(self) -> int: ...

    def asked(self, texts: Sequence[str], rate: int) -> Sequence[Asked]:
        """The whole talk at a rate. Quick."""
        ...

    def lengths(self, asked: Sequence[Asked], heard: Callable[[int], None], cancel: CancelToken) -> list[int]:
        """How many samples at 48 kHz each will have. `heard(n)` when n texts came from a slow engine."""
        ...

    def speak(self, asked: Sequence[Asked], wanted: Sequence[int], spoken: LineSpoken, cancel: CancelToken) -> None:
        """Speak those of `asked` whose indices are `wanted`."""
        ...

    def estimated_s(self, sentences: Sequence[str], cancel: CancelToken, speed: float = 1.0) -> list[float]:
        """How long sentences take at a speed (1.0 is the voice's own tempo): measured, or measured with the offline voice and scaled by this voice's pace."""
        ...


class VoiceSource(Protocol):
    """Whoever has voices. `id` is what stands before the colon of a voice's name ("" for the offline voices)."""

    @property
    def id(self) -> str: ...

    def voices(self) -> Sequence[Voice]:
        """What can be chosen, without asking the network."""
        ...

    def find(self, name: str, language: Language) -> Voice:
        """The voice by its name without prefix; `language` decides where a voice speaks both. Raises InputError."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class HeardSpeech:
    """What an outer engine gave for one text: mono -1..1. `boundaries` None: it told no word times.

    `lossy`: the sound was decoded from MP3, which puts an unknown delay before it that the boundaries do not know.
    """

    sound: npt.NDArray[np.float32]
    rate_hz: int
    boundaries: tuple[WordBoundary, ...] | None = None
    lossy: bool = False


@dataclass(frozen=True, slots=True)
class SpeechWish:
    """A text to speak (words only, with pause signs); sound shorter than `least_s` has been cut."""

    text: str
    least_s: float


SpeechArrived = Callable[[int, HeardSpeech], None]


class SpeechSource(VoiceSource, Protocol):
    """An engine that gives sound and leaves the timing of phonemes to us: a service, a neural model, a recording."""

    def fingerprint(self, voice: Voice, texts: Sequence[str], index: int) -> str:
        """All that decides how text `index` will sound, its own words apart."""
        ...

    def fetch(self, wishes: Sequence[SpeechWish], wanted: Sequence[int], voice: Voice, arrived: SpeechArrived, cancel: CancelToken) -> None:
        """Get the speech of the `wanted` wishes at tempo 1.0; `arrived` in any order, on the calling thread.

        Raises:
            Cancelled: within a second.
            EmlinhError: after the engine's own retries.
        """
        ...

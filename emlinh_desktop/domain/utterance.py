"""Spoken Lines: sound with the exact time of every word and phoneme, and the voices that speak them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.fallback import Fallback
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ

if TYPE_CHECKING:  # the window lists voices before anything needs numpy
    import numpy as np
    import numpy.typing as npt

MonoAudio: TypeAlias = "npt.NDArray[np.float32]"
"""shape (samples,), 48 kHz, -1..1"""


@dataclass(frozen=True, slots=True)
class Voice:
    """One entry of the voice catalogue.

    `gender` is female|male|unknown; `region` is north|central|south|us|gb and so on, "" when nobody says. `quality` is
    synthetic|neural|human, `price` is free|paid. `id` never holds a path. `installed` is False for a voice that must be downloaded first.
    """

    id: str
    engine: str
    language: Language
    region: str
    gender: str
    offline: bool
    licence: str
    quality: str = "synthetic"
    price: str = "free"
    name: str = ""
    installed: bool = True


@dataclass(frozen=True, slots=True)
class WordTiming:
    """One whitespace-separated token of a Line's text, as the captions show it (punctuation included).

    `char_start`/`char_end` are offsets into the Line's text. Times are seconds from the start of the
    Utterance's audio, monotone; a token without sound (a lone dash) has start_s == end_s.
    """

    text: str
    char_start: int
    char_end: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class PhonemeTiming:
    """One phoneme by its espeak event name (see the viseme table). `ipa` "" is a pause.

    `word` indexes `Utterance.words` (-1: none). `stress`: 0 none, 1 secondary, 2 primary. `language` is the
    language the word was spoken in (foreign words are switched).
    """

    ipa: str
    start_s: float
    end_s: float
    word: int
    stress: int
    language: Language


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """One Line spoken. Silence before the first and after the last sound is trimmed to under 20 ms."""

    line_id: str
    text: str
    voice: str
    audio: MonoAudio
    words: tuple[WordTiming, ...]
    phonemes: tuple[PhonemeTiming, ...]

    @property
    def duration_s(self) -> float:
        return len(self.audio) / SAMPLE_RATE_HZ


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One Line's place in a narration: its Utterance and the silence after it (seconds, before rounding to frames)."""

    utterance: Utterance
    pause_after_s: float


@dataclass(frozen=True, slots=True)
class Narration:
    """A whole Script spoken by one voice at one tempo (1.0 = the voice's own rate; 1.08 = 8 % faster).

    The film is lead_in_s + every Utterance with its pause; the last pause is the tail. `fallback` tells why another
    voice than the wanted one speaks.
    """

    voice: Voice
    tempo: float
    lead_in_s: float
    lines: tuple[SpokenLine, ...]
    fallback: Fallback | None = None

"""The voice catalogue: who can speak, and how espeak-ng is tuned to be that person.

Tunings were chosen by measuring fundamental frequency over two narrations of 45 s (5th-50th-95th percentile):
female vi 140-178-235 Hz (9 semitones: all six tones stay apart), en 140-195-240 Hz; male vi 85-107-140 Hz, en
80-122-156 Hz. Untuned, espeak's English lies half an octave above its Vietnamese, so each language has its
own pitch and a foreign word does not leap out of a sentence. Peaks stay under full scale (true peak at most -0.6 dB).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import unknown_name
from emlinh_desktop.domain.utterance import Voice

ESPEAK = "espeak-ng"
_LICENCE = "GPL-3.0-or-later"

DEFAULT_VOICES: Mapping[Language, str] = MappingProxyType({Language.VI: "vi-north-female", Language.EN: "en-us-female"})

_EARLIER_NAMES = MappingProxyType({"nova": "female", "fable": "female", "shimmer": "female", "alloy": "male", "echo": "male", "onyx": "male"})
"""the six voice names of the earlier system, as genders"""

_BASE_RATE_WPM = MappingProxyType({Language.VI: 160, Language.EN: 155})
"""tempo 1.0 in espeak's own words a minute: measured 211 syllables a minute in Vietnamese, 166 words in English, pauses
inside sentences included: the calm end of what narrators speak"""


@dataclass(frozen=True, slots=True)
class EspeakTone:
    """espeak's pitch and pitch range (0-99 each)."""

    pitch: int
    pitch_range: int


@dataclass(frozen=True, slots=True)
class EspeakTuning:
    """How espeak-ng becomes one voice of the catalogue."""

    espeak_voice: str
    base_rate_wpm: int
    volume: int
    tones: Mapping[Language, EspeakTone]


_ESPEAK_NAMES = MappingProxyType(
    {
        (Language.VI, "north"): "vi",
        (Language.VI, "central"): "vi-vn-x-central",
        (Language.VI, "south"): "vi-vn-x-south",
        (Language.EN, "us"): "en-us",
        (Language.EN, "gb"): "gmw/en",  # espeak-ng knows no voice en-gb
    }
)
_VARIANTS = MappingProxyType({"female": "emlinh", "male": "minh"})
_VOLUMES = MappingProxyType({"female": 68, "male": 52})
_TONES: Mapping[str, Mapping[Language, EspeakTone]] = MappingProxyType(
    {
        "female": MappingProxyType({Language.VI: EspeakTone(50, 70), Language.EN: EspeakTone(20, 40)}),
        "male": MappingProxyType({Language.VI: EspeakTone(50, 50), Language.EN: EspeakTone(5, 40)}),
    }
)


def _catalogue() -> dict[str, Voice]:
    entries = [
        Voice(f"{language.value}-{region}-{gender}", ESPEAK, language, region, gender, offline=True, licence=_LICENCE)
        for language, region in _ESPEAK_NAMES
        for gender in ("female", "male")
    ]
    return {voice.id: voice for voice in entries}


_VOICES = _catalogue()
CATALOGUE: tuple[Voice, ...] = tuple(_VOICES.values())


def find_voice(name: str | None, language: Language) -> Voice:
    """The voice by id or by one of the earlier system's names; None is the default of the language.

    Raises:
        InputError: UNKNOWN_NAME.
    """
    if name is None:
        return _VOICES[DEFAULT_VOICES[language]]
    wanted = name.strip().casefold()
    if wanted in _EARLIER_NAMES:
        default = _VOICES[DEFAULT_VOICES[language]]
        wanted = f"{language.value}-{default.region}-{_EARLIER_NAMES[wanted]}"
    if wanted not in _VOICES:
        raise unknown_name("voice", name, [*_VOICES, *_EARLIER_NAMES])
    return _VOICES[wanted]


def tuning_of(voice: Voice) -> EspeakTuning:
    """How to make espeak-ng that voice."""
    name = _ESPEAK_NAMES[voice.language, voice.region]
    return EspeakTuning(f"{name}+{_VARIANTS[voice.gender]}", _BASE_RATE_WPM[voice.language], _VOLUMES[voice.gender], _TONES[voice.gender])

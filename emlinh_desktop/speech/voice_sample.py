"""What a voice sounds like: one sentence of its own, as a wav file."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from emlinh_desktop.base.atomic_file import replacing
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.file_name import safe_file_name
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.script import make_lines
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ
from emlinh_desktop.domain.utterance import MonoAudio
from emlinh_desktop.speech.narrator import SpeechNarrator


def voice_sample(narrator: SpeechNarrator, voice_id: str, cache_folder: Path, cancel: CancelToken) -> Path:
    """The sample of a voice, spoken at first use and kept under its name and words.

    Raises:
        InputError: UNKNOWN_NAME.
        ResourceError, ProductError: as `SpeechNarrator.narrate` says.
        Cancelled: within 0.2 s.
    """
    voice = narrator.voice(voice_id, Language.VI)
    (line,) = make_lines([(text("voice.sample", voice.language.value), False)])
    file = cache_folder / "samples" / f"{safe_file_name(voice.id)}-{line.id}.wav"
    if not file.is_file():
        (spoken,) = narrator.narrate([line], voice, None, None, lambda _done: None, cancel).lines
        _write_wav(file, spoken.utterance.audio)
    return file


def _write_wav(file: Path, audio: MonoAudio) -> None:
    samples = (np.clip(audio, -1.0, 1.0) * 32767).astype("<i2")
    with replacing(file) as part, wave.open(str(part), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE_HZ)
        out.writeframes(samples.tobytes())

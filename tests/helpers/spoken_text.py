"""What the test servers say: the offline voice with its word times, in any format, spoken once for each text."""

from __future__ import annotations

import functools
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.ffmpeg_binary import ffmpeg_path
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.espeak_engine import line_source
from emlinh_desktop.speech.espeak_frames import ESPEAK_RATE_HZ
from emlinh_desktop.speech.espeak_speaker import EspeakSpeech
from emlinh_desktop.speech.voices import find_voice

LEAD_S = 0.1
"""silence before the first word, as services send it"""
_FORMATS = {
    "mp3-48k": ("mp3", ["-ar", "24000", "-c:a", "libmp3lame", "-b:a", "48k", "-write_xing", "0", "-id3v2_version", "0"]),
    "pcm": ("s16le", ["-ar", "24000"]),
    "wav": ("wav", ["-ar", "24000"]),
    "m4a": ("adts", ["-ar", "44100", "-c:a", "aac"]),
}
_lock = threading.Lock()


@dataclass(frozen=True)
class SpokenText:
    """16-bit mono at 22,050 Hz with the silence before it, and (start_s, end_s, word) of each word."""

    pcm: bytes
    words: tuple[tuple[float, float, str], ...]

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 2 / ESPEAK_RATE_HZ


@functools.cache
def _espeak() -> EspeakSpeech:
    return EspeakSpeech(Path(tempfile.mkdtemp(prefix="emlinh-test-voice-")))


@functools.cache
def spoken_text(text: str, voice: str = "vi-south-female", rate_wpm: int = 175) -> SpokenText:
    """A text of plain words in an offline voice that is not the reference's."""
    source = line_source(text, find_voice(voice, Language.VI), rate_wpm)
    with _lock:
        (raw,) = _espeak().spoken_raw([source], CancelToken())
    words = []
    for index, word in enumerate(source.words):
        own = [phone for phone in raw.phones if phone.word == index]
        if own:
            words.append((LEAD_S + own[0].start / ESPEAK_RATE_HZ, LEAD_S + own[-1].end / ESPEAK_RATE_HZ, word.text.strip(",.?!;:…")))
    lead = np.zeros(int(LEAD_S * ESPEAK_RATE_HZ), np.int16)
    return SpokenText(np.concatenate([lead, raw.samples, lead]).tobytes(), tuple(words))


@functools.cache
def encoded(pcm: bytes, kind: str) -> bytes:
    """16-bit mono at 22,050 Hz as `mp3-48k`, `pcm` (24 kHz), `wav` or `m4a`."""
    container, options = _FORMATS[kind]
    command = [ffmpeg_path(), "-v", "error", "-f", "s16le", "-ar", str(ESPEAK_RATE_HZ), "-ac", "1", "-i", "-", *options, "-f", container, "-"]
    return subprocess.run(command, input=pcm, capture_output=True, check=True).stdout

"""Lines spoken by espeak-ng: stretches joined, silence trimmed, Utterances made.

A Line passes through three forms: `LineSource` (what will be asked, and its cache key), `RawLine` (what
espeak gave, trimmed, still at 22,050 Hz: its exact length is known) and `Utterance`.
"""

from __future__ import annotations

import copy
import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import Child
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.utterance import MonoAudio, PhonemeTiming, Utterance, Voice
from emlinh_desktop.speech.espeak_data import espeak_installation
from emlinh_desktop.speech.espeak_frames import ESPEAK_RATE_HZ, RawSpeech, SpeakRequest
from emlinh_desktop.speech.espeak_workers import EspeakWorkers
from emlinh_desktop.speech.phoneme_track import Phone, phones_of
from emlinh_desktop.speech.resampling import resampled_length, to_48khz
from emlinh_desktop.speech.speakable import Spoken, speakable
from emlinh_desktop.speech.spoken_source import SourceWord, Stretch, request_of, source_words, stretches
from emlinh_desktop.speech.utterance_cache import rounded_to_16_bits
from emlinh_desktop.speech.voices import tuning_of
from emlinh_desktop.speech.word_timing import give_tokens, word_timings

_ENGINE_VERSION = 1  # part of every cache key: raise it when the same request should give another Utterance
_AUDIBLE = 33  # of 32,768: -60 dB; espeak's own pauses are digital silence
_KEPT_BEFORE_S, _KEPT_AFTER_S = 0.012, 0.016  # silence left at the ends, under 20 ms
_FADE_S = 0.004
_BETWEEN_STRETCHES_S = 0.12
_SILENT_LINE_S = 0.3


@dataclass(frozen=True, slots=True)
class LineSource:
    """What will be asked of espeak for one text. `key` names the result: it depends on all that makes it."""

    text: str
    voice: Voice
    spoken: Spoken
    words: tuple[SourceWord, ...]
    stretches: tuple[tuple[Stretch, SpeakRequest], ...]
    key: str

    @property
    def sounds(self) -> bool:
        """Whether it holds a word."""
        return bool(self.words)

    @property
    def plain(self) -> str:
        """The words to say as running text, for engines that take no phonemes."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True, eq=False)
class RawLine:
    """A spoken text before resampling. Phones count samples from the trimmed start; `Phone.word` indexes `source.words`."""

    source: LineSource
    samples: npt.NDArray[np.int16]
    phones: tuple[Phone, ...]

    @property
    def sample_count(self) -> int:
        """Its length as an Utterance, at 48 kHz."""
        return resampled_length(len(self.samples))


def line_source(text: str, voice: Voice, rate_wpm: int) -> LineSource:
    """Prepare a text for a voice at a rate. Pure, well under a millisecond a sentence."""
    spoken = _spoken(text, voice.language)
    words = source_words(spoken)
    tuning = tuning_of(voice)
    cut = tuple((stretch, request_of(stretch, tuning, voice.language, rate_wpm)) for stretch in stretches(words))
    content = (_ENGINE_VERSION, espeak_installation().fingerprint, text, voice.id, [request for _, request in cut])
    key = hashlib.blake2b(repr(content).encode("utf-8", "replace"), digest_size=16).hexdigest()
    return LineSource(text, voice, spoken, words, cut, key)


@functools.lru_cache(maxsize=1024)
def _spoken(text: str, language: Language) -> Spoken:
    """The same Line is asked for at several rates while a talk is fitted to its length."""
    return speakable(text, language)


def batches(sources: Sequence[LineSource], characters: int) -> list[tuple[LineSource, ...]]:
    """Lines in groups of so many characters (a longer Line alone)."""
    found: list[list[LineSource]] = []
    size = 0
    for source in sources:
        if not found or size + len(source.text) > characters:
            found.append([])
            size = 0
        found[-1].append(source)
        size += len(source.text)
    return [tuple(batch) for batch in found]


class EspeakEngine:
    """Speaks Lines through worker processes, `early` the first of them. One call at a time."""

    def __init__(self, cache_folder: Path, early: Child | None = None) -> None:
        self._workers = EspeakWorkers(cache_folder, early)

    def speak(self, sources: Sequence[LineSource], cancel: CancelToken) -> list[RawLine]:
        """Speak Lines.

        Raises:
            Cancelled: within 0.1 s; the workers are gone.
            ResourceError: VOICE_UNAVAILABLE, NO_WRITE_ACCESS or DISK_FULL.
            ProductError: SPEECH_FAILED, after a second try.
        """
        requests = [request for line in sources for _, request in line.stretches]
        answers = self._workers.speak(requests, sources[0].voice.id if sources else "", cancel)
        raw_lines = []
        for source in sources:
            count = len(source.stretches)
            raw_lines.append(_raw_line(source, answers[:count]))
            answers = answers[count:]
        return raw_lines


def _raw_line(source: LineSource, answers: Sequence[RawSpeech]) -> RawLine:
    phones: list[Phone] = []
    sounds: list[npt.NDArray[np.int16]] = []
    offset = 0
    for (stretch, _), answer in zip(source.stretches, answers, strict=True):
        samples = np.frombuffer(answer.pcm, dtype="<i2").astype(np.int16)
        begin, end = _audible(samples)
        own = [
            Phone(p.ipa, max(p.start, begin), min(p.end, end), p.word + stretch.first_word if p.word >= 0 else -1, p.stress, p.language)
            for p in phones_of(answer, stretch.words)
            if min(p.end, end) > max(p.start, begin)
        ]
        if sounds and own:
            gap = int(_BETWEEN_STRETCHES_S * ESPEAK_RATE_HZ)
            sounds.append(np.zeros(gap, dtype=np.int16))
            phones.append(Phone("", offset, offset + gap, -1, 0, source.voice.language))
            offset += gap
        for phone in own:
            phone.start += offset - begin
            phone.end += offset - begin
        phones += own
        sounds.append(samples[begin:end])
        offset += end - begin
    if offset == 0:
        return RawLine(source, np.zeros(int(_SILENT_LINE_S * ESPEAK_RATE_HZ), dtype=np.int16), ())
    return RawLine(source, np.concatenate(sounds), tuple(phones))


def _audible(samples: npt.NDArray[np.int16]) -> tuple[int, int]:
    """First and one past the last sample to keep; (0, 0) when all is silence."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > _AUDIBLE)
    if len(loud) == 0:
        return 0, 0
    begin = max(0, int(loud[0]) - int(_KEPT_BEFORE_S * ESPEAK_RATE_HZ))
    end = min(len(samples), int(loud[-1]) + 1 + int(_KEPT_AFTER_S * ESPEAK_RATE_HZ))
    return begin, end


def make_utterance(raw: RawLine, line_id: str, cancel: CancelToken) -> Utterance:
    """Resample, fade the edges and turn samples into seconds.

    The audio is rounded to 16 bits, so that it comes out of the cache exactly as it went in.

    Raises:
        Cancelled: the token was cancelled.
    """
    audio = to_48khz(raw.samples, cancel)
    _fade_edges(audio)
    audio = rounded_to_16_bits(audio)
    seconds = [(phone.start / ESPEAK_RATE_HZ, phone.end / ESPEAK_RATE_HZ) for phone in raw.phones]
    return timed_utterance(raw.source, raw.source.voice.id, line_id, audio, raw.phones, seconds)


def timed_utterance(
    source: LineSource, voice_id: str, line_id: str, audio: MonoAudio, phones: Sequence[Phone], seconds: Sequence[tuple[float, float]]
) -> Utterance:
    """An Utterance of sound at 48 kHz and phonemes (their words those of the source) with their (start, end) in it."""
    own = [copy.copy(phone) for phone in phones]
    give_tokens(own, source.words, source.spoken, source.text)
    words = word_timings(source.text, own, seconds)
    phonemes = tuple(
        PhonemeTiming(phone.ipa, start_s, end_s, phone.word, phone.stress, phone.language) for phone, (start_s, end_s) in zip(own, seconds, strict=True)
    )
    return Utterance(line_id, source.text, voice_id, audio, words, phonemes)


def _fade_edges(audio: MonoAudio) -> None:
    """Raised-cosine fades of 4 ms in place, against clicks."""
    count = min(int(_FADE_S * 48_000), len(audio) // 2)
    ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(count) / max(count, 1))).astype(np.float32)
    audio[:count] *= ramp
    audio[len(audio) - count :] *= ramp[::-1]

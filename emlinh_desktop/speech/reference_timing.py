"""Sound of any voice -> Utterance: trimmed, at 48 kHz, every word and phoneme timed against espeak's telling of the text."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence

import numpy as np

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ
from emlinh_desktop.domain.utterance import MonoAudio, Utterance, Voice
from emlinh_desktop.speech.alignment import Alignment, WordBoundary, align, fit_words
from emlinh_desktop.speech.alignment.align import sounding, word_runs
from emlinh_desktop.speech.alignment.cepstra import RATE_HZ, Floats
from emlinh_desktop.speech.band_limited import at_rate
from emlinh_desktop.speech.engine import HeardSpeech
from emlinh_desktop.speech.espeak_engine import LineSource, RawLine, line_source, timed_utterance
from emlinh_desktop.speech.espeak_frames import ESPEAK_RATE_HZ
from emlinh_desktop.speech.espeak_speaker import EspeakSpeech
from emlinh_desktop.speech.phoneme_track import Phone
from emlinh_desktop.speech.utterance_cache import rounded_to_16_bits
from emlinh_desktop.speech.voices import find_voice, tuning_of

_log = logging.getLogger(__name__)

_AUDIBLE = 1e-3  # -60 dB
_NOISE_MARGIN, _LOUDEST_NOISE = 3.0, 0.05  # of the quietest tenth of the clip; of its peak
_KEPT_BEFORE_S, _KEPT_AFTER_S = 0.010, 0.014
_FADE_S = 0.004
_SILENT_LINE_S = 0.3
_LAME_DELAY_S = 1105 / 24_000  # 576 samples of encoder delay and 529 of the decoder's, at 24 kHz
_LONGEST_DELAY_S = 0.12
_LEAST_WORDS_FOR_DELAY = 6
_SLOWEST_WPM, _FASTEST_WPM = 80, 450
_NEAR_WPM = 40  # a quarter of the tempo: measured, a nearer one gains nothing
_REGIONS = {Language.VI: ("north", "central", "south"), Language.EN: ("us", "gb")}


class ReferenceTiming:
    """Times other voices. One thread at a time; it asks espeak's workers."""

    def __init__(self, espeak: EspeakSpeech) -> None:
        self._espeak = espeak
        self._delays_s: dict[str, float] = {}

    def source(self, text: str, voice: Voice, gender: str = "") -> LineSource:
        """What the reference is asked for a text: the espeak voice nearest to that voice, at its own rate."""
        region = voice.region if voice.region in _REGIONS[voice.language] else _REGIONS[voice.language][0]
        kind = gender or (voice.gender if voice.gender in ("female", "male") else "female")
        reference = find_voice(f"{voice.language.value}-{region}-{kind}", voice.language)
        return line_source(text, reference, tuning_of(reference).base_rate_wpm)

    def references(self, sources: Sequence[LineSource], cancel: CancelToken) -> list[RawLine]:
        """All spoken by espeak, together."""
        return self._espeak.spoken_raw(sources, cancel)

    def utterance(self, heard: HeardSpeech, reference: RawLine, voice: Voice, cancel: CancelToken) -> Utterance:
        """Trim, resample and time one Line. Its line id is left empty.

        Raises:
            Cancelled.
        """
        begin, end = audible(heard.sound, heard.rate_hz)
        if end <= begin or not reference.phones:
            return timed_utterance(reference.source, voice.id, "", silence(), (), ())
        sound = heard.sound[begin:end]
        audio = _finished(at_rate(sound, heard.rate_hz, SAMPLE_RATE_HZ))
        phones: Sequence[Phone] = reference.phones
        seconds: Sequence[tuple[float, float]] | None = None
        if heard.boundaries is not None:
            moved = [_later(boundary, -begin / heard.rate_hz, -math.inf, math.inf) for boundary in heard.boundaries]
            total_s = len(audio) / SAMPLE_RATE_HZ
            seconds = _fitted(phones, reference.source, moved, 0.0, total_s)
            if heard.lossy and seconds is not None:
                delay_s = self._delay_s(voice, at_rate(sound, heard.rate_hz, RATE_HZ), reference, moved, cancel)
                seconds = _fitted(phones, reference.source, moved, delay_s, total_s)
        if seconds is None:
            found, raw = self.aligned(at_rate(sound, heard.rate_hz, RATE_HZ), reference, voice, cancel)
            phones, seconds = raw.phones, found.seconds
        phones, seconds = _lasting(phones, seconds, len(audio) / SAMPLE_RATE_HZ)
        return timed_utterance(reference.source, voice.id, "", audio, phones, seconds)

    def aligned(self, sound: Floats, reference: RawLine, voice: Voice, cancel: CancelToken) -> tuple[Alignment, RawLine]:
        """The cheapest alignment of mono sound at 16 kHz, and the reference it is of: at the sound's own tempo, of both genders if unknown."""
        begin, end = sounding(sound)
        sounding_s = (end - begin) / RATE_HZ
        best = self._aligned_with(reference, sound, sounding_s, cancel)
        if voice.gender not in ("female", "male"):
            (other,) = self.references([self.source(reference.source.text, voice, "male")], cancel)
            found = self._aligned_with(other, sound, sounding_s, cancel)
            best = min(best, found, key=lambda pair: pair[0].cost)
        _log.debug("aligned %.1f s with %s at a cost of %.1f", sounding_s, best[1].source.voice.id, best[0].cost)
        return best

    def _delay_s(self, voice: Voice, sound: Floats, reference: RawLine, boundaries: Sequence[WordBoundary], cancel: CancelToken) -> float:
        """The encoder's delay of a voice: how much later than told its words are heard, by the median of one aligned Line."""
        if voice.id not in self._delays_s:
            found, raw = self.aligned(sound, reference, voice, cancel)
            told = fit_words(raw.phones, [word.text for word in raw.source.words], boundaries, len(sound) / RATE_HZ)
            firsts = [first for first, _ in word_runs(raw.phones)]
            if told is None or not found.trusted or len(firsts) < _LEAST_WORDS_FOR_DELAY:
                return _LAME_DELAY_S
            late_s = float(np.median([found.seconds[first][0] - told[first][0] for first in firsts]))
            self._delays_s[voice.id] = min(max(late_s, 0.0), _LONGEST_DELAY_S)
            _log.info("the words of %s are heard %.0f ms after their told times", voice.id, 1000 * self._delays_s[voice.id])
        return self._delays_s[voice.id]

    def _aligned_with(self, reference: RawLine, sound: Floats, sounding_s: float, cancel: CancelToken) -> tuple[Alignment, RawLine]:
        """Speak the reference again at the recording's tempo (a narrower warp is a better warp), then align."""
        base_wpm = tuning_of(reference.source.voice).base_rate_wpm
        rate_wpm = round(base_wpm * len(reference.samples) / ESPEAK_RATE_HZ / max(sounding_s, 0.1))
        rate_wpm = min(max(rate_wpm, _SLOWEST_WPM), _FASTEST_WPM)
        raw = reference
        if abs(rate_wpm - base_wpm) >= _NEAR_WPM:
            (raw,) = self.references([line_source(reference.source.text, reference.source.voice, rate_wpm)], cancel)
        cancel.check()
        own = at_rate(raw.samples.astype(np.float32) / np.float32(32768), ESPEAK_RATE_HZ, RATE_HZ)
        return align(raw.phones, own, sound), raw


def audible(sound: Floats, rate_hz: int) -> tuple[int, int]:
    """First and one past the last sample to keep: above -60 dB and above the clip's own noise; (0, 0) for silence."""
    frame = max(1, rate_hz // 100)
    count = len(sound) // frame
    if count == 0:
        return 0, 0
    peaks = np.abs(sound[: count * frame].reshape(count, frame)).max(1)
    peak = float(peaks.max())
    noise = min(_NOISE_MARGIN * float(np.percentile(peaks, 10)), _LOUDEST_NOISE * peak) if peaks.min() < _LOUDEST_NOISE * peak else 0.0
    loud = np.flatnonzero(np.abs(sound) > max(_AUDIBLE, noise))
    if len(loud) == 0:
        return 0, 0
    begin = max(0, int(loud[0]) - int(_KEPT_BEFORE_S * rate_hz))
    return begin, min(len(sound), int(loud[-1]) + 1 + int(_KEPT_AFTER_S * rate_hz))


def silence() -> MonoAudio:
    """What a Line without words lasts."""
    return np.zeros(int(_SILENT_LINE_S * SAMPLE_RATE_HZ), np.float32)


def _finished(audio: MonoAudio) -> MonoAudio:
    """Faded at both ends and rounded to 16 bits, so that it comes out of the cache exactly as it went in."""
    count = min(int(_FADE_S * SAMPLE_RATE_HZ), len(audio) // 2)
    faded = audio.copy()
    if count:
        ramp = np.linspace(0.0, 1.0, count, dtype=np.float32)
        faded[:count] *= ramp
        faded[-count:] *= ramp[::-1]
    return rounded_to_16_bits(faded)


def _fitted(
    phones: Sequence[Phone], source: LineSource, boundaries: Sequence[WordBoundary], later_s: float, total_s: float
) -> tuple[tuple[float, float], ...] | None:
    moved = [_later(boundary, later_s, 0.0, total_s) for boundary in boundaries]
    return fit_words(phones, [word.text for word in source.words], moved, total_s)


def _later(boundary: WordBoundary, later_s: float, least_s: float, most_s: float) -> WordBoundary:
    """The word at another time, kept within bounds."""

    def moved(time_s: float) -> float:
        return min(max(least_s, time_s + later_s), most_s)

    symbols = tuple((sign, moved(end_s)) for sign, end_s in boundary.symbols)
    return WordBoundary(boundary.text, moved(boundary.start_s), moved(boundary.end_s), symbols)


def _lasting(phones: Sequence[Phone], seconds: Sequence[tuple[float, float]], total_s: float) -> tuple[list[Phone], list[tuple[float, float]]]:
    """Only phonemes with a length, all inside the sound."""
    kept = [(phone, (start_s, min(end_s, total_s))) for phone, (start_s, end_s) in zip(phones, seconds, strict=True) if min(end_s, total_s) - start_s > 1e-4]
    return [phone for phone, _ in kept], [times for _, times in kept]

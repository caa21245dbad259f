"""Speech a little faster or slower at the same pitch: WSOLA (Verhelst & Roelands, ICASSP 1993).

Overlapping pieces are laid closer or farther apart; each is taken from where it continues the piece before it best. Word times
scale with the tempo; a piece may lie up to 7.5 ms off, less than a quarter of a frame.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ
from emlinh_desktop.domain.utterance import MonoAudio, Utterance

_HOP = SAMPLE_RATE_HZ // 100  # pieces of 20 ms, half overlapping: two pitch periods of a low voice
_SEARCH = 3 * SAMPLE_RATE_HZ // 400
_COARSE_STEP = 4  # samples between the places tried: 0.08 ms


def stretched(utterance: Utterance, tempo: float) -> Utterance:
    """The Utterance at another tempo (1.08 = 8 % faster), `stretched_length` samples long. Meant for 0.8 to 1.25."""
    count = len(utterance.audio)
    length = stretched_length(count, tempo)
    scale = length / count
    words = tuple(replace(word, start_s=word.start_s * scale, end_s=word.end_s * scale) for word in utterance.words)
    phonemes = tuple(replace(phoneme, start_s=phoneme.start_s * scale, end_s=phoneme.end_s * scale) for phoneme in utterance.phonemes)
    return replace(utterance, audio=_wsola(utterance.audio, length), words=words, phonemes=phonemes)


def stretched_length(sample_count: int, tempo: float) -> int:
    """How many samples a stretched sound has."""
    return max(1, round(sample_count / tempo))


def _wsola(audio: MonoAudio, length: int) -> MonoAudio:
    window = np.hanning(2 * _HOP + 1)[:-1].astype(np.float32)
    air = _HOP + _SEARCH
    padded = np.concatenate([np.zeros(air, np.float32), audio, np.zeros(air + 4 * _HOP, np.float32)])
    pieces = length // _HOP + 2
    result = np.zeros((pieces + 1) * _HOP, np.float32)
    speed = len(audio) / length
    at = air - _HOP
    for number in range(pieces):
        ideal = air - _HOP + round(number * _HOP * speed)
        if number:
            at = _best_match(padded, at + _HOP, min(ideal, len(padded) - 2 * _HOP - _SEARCH))
        result[number * _HOP : (number + 2) * _HOP] += padded[at : at + 2 * _HOP] * window
    return np.clip(result[_HOP : _HOP + length], -1.0, 1.0)


def _best_match(padded: MonoAudio, natural: int, ideal: int) -> int:
    """The start near `ideal` whose piece looks most like the natural continuation."""
    template = padded[natural : natural + 2 * _HOP : _COARSE_STEP]
    low = max(0, ideal - _SEARCH)
    region = padded[low : ideal + _SEARCH + 2 * _HOP : _COARSE_STEP]
    template = template[: len(region)]
    likeness = np.correlate(region, template, "valid")
    energy = np.convolve(region * region, np.ones(len(template), np.float32), "valid")
    return low + int(np.argmax(likeness / np.sqrt(energy + 1e-6))) * (_COARSE_STEP)

"""Phonemes of a reference laid onto a recording of the same text (the idea of aeneas, Pettarin 2015).

Pauses are where voices differ most: on both sides a silence counts at most 300 ms while warping. Where the recording
pauses and the reference does not, the whole pause lies on one reference frame: a word's start is then the end of that
stretch, an end its beginning.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emlinh_desktop.speech.alignment.cepstra import HOP, HOP_S, RATE_HZ, Floats, cepstra, loud_frames
from emlinh_desktop.speech.alignment.warp import warp
from emlinh_desktop.speech.espeak_frames import ESPEAK_RATE_HZ
from emlinh_desktop.speech.phoneme_track import Phone

TRUSTED_COST = 5.9
"""a mean cost above it says: not this text. Measured: right texts 2.6-5.3, wrong ones 6.3, noise 7.0"""

_LONGEST_SILENCE = 30  # frames
_HOLD_S = 0.06  # a stretch this long on one reference frame is a pause
_NEAR_FRAMES = 3
_LOUD_OF_PEAK = 0.02
_SHORTEST_WORD_S = 0.02
_CLOSURE_FRAMES = 11  # a silence up to here before a word is the closure of its stop
_FARTHEST_SNAP_FRAMES = 60


@dataclass(frozen=True, slots=True)
class Alignment:
    """(start, end) in seconds of each reference phoneme in the recording, in order; `cost` is the mean distance of a frame.

    `distances` holds, for each phoneme, how unlike the two sound there.
    """

    seconds: tuple[tuple[float, float], ...]
    cost: float
    distances: tuple[float, ...]

    @property
    def trusted(self) -> bool:
        """Whether the recording says this text at all."""
        return self.cost <= TRUSTED_COST


def align(phones: Sequence[Phone], reference: Floats, recording: Floats) -> Alignment:
    """Times of `phones` (samples at espeak's rate in `reference`) in `recording`; both mono at 16 kHz, both with speech.

    Takes 0.5 to 1 s for a minute of speech. The nearer the two tempi, the better.
    """
    begin, end = sounding(recording)
    own_begin, own_end = sounding(reference)
    track, frames = _capped(reference[own_begin:own_end])
    other, other_frames = _capped(recording[begin:end])
    path = warp(track, other)
    last_frame = len(other_frames) - 1
    places = _Places(
        (frames * HOP_S + own_begin / RATE_HZ).astype(np.float64),
        other_frames[np.minimum(path.first.astype(int), last_frame)] * HOP_S + begin / RATE_HZ,
        other_frames[np.minimum(path.last.astype(int), last_frame)] * HOP_S + begin / RATE_HZ,
    )
    apart = np.linalg.norm(track - other[np.round((path.first + path.last) / 2).astype(int).clip(0, last_frame)], axis=1)
    bounds = np.searchsorted(frames * HOP_S + own_begin / RATE_HZ, [[p.start / ESPEAK_RATE_HZ, p.end / ESPEAK_RATE_HZ] for p in phones])
    distances = tuple(float(apart[min(low, len(apart) - 1) : max(high, low + 1)].mean()) if low < len(apart) else 0.0 for low, high in bounds)
    return Alignment(_phone_times(phones, places, _Silences(recording), len(recording) / RATE_HZ), path.cost, distances)


def sounding(sound: Floats) -> tuple[int, int]:
    """First and one past the last sample of speech, whole frames with a little air."""
    count = max(1, len(sound) // HOP)
    level = np.sqrt((sound[: count * HOP].reshape(count, -1) ** 2).mean(1))
    loud = np.flatnonzero(level > max(float(level.max()) * _LOUD_OF_PEAK, 1e-6))
    if len(loud) == 0:
        return 0, len(sound)
    return max(0, (int(loud[0]) - 2) * HOP), min(len(sound), (int(loud[-1]) + 3) * HOP)


def _capped(sound: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Features with every silence cut to 300 ms, and the number each kept frame had before."""
    track = cepstra(sound)
    loud = np.zeros(len(track), bool)
    found = loud_frames(np.concatenate([sound, np.zeros(3 * HOP, np.float32)]))[: len(track)]
    loud[: len(found)] = found
    kept = np.ones(len(track), bool)
    edges = np.flatnonzero(np.diff(np.concatenate([[1], loud.astype(np.int8), [1]])))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start > _LONGEST_SILENCE:
            kept[start + _LONGEST_SILENCE // 2 : end - _LONGEST_SILENCE // 2] = False
    return track[kept], np.flatnonzero(kept)


class _Places:
    """The path: each reference time lies on first_s..last_s of the recording."""

    def __init__(self, grid_s: npt.NDArray[np.float64], first_s: npt.NDArray[np.float64], last_s: npt.NDArray[np.float64]) -> None:
        self._grid_s, self._first_s, self._last_s = grid_s, first_s, last_s
        self._hold_s = last_s - first_s
        middle = (first_s + last_s) / 2
        self._starts_s = np.where(self._hold_s > _HOLD_S, last_s, middle)
        self._ends_s = np.where(self._hold_s > _HOLD_S, first_s, middle)

    def _pause_near(self, time_s: float) -> int | None:
        """The frame with the longest stretch next to a word's edge, if it is a pause."""
        at = int(np.clip(np.searchsorted(self._grid_s, time_s, "right") - 1, 0, len(self._grid_s) - 1))
        low = max(0, at - _NEAR_FRAMES)
        found = low + int(np.argmax(self._hold_s[low : at + _NEAR_FRAMES + 1]))
        return found if self._hold_s[found] > _HOLD_S else None

    def word_start(self, time_s: float) -> float:
        pause = self._pause_near(time_s)
        return self.start(time_s) if pause is None else float(self._last_s[pause] + max(0.0, time_s - self._grid_s[pause]))

    def word_end(self, time_s: float) -> float:
        pause = self._pause_near(time_s)
        return self.end(time_s) if pause is None else float(self._first_s[pause] - max(0.0, self._grid_s[pause] - time_s))

    def start(self, time_s: float) -> float:
        return float(np.interp(time_s, self._grid_s, self._starts_s))

    def end(self, time_s: float) -> float:
        return float(np.interp(time_s, self._grid_s, self._ends_s))


class _Silences:
    """Where the recording is silent: no word starts inside a silence longer than a stop's closure."""

    def __init__(self, recording: Floats) -> None:
        self._loud = loud_frames(recording)

    def out_of(self, start_s: float, limit_s: float) -> float:
        first = at = int(start_s / HOP_S)
        while at < len(self._loud) and at - first < _FARTHEST_SNAP_FRAMES and not self._loud[at] and at * HOP_S < limit_s:
            at += 1
        found = at > first + _CLOSURE_FRAMES and at < len(self._loud) and bool(self._loud[at])
        return (at - 3) * HOP_S if found else start_s


def word_runs(phones: Sequence[Phone]) -> list[tuple[int, int]]:
    """[first, until) of the phonemes of each word in order; pauses belong to none."""
    runs: list[tuple[int, int]] = []
    for index, phone in enumerate(phones):
        if not phone.ipa or phone.word < 0:
            continue
        if runs and runs[-1][1] == index and phones[index - 1].word == phone.word:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _phone_times(phones: Sequence[Phone], places: _Places, silences: _Silences, total_s: float) -> tuple[tuple[float, float], ...]:
    runs = word_runs(phones)
    begins = [places.word_start(phones[first].start / ESPEAK_RATE_HZ) for first, _ in runs]
    times: dict[int, tuple[float, float]] = {}
    reached_s = 0.0
    starts = []
    for number, begin_s in enumerate(begins):
        limit_s = begins[number + 1] if number + 1 < len(begins) else total_s
        reached_s = min(max(silences.out_of(begin_s, limit_s), reached_s), total_s)
        starts.append(reached_s)
    for number, (first, until) in enumerate(runs):
        next_s = starts[number + 1] if number + 1 < len(starts) else total_s
        end_s = min(max(places.word_end(phones[until - 1].end / ESPEAK_RATE_HZ), starts[number] + _SHORTEST_WORD_S), next_s)
        reached_s = starts[number]
        for index in range(first, until):
            wanted_s = end_s if index == until - 1 else places.start(phones[index + 1].start / ESPEAK_RATE_HZ)
            times[index] = (reached_s, min(max(wanted_s, reached_s), end_s))
            reached_s = times[index][1]
    return with_pauses(len(phones), times, total_s)


def with_pauses(count: int, times: dict[int, tuple[float, float]], total_s: float) -> tuple[tuple[float, float], ...]:
    """Times of all phonemes: a pause fills what lies between its neighbours."""
    known = sorted(times)
    filled: list[tuple[float, float]] = []
    for index in range(count):
        if index in times:
            filled.append(times[index])
            continue
        place = bisect.bisect(known, index)
        before_s = filled[-1][1] if filled else 0.0
        after_s = times[known[place]][0] if place < len(known) else total_s
        filled.append((before_s, max(before_s, after_s)))
    return tuple(filled)

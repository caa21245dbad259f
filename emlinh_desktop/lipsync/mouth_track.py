"""An Utterance to a MouthTrack: holds blended into one continuous mouth, opened as far as the voice is loud."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from emlinh_desktop.domain.shot import MOUTH_PARAMETERS, MouthTrack
from emlinh_desktop.domain.timebase import FPS, SAMPLE_RATE_HZ
from emlinh_desktop.domain.utterance import MonoAudio, Utterance
from emlinh_desktop.lipsync.holds import Hold, holds_of
from emlinh_desktop.lipsync.visemes import REST, SHAPES

CALM_OPENING = 0.80
"""Narration opens the mouth less than the shapes of a mouth chart do."""

QUIET_SHARE = 0.55
"""How far the quietest voiced moment of a Line opens the mouth, against its loudest."""

_BLEND_S = 0.060
_REST_BLEND_S = 0.110
_STEPS_PER_FRAME = 8
_HOP = SAMPLE_RATE_HZ // 100
_SMOOTH_HOPS = 9
_LOUD_QUANTILE = 0.92
_COMPRESSION = 0.6  # loudness as heard grows about as this power of the amplitude (Stevens)
_CLOSED_INSET_S = 0.018
_FLICKER = 0.16

_OPEN = MOUTH_PARAMETERS.index("open")
_SIZED = tuple(MOUTH_PARAMETERS.index(name) for name in ("open", "width", "round"))
_Rows = npt.NDArray[np.float64]


class MouthTracker:
    """The `LipSync` of the pipeline. Holds nothing; any thread; some 20 ms for a minute of speech."""

    def track(self, utterance: Utterance, lead_frames: int, frame_count: int) -> MouthTrack:
        """The mouth of a Shot of `frame_count` frames whose Utterance starts at frame `lead_frames`.

        Row i is the mouth at i / FPS seconds. The first and last rows are at rest, lips are closed in at least one
        row of every p, b, m (and labialised Vietnamese final), whatever their place between two frames.
        """
        holds = holds_of(utterance.phonemes)
        lead_s = lead_frames / FPS
        times_s = np.arange(frame_count * _STEPS_PER_FRAME) / (FPS * _STEPS_PER_FRAME) - lead_s
        fine = _blended(holds, times_s)
        fine[:, _OPEN] *= CALM_OPENING * _loudness_share(utterance.audio, times_s)
        rows = _frame_means(fine)
        _calm(rows)
        _close(rows, holds, lead_s)
        for end in (0, -1):
            if frame_count:
                rows[end] = REST
        return rows.astype(np.float32)


def _shape(hold: Hold) -> _Rows:
    shape = np.array(SHAPES[hold.shape], dtype=np.float64)
    shape[list(_SIZED)] *= hold.weight
    return shape


def _blended(holds: Sequence[Hold], times_s: _Rows) -> _Rows:
    """(times, 7): each shape held, and straight lines between, centred on the boundaries."""
    if not holds:
        return np.tile(np.array(REST), (len(times_s), 1))
    knots_s: list[float] = [holds[0].start_s - _REST_BLEND_S]
    shapes: list[_Rows] = [np.array(REST)]
    for hold in holds:
        inset_s = min((_REST_BLEND_S if hold.rest else _BLEND_S) / 2, hold.length_s / 2)
        knots_s += [hold.start_s + inset_s, hold.end_s - inset_s]
        shapes += [_shape(hold)] * 2
    knots_s.append(holds[-1].end_s + _REST_BLEND_S)
    shapes.append(np.array(REST))
    at_s = np.maximum.accumulate(np.array(knots_s))
    return np.stack([np.interp(times_s, at_s, column) for column in np.array(shapes).T], axis=1)


def _frame_means(fine: _Rows) -> _Rows:
    """One row a frame: the mean of a frame's length around its moment, which rounds every corner."""
    count = len(fine) // _STEPS_PER_FRAME
    half = _STEPS_PER_FRAME // 2
    shifted = np.concatenate([np.repeat(fine[:1], half, axis=0), fine])[: len(fine)]
    means: _Rows = shifted.reshape(count, _STEPS_PER_FRAME, len(MOUTH_PARAMETERS)).mean(axis=1)
    return means


def _loudness_share(audio: MonoAudio, times_s: _Rows) -> _Rows:
    """QUIET_SHARE..1 at each time: the smoothed loudness against the Line's own loud moments."""
    hops = len(audio) // _HOP
    if hops < _SMOOTH_HOPS:
        return np.ones(len(times_s))
    blocks = audio[: hops * _HOP].astype(np.float64).reshape(hops, _HOP)
    window = np.hanning(_SMOOTH_HOPS + 2)[1:-1]
    power = np.convolve((blocks**2).mean(axis=1), window / window.sum(), mode="same")
    heard = np.sqrt(power) ** _COMPRESSION
    rank = round(_LOUD_QUANTILE * (hops - 1))
    loud = float(np.partition(heard, rank)[rank])  # np.quantile loads all of numpy.ma first
    if loud <= 0.0:
        return np.ones(len(times_s))
    share = QUIET_SHARE + (1 - QUIET_SHARE) * np.minimum(heard / loud, 1.0)
    result: _Rows = np.interp(times_s, (np.arange(hops) + 0.5) * _HOP / SAMPLE_RATE_HZ, share)
    return result


def _calm(rows: _Rows) -> None:
    """No single frame opens or shuts much further than both its neighbours: the eye reads that as flicker."""
    opened = rows[:, _OPEN]
    before, after = opened[:-2], opened[2:]
    opened[1:-1] = np.clip(opened[1:-1], np.minimum(before, after) - _FLICKER, np.maximum(before, after) + _FLICKER)


def _close(rows: _Rows, holds: Sequence[Hold], lead_s: float) -> None:
    """Give every closure its frames: those well inside it and the one nearest the middle of each sound it stands for."""
    taken = 0
    for hold in holds:
        if not hold.protected:
            continue
        nearest = [round((middle_s + lead_s) * FPS) for middle_s in hold.middles_s]
        first = min(*nearest, math.ceil((hold.start_s + lead_s + _CLOSED_INSET_S) * FPS))
        last = max(*nearest, math.floor((hold.end_s + lead_s - _CLOSED_INSET_S) * FPS))
        first = max(first, taken + 1)  # two closures never share a frame
        last = min(max(last, first), len(rows) - 2)
        rows[first : last + 1] = SHAPES[hold.shape]
        taken = max(taken, last)

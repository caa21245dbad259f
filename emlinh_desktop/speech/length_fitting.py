"""Making a narration as long as it was wished: a little tempo, a little pause.

Tempo and pauses give way together: one number, the haste from -1 to 1, moves the tempo by up to 8 % and every pause from
its natural length towards the bound listeners still take for natural. espeak's rate is whole words a minute, so the
last rest, under a percent, lies in the pauses alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from emlinh_desktop.domain.timebase import FPS, SAMPLE_RATE_HZ, SAMPLES_PER_FRAME

LEAD_IN_S = 0.5
TEMPO_RANGE = 0.08
_ROUNDS = 6
_HALVINGS = 30


@dataclass(frozen=True, slots=True)
class PauseKind:
    """How long a silence may be, in seconds."""

    shortest_s: float
    natural_s: float
    longest_s: float

    def at(self, haste: float) -> float:
        """The pause for a haste: 0 natural, 1 shortest, -1 longest."""
        if haste >= 0:
            return self.natural_s - haste * (self.natural_s - self.shortest_s)
        return self.natural_s - haste * (self.longest_s - self.natural_s)


AFTER_SENTENCE = PauseKind(0.25, 0.4, 0.7)
AFTER_PARAGRAPH = PauseKind(0.5, 0.75, 1.1)
TAIL = PauseKind(0.8, 1.1, 1.5)


@dataclass(frozen=True, slots=True)
class Fitting:
    """The rate in espeak's words a minute, and the pause after each Line in seconds."""

    rate_wpm: int
    pauses_s: tuple[float, ...]


def natural_pause(length_samples: int, kind: PauseKind) -> float:
    """A natural pause that makes the Line and its pause a whole number of frames (it depends on nothing else)."""
    return _pause_to_frame(length_samples, round(length_samples / SAMPLES_PER_FRAME + kind.natural_s * FPS), kind)


def fit(base_rate_wpm: int, kinds: Sequence[PauseKind], lengths_at: Callable[[int], Sequence[int]], target_s: float) -> Fitting:
    """The rate and pauses that bring lead-in, Lines and tail nearest to `target_s`.

    `lengths_at` speaks all Lines at a rate and tells their lengths in samples; it is asked for about three rates.
    """
    low, high = math.ceil(base_rate_wpm * (1 - TEMPO_RANGE)), math.floor(base_rate_wpm * (1 + TEMPO_RANGE))
    spoken_s = _seconds(lengths_at(base_rate_wpm))
    haste = _solve(lambda h: LEAD_IN_S + spoken_s / (1 + TEMPO_RANGE * h) + sum(kind.at(h) for kind in kinds), target_s)
    rate = min(max(round(base_rate_wpm * (1 + TEMPO_RANGE * haste)), low), high)
    shortest, longest = sum(kind.shortest_s for kind in kinds), sum(kind.longest_s for kind in kinds)
    tried: set[int] = set()
    lengths = lengths_at(rate)
    for _ in range(_ROUNDS):
        tried.add(rate)
        rest_s = target_s - LEAD_IN_S - _seconds(lengths)
        following = rate + (rest_s < shortest) - (rest_s > longest)
        if following == rate or following in tried or not low <= following <= high:
            break
        rate = following
        lengths = lengths_at(rate)
    return Fitting(rate, _dealt_pauses(lengths, kinds, target_s))


def _seconds(lengths: Sequence[int]) -> float:
    return sum(lengths) / SAMPLE_RATE_HZ


def _solve(falling: Callable[[float], float], wanted: float) -> float:
    """Where a falling function of -1..1 meets a value, by halving; the nearer end if it does not."""
    low, high = -1.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if falling(middle) > wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _dealt_pauses(lengths: Sequence[int], kinds: Sequence[PauseKind], target_s: float) -> tuple[float, ...]:
    rest_s = target_s - LEAD_IN_S - _seconds(lengths)
    haste = _solve(lambda h: sum(kind.at(h) for kind in kinds), rest_s)
    pauses = []
    ideal_end_s, frames = 0.0, 0
    for length, kind in zip(lengths, kinds, strict=True):
        ideal_end_s += length / SAMPLE_RATE_HZ + kind.at(haste)
        pause_s = _pause_to_frame(length, round(ideal_end_s * FPS) - frames, kind)
        frames += round((length / SAMPLE_RATE_HZ + pause_s) * FPS)
        pauses.append(pause_s)
    return tuple(pauses)


def _pause_to_frame(length_samples: int, frame_count: int, kind: PauseKind) -> float:
    """The pause that fills a Line up to a number of frames, kept within its bounds."""
    spoken_frames = length_samples / SAMPLES_PER_FRAME
    fewest = math.ceil(spoken_frames + kind.shortest_s * FPS)
    most = math.floor(spoken_frames + kind.longest_s * FPS)
    whole = min(max(frame_count, fewest), most)
    return (whole * SAMPLES_PER_FRAME - length_samples) / SAMPLE_RATE_HZ

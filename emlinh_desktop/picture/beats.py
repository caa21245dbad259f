"""When the presenter blinks, glances, leans, nods and opens a hand in one Shot: drawn from its seed and its words.

Every beat begins and ends inside the Shot, so that both ends show her at rest and neighbouring Shots join.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TypeAlias

from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.domain.timebase import FPS

BLINK_FRAMES = (0.45, 1.0, 0.95, 0.6, 0.25, 0.08)
"""How far the lids are closed in each frame of a blink: 200 ms, quick to close and slower to open, as people blink."""

_EDGE_S = 0.12
_BLINK_EDGE_S = 1.0
_BLINK_FAR_S = 2.5
_BLINK_GAP_S = (2.0, 6.0)
_BLINK_USUAL_S = 2.6
_GLANCE_EVERY_S = (4.0, 8.0)
_LEAN_EVERY_S = (1.8, 3.6)
LEAN_EASE_S = 0.55
_ACCENT_GAP_S = 1.9
_NOD_GAP_S = 3.6
_ACCENT_BEFORE_S, _ACCENT_AFTER_S = 0.2, 0.6
_GESTURE_MIN_SHOT_S = 3.0
_GESTURE_EASE_S = 0.3
_GESTURE_HOLD_S = (1.0, 2.0)

Span: TypeAlias = tuple[float, float, float]
"""(start_s, end_s, amount)"""


@dataclass(frozen=True, slots=True)
class Lean:
    """A way of holding the head from `start_s` on: eased into, then held until the next."""

    start_s: float
    tilt_deg: float
    turn: float


@dataclass(frozen=True, slots=True)
class Beats:
    """Everything that happens once in a Shot. Times are seconds from its start; blinks are first frames.

    `accents` raise the brows; `nods` are the strongest of them, kept further apart.
    """

    blinks: tuple[int, ...]
    glances: tuple[tuple[Span, float], ...]
    leans: tuple[Lean, ...]
    accents: tuple[Span, ...]
    nods: tuple[Span, ...]
    gesture: Span | None


def beats_of(shot: Shot) -> Beats:
    """The beats of a Shot: the same for the same seed, words and length."""
    duration_s = shot.duration_s
    return Beats(
        blinks=_blinks(random.Random(f"blink {shot.seed}"), shot.frame_count),
        glances=_glances(random.Random(f"glance {shot.seed}"), duration_s),
        leans=_leans(random.Random(f"lean {shot.seed}"), duration_s),
        accents=_accents(shot, _ACCENT_GAP_S),
        nods=_accents(shot, _NOD_GAP_S),
        gesture=_gesture(random.Random(f"gesture {shot.seed}"), duration_s),
    )


def _blinks(draw: random.Random, frame_count: int) -> tuple[int, ...]:
    """First frames of blinks, 2-6 s apart, also across the ends: the first and last keep 1-2.5 s from them."""
    latest_s = frame_count / FPS - _BLINK_EDGE_S - len(BLINK_FRAMES) / FPS
    if latest_s < _BLINK_EDGE_S:
        return ()
    first_s = draw.uniform(_BLINK_EDGE_S, min(_BLINK_FAR_S, latest_s))
    last_s = draw.uniform(max(first_s, latest_s - (_BLINK_FAR_S - _BLINK_EDGE_S)), latest_s)
    span_s = last_s - first_s
    if span_s < _BLINK_GAP_S[0]:
        return (round(first_s * FPS),)
    fewest = math.ceil(span_s / _BLINK_GAP_S[1])
    count = draw.randint(fewest, max(fewest, int(span_s / _BLINK_USUAL_S)))
    step_s = span_s / count
    play_s = max(0.0, min(step_s - _BLINK_GAP_S[0], _BLINK_GAP_S[1] - step_s)) / 2
    inner = [first_s + k * step_s + draw.uniform(-play_s, play_s) for k in range(1, count)]
    return tuple(round(at_s * FPS) for at_s in (first_s, *inner, last_s))


def _glances(draw: random.Random, duration_s: float) -> tuple[tuple[Span, float], ...]:
    """Looks aside: ((start, end, x), y)."""
    glances: list[tuple[Span, float]] = []
    at_s = draw.uniform(1.2, _GLANCE_EVERY_S[1])
    while True:
        end_s = at_s + draw.uniform(0.45, 0.9)
        x, y = draw.choice((-1, 1)) * draw.uniform(0.3, 0.55), draw.uniform(-0.25, 0.3)
        if end_s > duration_s - 0.4:
            return tuple(glances)
        glances.append(((at_s, end_s, x), y))
        at_s = end_s + draw.uniform(*_GLANCE_EVERY_S)


def _leans(draw: random.Random, duration_s: float) -> tuple[Lean, ...]:
    leans = []
    at_s = draw.uniform(_EDGE_S, 0.5)
    side = draw.choice((-1, 1))
    while at_s + 2 * LEAN_EASE_S + _EDGE_S < duration_s - LEAN_EASE_S:
        leans.append(Lean(at_s, side * draw.uniform(0.4, 1.9), -side * draw.uniform(-0.25, 0.75)))
        at_s += LEAN_EASE_S + draw.uniform(*_LEAN_EVERY_S)
        side = -side if draw.random() < 0.7 else side
    if leans:
        leans.append(Lean(duration_s - LEAN_EASE_S - _EDGE_S, 0.0, 0.0))
    return tuple(leans)


def _accents(shot: Shot, gap_s: float) -> tuple[Span, ...]:
    """The words she stresses: the strongest that lie `gap_s` apart. (start, end, 0..1)."""
    open_track = shot.mouth[:, 0]
    stressed = {phoneme.word for phoneme in shot.phonemes if phoneme.stress == 2}
    scored = []
    for index, word in enumerate(shot.words):
        first, last = int(word.start_s * FPS), int(word.end_s * FPS) + 1
        if word.end_s <= word.start_s or last > len(open_track):
            continue
        score = float(open_track[first:last].max(initial=0.0)) + 0.5 * (word.end_s - word.start_s) + (0.2 if index in stressed else 0.0)
        scored.append((score, -word.start_s))
    taken: list[tuple[float, float]] = []
    for score, negated_s in sorted(scored, reverse=True):
        at_s = -negated_s
        inside = _ACCENT_BEFORE_S + _EDGE_S < at_s < shot.duration_s - _ACCENT_AFTER_S - _EDGE_S
        if inside and all(abs(at_s - other_s) >= gap_s for other_s, _ in taken):
            taken.append((at_s, score))
    strongest = max((score for _, score in taken), default=1.0)
    return tuple((at_s - _ACCENT_BEFORE_S, at_s + _ACCENT_AFTER_S, (score / strongest) ** 2) for at_s, score in sorted(taken))


def _gesture(draw: random.Random, duration_s: float) -> Span | None:
    """An open hand in about every second Shot that is long enough: (start, end, ease_s)."""
    if duration_s <= _GESTURE_MIN_SHOT_S or draw.random() < 0.5:
        return None
    length_s = 2 * _GESTURE_EASE_S + draw.uniform(_GESTURE_HOLD_S[0], min(_GESTURE_HOLD_S[1], duration_s - 2.0))
    start_s = draw.uniform(0.4, max(0.4, min(2.5, duration_s - length_s - 0.4)))
    return (start_s, start_s + length_s, _GESTURE_EASE_S)

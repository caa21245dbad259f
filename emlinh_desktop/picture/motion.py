"""A Shot and a frame index to a Pose: a pure function, so that frames can be painted in any order, anywhere.

Slow motion (breath, sway) follows the Shot's motion clock, which neighbours share. It is sampled every eighth frame,
slow enough for steps of about half a pixel; leans and nods are animated on twos, as animators say. Most frames then
change the face alone, which costs a fifth of a whole figure.
"""

from __future__ import annotations

import functools
import math

from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.picture.beats import BLINK_FRAMES, LEAN_EASE_S, Beats, Span, beats_of
from emlinh_desktop.picture.mouth import Mouth
from emlinh_desktop.picture.pose import Pose

BREATH_PERIOD_S = 5.2
_INHALE_SHARE = 0.42
_SLOW_FRAMES = 8
_QUICK_FRAMES = 2
_SACCADE_S = 0.07
_REST = Pose()


def pose_at(shot: Shot, frame: int) -> Pose:
    """The pose of a Shot's frame (0 .. frame_count - 1). Any thread; about 20 microseconds.

    At both ends of the Shot everything but breath and sway is at rest.
    """
    beats = _beats(shot)
    t_s = frame / FPS
    slow_frame = frame - frame % _SLOW_FRAMES
    quick_s = (frame - frame % _QUICK_FRAMES) / FPS
    clock_s = shot.motion_s(slow_frame)
    tilt_deg, turn = _lean(beats, quick_s)
    gaze_x, gaze_y = _gaze(beats, t_s)
    row = shot.mouth[frame]
    return Pose(
        mouth=Mouth(*(float(value) for value in row)),
        blink=_blink(beats, frame),
        gaze_x=gaze_x - 0.35 * turn,  # her eyes stay with the viewer while the head turns
        gaze_y=gaze_y,
        brow=_REST.brow + 0.55 * _accent(beats.accents, quick_s),
        cheek=_REST.cheek + _farewell(shot, t_s),
        tilt_deg=tilt_deg + _wave(clock_s, 9.7, 0.55) + _wave(clock_s, 6.3, 0.25),
        turn=turn + _wave(clock_s, 12.1, 0.14),
        nod=0.5 * _accent(beats.nods, quick_s) + _wave(clock_s, 7.9, 0.08),
        breath=breath_depth(clock_s),
        arm=_gesture(beats, t_s),
    )


def breath_depth(clock_s: float) -> float:
    """0 breathed out .. 1 in; in a little quicker than out."""
    phase = clock_s / BREATH_PERIOD_S % 1.0
    share = phase / _INHALE_SHARE if phase < _INHALE_SHARE else (1 - phase) / (1 - _INHALE_SHARE)
    return 0.5 - 0.5 * math.cos(math.pi * share)


@functools.lru_cache(maxsize=8)
def _beats(shot: Shot) -> Beats:
    return beats_of(shot)


def _ease(t: float) -> float:
    """0..1 with a soft start and end (smoothstep)."""
    t = max(0.0, min(1.0, t))
    return t * t * (3 - 2 * t)


def _bump(t_s: float, start_s: float, end_s: float, rise_s: float, fall_s: float) -> float:
    """Up within rise_s, held, and down again by end_s."""
    return _ease((t_s - start_s) / rise_s) * _ease((end_s - t_s) / fall_s)


def _wave(clock_s: float, period_s: float, amount: float) -> float:
    return amount * math.sin(2 * math.pi * clock_s / period_s)


def _blink(beats: Beats, frame: int) -> float:
    for first in beats.blinks:
        if 0 <= frame - first < len(BLINK_FRAMES):
            return BLINK_FRAMES[frame - first]
    return 0.0


def _gaze(beats: Beats, t_s: float) -> tuple[float, float]:
    for (start_s, end_s, x), y in beats.glances:
        if start_s <= t_s <= end_s:
            share = _bump(t_s, start_s, end_s, _SACCADE_S, _SACCADE_S)
            return x * share, y * share
    return 0.0, 0.0


def _lean(beats: Beats, t_s: float) -> tuple[float, float]:
    tilt_deg = turn = 0.0
    for lean in beats.leans:
        if t_s <= lean.start_s:
            break
        share = _ease((t_s - lean.start_s) / LEAN_EASE_S)
        tilt_deg += (lean.tilt_deg - tilt_deg) * share
        turn += (lean.turn - turn) * share
    return tilt_deg, turn


def _accent(spans: tuple[Span, ...], t_s: float) -> float:
    for start_s, end_s, strength in spans:
        if start_s <= t_s <= end_s:
            return strength * _bump(t_s, start_s, end_s, 0.25, 0.45)
    return 0.0


def _gesture(beats: Beats, t_s: float) -> float:
    if beats.gesture is None:
        return 0.0
    start_s, end_s, ease_s = beats.gesture
    return _bump(t_s, start_s, end_s, ease_s, ease_s)


def _farewell(shot: Shot, t_s: float) -> float:
    """Smiling eyes in a long silence after the last word, which only the end of a talk has."""
    spoken_s = shot.words[-1].end_s if shot.words else 0.0
    if shot.duration_s - spoken_s < 0.8:
        return 0.0
    return 0.5 * _bump(t_s, spoken_s, shot.duration_s, 0.4, 0.25)

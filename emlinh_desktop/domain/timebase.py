"""The clock of every film: 30 frames a second and exactly 1,600 audio samples a frame."""

from __future__ import annotations

import math

FPS = 30
SAMPLE_RATE_HZ = 48_000
SAMPLES_PER_FRAME = SAMPLE_RATE_HZ // FPS
MIN_DURATION_S = 5.0
MAX_DURATION_S = 300.0


def frames_for(seconds: float) -> int:
    """The number of whole frames that hold `seconds` (rounded up; a hair of float error is forgiven)."""
    return max(0, math.ceil(seconds * FPS - 1e-6))

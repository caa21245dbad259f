"""Milliseconds a frame of painting and conversion, by background and composition. Run by hand:

    python -m tests.benchmarks.bench_frame_painter [composition ...]

Prints processor time of the painting thread (a machine is seldom quiet), per film-like Shot: the first frame of a cold
painter, the mean over all frames, then of each frame's best of three rounds the mean and the median. The product is
judged by the office landscape mean: 2.3 ms a frame on a quiet core.
"""

from __future__ import annotations

import statistics
import sys
import time

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.picture.frame_painter import FramePainter
from tests.unit.picture.stage_shots import make_shot

ROUNDS = 3


def measure(composition: Composition, background: str) -> str:
    shot = make_shot(composition, background)
    started = time.thread_time()
    painter = FramePainter(shot.look)
    painter.yuv(shot, 0)
    first_s = time.thread_time() - started
    best = [float("inf")] * shot.frame_count
    total_s = 0.0
    for _ in range(ROUNDS):
        for frame in range(shot.frame_count):
            started = time.thread_time()
            painter.yuv(shot, frame)
            took_s = time.thread_time() - started
            total_s += took_s
            best[frame] = min(best[frame], took_s)
    mean_ms = 1000 * total_s / ROUNDS / shot.frame_count
    return (
        f"{composition.name.lower():10} {background:9} first {1000 * first_s:6.0f} ms   mean {mean_ms:5.2f}   "
        f"best of {ROUNDS}: mean {1000 * statistics.mean(best):5.2f}  median {1000 * statistics.median(best):5.2f} ms a frame"
    )


if __name__ == "__main__":
    wanted = [name.lower() for name in sys.argv[1:]] or [composition.name.lower() for composition in Composition]
    for shape in Composition:
        if shape.name.lower() in wanted:
            for ground in ("office", "none", "abstract"):
                print(measure(shape, ground), flush=True)

"""Milliseconds of processor time to paint the presenter: `python -m tests.benchmarks.bench_presenter`.

Face alone, face and head, everything, an arm in its gesture, and frames as a film has them (only what changed is
painted). Ratios to the face alone of the same run are what to compare; milliseconds depend on the machine.
"""

from __future__ import annotations

import functools
import math
import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from emlinh_desktop.picture.motion import pose_at
from emlinh_desktop.picture.mouth import Mouth
from emlinh_desktop.picture.presenter import Pose, Presenter
from tests.unit.picture.figure_shots import gui, talk

PLACES = {"landscape": (1920, 1080, 1010.0, 162.0, 918.0), "portrait": (1080, 1920, -44.0, 616.0, 1304.0), "square": (1080, 1080, 330.0, 222.0, 858.0)}
FRAMES = 240


def talking(i: int) -> Mouth:
    return Mouth(abs(math.sin(i * 0.31)) * 0.8, 0.2, 0.0, 0.7, 0.4, 0.4, 0.0)


KINDS: dict[str, Callable[[int], Pose]] = {
    "face": lambda i: Pose(talking(i), tilt_deg=1.0),
    "head and face": lambda i: Pose(talking(i), tilt_deg=3 * math.sin(i * 0.037), turn=math.sin(i * 0.023)),
    "everything": lambda i: Pose(talking(i), tilt_deg=3 * math.sin(i * 0.037), turn=math.sin(i * 0.023), breath=i * 0.051 % 1),
    "arm moving": lambda i: Pose(talking(i), tilt_deg=1.0, arm=abs(math.sin(i * 0.17))),
}


def changed(presenter: Presenter, old: Pose, new: Pose) -> QRegion:
    region = QRegion()
    for (old_key, old_rect), (new_key, new_rect) in zip(presenter.parts(old), presenter.parts(new), strict=True):
        if old_key != new_key:
            region = region.united(old_rect).united(new_rect)
    return region


def measured_ms(presenter: Presenter, frame: QRect, pose_of: Callable[[int], Pose]) -> list[float]:
    """What each frame after the first costs when only what changed is painted."""
    image = QImage(frame.size(), QImage.Format.Format_RGB32)
    image.fill(0xFFEEEEEE)
    costs_ms = []
    old = pose_of(0)
    for i in range(1, FRAMES):
        start_s = time.process_time()
        new = pose_of(i)
        region = changed(presenter, old, new).intersected(frame)
        if not region.isEmpty():
            painter = QPainter(image)
            painter.setClipRect(region.boundingRect())
            presenter.paint(painter, new, region.boundingRect())
            painter.end()
        costs_ms.append((time.process_time() - start_s) * 1e3)
        old = new
    return costs_ms


def main() -> None:
    app = gui()
    for place, (width, height, x_px, y_px, height_px) in PLACES.items():
        before = time.process_time()
        presenter = Presenter("em-linh", x_px, y_px, height_px)
        presenter.warm()
        print(
            f"{place}: ready in {(time.process_time() - before) * 1e3:.0f} ms, face {presenter.face_box().getRect()}, hands {presenter.hands_box().getRect()}"
        )
        shot = talk(FRAMES / 30, seed=2)
        kinds: dict[str, Callable[[int], Pose]] = {**KINDS, "as in a film": functools.partial(pose_at, shot)}
        face_ms = 0.0
        for kind, pose_of in kinds.items():
            costs_ms = measured_ms(presenter, QRect(0, 0, width, height), pose_of)
            median_ms, mean_ms = statistics.median(costs_ms), statistics.fmean(costs_ms)
            face_ms = face_ms or mean_ms
            print(f"  {kind:14s} median {median_ms:5.2f}  mean {mean_ms:5.2f} ms  ({mean_ms / face_ms:.1f} x face)")
    app.quit()


if __name__ == "__main__":
    main()

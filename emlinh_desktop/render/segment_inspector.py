"""Looks at the frames of a Segment while they are made: black, or frozen although the mouth speaks."""

from __future__ import annotations

import numpy as np

from emlinh_desktop.domain.shot import MOUTH_PARAMETERS, MouthTrack
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.render.painter import Plane
from emlinh_desktop.render.segment_file import SegmentVerdict

_EVERY_FRAMES = 5
_STRIDE_PX = 8
_BLACK_MEAN = 24.0  # limited range: black is 16
_BLACK_SPREAD = 4.0
_FROZEN_FRAMES = 2 * FPS
_MOUTH_MOVES = 0.15
_OPEN = MOUTH_PARAMETERS.index("open")


class SegmentInspector:
    """Samples every eighth pixel of every fifth frame's luma: some 0.02 ms a frame at 1080p."""

    def __init__(self, mouth: MouthTrack) -> None:
        """`mouth` holds the rows of this Segment's own frames."""
        self._open = mouth[:, _OPEN]
        self._last: Plane | None = None
        self._still_since = 0
        self._longest_frozen_frames = 0
        self._black = 0
        self._means: list[float] = []
        self._frame_count = 0

    def look(self, y: Plane) -> None:
        """See the next frame."""
        frame = self._frame_count
        self._frame_count += 1
        if frame % _EVERY_FRAMES:
            return
        sample = y[::_STRIDE_PX, ::_STRIDE_PX].copy()
        mean = float(sample.mean())
        self._means.append(mean)
        if mean < _BLACK_MEAN and float(sample.std()) < _BLACK_SPREAD:
            self._black += 1
        if self._last is None or not np.array_equal(sample, self._last):
            self._still_since = frame
        else:
            self._note_still(frame)
        self._last = sample

    def verdict(self) -> SegmentVerdict:
        """The verdict over all frames seen."""
        faults = []
        if self._black:
            faults.append(f"black_frames {self._black * _EVERY_FRAMES}")
        if self._longest_frozen_frames > _FROZEN_FRAMES:
            faults.append(f"frozen {self._longest_frozen_frames / FPS:.1f} s")
        mean = sum(self._means) / len(self._means) if self._means else 0.0
        return SegmentVerdict(self._frame_count, tuple(faults), round(mean, 2))

    def _note_still(self, frame: int) -> None:
        spoken = self._open[self._still_since : frame + 1]
        if len(spoken) and float(np.ptp(spoken)) > _MOUTH_MOVES:
            self._longest_frozen_frames = max(self._longest_frozen_frames, frame - self._still_since)

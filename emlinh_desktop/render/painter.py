"""What a render worker needs from whoever paints: planes for (Shot, frame), and a name for everything pixels depend on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from emlinh_desktop.domain.shot import Look, Shot

Plane: TypeAlias = npt.NDArray[np.uint8]
"""shape (height, width), 8 bits a sample"""


class YuvPlanes(Protocol):
    """One frame, 4:2:0, BT.709, limited range: `u` and `v` have half the width and height of `y`."""

    @property
    def y(self) -> Plane: ...
    @property
    def u(self) -> Plane: ...
    @property
    def v(self) -> Plane: ...


class Painter(Protocol):
    """Paints frames of one Look. Belongs to one worker; the planes are valid until the next call."""

    def yuv(self, shot: Shot, frame: int) -> YuvPlanes: ...


PainterFactory: TypeAlias = Callable[[Look], Painter]
"""A module-level function (it is pickled by name into the workers)."""

Fingerprint: TypeAlias = Callable[[Look], str]
"""Names the fonts, artwork and painting code a Look's pixels depend on."""


def frame_painter(look: Look) -> Painter:
    """The real painter. Imported here, so that only workers load Qt."""
    from emlinh_desktop.picture.frame_painter import FramePainter
    from emlinh_desktop.picture.paint_thread import on_paint_thread

    painter = FramePainter(look)

    class PaintsAside:
        """The painter's frames, painted where Qt does not split them up (see `paint_thread`)."""

        def yuv(self, shot: Shot, frame: int) -> YuvPlanes:
            return on_paint_thread(partial(painter.yuv, shot, frame))

    return PaintsAside()


def look_fingerprint(look: Look) -> str:
    """The real painter's fingerprint of a Look."""
    from emlinh_desktop.picture.frame_painter import look_fingerprint as fingerprint

    return fingerprint(look)

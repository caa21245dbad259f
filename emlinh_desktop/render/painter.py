"""What a render worker needs from whoever paints: a picture for (Shot, frame), and a name for everything pixels depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeAlias

import av
import numpy as np
import numpy.typing as npt

from emlinh_desktop.domain.shot import Look, Shot

Plane: TypeAlias = npt.NDArray[np.uint8]
"""shape (height, width), 8 bits a sample"""


class PaintedFrame(Protocol):
    """One frame: `picture` is yuv420p, BT.709, limited range; `y` is a view of its luma."""

    @property
    def y(self) -> Plane: ...
    @property
    def picture(self) -> av.VideoFrame: ...


class Painter(Protocol):
    """Paints frames of one Look. Belongs to one worker."""

    def frames(self, shot: Shot, first: int, count: int, *, ahead: bool) -> Iterator[PaintedFrame]:
        """Frames one after another, each valid until the next is asked for; with `ahead` a second core may paint the next ones meanwhile."""
        ...


PainterFactory: TypeAlias = Callable[[Look], Painter]
"""A module-level function (it is pickled by name into the workers)."""

Fingerprint: TypeAlias = Callable[[Look], str]
"""Names the fonts, artwork and painting code a Look's pixels depend on."""


def frame_painter(look: Look) -> Painter:
    """The real painter. Imported here, so that only workers load Qt."""
    from emlinh_desktop.picture.frame_painter import FramePainter

    return FramePainter(look)


def look_fingerprint(look: Look) -> str:
    """The real painter's fingerprint of a Look."""
    from emlinh_desktop.picture.fingerprint import look_fingerprint as fingerprint

    return fingerprint(look)

"""What stands behind the presenter: the interface every background satisfies, and the still ones."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol, TypeAlias, runtime_checkable

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QBrush, QImage, QPainter, QRadialGradient

from emlinh_desktop.picture.ink import ink
from emlinh_desktop.picture.layout import StageLayout
from emlinh_desktop.picture.yuv_planes import Planes


@runtime_checkable
class PaintedBackdrop(Protocol):
    """A background of one composition of which little moves. Not thread-safe, one per painter.

    `state` is a function of the motion clock alone; equal states have equal pixels.
    """

    def state(self, motion_s: float) -> Hashable: ...

    def changed(self, old: Hashable, new: Hashable) -> list[QRect]:
        """Rectangles outside which the two states look the same."""
        ...

    def image(self, state: Hashable, rect: QRect) -> QImage:
        """A whole-picture Format_RGB32 image, painted in ink, right at least inside `rect`, until the next call."""
        ...


@runtime_checkable
class PlanarBackdrop(Protocol):
    """A background that moves everywhere: it comes as planes, and is painted only where something stands before it."""

    def state(self, motion_s: float) -> Hashable: ...

    def planes(self, state: Hashable) -> Planes:
        """The whole picture. What was given stays as it is."""
        ...


@runtime_checkable
class ClosableBackdrop(Protocol):
    """A background with something running beside it."""

    def close(self) -> None:
        """End it. The background is of no use afterwards."""
        ...


Backdrop: TypeAlias = PaintedBackdrop | PlanarBackdrop


def paint_glow(painter: QPainter, layout: StageLayout) -> None:
    """A breath of light behind the presenter, so that she stands off the room. Paint it with 16 bits a channel: 8 streak."""
    size = layout.figure_height_px
    centre = QPointF(layout.figure_x_px + 0.416 * size, layout.figure_y_px + 0.5 * size)
    radius = 0.66 * size
    glow = QRadialGradient(centre, radius)
    for step in range(9):  # a bell of many stops: a straight ramp shows its edges
        at = step / 8
        glow.setColorAt(at, ink("#FFFAF0", round(74 * (1 - at * at) ** 2)))
    painter.fillRect(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius), QBrush(glow))


class StillBackdrop:
    """One picture that never changes."""

    def __init__(self, image: QImage) -> None:
        self._image = image.convertToFormat(QImage.Format.Format_RGB32)

    def state(self, motion_s: float) -> Hashable:  # noqa: ARG002 - a still picture has one state
        return None

    def changed(self, old: Hashable, new: Hashable) -> list[QRect]:  # noqa: ARG002 - as above
        return []

    def image(self, state: Hashable, rect: QRect) -> QImage:  # noqa: ARG002 - as above
        return self._image

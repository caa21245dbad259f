"""The presenter's body: neck, dress, arms and hands, at a few depths of breath."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QTransform

from emlinh_desktop.picture.pose import Pose
from emlinh_desktop.picture.rig import Drawing, Layer, LayerCache, Rig

_TRUNK = ("neck", "body", "collar")
_REST = (*_TRUNK, "arm_rest_r", "arm_rest_l", "hand_rest_r", "hand_rest_l")
_OPEN = (*_TRUNK, "arm_rest_l", "hand_rest_l", "arm_open_upper", "arm_open_fore")
_BODY_CACHE_BYTES = 50_000_000


class BodyKey(NamedTuple):
    rise: int
    arm: int


class Body:
    """All below the chin, at one scale. `base` maps rig units to frame pixels."""

    def __init__(self, rig: Rig, drawing: Drawing, base: QTransform, rise_unit: float) -> None:
        self._rig = rig
        self._drawing = drawing
        self._base = base
        self._rise_unit = rise_unit
        self._states = LayerCache(_BODY_CACHE_BYTES)

    def key(self, pose: Pose, rise_step: int) -> BodyKey:
        return BodyKey(rise_step, round(pose.arm))

    def layers(self, key: BodyKey) -> tuple[Layer, ...]:
        """From the back to the front."""
        return self._states.get(key, lambda: (self._drawing.raster(_OPEN if key.arm else _REST, self._breathing(key.rise) * self._base),))

    def rect(self, key: BodyKey) -> QRect:
        rect = QRect()
        for layer in self.layers(key):
            rect = rect.united(layer.rect)
        return rect

    def _breathing(self, rise_step: int) -> QTransform:
        """The body stretched from the bottom of the canvas, so that the shoulders lift."""
        bottom = self._rig.canvas[1]
        stretch = 1 + rise_step * self._rise_unit / (bottom - self._rig.chest_y)
        return QTransform().translate(0, bottom).scale(1, stretch).translate(0, -bottom)

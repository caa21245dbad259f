"""The presenter's body: neck, dress, arms and hands, at a few depths of breath and through a gesture."""

from __future__ import annotations

import functools
import math
from collections.abc import Hashable
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QTransform

from emlinh_desktop.picture.arm import ArmPainter
from emlinh_desktop.picture.pose import Pose
from emlinh_desktop.picture.rig import ArmRig, Drawing, HandRig, Joints, Layer, LayerCache, Point, Rig, paint_layer, whole_pixels

_TRUNK = ("neck", "body", "collar")
_ARM_STEPS = 24
_PALM_TURNS_AT = 0.34  # of the way: the hand is on its way forward, seen end on
_BODY_CACHE_BYTES = 12_000_000  # all depths of breath and some of a gesture
_KEPT_PARTS = 64


class BodyKey(NamedTuple):
    """Quantised breath and gesture."""

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
        self.parts = functools.lru_cache(maxsize=_KEPT_PARTS)(self._parts)

    def key(self, pose: Pose, rise_step: int) -> BodyKey:
        return BodyKey(rise_step, round(max(0.0, min(1.0, pose.arm)) * _ARM_STEPS))

    def layers(self, key: BodyKey) -> tuple[Layer, ...]:
        """From the back to the front."""
        if key.arm == 0:
            return self._states.get(key, lambda: (self._whole(key.rise),))
        trunk, still = self._rest(key.rise)
        return trunk, self._moving(key), still

    def _parts(self, key: BodyKey) -> tuple[tuple[Hashable, QRect], ...]:
        """(state key, the pixels it may touch) of all but a moving arm, and of the moving arm."""
        if key.arm == 0:
            return (key, self.layers(key)[0].rect), (None, QRect())
        trunk, still = self._rest(key.rise)
        return ((key.rise, "arm away"), trunk.rect.united(still.rect)), (key, self._moving(key).rect)

    def _rest(self, rise_step: int) -> tuple[Layer, ...]:
        """Trunk and still arm, between which the other arm moves."""
        return self._states.get(("rest", rise_step), lambda: (self._drawing.raster(_TRUNK, self._placed(rise_step)), self._arm("l", BodyKey(rise_step, 0))))

    def _moving(self, key: BodyKey) -> Layer:
        (moving,) = self._states.get(key, lambda: (self._arm("r", key),))
        return moving

    def _placed(self, rise_step: int) -> QTransform:
        """Rig units to pixels, stretched from the bottom of the canvas, so that the shoulders lift with a breath."""
        bottom = self._rig.canvas[1]
        stretch = 1 + rise_step * self._rise_unit / (bottom - self._rig.chest_y)
        return QTransform().translate(0, bottom).scale(1, stretch).translate(0, -bottom) * self._base

    def _whole(self, rise_step: int) -> Layer:
        """The resting body in one layer: what nearly every frame shows."""
        rest = BodyKey(rise_step, 0)
        parts = (self._drawing.raster(_TRUNK, self._placed(rise_step)), self._arm("r", rest), self._arm("l", rest))
        rect = QRect()
        for part in parts:
            rect = rect.united(part.rect)

        def draw(painter: QPainter) -> None:
            for part in parts:
                part.paint(painter, rect)

        return paint_layer(rect, draw)

    def _arm(self, side: str, key: BodyKey) -> Layer:
        arm = self._rig.arms[side]
        gesture = key.arm / _ARM_STEPS
        joints = _joints(arm, gesture)
        hand = arm.open_hand if arm.open_hand is not None and gesture > _PALM_TURNS_AT else arm.rest_hand
        sleeve = ArmPainter(joints, arm.sleeve)
        placed = self._placed(key.rise)
        at_wrist = _hand_transform(hand, joints, _hand_size(gesture))
        box = sleeve.bounds().united(at_wrist.mapRect(self._drawing.bounds(hand.group))).intersected(QRectF(0, 0, *self._rig.canvas))

        def draw(painter: QPainter) -> None:
            painter.setTransform(placed * painter.transform())
            sleeve.paint_upper(painter)
            painter.save()
            painter.setTransform(at_wrist * painter.transform())
            self._drawing.draw(painter, hand.group)
            painter.restore()
            sleeve.paint_fore(painter)

        return paint_layer(whole_pixels(placed.mapRect(box)), draw)


def _hand_size(gesture: float) -> float:
    """A hand on its way is seen foreshortened."""
    return 1.0 - 0.22 * math.sin(math.pi * gesture)


def _hand_transform(hand: HandRig, joints: Joints, size: float) -> QTransform:
    moved = QTransform().translate(*joints.wrist).rotate(joints.hand_deg).scale(size * hand.size, size * hand.size)
    return moved.rotate(-hand.drawn_deg).translate(-hand.wrist[0], -hand.wrist[1])


def _joints(arm: ArmRig, gesture: float) -> Joints:
    """The arm at a share of its gesture: the wrist swings on an arc in front of and below the elbow."""
    if arm.open is None or gesture <= 0:
        return arm.rest
    u = 1 - gesture
    a, b, c = arm.rest, arm.way, arm.open
    elbow = (a.elbow[0] * u + c.elbow[0] * gesture, a.elbow[1] * u + c.elbow[1] * gesture)
    x, y = (u * u * a.wrist[k] + 2 * u * gesture * b[k] + gesture * gesture * c.wrist[k] for k in (0, 1))
    offset_deg = _between_deg(a) * u + _between_deg(c) * gesture
    return Joints(a.shoulder, elbow, (x, y), _forearm_deg(elbow, (x, y)) + offset_deg)


def _forearm_deg(elbow: Point, wrist: Point) -> float:
    return math.degrees(math.atan2(wrist[1] - elbow[1], wrist[0] - elbow[0]))


def _between_deg(joints: Joints) -> float:
    """How far the hand is bent from the forearm, -180..180."""
    return (joints.hand_deg - _forearm_deg(joints.elbow, joints.wrist) + 180) % 360 - 180

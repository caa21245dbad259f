"""The presenter's face over her placed head: jaw and mouth, eyes and brows.

Mouths and eyes are drawn upright in steps too small to be seen, kept (a talk uses a few hundred), and turned with the head.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QTransform

from emlinh_desktop.picture.eyes import EyePainter, Gaze
from emlinh_desktop.picture.head_layers import HeadKey, HeadLayers, PlacedHead
from emlinh_desktop.picture.mouth import Mouth, MouthPainter
from emlinh_desktop.picture.pose import Pose
from emlinh_desktop.picture.rig import Drawing, Layer, LayerCache, Rig, draw_moved, paint_layer, whole_pixels

_MOUTH_STEPS = (24, 8, 12, 6, 6, 12, 8)  # open, width, round, teeth, tongue, smile, press: under a pixel a step at 1080p
_LID_STEPS = 24
_IRIS_MARGIN = 30.0  # rig units of clear texture around the iris: it repeats beyond
_PLACED_CACHE_BYTES = 1_000_000
_MOUTH_CACHE_BYTES = 4_000_000
_LOOK_CACHE_BYTES = 2_000_000
_KEPT_BOXES = 32
_MOUTH_REACH = (76.0, 36.0, 74.0)  # rig units the lips and their shadow reach to the sides, up and down from the mouth's centre


class LookKey(NamedTuple):
    """The quantised eyes and brows."""

    blink: int
    gaze_x: int
    gaze_y: int
    brow: int
    cheek: int


class FaceKey(NamedTuple):
    """The quantised expression."""

    mouth: tuple[int, ...]
    look: LookKey


class _Boxes(NamedTuple):
    """The pixels a head and its parts may touch, where it lies."""

    head: QRect
    mouth: QRect
    look: QRect


def face_key(pose: Pose) -> FaceKey:
    look = (pose.blink, pose.gaze_x, pose.gaze_y, pose.brow, pose.cheek)
    mouth = tuple(round(value * steps) for value, steps in zip(pose.mouth, _MOUTH_STEPS, strict=True))
    return FaceKey(mouth, LookKey(*(round(value * _LID_STEPS) for value in look)))


class Head:
    """All that is above the collar, at one scale. `base` maps rig units to frame pixels."""

    def __init__(self, rig: Rig, drawing: Drawing, base: QTransform, rise_unit: float) -> None:
        self._rig = rig
        self._base = base
        self._scale = base.m11()
        self._to_rig, _ = base.inverted()
        self._layers = HeadLayers(rig, drawing, base, rise_unit)
        self._brows = {side: drawing.raster((f"brow_{side}",), base) for side in "lr"}
        self._iris = {side: self._iris_layer(drawing, side) for side in "lr"}
        self._mouth_box = self._box_of_mouth()
        self._look_box = whole_pixels(base.mapRect(rig.box("eyes_dirty")))
        self._mouths, self._looks = LayerCache(_MOUTH_CACHE_BYTES), LayerCache(_LOOK_CACHE_BYTES)
        self._placed_mouths, self._placed_looks = LayerCache(_PLACED_CACHE_BYTES), LayerCache(_PLACED_CACHE_BYTES)
        self._boxes = functools.lru_cache(maxsize=_KEPT_BOXES)(self._find_boxes)

    def key(self, pose: Pose, rise_step: int) -> HeadKey:
        return self._layers.key(pose, rise_step)

    def placed(self, key: HeadKey) -> PlacedHead:
        """All but the face."""
        return self._layers.placed(key)

    def rect(self, key: HeadKey) -> QRect:
        return self._boxes(key).head

    def mouth_rect(self, key: HeadKey) -> QRect:
        """The pixels mouth and jaw may touch."""
        return self._boxes(key).mouth

    def look_rect(self, key: HeadKey) -> QRect:
        """The pixels eyes and brows may touch."""
        return self._boxes(key).look

    def face(self, head: HeadKey, face: FaceKey) -> tuple[Layer, Layer]:
        """Jaw and mouth, then eyes and brows, over the resting skin."""
        (mouth,) = self._placed_mouths.get((head, face.mouth), lambda: (self._place_mouth(head, face.mouth),))
        (look,) = self._placed_looks.get((head, face.look), lambda: (self._place_look(head, face.look),))
        return mouth, look

    def _place_mouth(self, head: HeadKey, mouth: tuple[int, ...]) -> Layer:
        (drawn,) = self._mouths.get(mouth, lambda: (paint_layer(self._mouth_box, lambda painter: self._paint_mouth(painter, mouth)),))

        def draw(painter: QPainter) -> None:
            self._paint_jaw(painter, head, mouth[0] / _MOUTH_STEPS[0])
            draw_moved(painter, drawn, self._layers.moved("mouth", head))

        return paint_layer(self.mouth_rect(head), draw)

    def _place_look(self, head: HeadKey, look: LookKey) -> Layer:
        (drawn,) = self._looks.get(look, lambda: (paint_layer(self._look_box, lambda painter: self._paint_look(painter, look)),))
        return paint_layer(self.look_rect(head), lambda painter: draw_moved(painter, drawn, self._layers.moved("eyes", head)))

    def _box_of_mouth(self) -> QRect:
        (x, y), (side, up, down) = self._rig.mouth_centre, _MOUTH_REACH
        return whole_pixels(self._base.mapRect(QRectF(x - side, y - up, 2 * side, up + down)))

    def _find_boxes(self, head: HeadKey) -> _Boxes:
        whole = functools.reduce(QRect.united, (layer.rect for layer in self.placed(head)))
        return _Boxes(whole, self._face_part("mouth_dirty", head), self._face_part("eyes_dirty", head))

    def _face_part(self, box: str, head: HeadKey) -> QRect:
        return whole_pixels(self._layers.moved("head", head).mapRect(self._base.mapRect(self._rig.box(box))))

    def _iris_layer(self, drawing: Drawing, side: str) -> Layer:
        name = f"eye_{side}_iris"
        iris = drawing.raster((name,), self._base)
        m = _IRIS_MARGIN
        rect = whole_pixels(self._base.mapRect(drawing.bounds(name).adjusted(-m, -m, m, m)))
        return paint_layer(rect, lambda painter: iris.paint(painter, rect))

    def _paint_mouth(self, painter: QPainter, mouth: tuple[int, ...]) -> None:
        shape = Mouth(*(value / steps for value, steps in zip(mouth, _MOUTH_STEPS, strict=True)))
        painter.setTransform(self._base * painter.transform())
        MouthPainter(shape, self._rig.mouth_centre, self._rig.mouth_half_width).paint(painter)

    def _paint_look(self, painter: QPainter, look: LookKey) -> None:
        frame = painter.transform()
        gaze = Gaze(*(value / _LID_STEPS for value in (look.blink, look.gaze_x, look.gaze_y, look.cheek)))
        painter.setTransform(self._base * frame)
        for side, iris in self._iris.items():
            to_rig = QTransform.fromTranslate(iris.x_px, iris.y_px) * self._to_rig
            EyePainter(self._rig, side, gaze).paint(painter, iris, to_rig)
        painter.setTransform(frame)
        self._paint_brows(painter, look.brow / _LID_STEPS)

    def _paint_jaw(self, painter: QPainter, head: HeadKey, opening: float) -> None:
        """The lower face, let down a little as the mouth opens."""
        if opening <= 0:
            return
        skin = self.placed(head).skin
        y = round(self._layers.moved("head", head).map(self._base.map(QPointF(0, self._rig.jaw_y))).y())
        stretched = QTransform().translate(0, y).scale(1, 1 + self._rig.limits["jaw"] * opening).translate(0, -y)
        painter.save()
        painter.setClipRect(QRect(skin.x_px, y, skin.image.width(), skin.image.height()))
        draw_moved(painter, skin, stretched)
        painter.restore()

    def _paint_brows(self, painter: QPainter, raised: float) -> None:
        dy = -raised * (self._rig.limits["brow_up"] if raised > 0 else self._rig.limits["brow_down"])
        for side, sign in (("l", -1), ("r", 1)):
            at = self._base.map(QPointF(*self._rig.pivots[f"brow_{side}"]))
            turned = QTransform().translate(at.x(), at.y() + dy * self._scale).rotate(-1.5 * sign * max(0.0, raised)).translate(-at.x(), -at.y())
            draw_moved(painter, self._brows[side], turned)

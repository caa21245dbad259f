"""The presenter's head: hair, ears and skin as layers moved in depth, and the face painted over them.

A turn shifts each part by its own depth (nose more than eyes, the hair behind against them), so that two dimensions
look like three. Motion is quantised to steps below what the eye sees; a step is the key its layers are cached by.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter, QTransform

from emlinh_desktop.picture.eyes import EyePainter, Gaze
from emlinh_desktop.picture.mouth import Mouth, MouthPainter
from emlinh_desktop.picture.pose import Pose
from emlinh_desktop.picture.rig import Drawing, Layer, LayerCache, Rig, draw_moved, paint_layer, whole_pixels

_TILT_STEPS_PER_DEG = 12
_TURN_STEPS = 30
_NOD_STEPS = 30
_MOUTH_STEPS = 100
_LID_STEPS = 60
_IRIS_MARGIN = 30.0  # rig units of clear texture around the iris: it repeats beyond
_HEAD_CACHE_BYTES = 36_000_000
_FACE_CACHE_BYTES = 2_000_000

_BEHIND = ("back_hair",)
_MIDDLE = ("lock_r", "ears", "head", "blush", "nose")
_OVER = ("lock_l", "hair_front")
_AS_VECTORS = frozenset(("back_hair", "ears", "blush"))
"""Simple shapes: filled faster than an image of them is turned (0.15 ms against 1.0 for the hair behind)."""


class HeadKey(NamedTuple):
    """The quantised place of the head."""

    tilt: int
    turn: int
    nod: int
    rise: int


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


def face_key(pose: Pose) -> FaceKey:
    look = (pose.blink, pose.gaze_x, pose.gaze_y, pose.brow, pose.cheek)
    return FaceKey(tuple(round(value * _MOUTH_STEPS) for value in pose.mouth), LookKey(*(round(value * _LID_STEPS) for value in look)))


class Head:
    """All that is above the collar, at one scale. `base` maps rig units to frame pixels."""

    def __init__(self, rig: Rig, drawing: Drawing, base: QTransform, rise_unit: float) -> None:
        self._rig = rig
        self._drawing = drawing
        self._base = base
        self._scale = base.m11()
        self._rise_unit = rise_unit
        self._to_rig, _ = base.inverted()
        turned = (*_BEHIND, *_MIDDLE, *_OVER, "brow_l", "brow_r")
        self._rest = {name: drawing.raster((name,), base) for name in turned if name not in _AS_VECTORS}
        self._iris = {side: self._iris_layer(drawing, side) for side in "lr"}
        self._moves_key: HeadKey | None = None
        self._moves: dict[str, QTransform] = {}
        self._states = LayerCache(_HEAD_CACHE_BYTES)
        self._looks = LayerCache(_FACE_CACHE_BYTES)
        self._mouths = LayerCache(_FACE_CACHE_BYTES)

    def key(self, pose: Pose, rise_step: int) -> HeadKey:
        return HeadKey(round(pose.tilt_deg * _TILT_STEPS_PER_DEG), round(pose.turn * _TURN_STEPS), round(pose.nod * _NOD_STEPS), rise_step)

    def layers(self, key: HeadKey) -> tuple[Layer, Layer, Layer]:
        """(behind the body, behind the face, over the face)."""
        behind, middle, over = self._states.get(key, lambda: tuple(self._compose(key, names) for names in (_BEHIND, _MIDDLE, _OVER)))
        return behind, middle, over

    def rect(self, key: HeadKey) -> QRect:
        behind, middle, over = self.layers(key)
        return behind.rect.united(middle.rect).united(over.rect)

    def mouth_rect(self, key: HeadKey) -> QRect:
        """The pixels mouth and jaw may touch."""
        return self._face_part("mouth_dirty", key)

    def look_rect(self, key: HeadKey) -> QRect:
        """The pixels eyes and brows may touch."""
        return self._face_part("eyes_dirty", key)

    def face(self, head: HeadKey, face: FaceKey) -> tuple[Layer, Layer]:
        """Jaw and mouth, then eyes and brows, over the resting skin."""

        def lower() -> tuple[Layer, ...]:
            return (paint_layer(self.mouth_rect(head), lambda painter: self._paint_mouth(painter, head, face.mouth)),)

        def upper() -> tuple[Layer, ...]:
            return (paint_layer(self.look_rect(head), lambda painter: self._paint_look(painter, head, face.look)),)

        return self._mouths.get((head, face.mouth), lower)[0], self._looks.get((head, face.look), upper)[0]

    def _face_part(self, box: str, head: HeadKey) -> QRect:
        return whole_pixels(self._moved("head", head).mapRect(self._base.mapRect(self._rig.box(box))))

    def _iris_layer(self, drawing: Drawing, side: str) -> Layer:
        name = f"eye_{side}_iris"
        iris = drawing.raster((name,), self._base)
        m = _IRIS_MARGIN
        rect = whole_pixels(self._base.mapRect(drawing.bounds(name).adjusted(-m, -m, m, m)))
        return paint_layer(rect, lambda painter: iris.paint(painter, rect))

    def _moved(self, part: str, key: HeadKey) -> QTransform:
        """The motion of a part, in frame pixels. Asked for a dozen times a frame, new only when the head moves."""
        if key != self._moves_key:
            self._moves_key, self._moves = key, {}
        if part not in self._moves:
            self._moves[part] = self._motion(part, key)
        return self._moves[part]

    def _motion(self, part: str, key: HeadKey) -> QTransform:
        rig, k = self._rig, self._scale
        tilt_deg = key.tilt / _TILT_STEPS_PER_DEG
        depth = rig.depth[part]
        turn = key.turn / _TURN_STEPS * rig.limits["turn"] * depth * k
        nod = key.nod / _NOD_STEPS * rig.limits["nod"] * (0.55 + 0.35 * depth) * k
        rise = key.rise * self._rise_unit * k
        pivot = self._base.map(QPointF(*rig.head_pivot))
        head = QTransform().translate(pivot.x(), pivot.y() + nod - rise).rotate(tilt_deg).translate(turn - pivot.x(), -pivot.y())
        if part not in rig.hang:
            return head
        at = self._base.map(QPointF(*rig.pivots[part]))
        to = head.map(at)
        return QTransform().translate(to.x(), to.y()).rotate(tilt_deg * rig.hang[part]).translate(-at.x(), -at.y())

    def _compose(self, key: HeadKey, names: tuple[str, ...]) -> Layer:
        moves = {name: self._moved(name, key) for name in names}
        rect = QRect()
        for name, moved in moves.items():
            still = self._base.mapRect(self._drawing.bounds(name)) if name in _AS_VECTORS else self._rest[name].rect.toRectF()
            rect = rect.united(whole_pixels(moved.mapRect(still)))

        def draw(painter: QPainter) -> None:
            frame = painter.transform()
            for name, moved in moves.items():
                if name in _AS_VECTORS:
                    painter.setTransform(self._base * moved * frame)
                    self._drawing.draw(painter, name)
                    painter.setTransform(frame)
                else:
                    draw_moved(painter, self._rest[name], moved)

        return paint_layer(rect, draw)

    def _paint_mouth(self, painter: QPainter, head: HeadKey, mouth: tuple[int, ...]) -> None:
        shape = Mouth(*(value / _MOUTH_STEPS for value in mouth))
        self._paint_jaw(painter, head, shape.open)
        painter.setTransform(self._base * self._moved("mouth", head) * painter.transform())
        MouthPainter(shape, self._rig.mouth_centre, self._rig.mouth_half_width).paint(painter)

    def _paint_look(self, painter: QPainter, head: HeadKey, look: LookKey) -> None:
        frame = painter.transform()
        gaze = Gaze(*(value / _LID_STEPS for value in (look.blink, look.gaze_x, look.gaze_y, look.cheek)))
        painter.setTransform(self._base * self._moved("eyes", head) * frame)
        for side, iris in self._iris.items():
            to_rig = QTransform.fromTranslate(iris.x_px, iris.y_px) * self._to_rig
            EyePainter(self._rig, side, gaze).paint(painter, iris, to_rig)
        painter.setTransform(frame)
        self._paint_brows(painter, head, look.brow / _LID_STEPS)

    def _paint_jaw(self, painter: QPainter, head: HeadKey, opening: float) -> None:
        """The lower face, let down a little as the mouth opens."""
        if opening <= 0:
            return
        _, middle, _ = self.layers(head)
        y = round(self._moved("head", head).map(self._base.map(QPointF(0, self._rig.jaw_y))).y())
        stretched = QTransform().translate(0, y).scale(1, 1 + self._rig.limits["jaw"] * opening).translate(0, -y)
        painter.save()
        painter.setClipRect(QRect(middle.x_px, y, middle.image.width(), middle.image.height()))
        draw_moved(painter, middle, stretched)
        painter.restore()

    def _paint_brows(self, painter: QPainter, head: HeadKey, raised: float) -> None:
        dy = -raised * (self._rig.limits["brow_up"] if raised > 0 else self._rig.limits["brow_down"])
        moved = self._moved("eyes", head)
        for side, sign in (("l", -1), ("r", 1)):
            at = self._base.map(QPointF(*self._rig.pivots[f"brow_{side}"]))
            turned = QTransform().translate(at.x(), at.y() + dy * self._scale).rotate(-1.5 * sign * max(0.0, raised)).translate(-at.x(), -at.y())
            draw_moved(painter, self._rest[f"brow_{side}"], turned * moved)

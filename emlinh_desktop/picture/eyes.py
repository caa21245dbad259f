"""The eyes: lids as curves between open and closed, the iris a texture of the opening.

Drawn for this project. The rig holds three cubics of the viewer's right eye (upper lid, lower lid, closed line),
each from the inner corner to the outer; the left eye is their mirror image. Lengths are rig units.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen, QTransform

from emlinh_desktop.picture.ink import ink
from emlinh_desktop.picture.rig import Layer, Point, Rig

Curve: TypeAlias = tuple[Point, ...]

_LASH = ink("#241312")
_CLOSED = 0.98


@dataclass(frozen=True, slots=True)
class Gaze:
    """blink 0 open .. 1 closed; x -1 viewer's left .. 1 right; y -1 up .. 1 down; cheek 0..1 lifts the lower lid."""

    blink: float
    x: float
    y: float
    cheek: float


def _mixed(a: Curve, b: Curve, t: float) -> Curve:
    return tuple((u[0] + (v[0] - u[0]) * t, u[1] + (v[1] - u[1]) * t) for u, v in zip(a, b, strict=True))


def _line(curve: Curve) -> QPainterPath:
    path = QPainterPath(QPointF(*curve[0]))
    _follow(path, curve)
    return path


def _follow(path: QPainterPath, curve: Curve) -> None:
    path.cubicTo(QPointF(*curve[1]), QPointF(*curve[2]), QPointF(*curve[3]))


def _ring(there: Curve, back: Curve) -> QPainterPath:
    """The closed shape between two curves that share their ends, or nearly."""
    path = _line(there)
    path.lineTo(QPointF(*back[3]))
    _follow(path, back[::-1])
    path.closeSubpath()
    return path


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


class EyePainter:
    """Paints one eye. `side` is the viewer's: "l" or "r"."""

    def __init__(self, rig: Rig, side: str, gaze: Gaze) -> None:
        self._sign = 1 if side == "r" else -1
        self._blink = max(0.0, min(1.0, gaze.blink))
        self._gaze = gaze
        self._limits = rig.limits
        upper, lower, closed = (self._sided(rig, rig.eye[key]) for key in ("upper", "lower", "closed"))
        self._upper = _mixed(upper, closed, self._blink)
        self._lower = _mixed(lower, closed, max(self._blink * 0.85, gaze.cheek * 0.32))
        shift = zip(_mixed(upper, closed, self._blink * 0.30), (9, 2, 2, 3), (-11, -10, -9, -5), strict=True)
        self._crease: Curve = tuple((x + self._sign * dx, y + dy) for (x, y), dx, dy in shift)

    def paint(self, painter: QPainter, iris: Layer, iris_to_rig: QTransform) -> None:
        """Paint through the painter's transform; `iris` is the iris at rest, `iris_to_rig` maps its pixels to rig units."""
        self._paint_lid(painter)
        if self._blink < _CLOSED:
            self._paint_eyeball(painter, iris, iris_to_rig)
        self._paint_lashes(painter)

    @staticmethod
    def _mirror(rig: Rig, curve: Curve) -> Curve:
        return tuple((2 * rig.eye_axis_x - x, y) for x, y in curve)

    def _sided(self, rig: Rig, curve: Curve) -> Curve:
        return curve if self._sign == 1 else self._mirror(rig, curve)

    def _paint_lid(self, painter: QPainter) -> None:
        """The skin between the crease and the lashes."""
        ys = [y for _, y in self._crease + self._upper]
        skin = QLinearGradient(0, min(ys), 0, max(ys))
        skin.setColorAt(0, ink("#DE9E80", int(26 + 40 * self._blink)))
        skin.setColorAt(1, ink("#CE8466", int(96 + 34 * self._blink)))
        painter.fillPath(_ring(self._crease, self._upper), QBrush(skin))

    def _paint_eyeball(self, painter: QPainter, iris: Layer, iris_to_rig: QTransform) -> None:
        opening = _ring(self._upper, self._lower)
        top = min(y for _, y in self._upper)
        white = QLinearGradient(0, top, 0, top + 36)
        for at, name in ((0.0, "#CDBFBB"), (0.38, "#F7F1EC"), (1.0, "#FFFDFA")):
            white.setColorAt(at, ink(name))
        painter.fillPath(opening, QBrush(white))
        texture = QBrush(iris.image)
        looked = QTransform.fromTranslate(self._gaze.x * self._limits["gaze_x"], self._gaze.y * self._limits["gaze_y"])
        texture.setTransform(iris_to_rig * looked)
        painter.fillPath(opening, texture)  # the anti-aliased way to clip
        cast = tuple((x, y + drop * (1 - self._blink)) for (x, y), drop in zip(self._upper, (0, 5.5, 5.5, 0), strict=True))
        painter.fillPath(_ring(self._upper, cast), ink("#281412", 70))  # the upper lid's shadow
        painter.strokePath(_line(self._lower), _pen(ink("#965842", 130), 1.6))

    def _paint_lashes(self, painter: QPainter) -> None:
        up, s, t = self._upper, self._sign, self._blink
        root = QPointF(up[0][0] - s, up[0][1] + 0.8)
        lash = QPainterPath(root)
        _follow(lash, up)
        lash.lineTo(up[3][0] + s * (6.5 - t), up[3][1] - 5.0 + 5.0 * t)
        lash.cubicTo(QPointF(up[2][0] + s * 3, up[2][1] - 5.2 - t), QPointF(up[1][0], up[1][1] - 3.4 - 1.8 * t), root)
        painter.fillPath(lash, _LASH)
        painter.strokePath(_line(up), _pen(_LASH, 1.0 + 2.8 * t))
        painter.strokePath(_line(self._crease), _pen(ink("#A46048", int(170 - 50 * t)), 1.7))

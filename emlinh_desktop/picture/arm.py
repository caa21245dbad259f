"""A sleeved arm, drawn from shoulder, elbow and wrist, so that it can move through a gesture without a cut.

The sleeve is two limbs: outlines around a centre line whose half-widths swell and taper, shaded across. A forearm
coming towards the viewer is simply short. Lengths are rig units; the hand is a group of the rig's drawing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen

from emlinh_desktop.picture.ink import ink
from emlinh_desktop.picture.rig import Joints, Point, Sleeve

_UPPER = (56.0, 57.0, 52.0, 47.0, 45.0, 40.0)
_FORE = (42.0, 48.0, 47.0, 42.0, 36.0, 31.0)
"""Half-widths along the limb, from the body outwards."""

_CUFF = len(_FORE) - 1


class ArmPainter:
    """The sleeve of one arm. The hand is painted between `paint_upper` and `paint_fore`, so that the cuff covers its root."""

    def __init__(self, joints: Joints, sleeve: Sleeve) -> None:
        self._joints = joints
        self._sleeve = sleeve
        self._upper = _Limb(joints.shoulder, joints.elbow, _UPPER, start_cap=0.92, end_cap=0.72)
        self._fore = _Limb(joints.elbow, joints.wrist, _FORE, start_cap=0.85, end_cap=0.0)

    def bounds(self) -> QRectF:
        return self._upper.outline.boundingRect().united(self._fore.outline.boundingRect()).adjusted(-4, -4, 4, 4)

    def paint_upper(self, painter: QPainter) -> None:
        self._paint_limb(painter, self._upper)

    def paint_fore(self, painter: QPainter) -> None:
        """The forearm over the upper arm, with the folds of the bend and the cuff."""
        painter.save()
        painter.setClipPath(self._upper.outline, Qt.ClipOperation.IntersectClip)
        shadow = QPainterPath(self._fore.outline)
        shadow.translate(0, -9)
        painter.fillPath(shadow, _alpha(self._sleeve.fold, 0.30))
        painter.restore()
        self._paint_limb(painter, self._fore)
        self._paint_folds(painter)
        painter.strokePath(self._fore.across(1.0, bulge=6.0), _pen(_alpha(self._sleeve.trim, 0.95), 4.2))
        painter.strokePath(self._fore.across(0.93, bulge=6.0), _pen(_alpha(self._sleeve.trim, 0.45), 1.6))

    def _paint_limb(self, painter: QPainter, limb: _Limb) -> None:
        painter.fillPath(limb.outline, limb.shading(self._sleeve))
        painter.fillPath(limb.shade, _alpha(self._sleeve.fold, 0.26))

    def _paint_folds(self, painter: QPainter) -> None:
        """Creases fanning out of the inner bend of the elbow; none when the forearm comes straight at the viewer."""
        reach = min(1.0, self._fore.length / 120)
        if reach < 0.4:
            return
        elbow, shoulder, wrist = (QPointF(*p) for p in (self._joints.elbow, self._joints.shoulder, self._joints.wrist))
        up, out = _unit(shoulder - elbow), _unit(wrist - elbow)
        bend = elbow + up * 40.0 + out * (43.0 * reach)
        for into, along, strength in ((46.0, -8.0, 0.55), (40.0, 16.0, 0.42), (24.0, 34.0, 0.30)):
            start = bend - up * 3.0 + out * (0.25 * along)
            end = start - up * into + out * (along * reach)
            fold = QPainterPath(start)
            fold.quadTo((start + end) / 2 + out * (9.0 * reach), end)
            painter.strokePath(fold, _pen(_alpha(self._sleeve.fold, strength), 2.6))


class _Limb:
    """A tapering limb between two joints."""

    def __init__(self, start: Point, end: Point, widths: Sequence[float], start_cap: float, end_cap: float) -> None:
        self._start, self._end = QPointF(*start), QPointF(*end)
        axis = self._end - self._start
        self.length = math.hypot(axis.x(), axis.y())
        self._along = _unit(axis)
        self._side = QPointF(-self._along.y(), self._along.x())
        if self._side.y() < 0 or (abs(self._side.y()) < 0.35 and self._side.x() < 0):
            self._side = -self._side  # light comes from the upper left
        self._widths = tuple(widths)
        steps = len(widths) - 1
        near = [self._start + self._along * (self.length * k / steps) - self._side * w for k, w in enumerate(widths)]
        far = [self._start + self._along * (self.length * k / steps) + self._side * w for k, w in enumerate(widths)]
        tip = self._cap(self._end, widths[-1], end_cap)
        root = self._cap(self._start, widths[0], -start_cap)
        self.outline = _smooth([*near, *tip, *far[::-1], *root])
        inner = [self._start + self._along * (self.length * k / steps) + self._side * (w * 0.42) for k, w in enumerate(widths)]
        self.shade = _smooth([*inner, *tip[1:], *far[::-1], *root[:1]])

    def _cap(self, at: QPointF, width: float, reach: float) -> list[QPointF]:
        if reach == 0.0:
            return []
        sign = 1.0 if reach > 0 else -1.0
        tip = at + self._along * (width * reach)
        shoulder = self._side * (width * 0.62 * sign)
        inset = self._along * (width * reach * 0.74)
        return [at + inset - shoulder, tip, at + inset + shoulder]

    def shading(self, sleeve: Sleeve) -> QBrush:
        middle, width = (self._start + self._end) / 2, max(self._widths)
        gradient = QLinearGradient(middle - self._side * width, middle + self._side * width)
        for at, name in ((0.0, sleeve.light), (0.5, sleeve.middle), (1.0, sleeve.dark)):
            gradient.setColorAt(at, ink(name))
        return QBrush(gradient)

    def across(self, at: float, bulge: float) -> QPainterPath:
        """A line around the limb, as a ring is seen."""
        centre = self._start + self._along * (self.length * at)
        width = self._widths[-1] + 0.5 + (1 - at) * 20
        path = QPainterPath(centre - self._side * width)
        path.quadTo(centre + self._along * (2 * bulge), centre + self._side * width)
        return path


def _unit(vector: QPointF) -> QPointF:
    length = math.hypot(vector.x(), vector.y())
    return vector / length if length > 1e-6 else QPointF(0.0, 1.0)


def _smooth(points: Sequence[QPointF]) -> QPainterPath:
    """A closed curve through points (Catmull-Rom as cubic Béziers)."""
    count = len(points)
    path = QPainterPath(points[0])
    for k in range(count):
        p0, p1, p2, p3 = (points[(k + d) % count] for d in (-1, 0, 1, 2))
        path.cubicTo(p1 + (p2 - p0) / 6, p2 - (p3 - p1) / 6, p2)
    path.closeSubpath()
    return path


def _alpha(name: str, alpha: float) -> QColor:
    colour = ink(name)
    colour.setAlphaF(alpha)
    return colour


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)

"""The parametric mouth: seven numbers to lips, teeth and tongue, painted as vectors.

Drawn for this project; the seven parameters are those of `domain.shot.MOUTH_PARAMETERS`. All lengths are rig units
(the figure's canvas is 1000 x 1200 of them) around the mouth's centre; y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen, QRadialGradient

from emlinh_desktop.picture.ink import ink

Point: TypeAlias = tuple[float, float]
Cubic: TypeAlias = tuple[Point, Point, Point]

GAP_AT_FULL_OPEN = 45.0  # rig units between the inner edges of the lips
_GAP_SEEN = 0.05
_TOOTH_HEIGHT = 14.5


class Mouth(NamedTuple):
    """One row of a MouthTrack. open, round, teeth, tongue, press: 0..1; width, smile: -1..1.

    `press` rolls closed lips inward (p, b, m) or sets the upper teeth on the lower lip (f, v with teeth).
    """

    open: float = 0.0
    width: float = 0.02
    round: float = 0.0
    teeth: float = 0.0
    tongue: float = 0.0
    smile: float = 0.75
    press: float = 0.0


REST_MOUTH = Mouth()


@dataclass(frozen=True, slots=True)
class _Edge:
    """The left half of a curve that is mirrored about the middle: its start and its cubics to x = 0."""

    start: Point
    cubics: tuple[Cubic, ...]

    def path(self, cx: float) -> QPainterPath:
        """The whole curve from the left corner to the right one."""
        path = QPainterPath(QPointF(cx + self.start[0], self.start[1]))
        for a, b, c in self.cubics:
            path.cubicTo(cx + a[0], a[1], cx + b[0], b[1], cx + c[0], c[1])
        points = [self.start, *(point for cubic in self.cubics for point in cubic)]
        for k in range(len(points) - 1, 0, -3):
            a, b, c = points[k - 1], points[k - 2], points[k - 3]
            path.cubicTo(cx - a[0], a[1], cx - b[0], b[1], cx - c[0], c[1])
        return path


def _between(t: float, a: float, b: float) -> float:
    return a + (b - a) * t


def _ring(cx: float, upper: _Edge, lower: _Edge) -> QPainterPath:
    """The closed shape between two curves."""
    path = upper.path(cx)
    path.connectPath(lower.path(cx).toReversed())
    path.closeSubpath()
    return path


def _colour(name: str, alpha: float) -> QColor:
    colour = ink(name)
    colour.setAlphaF(max(0.0, min(1.0, alpha)))
    return colour


def _down(y0: float, y1: float, *stops: tuple[float, str]) -> QBrush:
    gradient = QLinearGradient(0, y0, 0, y1)
    for at, name in stops:
        gradient.setColorAt(at, ink(name))
    return QBrush(gradient)


def _stroke(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class MouthPainter:
    """The geometry of one mouth and its painting, layer by layer from the back."""

    def __init__(self, mouth: Mouth, centre: Point, half_width: float) -> None:
        self._mouth = mouth
        self._cx, cy = centre
        self._open = max(0.0, min(1.0, mouth.open))
        self._round = max(0.0, min(1.0, mouth.round))
        squeeze = (1 + 0.07 * mouth.smile) * (1 - 0.06 * mouth.press)
        self._half_in = half_width * (1 + 0.17 * mouth.width) * (1 - 0.40 * self._round) * squeeze
        self._half_out = self._half_in + 3.0 + 3.0 * self._round
        self.gap = GAP_AT_FULL_OPEN * self._open**0.92
        self._y_corner = cy - 10.0 * mouth.smile + 0.22 * self.gap
        self._y_upper = cy + 2.5 * mouth.smile - 0.16 * self.gap
        self._y_lower = cy + 2.5 * mouth.smile + 0.84 * self.gap
        smiling = max(0.0, mouth.smile)
        self._upper_lip = (12.0 + 3.0 * self._round - 1.2 * self._open) * (1 - 0.42 * mouth.press) * (1 - 0.10 * smiling)
        self._lower_lip = (14.5 + 3.0 * self._round - 1.8 * self._open) * (1 - 0.34 * mouth.press) * (1 - 0.06 * smiling)
        self._dip = 1.0 - self._open  # the small dip of a closed upper lip
        self._inner_upper = self._inner(self._y_upper, (0.74, 0.62, 0.60), (0.42, 0.50), -0.2 * self._dip)
        self._inner_lower = self._inner(self._y_lower, (0.80, 0.66, 0.58), (0.40, 0.52), 0.0)

    def paint(self, painter: QPainter) -> None:
        """Paint every layer; the painter's transform maps rig units to pixels."""
        self._paint_shadow(painter)
        self._paint_corners(painter)
        if self.gap > _GAP_SEEN:
            cavity = _down(self._y_upper, self._y_lower, (0, "#3A0F14"), (0.55, "#571820"), (1, "#7A2A31"))
            painter.fillPath(_ring(self._cx, self._inner_upper, self._inner_lower), cavity)
            if self._mouth.tongue > 0.01 and self.gap > 6:
                self._paint_tongue(painter)
        self._paint_lower_lip(painter)
        if self.gap > _GAP_SEEN and self._mouth.teeth > 0.01:
            self._paint_teeth(painter)
        self._paint_upper_lip(painter)
        self._paint_meeting_line(painter)

    def _inner(self, y_middle: float, near: tuple[float, float, float], far: tuple[float, float], lift: float) -> _Edge:
        """One inner edge of the lips: (x share, y share, y share when round) near the corner, x shares near the middle."""
        h, yc, rd = self._half_in, self._y_corner, self._round
        first = (-h * _between(rd, near[0], 1.0), yc + (y_middle - yc) * _between(rd, near[1], near[2]))
        second = (-h * _between(rd, far[0], far[1]), y_middle + lift)
        return _Edge((-h, yc), ((first, second, (0.0, y_middle + self._dip)),))

    def _outer_upper(self) -> _Edge:
        h, yc, rd = self._half_out, self._y_corner, self._round
        peak, bow = self._y_upper - self._upper_lip, self._y_upper - self._upper_lip * 0.70
        side = (
            (-h * _between(rd, 0.80, 0.98), yc + (peak - yc) * _between(rd, 0.42, 0.60)),
            (-h * _between(rd, 0.46, 0.52), peak + 0.6),
            (-h * 0.20, peak),
        )
        middle = ((-h * 0.11, peak - 0.6), (-h * 0.06, bow), (0.0, bow))
        return _Edge((-h, yc), (side, middle))

    def _outer_lower(self) -> _Edge:
        h, yc, rd = self._half_out, self._y_corner, self._round
        bottom = self._y_lower + self._lower_lip
        first = (-h * _between(rd, 0.82, 1.0), yc + (bottom - yc) * _between(rd, 0.58, 0.56))
        return _Edge((-h, yc), ((first, (-h * _between(rd, 0.46, 0.56), bottom), (0.0, bottom)),))

    def _paint_shadow(self, painter: QPainter) -> None:
        """The soft shadow under the lower lip."""
        at = QPointF(self._cx, self._y_lower + self._lower_lip + 5)
        radius = self._half_out * 0.5
        gradient = QRadialGradient(at, radius)
        gradient.setColorAt(0, ink("#BE7052", 105))
        gradient.setColorAt(1, ink("#BE7052", 0))
        path = QPainterPath()
        path.addEllipse(at, radius, 7.0)
        painter.fillPath(path, QBrush(gradient))

    def _paint_corners(self, painter: QPainter) -> None:
        smile, y = self._mouth.smile, self._y_corner
        pen = _stroke(ink("#A85642", int(120 * (1 - 0.6 * self._round))), 2.2)
        for side in (-1, 1):
            x = self._cx + side * self._half_out
            path = QPainterPath(QPointF(x - side * 2, y + 1.5))
            path.quadTo(x + side * 3, y - 0.5 - smile, x + side * 5.5, y - 3.2 * smile - 0.5)
            painter.strokePath(path, pen)

    def _paint_tongue(self, painter: QPainter) -> None:
        raised = min(1.0, self._mouth.tongue)
        cx, low = self._cx, self._y_lower
        half = self._half_in * _between(raised, 0.62, 0.50)
        top = low - self.gap * _between(raised, 0.22, 0.66)
        side = (low + self._y_corner + (low - self._y_corner) * 0.62) / 2
        shoulder = _between(0.8, side, top)
        path = QPainterPath(QPointF(cx - half, side))
        path.cubicTo(cx - half * 0.92, shoulder, cx - half * 0.5, top, cx, top + 1.2)
        path.cubicTo(cx + half * 0.5, top, cx + half * 0.92, shoulder, cx + half, side)
        path.cubicTo(cx + half * 0.7, low, cx + half * 0.4, low + 1, cx, low + 1)
        path.cubicTo(cx - half * 0.4, low + 1, cx - half * 0.7, low, cx - half, side)
        painter.fillPath(path, _down(top, low, (0, "#E58A86"), (1, "#B9525A")))
        groove = QPainterPath(QPointF(cx, top + 4))
        groove.lineTo(cx, low - 2)
        painter.strokePath(groove, _stroke(ink("#8C303A", int(110 * raised)), 1.8))

    def _paint_lower_lip(self, painter: QPainter) -> None:
        bottom = self._y_lower + self._lower_lip
        skin = _down(self._y_lower, bottom, (0, "#D66E6C"), (0.6, "#DE7F79"), (1, "#CC6763"))
        painter.fillPath(_ring(self._cx, self._inner_lower, self._outer_lower()), skin)
        shine = QPainterPath()
        at = QPointF(self._cx - self._half_in * 0.10, self._y_lower + self._lower_lip * 0.42)
        shine.addEllipse(at, self._half_in * 0.36, self._lower_lip * 0.20)
        painter.fillPath(shine, _colour("#FFE3DA", 0.42 * (1 - 0.6 * self._mouth.press)))

    def _tooth_line(self, share: float, depth: float) -> _Edge:
        """A curve `share` of the way from the upper to the lower inner edge, drawn in a little at the corners."""
        narrow = _between(self._open, 0.90, 0.80)
        pairs = zip(self._inner_upper.cubics[0], self._inner_lower.cubics[0], strict=True)
        a, b, c = ((_between(share, u[0], v[0]) * narrow, _between(share, u[1], v[1])) for u, v in pairs)
        y = self._y_corner + (self._y_upper - self._y_corner) * 0.18 + share * 0.24 * depth
        return _Edge((-self._half_in * narrow, y), ((a, b, c),))

    def _paint_teeth(self, painter: QPainter) -> None:
        depth = min(_TOOTH_HEIGHT, self.gap * 0.96) * min(1.0, self._mouth.teeth)
        share = depth / self.gap + 0.55 * self._mouth.press * min(1.0, self.gap / 6)  # pressed teeth bite the lower lip
        half = self._half_in * _between(self._open, 0.90, 0.80)
        gradient = QLinearGradient(self._cx - half, 0, self._cx + half, 0)
        for at, name in ((0.0, "#C9A9A2"), (0.22, "#F4ECE6"), (0.5, "#FFFDFA"), (0.78, "#F4ECE6"), (1.0, "#C9A9A2")):
            gradient.setColorAt(at, ink(name))
        top = self._tooth_line(0.0, depth)
        painter.fillPath(_ring(self._cx, top, self._tooth_line(share, depth)), QBrush(gradient))
        painter.fillPath(_ring(self._cx, top, self._tooth_line(share * 0.34, depth)), _colour("#8C5A58", 0.28))

    def _paint_upper_lip(self, painter: QPainter) -> None:
        peak = self._y_upper - self._upper_lip
        skin = _down(peak, max(self._y_upper, self._y_corner) + 1, (0, "#CB6A68"), (1, "#B24A52"))
        painter.fillPath(_ring(self._cx, self._outer_upper(), self._inner_upper), skin)
        shine = QPainterPath(QPointF(self._cx - self._half_out * 0.34, peak + 3.0))
        shine.quadTo(self._cx - self._half_out * 0.22, peak + 1.0, self._cx - self._half_out * 0.13, peak + 2.2)
        painter.strokePath(shine, _stroke(ink("#FFD6CC", 110), 1.6))

    def _paint_meeting_line(self, painter: QPainter) -> None:
        """The line where the lips meet, fading as they part."""
        strength = max(0.0, 1 - self.gap / 9)
        if strength <= 0.01:
            return
        h, y = self._half_out, self._y_corner
        path = QPainterPath(QPointF(self._cx - h, y))
        path.connectPath(self._inner_upper.path(self._cx))
        path.lineTo(self._cx + h, y)
        painter.strokePath(path, _stroke(ink("#7A242C", int(215 * strength)), 2.3))

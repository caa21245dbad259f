"""The background `abstract`: flowing ribbons and soft lights in a seamless loop of the motion clock.

Everything in it is soft, so it is painted at a quarter of the size and enlarged as planes. Painted in
full it would cost 32 ms a frame.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import av
from av.video.reformatter import Interpolation, VideoReformatter
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen, QRadialGradient

from emlinh_desktop.picture.backdrop import paint_glow
from emlinh_desktop.picture.ink import ink, pixels_of
from emlinh_desktop.picture.layout import StageLayout
from emlinh_desktop.picture.yuv_planes import Plane, PlaneCutter, Planes, plane_views

PERIOD_S = 32.0
STEPS = 240  # every fourth frame: at most two pixels a step, of soft edges
SHRINK = 4  # exact in binary, so that an enlarged pixel does not depend on where the clip begins
_GROUND_SHRINK = 12
_TAU = 2 * math.pi

_GROUND = ((0.0, "#FFF3E4"), (0.45, "#FBDCCB"), (1.0, "#E9BFC1"))
_LIGHTS = (  # x, y, radius in parts of width, height, diagonal; colour
    (0.16, 0.20, 0.36, "#FFE9C9"),
    (0.86, 0.16, 0.34, "#F7B9A7"),
    (0.72, 0.86, 0.42, "#B9DCD3"),
    (0.10, 0.90, 0.34, "#F4C7CF"),
)
_RIBBONS = (  # height of the crest, thickness, swing in parts of the height; turns a period; colours; opacity
    (0.30, 0.20, 0.055, 1, "#FFFFFF", "#F6C9B6", 0.55),
    (0.52, 0.17, 0.070, -1, "#D6F0E8", "#93D3C6", 0.55),
    (0.66, 0.13, 0.060, 1, "#FFE9CF", "#F6B79C", 0.60),
    (0.84, 0.24, 0.050, -1, "#CDEBE3", "#86CFC2", 0.55),
)


class AbstractBackdrop:
    """The loop for one composition. Not thread-safe."""

    def __init__(self, layout: StageLayout) -> None:
        self._layout = layout
        self._glow = _small_glow(layout)
        self._enlarger = _Enlarger(layout)
        self._shown: tuple[Hashable, Planes] | None = None

    def state(self, motion_s: float) -> Hashable:
        return math.floor(motion_s / PERIOD_S * STEPS + 1e-6) % STEPS

    def planes(self, state: Hashable) -> Planes:
        if self._shown is None or state != self._shown[0]:
            assert isinstance(state, int)
            self._shown = state, self._enlarger.planes(_paint_small(self._layout, self._glow, state / STEPS))
        return self._shown[1]


class _Enlarger:
    """A small picture as planes at full size."""

    def __init__(self, layout: StageLayout) -> None:
        self._size = (layout.width_px, layout.height_px)
        self._cutter = PlaneCutter()
        self._luma, self._chroma = VideoReformatter(), VideoReformatter()

    def planes(self, small: QImage) -> Planes:
        width, height = self._size
        half = (width // 2, height // 2)
        cut = self._cutter.cut(pixels_of(small), small.rect())
        return Planes(_enlarged(self._luma, cut.y, (width, height)), _enlarged(self._chroma, cut.u, half), _enlarged(self._chroma, cut.v, half))


def _enlarged(context: VideoReformatter, plane: Plane, size: tuple[int, int]) -> Plane:
    flags = Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.BITEXACT
    small = av.VideoFrame.from_numpy_buffer(plane, "gray8")
    return plane_views(context.reformat(small, width=size[0], height=size[1], format="gray8", interpolation=flags, threads=1))[0]


def _paint_small(layout: StageLayout, glow: QImage, phase: float) -> QImage:
    """One step of the loop. Every motion runs a whole number of turns, so phase 0 and 1 are the same picture."""
    width, height = layout.width_px, layout.height_px
    image = QImage(width // SHRINK, height // SHRINK, QImage.Format.Format_RGBX64)  # 16 bits: many soft layers would streak
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(1 / SHRINK, 1 / SHRINK)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(0, 0, width, height), _paint_ground(width, height, phase))
    for order, ribbon in enumerate(_RIBBONS):
        _paint_ribbon(painter, width, height, phase, order, *ribbon)
    painter.resetTransform()
    painter.drawImage(0, 0, glow)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _small_glow(layout: StageLayout) -> QImage:
    """The light behind the presenter, which does not move."""
    image = QImage(layout.width_px // SHRINK, layout.height_px // SHRINK, QImage.Format.Format_RGBA64_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(1 / SHRINK, 1 / SHRINK)
    paint_glow(painter, layout)
    painter.end()
    return image


def _paint_ground(width: int, height: int, phase: float) -> QImage:
    """The ground and its drifting lights: so soft that a twelfth of the size holds them."""
    image = QImage(width // _GROUND_SHRINK, height // _GROUND_SHRINK, QImage.Format.Format_RGBX64)
    painter = QPainter(image)
    painter.scale(1 / _GROUND_SHRINK, 1 / _GROUND_SHRINK)
    ground = QLinearGradient(0, 0, 0.7 * width, height)
    for at, colour in _GROUND:
        ground.setColorAt(at, ink(colour))
    painter.fillRect(QRectF(0, 0, width, height), QBrush(ground))
    _paint_lights(painter, width, height, phase)
    painter.end()
    return image


def _paint_lights(painter: QPainter, width: int, height: int, phase: float) -> None:
    diagonal = math.hypot(width, height)
    for order, (x, y, part, name) in enumerate(_LIGHTS):
        turn = _TAU * (phase + order * 0.27)
        centre = QPointF(width * x + 0.035 * diagonal * math.cos(turn), height * y + 0.035 * diagonal * math.sin(turn + order))
        radius = diagonal * part
        light = QRadialGradient(centre, radius)
        for at, alpha in ((0.0, 1.0), (0.45, 0.45), (1.0, 0.0)):
            light.setColorAt(at, _faded(name, alpha))
        painter.fillRect(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius), QBrush(light))


def _paint_ribbon(
    painter: QPainter,
    width: int,
    height: int,
    phase: float,
    order: int,
    crest: float,
    thick: float,
    swing: float,
    turns: int,
    light: str,
    deep: str,
    alpha: float,
) -> None:
    tall = height > width
    top: list[QPointF] = []
    bottom: list[QPointF] = []
    steps = 9
    for step in range(steps + 1):
        along = step / steps
        x = -0.06 * width + 1.12 * width * along
        one = _TAU * (along * (0.62 if tall else 0.95) + turns * phase + order * 0.31)
        two = _TAU * (along * (0.50 if tall else 0.80) - turns * phase + order * 0.17)
        tilt = (0.10 if order % 2 else -0.08) * height * (along - 0.5)
        y = height * crest + height * swing * math.sin(one) + tilt
        top.append(QPointF(x, y))
        bottom.append(QPointF(x, y + height * thick * (0.55 + 0.32 * math.sin(two))))
    edge = QPainterPath(top[0])
    _curve_through(edge, top)
    band = QPainterPath(edge)
    band.lineTo(bottom[-1])
    _curve_through(band, bottom[::-1])
    band.closeSubpath()
    fill = QLinearGradient(0, height * (crest - 0.1), width, height * (crest + 0.25))
    for at, name, part in ((0.0, light, 1.0), (0.55, deep, 0.75), (1.0, light, 0.15)):
        fill.setColorAt(at, _faded(name, alpha * part))
    painter.fillPath(band, QBrush(fill))
    painter.strokePath(edge, QPen(ink("#FFFFFF", 90), 0.0018 * math.hypot(width, height)))


def _curve_through(path: QPainterPath, points: Sequence[QPointF]) -> None:
    """A Catmull-Rom curve through the points, from where the path stands (the first of them)."""
    last = len(points) - 1
    for index in range(1, last + 1):
        before, start, end, after = points[max(0, index - 2)], points[index - 1], points[index], points[min(last, index + 1)]
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)


def _faded(name: str, alpha: float) -> QColor:
    colour = ink(name)
    colour.setAlphaF(alpha)
    return colour

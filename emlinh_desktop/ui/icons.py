"""The window's icons: line drawings of `resources/icons/`, tinted in a colour of the theme, and Em Linh's face."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap
from PySide6.QtSvg import QSvgRenderer

from emlinh_desktop.base.resources import resource

ICON_SIZE_PX = 18
_APP_SIZES_PX = (16, 20, 24, 32, 48, 64, 128, 256)
_SHARPNESS = 3  # device pixels a pixel: sharp up to 300 % scaling


def icon(name: str, colour: str, size_px: int = ICON_SIZE_PX) -> QIcon:
    """The drawing `icons/<name>.svg` in a colour (#RRGGBB)."""
    return QIcon(icon_pixmap(name, colour, size_px))


@functools.lru_cache(maxsize=256)
def icon_pixmap(name: str, colour: str, size_px: int = ICON_SIZE_PX) -> QPixmap:
    """As `icon`, for painting."""
    drawing = resource(f"icons/{name}.svg").read_bytes().replace(b"#000", QColor(colour).name().encode("ascii"))
    return _drawn(drawing, size_px)


@functools.cache
def app_icon() -> QIcon:
    """The program's icon; without its play mark below 24 px, where it would be a smudge."""
    made = QIcon()
    for size_px in _APP_SIZES_PX:
        name = "em-linh" if size_px >= 24 else "em-linh-small"
        pixmap = _drawn(resource(f"icons/{name}.svg").read_bytes(), size_px)
        pixmap.setDevicePixelRatio(1.0)
        made.addPixmap(pixmap.scaled(QSize(size_px, size_px), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation))
    return made


@functools.lru_cache(maxsize=8)
def face(size_px: int) -> QPixmap:
    """Em Linh's face in a circle: her avatar."""
    square = _drawn(resource("icons/em-linh-small.svg").read_bytes(), size_px, zoom=1.12)
    pixmap = QPixmap(square.size())
    pixmap.fill(Qt.GlobalColor.transparent)
    circle = QPainterPath()
    circle.addEllipse(QRectF(pixmap.rect()))
    square.setDevicePixelRatio(1.0)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(circle)
    painter.drawPixmap(0, 0, square)
    painter.end()
    pixmap.setDevicePixelRatio(_SHARPNESS)
    return pixmap


def _drawn(drawing: bytes, size_px: int, zoom: float = 1.0) -> QPixmap:
    side = size_px * _SHARPNESS
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    grown = side * zoom
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF((side - grown) / 2, (side - grown) * 0.3, grown, grown))
    painter.end()
    pixmap.setDevicePixelRatio(_SHARPNESS)
    return pixmap

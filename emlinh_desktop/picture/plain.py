"""The background `none`: a plain designed ground, warm at the top, with one quiet arc of colour behind the presenter."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QLinearGradient, QPainter

from emlinh_desktop.picture.backdrop import StillBackdrop, paint_glow
from emlinh_desktop.picture.ink import ink
from emlinh_desktop.picture.layout import StageLayout


def plain_backdrop(layout: StageLayout) -> StillBackdrop:
    """Paint the ground once."""
    width, height = layout.width_px, layout.height_px
    image = QImage(width, height, QImage.Format.Format_RGBX64)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QLinearGradient(0, 0, 0.25 * width, height)
    for at, colour in ((0.0, "#FBF5EC"), (0.6, "#F6EBDC"), (1.0, "#EEDCC6")):
        ground.setColorAt(at, ink(colour))
    painter.fillRect(QRectF(0, 0, width, height), QBrush(ground))
    size = layout.figure_height_px
    centre = QPointF(layout.figure_x_px + 0.416 * size, layout.figure_y_px + 0.62 * size)
    painter.setPen(Qt.PenStyle.NoPen)
    for radius, tint in ((0.60, ink("#E2967A", 30)), (0.47, ink("#E9A88C", 44))):
        painter.setBrush(tint)
        painter.drawEllipse(centre, radius * size, radius * size)
    paint_glow(painter, layout)
    painter.end()
    return StillBackdrop(image)

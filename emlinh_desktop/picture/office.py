"""The background `office`: a sunny room drawn for each composition."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from emlinh_desktop.base.resources import resource
from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.picture.backdrop import StillBackdrop, paint_glow
from emlinh_desktop.picture.layout import StageLayout


def office_backdrop(composition: Composition, layout: StageLayout) -> StillBackdrop:
    """Paint the room once.

    Raises:
        ResourceError: RESOURCES_MISSING when the drawing is missing or broken.
    """
    path = resource(f"backgrounds/office/{composition.name.lower()}.svg")
    drawing = QSvgRenderer(str(path))
    if not drawing.isValid():
        raise ResourceError(ErrorCode.RESOURCES_MISSING)
    image = QImage(layout.width_px, layout.height_px, QImage.Format.Format_RGBX64)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, QRectF(0, 0, layout.width_px, layout.height_px))
    paint_glow(painter, layout)
    painter.end()
    return StillBackdrop(image)

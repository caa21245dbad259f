"""The user's own picture as a background: covered, upright by its EXIF tag, slowly moved.

Read with Qt's readers: they turn a picture by its EXIF orientation, composite its transparency, scale a JPEG while
decoding and refuse what would fill the memory; moviepy's ImageClip does none of these.
"""

from __future__ import annotations

import math
import os
from collections.abc import Hashable
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageReader, QPainter

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.picture.ink import map_image, pixels_of
from emlinh_desktop.picture.layout import StageLayout
from emlinh_desktop.picture.yuv_planes import PlaneCutter, Planes

PICTURE_FORMATS = ("png", "jpeg", "jpg", "webp", "bmp", "gif", "tiff", "tif")
LARGEST_PIXELS = 200_000_000
_JPEG_START, _JPEG_END, _SCAN = b"\xff\xd8", b"\xff\xd9", 0xDA
ZOOM = 0.08  # between 1.00 and 1.08
PERIOD_S = 40.0  # there and back
_STEPS_PER_S = 10
_GROUND = QColor("#F6EBDC")  # shows through transparent parts


def picture_reader(path: str) -> QImageReader | None:
    """A reader if the file is a still picture of a known format and bearable size, else None. Needs no application."""
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if not reader.canRead() or bytes(reader.format().data()).decode() not in PICTURE_FORMATS or reader.imageCount() > 1:
        return None
    return reader


def is_whole(path: str) -> bool:
    """Whether a JPEG ends: Qt paints one cut off in the middle grey from there on. True for every other format.

    In a JPEG's picture data FF is always followed by 00 or a restart mark (ITU-T T.81, B.1.1.5), so FF D9 behind its
    first scan is its end; a thumbnail's own end lies in a segment before, and what cameras append comes after.
    """
    with Path(path).open("rb") as file:
        if file.read(2) != _JPEG_START:
            return True
        while (head := file.read(4))[:1] == b"\xff" and len(head) == 4 and head[1] != _SCAN:
            file.seek(int.from_bytes(head[2:], "big") - 2, os.SEEK_CUR)
        return head[1:2] != bytes([_SCAN]) or _JPEG_END in file.read()


def read_picture(path: str, cover: QSize) -> QImage:
    """The picture, upright and opaque, just large enough to cover `cover`.

    Raises:
        InputError: BACKGROUND_UNREADABLE.
    """
    reader = picture_reader(path)
    if reader is None:
        raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path=path)
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() > LARGEST_PIXELS:
        raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path=path)
    turned = bool(reader.transformation().value & QImageIOHandler.Transformation.TransformationRotate90.value)
    wanted = cover.transposed() if turned else cover
    reader.setScaledSize(size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path=path)
    opaque = QImage(image.size(), QImage.Format.Format_RGB32)
    opaque.fill(_GROUND)
    painter = QPainter(opaque)
    painter.drawImage(0, 0, image)
    painter.end()
    return opaque


class PictureBackdrop:
    """The picture of one composition, zooming gently there and back. Not thread-safe."""

    def __init__(self, path: str, layout: StageLayout) -> None:
        """Read it. Raises InputError BACKGROUND_UNREADABLE."""
        self._whole = QRect(0, 0, layout.width_px, layout.height_px)
        largest = 1 + ZOOM
        self._picture = read_picture(path, QSize(math.ceil(layout.width_px * largest), math.ceil(layout.height_px * largest)))
        map_image(self._picture)
        self._image = QImage(self._whole.size(), QImage.Format.Format_RGB32)
        self._apart = PlaneCutter()
        self._shown: tuple[Hashable, Planes] | None = None

    def state(self, motion_s: float) -> Hashable:
        return math.floor(motion_s * _STEPS_PER_S + 1e-6) % round(PERIOD_S * _STEPS_PER_S)

    def planes(self, state: Hashable) -> Planes:
        assert isinstance(state, int)
        if self._shown is None or state != self._shown[0]:
            painter = QPainter(self._image)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(QRectF(self._whole), self._picture, self._view(2 * math.pi * state / (PERIOD_S * _STEPS_PER_S)))
            painter.end()
            self._shown = state, self._apart.cut(pixels_of(self._image), self._whole)
        return self._shown[1]

    def _view(self, angle: float) -> QRectF:
        """The part of the picture that is seen: zooms by half a cosine and drifts along what is to spare."""
        closer = 0.5 - 0.5 * math.cos(angle)
        part = (1 + ZOOM * (1 - closer)) / (1 + ZOOM)
        width, height = self._picture.width(), self._picture.height()
        fit = min(width / self._whole.width(), height / self._whole.height()) * part
        seen_w, seen_h = self._whole.width() * fit, self._whole.height() * fit
        drift = 0.5 + 0.25 * math.sin(angle)
        return QRectF((width - seen_w) * drift, (height - seen_h) * 0.5, seen_w, seen_h)

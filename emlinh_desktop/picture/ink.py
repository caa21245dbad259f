"""Colours as they are painted: in Y, U and V from the start, so that a painted frame needs no conversion to video.

Blending, gradients and resampling are linear, and so is the way from RGB to YUV: painting in mapped colours gives what mapping
the painting would give, for a tenth of the price. Where Qt says red, green and blue this room's images hold Y, U and V.
ITU-R BT.709-6, limited range.
"""

from __future__ import annotations

import functools
import re
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage

from emlinh_desktop.base.resources import resource
from emlinh_desktop.domain.errors import ErrorCode, ResourceError

BytePixels: TypeAlias = npt.NDArray[np.uint8]
"""shape (rows, columns, 4): the memory of a 32-bit QImage on a little-endian machine, here V, U, Y, alpha"""

V, U, Y = 0, 1, 2

_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722
_LUMA_RANGE, _CHROMA_RANGE = 219 / 255, 224 / 255
_BLUE_SPAN, _RED_SPAN = 1.8556, 1.5748
_HEX_COLOUR = re.compile(r'"(#[0-9A-Fa-f]{6})"')

# Rows: what a pixel's B, G, R and alpha give to V, U and Y; alpha carries the offsets, so that premultiplied pixels map too.
_TO_VIDEO = np.array(
    [
        [-_BLUE / _RED_SPAN * _CHROMA_RANGE, (1 - _BLUE) / _BLUE_SPAN * _CHROMA_RANGE, _BLUE * _LUMA_RANGE],
        [-_GREEN / _RED_SPAN * _CHROMA_RANGE, -_GREEN / _BLUE_SPAN * _CHROMA_RANGE, _GREEN * _LUMA_RANGE],
        [(1 - _RED) / _RED_SPAN * _CHROMA_RANGE, -_RED / _BLUE_SPAN * _CHROMA_RANGE, _RED * _LUMA_RANGE],
        [128 / 255, 128 / 255, 16 / 255],
    ],
    np.float32,
)


@functools.lru_cache(maxsize=256)
def _mapped(name: str) -> tuple[int, int, int]:
    colour = QColor(name)
    bgra = np.array([colour.blue(), colour.green(), colour.red(), 255], np.float32)
    v, u, y = (round(float(value)) for value in bgra @ _TO_VIDEO)
    return y, u, v


def ink(name: str, alpha: int = 255) -> QColor:
    """The colour `name` (#RRGGBB) to paint with; `alpha` 0..255."""
    return QColor(*_mapped(name), alpha)


def ink_drawing(relative: str) -> QByteArray:
    """A shipped SVG with every colour mapped. Its colours must all be written "#RRGGBB".

    Raises:
        ResourceError: RESOURCES_MISSING.
    """
    try:
        text = resource(relative).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(ErrorCode.RESOURCES_MISSING) from error
    return QByteArray(_HEX_COLOUR.sub(lambda found: '"#{:02x}{:02x}{:02x}"'.format(*_mapped(found[1])), text).encode())


def pixels_of(image: QImage) -> BytePixels:
    """A writable view of a 32-bit image. The image must outlive it and must not be copied on write meanwhile."""
    view = np.frombuffer(image.bits(), np.uint8)
    return view.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]


def map_image(image: QImage) -> None:
    """Map an RGB image (RGB32 or ARGB32_Premultiplied) in place: for what comes in its own colours, as photographs and emoji do."""
    pixels = pixels_of(image)
    source = pixels.astype(np.float32)
    if not image.hasAlphaChannel():
        source[:, :, 3] = 255
    pixels[:, :, :3] = np.rint(source @ _TO_VIDEO)


def to_rgb(image: QImage) -> QImage:
    """An opaque painting in RGB again, for those who look at it."""
    video = pixels_of(image)[:, :, :3].astype(np.float32)
    luma = (video[:, :, Y] - 16) / _LUMA_RANGE
    blue = luma + (video[:, :, U] - 128) / _CHROMA_RANGE * _BLUE_SPAN
    red = luma + (video[:, :, V] - 128) / _CHROMA_RANGE * _RED_SPAN
    green = (luma - _RED * red - _BLUE * blue) / _GREEN
    shown = QImage(image.size(), QImage.Format.Format_RGB32)
    pixels = pixels_of(shown)
    for channel, values in enumerate((blue, green, red)):
        pixels[:, :, channel] = np.clip(np.rint(values), 0, 255)
    pixels[:, :, 3] = 255
    return shown

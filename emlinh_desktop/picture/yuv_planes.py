"""RGB rectangles into persistent BT.709 limited-range 4:2:0 planes, through swscale on views without a copy."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

Plane: TypeAlias = npt.NDArray[np.uint8]
"""shape (rows, columns)"""
BgraPixels: TypeAlias = npt.NDArray[np.uint8]
"""shape (rows, columns, 4), B G R x: the memory of a Format_RGB32 image on a little-endian machine"""

# Chroma by AREA is the exact mean of each 2 x 2 block, so an even rectangle alone gives the same bytes as the whole picture
# (bilinear looks at neighbours two rows away; the tests compare).
# BITEXACT keeps narrow and unaligned rectangles on the same arithmetic; ACCURATE_RND would cost half as much again.
_FLAGS = Interpolation.AREA | Interpolation.BITEXACT
_KEPT_CONTEXTS = 64
_GRID_X = 8  # fewer different widths, fewer contexts
_GRID_Y = 4  # swscale takes another way, with other chroma, for pictures of two rows


@dataclass(frozen=True, slots=True)
class YuvFrame:
    """One picture: y (h, w), u and v (h/2, w/2), BT.709, limited range. Views of the painter's buffers, valid until its next call."""

    y: Plane
    u: Plane
    v: Plane


def pixels_of(image: QImage) -> BgraPixels:
    """A writable view of a Format_RGB32 image. The image must outlive it and must not be copied on write meanwhile."""
    view = np.frombuffer(image.bits(), np.uint8)
    return view.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]


def plane_views(frame: av.VideoFrame) -> list[Plane]:
    """The planes of an 8-bit frame without their padding."""
    return [np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width] for plane in frame.planes]


class YuvPlanes:
    """Persistent planes, renewed rectangle by rectangle."""

    def __init__(self, width_px: int, height_px: int) -> None:
        self.frame = YuvFrame(
            np.zeros((height_px, width_px), np.uint8),
            np.zeros((height_px // 2, width_px // 2), np.uint8),
            np.zeros((height_px // 2, width_px // 2), np.uint8),
        )
        self._contexts: OrderedDict[tuple[int, int], VideoReformatter] = OrderedDict()

    def take(self, pixels: BgraPixels, rect: QRect) -> None:
        """Convert one rectangle (even position and size, at least 4 rows) of the whole picture."""
        x, y, w, h = rect.x(), rect.y(), rect.width(), rect.height()
        source = av.VideoFrame.from_numpy_buffer(pixels[y : y + h, x : x + w], "bgra")
        converted = self._context(w, h).reformat(
            source,
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=_FLAGS,
            threads=1,
        )
        luma, blue, red = plane_views(converted)
        self.frame.y[y : y + h, x : x + w] = luma
        self.frame.u[y // 2 : (y + h) // 2, x // 2 : (x + w) // 2] = blue
        self.frame.v[y // 2 : (y + h) // 2, x // 2 : (x + w) // 2] = red

    def copy_from(self, planes: YuvFrame) -> None:
        """Take a whole picture that is in planes already."""
        np.copyto(self.frame.y, planes.y)
        np.copyto(self.frame.u, planes.u)
        np.copyto(self.frame.v, planes.v)

    def _context(self, width_px: int, height_px: int) -> VideoReformatter:
        """One swscale context a size: a context is set up anew whenever its size changes."""
        key = (width_px, height_px)
        context = self._contexts.pop(key, None) or VideoReformatter()
        self._contexts[key] = context
        if len(self._contexts) > _KEPT_CONTEXTS:
            self._contexts.popitem(last=False)
        return context


def grid_rects(rects: Sequence[QRect], bounds: QRect) -> list[QRect]:
    """Rectangles grown to the grid that conversion needs, cut to `bounds`, united until no two overlap."""
    waiting = [grown for rect in rects if not (grown := _to_grid(rect).intersected(bounds)).isEmpty()]
    apart: list[QRect] = []
    while waiting:
        rect = waiting.pop()
        touching = [other for other in apart if other.intersects(rect) or _worth_uniting(other, rect)]
        if not touching:
            apart.append(rect)
            continue
        for other in touching:
            apart.remove(other)
            rect = rect.united(other)
        waiting.append(rect)
    return apart


def _to_grid(rect: QRect) -> QRect:
    left, top = rect.x() // _GRID_X * _GRID_X, rect.y() // _GRID_Y * _GRID_Y
    right, bottom = -(-(rect.x() + rect.width()) // _GRID_X) * _GRID_X, -(-(rect.y() + rect.height()) // _GRID_Y) * _GRID_Y
    return QRect(left, top, right - left, bottom - top)


def _worth_uniting(one: QRect, other: QRect) -> bool:
    """One larger rectangle costs less than two calls when little is added."""
    united = one.united(other)
    return _area(united) <= _area(one) + _area(other) + 4096


def _area(rect: QRect) -> int:
    return rect.width() * rect.height()

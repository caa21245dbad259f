"""Painted rectangles (see `ink`) into persistent 4:2:0 planes, which the encoder reads as they are.

A painting holds Y, U and V already: they are only taken apart, and each 2 x 2 block of chroma becomes its mean. Any even
rectangle alone gives the same bytes as the whole picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import VideoReformatter
from PySide6.QtCore import QRect

from emlinh_desktop.picture.ink import BytePixels, U, Y

Plane: TypeAlias = npt.NDArray[np.uint8]
"""shape (rows, columns)"""

_BAND_ROWS = 64  # what is in work at a time stays in the processor's cache
_BAND_BYTES = 256 * 1024  # the same for one plane of bytes; a band more costs seven calls
_GRID_X = 8
_GRID_Y = 2


@dataclass(frozen=True, slots=True)
class Planes:
    """One picture: y (h, w), u and v (h/2, w/2), BT.709, limited range."""

    y: Plane
    u: Plane
    v: Plane


@dataclass(frozen=True, slots=True)
class YuvFrame(Planes):
    """The planes are views of `picture`, valid until the painter's next call."""

    picture: av.VideoFrame


def plane_views(frame: av.VideoFrame) -> list[Plane]:
    """The planes of an 8-bit frame without their padding, writable where the frame is."""
    return [np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width] for plane in frame.planes]


@dataclass(frozen=True, slots=True)
class Patch(Planes):
    """A rectangle of a picture and the place of its top-left corner."""

    x_px: int
    y_px: int


class PlaneCutter:
    """Takes painted rectangles apart into planes. Not thread-safe."""

    def __init__(self) -> None:
        self._apart = VideoReformatter()  # set up anew for each size, which costs less (8 us) than keeping many (128 KB each)

    def cut(self, pixels: BytePixels, rect: QRect) -> Patch:
        """One rectangle (even position and size) of a painting, in memory of its own."""
        x, y, w, h = rect.x(), rect.y(), rect.width(), rect.height()
        source = av.VideoFrame.from_numpy_buffer(pixels[y : y + h, x : x + w], "bgra")
        apart = self._apart.reformat(source, format="gbrp", threads=1)  # planes in the order G, B, R; no arithmetic
        green, blue, red = plane_views(apart)
        return Patch(red.copy(), _halved(green), _halved(blue), x, y)  # a view would keep all three planes


class YuvPlanes:
    """Persistent planes, renewed patch by patch."""

    def __init__(self, width_px: int, height_px: int) -> None:
        picture = av.VideoFrame(width_px, height_px, "yuv420p")
        y, u, v = plane_views(picture)
        for plane in (y, u, v):
            plane.fill(0)
        self.frame = YuvFrame(y, u, v, picture)

    def put(self, patch: Patch) -> None:
        """Lay a rectangle over the planes."""
        x, y, (h, w) = patch.x_px, patch.y_px, patch.y.shape
        half = slice(y // 2, (y + h) // 2), slice(x // 2, (x + w) // 2)
        self.frame.y[y : y + h, x : x + w] = patch.y
        self.frame.u[half] = patch.u
        self.frame.v[half] = patch.v


def _halved(plane: Plane) -> Plane:
    """Chroma at half the size: the rounded mean of each 2 x 2 block. Two bytes are one number, so that sums run over whole rows."""
    rows, columns = plane.shape
    half = np.empty((rows // 2, columns // 2), np.uint8)
    band = max(1, _BAND_BYTES // columns // 2)
    for top in range(0, rows // 2, band):
        pairs = plane[2 * top : 2 * (top + band)].view(np.uint16)
        sums = pairs & np.uint16(0xFF)
        sums += pairs >> np.uint16(8)
        blocks = sums[::2] + sums[1::2]
        blocks += np.uint16(2)
        np.right_shift(blocks, 2, out=half[top : top + band], casting="unsafe")
    return half


def fill_from_planes(pixels: BytePixels, planes: Planes, rect: QRect) -> None:
    """Paint a rectangle (even position and size) of planes, each chroma sample four times: taken apart again it is unchanged."""
    canvas = pixels.view(np.uint32)[:, :, 0]
    columns, half_columns = slice(rect.x(), rect.x() + rect.width()), slice(rect.x() // 2, (rect.x() + rect.width()) // 2)
    bottom = rect.y() + rect.height()
    for top in range(rect.y(), bottom, _BAND_ROWS):
        rows = slice(top, min(top + _BAND_ROWS, bottom))
        half = slice(top // 2, rows.stop // 2), half_columns
        _interleave(canvas[rows, columns], planes.y[rows, columns], planes.u[half], planes.v[half])


def _interleave(target: npt.NDArray[np.uint32], luma: Plane, u: Plane, v: Plane) -> None:
    """Make whole pixels: two with the same chroma are one number of 64 bits."""
    chroma = u.astype(np.uint64)
    chroma <<= np.uint64(8 * U)
    chroma |= v
    chroma |= chroma << np.uint64(32)
    pairs = chroma.view(np.uint32)
    for row in (0, 1):
        words = np.left_shift(luma[row::2], 8 * Y, dtype=np.uint32)
        np.bitwise_or(words, pairs, out=target[row::2])


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

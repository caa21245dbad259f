"""The rig of a presenter: its drawing (SVG groups), its measures (rig.json), and rasterising groups to layers.

A rig's canvas is in its own units; `QTransform`s map them to pixels of the frame. Everything is rasterised whole and
placed on whole pixels, so that a layer painted through any clip shows the same pixels.
"""

from __future__ import annotations

import functools
import json
import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtSvg import QSvgRenderer

from emlinh_desktop.base.resources import resource
from emlinh_desktop.domain.errors import ErrorCode, ResourceError, unknown_name
from emlinh_desktop.picture.ink import ink_drawing

PRESENTERS: tuple[str, ...] = ("em-linh",)
Point: TypeAlias = tuple[float, float]
_EDGE_PX = 2


@dataclass(frozen=True, slots=True)
class Layer:
    """A premultiplied image and the frame pixel of its top-left corner."""

    image: QImage
    x_px: int
    y_px: int

    @property
    def rect(self) -> QRect:
        return QRect(self.x_px, self.y_px, self.image.width(), self.image.height())

    @property
    def size_bytes(self) -> int:
        return int(self.image.sizeInBytes())

    def moved(self, dx_px: int, dy_px: int) -> Layer:
        return Layer(self.image, self.x_px + dx_px, self.y_px + dy_px)

    def paint(self, painter: QPainter, clip: QRect) -> None:
        """Blend onto the frame; nothing happens when the clip lies elsewhere."""
        if self.rect.intersects(clip):
            painter.drawImage(QPoint(self.x_px, self.y_px), self.image)


@dataclass(frozen=True, slots=True)
class Sleeve:
    """Colours across a limb, from the lit edge to the dark one, then of folds and trim."""

    light: str
    middle: str
    dark: str
    fold: str
    trim: str


@dataclass(frozen=True, slots=True)
class Joints:
    """Where an arm bends. `hand_deg` is the hand's direction: 0 to the viewer's right, growing clockwise."""

    shoulder: Point
    elbow: Point
    wrist: Point
    hand_deg: float


@dataclass(frozen=True, slots=True)
class HandRig:
    """A group of the drawing: where its wrist is drawn, which way it points there, and how large it is shown."""

    group: str
    wrist: Point
    drawn_deg: float
    size: float


@dataclass(frozen=True, slots=True)
class ArmRig:
    """One arm at rest and, if it can, opened; `way` bends the wrist's arc between."""

    rest: Joints
    open: Joints | None
    way: Point
    rest_hand: HandRig
    open_hand: HandRig | None
    sleeve: Sleeve


@dataclass(frozen=True, slots=True)
class Rig:
    """What rig.json says. Lengths are rig units, l and r are the viewer's left and right."""

    canvas: tuple[float, float]
    head_pivot: Point
    pivots: dict[str, Point]
    limits: dict[str, float]
    depth: dict[str, float]
    hang: dict[str, float]
    eye: dict[str, tuple[Point, ...]]
    eye_axis_x: float
    mouth_centre: Point
    mouth_half_width: float
    jaw_y: float
    breath_rise: float
    chest_y: float
    arms: dict[str, ArmRig]
    boxes: dict[str, tuple[float, float, float, float]]

    def box(self, name: str) -> QRectF:
        return QRectF(*self.boxes[name])


def _point(raw: Sequence[float]) -> Point:
    return (float(raw[0]), float(raw[1]))


def _joints(raw: dict[str, Any]) -> Joints:
    return Joints(_point(raw["shoulder"]), _point(raw["elbow"]), _point(raw["wrist"]), float(raw["hand_deg"]))


def _hand(raw: dict[str, Any]) -> HandRig:
    return HandRig(raw["group"], _point(raw["wrist"]), float(raw["drawn_deg"]), float(raw["size"]))


def _arm(raw: dict[str, Any]) -> ArmRig:
    opens = "open" in raw
    return ArmRig(
        rest=_joints(raw["rest"]),
        open=_joints(raw["open"]) if opens else None,
        way=_point(raw["way"]) if opens else (0.0, 0.0),
        rest_hand=_hand(raw["rest_hand"]),
        open_hand=_hand(raw["open_hand"]) if opens else None,
        sleeve=Sleeve(**raw["sleeve"]),
    )


def _points(raw: Sequence[Sequence[float]]) -> tuple[Point, ...]:
    return tuple(_point(point) for point in raw)


@functools.cache
def load_rig(name: str) -> Rig:
    """The measures of a presenter by name.

    Raises:
        InputError: UNKNOWN_NAME.
        ResourceError: RESOURCES_MISSING.
    """
    if name not in PRESENTERS:
        raise unknown_name("presenter", name, PRESENTERS)
    try:
        raw: dict[str, Any] = json.loads(resource(f"presenters/{name}/rig.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(ErrorCode.RESOURCES_MISSING) from error
    pivots = {key: (float(x), float(y)) for key, (x, y) in raw["pivots"].items()}
    return Rig(
        canvas=(raw["canvas"][0], raw["canvas"][1]),
        head_pivot=pivots["head"],
        pivots=pivots,
        limits=raw["limits"],
        depth=raw["depth"],
        hang=raw["hang"],
        eye={key: _points(raw["eye"][key]) for key in ("upper", "lower", "closed")},
        eye_axis_x=raw["eye"]["axis_x"],
        mouth_centre=(raw["mouth"]["centre"][0], raw["mouth"]["centre"][1]),
        mouth_half_width=raw["mouth"]["half_width"],
        jaw_y=raw["mouth"]["jaw_y"],
        breath_rise=raw["breathing"]["rise"],
        chest_y=raw["breathing"]["chest_y"],
        arms={side: _arm(arm) for side, arm in raw["arms"].items()},
        boxes={key: (box[0], box[1], box[2], box[3]) for key, box in raw["boxes"].items()},
    )


class Drawing:
    """The SVG of a presenter, group by group.

    Raises:
        ResourceError: RESOURCES_MISSING.
    """

    def __init__(self, name: str) -> None:
        load_rig(name)
        self._renderer = QSvgRenderer(ink_drawing(f"presenters/{name}/{name}.svg"))
        if not self._renderer.isValid():
            raise ResourceError(ErrorCode.RESOURCES_MISSING)

    def bounds(self, group: str) -> QRectF:
        """Where a group lies, in rig units."""
        renderer = self._renderer
        return renderer.transformForElement(group).mapRect(renderer.boundsOnElement(group))

    def draw(self, painter: QPainter, group: str) -> None:
        """Draw a group as vectors where it was drawn, through the painter's transform (from rig units)."""
        self._renderer.render(painter, group, self.bounds(group))

    def raster(self, groups: Sequence[str], transform: QTransform) -> Layer:
        """Some groups drawn as vectors through `transform` (rig units to frame pixels)."""
        box = QRectF()
        for group in groups:
            box = box.united(transform.mapRect(self.bounds(group)))

        def draw(painter: QPainter) -> None:
            painter.setTransform(transform * painter.transform())
            for group in groups:
                self.draw(painter, group)

        return paint_layer(whole_pixels(box), draw)


def whole_pixels(box: QRectF) -> QRect:
    """The pixels a shape may touch, with a transparent edge."""
    left, top = math.floor(box.left()) - _EDGE_PX, math.floor(box.top()) - _EDGE_PX
    return QRect(left, top, math.ceil(box.right()) + _EDGE_PX - left, math.ceil(box.bottom()) + _EDGE_PX - top)


def paint_layer(rect: QRect, draw: Callable[[QPainter], None]) -> Layer:
    """A transparent layer over `rect`, drawn in frame pixels."""
    image = QImage(rect.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(-rect.x(), -rect.y())
    draw(painter)
    painter.end()
    return Layer(image, rect.x(), rect.y())


def draw_moved(painter: QPainter, layer: Layer, moved: QTransform) -> None:
    """Draw a layer, rasterised at rest, through a motion given in frame pixels (resampled)."""
    before = painter.transform()
    painter.setTransform(moved * before)
    painter.drawImage(QPointF(layer.x_px, layer.y_px), layer.image)
    painter.setTransform(before)


class LayerCache:
    """Layers by key, the least recently used forgotten above a size."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._held_bytes = 0
        self._layers: OrderedDict[Hashable, tuple[Layer, ...]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], tuple[Layer, ...]]) -> tuple[Layer, ...]:
        """The layers of `key`, made now if they are not held."""
        layers = self._layers.get(key)
        if layers is not None:
            self._layers.move_to_end(key)
            return layers
        layers = make()
        self._layers[key] = layers
        self._held_bytes += sum(layer.size_bytes for layer in layers)
        while self._held_bytes > self._limit_bytes and len(self._layers) > 1:
            _, old = self._layers.popitem(last=False)
            self._held_bytes -= sum(layer.size_bytes for layer in old)
        return layers

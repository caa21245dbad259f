"""The drawn presenter: poses to pixels, with what may change between two poses told as rectangles.

Every layer is rasterised whole and blended on whole pixels, so a clip never changes a pixel inside it.
"""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QTransform

from emlinh_desktop.picture.body import Body, BodyKey
from emlinh_desktop.picture.head import FaceKey, Head, face_key
from emlinh_desktop.picture.head_layers import HeadKey
from emlinh_desktop.picture.pose import Pose
from emlinh_desktop.picture.rig import PRESENTERS, Drawing, load_rig, whole_pixels

__all__ = ["PRESENTERS", "Pose", "Presenter"]

_RISE_STEPS_PER_PX = 3


class Presenter:
    """The drawn presenter at one place and size.

    Pure painting: what was painted before never shows. Not thread-safe: one per worker process. Needs a
    QGuiApplication. Holds at most about 60 MB of layers.
    """

    def __init__(self, name: str, x_px: float, y_px: float, height_px: float) -> None:
        """`x_px`, `y_px`: where the top-left corner of the rig's canvas lies; `height_px`: the canvas's height.

        Raises:
            InputError: UNKNOWN_NAME.
            ResourceError: RESOURCES_MISSING.
        """
        self._rig = load_rig(name)
        drawing = Drawing(name)
        self._scale = height_px / self._rig.canvas[1]
        self._base = QTransform().translate(x_px, y_px).scale(self._scale, self._scale)
        rise_unit = 1 / _RISE_STEPS_PER_PX / self._scale
        self._rise_steps = round(self._rig.breath_rise / rise_unit)
        self._head = Head(self._rig, drawing, self._base, rise_unit)
        self._body = Body(self._rig, drawing, self._base, rise_unit)
        rest = Pose()
        self._last = rest, (self._body.key(rest, 0), self._head.key(rest, 0), face_key(rest))

    def paint(self, painter: QPainter, pose: Pose, clip: QRect) -> None:
        """Paint the whole figure onto the frame; layers outside `clip` (the painter's clip, or what bounds it) are skipped.

        The painter's transform must be the identity: the figure has its place from the start.
        """
        body, head, face = self._keys(pose)
        placed = self._head.placed(head)
        layers = [placed.back_hair, *self._body.layers(body), placed.lock_r, placed.skin]
        if self._head.mouth_rect(head).intersects(clip) or self._head.look_rect(head).intersects(clip):
            layers += self._head.face(head, face)
        for layer in (*layers, placed.lock_l, placed.hair_front):
            layer.paint(painter, clip)

    def parts(self, pose: Pose) -> tuple[tuple[Hashable, QRect], ...]:
        """(state key, the pixels that state may touch) of body, moving arm, head with hair, mouth with jaw, and eyes with brows.

        Two poses differ only inside the old and new rectangles of the parts whose keys differ.
        """
        body, head, face = self._keys(pose)
        return (
            *self._body.parts(body),
            (head, self._head.rect(head)),
            (face.mouth, self._head.mouth_rect(head)),
            (face.look, self._head.look_rect(head)),
        )

    def bounds(self) -> QRect:
        """Everything any pose may ever touch."""
        return self._pixels("bounds")

    def face_box(self) -> QRect:
        """The face at rest, for layouts."""
        return self._pixels("face")

    def hands_box(self) -> QRect:
        """The hands at rest, for layouts."""
        return self._pixels("hands")

    def warm(self) -> None:
        """Rasterise every depth of breath, so that no frame of a film waits for it."""
        for step in range(self._rise_steps + 1):
            pose = Pose(breath=step / max(1, self._rise_steps))
            self.parts(pose)

    def _keys(self, pose: Pose) -> tuple[BodyKey, HeadKey, FaceKey]:
        """Asked for several times a frame."""
        if pose is not self._last[0]:
            rise = round(pose.breath * self._rise_steps)
            self._last = pose, (self._body.key(pose, rise), self._head.key(pose, rise), face_key(pose))
        return self._last[1]

    def _pixels(self, box: str) -> QRect:
        return whole_pixels(self._base.mapRect(QRectF(self._rig.box(box))))

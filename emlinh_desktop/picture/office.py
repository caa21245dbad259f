"""The background `office`: a sunny room drawn for each composition, with a little life in it.

Clouds drift behind the window and the leaves of the plant stir. Both are small sprites between two cached halves
of the drawing (what lies under them and what lies over them), renewed a few times a second, so they cost little.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtSvg import QSvgRenderer

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.picture.backdrop import paint_glow
from emlinh_desktop.picture.ink import ink_drawing
from emlinh_desktop.picture.layout import StageLayout

_BACK, _FRONT, _LEAVES, _NEAR = "back", "front", "leaves", "near"  # groups of the drawing, from the back to the front
_CLOUDS = ("cloud_1", "cloud_2", "cloud_3")
_CLOUD_PX_PER_S = (5.0, 3.6, 4.3)
_CLOUD_STEPS_PER_S = 5
_PHASES = 4  # sprites are drawn at quarter pixels, so that a slow drift does not jump

_SWAY_PERIOD_S = 7.0
_SWAY_DEG = 0.7
_SWAY_STEPS = 6  # to either side: under a pixel a step at the tips
_SWAY_STEPS_PER_S = 6


class OfficeState(NamedTuple):
    """`cloud` counts steps of the drift, `sway` steps of the leaves' angle."""

    cloud: int
    sway: int


@dataclass(frozen=True, slots=True)
class _Sprite:
    image: QImage
    at: QPoint

    @property
    def rect(self) -> QRect:
        return QRect(self.at, self.image.size())


class OfficeBackdrop:
    """The room of one composition. Not thread-safe, one per painter."""

    def __init__(self, composition: Composition, layout: StageLayout) -> None:
        """Paint the still parts.

        Raises:
            ResourceError: RESOURCES_MISSING when the drawing is missing or broken.
        """
        self._drawing = QSvgRenderer(ink_drawing(f"backgrounds/office/{composition.name.lower()}.svg"))
        if not self._drawing.isValid():
            raise ResourceError(ErrorCode.RESOURCES_MISSING)
        self._layout = layout
        self._boxes: dict[str, QRectF] = {}
        whole = QRect(0, 0, layout.width_px, layout.height_px)
        self._sky = self._bounds("sky").toAlignedRect()
        self._cloud_sprites: dict[tuple[str, int], _Sprite] = {}
        self._plants: dict[int, QImage] = {}
        self._leaf_area = functools.reduce(QRect.united, (self._draw_leaves(step).rect for step in (-_SWAY_STEPS, 0, _SWAY_STEPS))).intersected(whole)
        self._image = self._draw((_BACK, _FRONT, _NEAR), whole, QImage.Format.Format_RGBX64, QImage.Format.Format_RGB32)
        self._cloud_area = self._reach_of_clouds()
        self._behind_clouds = self._draw((_BACK,), self._cloud_area, QImage.Format.Format_RGBX64, QImage.Format.Format_RGB32, glow=False)
        self._before_clouds = self._overlay((_FRONT, _NEAR), self._cloud_area)
        self._behind_leaves = self._draw((_BACK, _FRONT), self._leaf_area, QImage.Format.Format_RGBX64, QImage.Format.Format_RGB32, glow=False)
        self._before_leaves = self._overlay((_NEAR,), self._leaf_area)
        self._shown: OfficeState | None = None

    def state(self, motion_s: float) -> OfficeState:
        stir_s = math.floor(motion_s * _SWAY_STEPS_PER_S + 1e-6) / _SWAY_STEPS_PER_S
        angle = 2 * math.pi * stir_s / _SWAY_PERIOD_S
        sway = 0.75 * math.sin(angle) + 0.25 * math.sin(2 * angle + 1.0)
        return OfficeState(math.floor(motion_s * _CLOUD_STEPS_PER_S + 1e-6), round(_SWAY_STEPS * sway))

    def changed(self, old: Hashable, new: Hashable) -> list[QRect]:
        assert isinstance(old, OfficeState)
        assert isinstance(new, OfficeState)
        rects = [self._leaf_area] if old.sway != new.sway else []
        if old.cloud != new.cloud:
            rects += [one.rect.united(two.rect).intersected(self._cloud_area) for one, two in zip(self._clouds(old), self._clouds(new), strict=True)]
        return [rect for rect in rects if not rect.isEmpty()]

    def image(self, state: Hashable, rect: QRect) -> QImage:  # noqa: ARG002 - the whole room is kept right
        assert isinstance(state, OfficeState)
        if state != self._shown:
            rects = self.changed(self._shown, state) if self._shown else [self._cloud_area, self._leaf_area]
            painter = QPainter(self._image)
            for dirty in rects:
                self._compose(painter, state, dirty)
            painter.end()
            self._shown = state
        return self._image

    def _compose(self, painter: QPainter, state: OfficeState, dirty: QRect) -> None:
        """Paint under, sprites and over inside one rectangle. The areas of clouds and leaves lie apart."""
        painter.setClipRect(dirty)
        if dirty.intersects(self._cloud_area):
            painter.drawImage(self._cloud_area.topLeft(), self._behind_clouds)
            painter.setClipRect(dirty.intersected(self._sky))
            for cloud in self._clouds(state):
                painter.drawImage(cloud.at, cloud.image)
            painter.setClipRect(dirty)
            painter.drawImage(self._cloud_area.topLeft(), self._before_clouds)
        else:
            painter.drawImage(self._leaf_area.topLeft(), self._plant(state.sway))

    def _plant(self, step: int) -> QImage:
        """The whole leaf area at one angle; the angles are few and come again."""
        if step not in self._plants:
            image = self._behind_leaves.copy()
            painter = QPainter(image)
            leaves = self._draw_leaves(step)
            painter.drawImage(leaves.at - self._leaf_area.topLeft(), leaves.image)
            painter.drawImage(0, 0, self._before_leaves)
            painter.end()
            self._plants[step] = image
        return self._plants[step]

    def _clouds(self, state: OfficeState) -> list[_Sprite]:
        """The clouds in their places: they leave the window at its right and come in at its left."""
        clouds = []
        for index, name in enumerate(_CLOUDS):
            box = self._bounds(name)
            span = self._sky.width() + box.width() + 8
            moved = box.x() - self._sky.x() + box.width() + state.cloud * _CLOUD_PX_PER_S[index] / _CLOUD_STEPS_PER_S
            quarters = round((self._sky.x() - box.width() - 4 + moved % span) * _PHASES)
            sprite = self._cloud(name, quarters % _PHASES)
            clouds.append(_Sprite(sprite.image, QPoint(quarters // _PHASES, sprite.at.y())))
        return clouds

    def _reach_of_clouds(self) -> QRect:
        """All of the sky that clouds may cross."""
        boxes = [self._bounds(name) for name in _CLOUDS]
        top, bottom = min(box.top() for box in boxes), max(box.bottom() for box in boxes)
        return QRectF(self._sky.x(), top - 2, self._sky.width(), bottom - top + 4).toAlignedRect().intersected(self._sky)

    def _cloud(self, name: str, phase: int) -> _Sprite:
        if (name, phase) not in self._cloud_sprites:
            self._cloud_sprites[name, phase] = self._draw_cloud(name, phase)
        return self._cloud_sprites[name, phase]

    def _draw_cloud(self, name: str, phase: int) -> _Sprite:
        box = self._bounds(name)
        left = phase / _PHASES
        rect = QRect(0, math.floor(box.y()) - 1, math.ceil(box.width()) + 2, math.ceil(box.height()) + 3)
        return self._sprite(name, rect, QTransform.fromTranslate(left - box.x(), 0))

    def _draw_leaves(self, step: int) -> _Sprite:
        """The leaves turned about their foot."""
        box = self._bounds(_LEAVES)
        foot = QPointF(box.center().x(), box.bottom())
        turned = QTransform().translate(foot.x(), foot.y()).rotate(_SWAY_DEG * step / _SWAY_STEPS).translate(-foot.x(), -foot.y())
        return self._sprite(_LEAVES, turned.mapRect(box).adjusted(-2, -2, 2, 2).toAlignedRect(), turned)

    def _sprite(self, name: str, rect: QRect, moved: QTransform) -> _Sprite:
        rect = rect if name != _LEAVES else rect.intersected(QRect(0, 0, self._layout.width_px, self._layout.height_px))
        image = QImage(rect.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = self._painter(image, rect)
        painter.setTransform(moved * painter.transform())
        self._drawing.render(painter, name, self._bounds(name))
        painter.end()
        return _Sprite(image, rect.topLeft())

    def _overlay(self, groups: tuple[str, ...], area: QRect) -> QImage:
        return self._draw(groups, area, QImage.Format.Format_RGBA64_Premultiplied, QImage.Format.Format_ARGB32_Premultiplied)

    def _draw(self, groups: tuple[str, ...], area: QRect, deep: QImage.Format, kept: QImage.Format, *, glow: bool = True) -> QImage:
        """Some groups over one area, with 16 bits a channel while they are blended: 8 streak in soft light."""
        image = QImage(area.size(), deep)
        image.fill(Qt.GlobalColor.transparent)
        painter = self._painter(image, area)
        for group in groups:
            self._drawing.render(painter, group, self._bounds(group))
        if glow:
            paint_glow(painter, self._layout)
        painter.end()
        return image.convertToFormat(kept)

    def _painter(self, image: QImage, area: QRect) -> QPainter:
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-area.x(), -area.y())
        return painter

    def _bounds(self, name: str) -> QRectF:
        """Where a part of the drawing lies; the drawing's units are the composition's pixels. Asked for often, slow to find."""
        if name not in self._boxes:
            self._boxes[name] = self._drawing.transformForElement(name).mapRect(self._drawing.boundsOnElement(name))
        return self._boxes[name]

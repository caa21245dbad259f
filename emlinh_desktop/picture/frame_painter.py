"""The heart of the room: (Shot, frame index) -> pixels, repainting only what changed.

A frame is a pure function of its Shot and index: what was painted before decides how much work there is, never
what comes out. Each layer (backdrop, presenter, title, captions) has a small state; where the states of two
frames differ, the layers name the rectangles that may differ, and only those are repainted and converted.
"""

from __future__ import annotations

import collections
import functools
from collections.abc import Hashable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from emlinh_desktop.domain.shot import Look, Shot
from emlinh_desktop.picture.backdrop import ClosableBackdrop, PaintedBackdrop, PlanarBackdrop
from emlinh_desktop.picture.backgrounds import backdrop_for
from emlinh_desktop.picture.caption import CaptionLayer, CaptionState, caption_state
from emlinh_desktop.picture.fonts import load_fonts
from emlinh_desktop.picture.gui_application import ensure_gui_application
from emlinh_desktop.picture.ink import BytePixels, pixels_of, to_rgb
from emlinh_desktop.picture.layout import stage_layout
from emlinh_desktop.picture.motion import pose_at
from emlinh_desktop.picture.paint_thread import have_one_paint_thread, on_paint_thread
from emlinh_desktop.picture.presenter import Pose, Presenter
from emlinh_desktop.picture.title import TitleLayer, TitleState, title_state
from emlinh_desktop.picture.yuv_planes import Patch, PlaneCutter, Planes, YuvFrame, YuvPlanes, fill_from_planes, grid_rects

__all__ = ["FramePainter", "YuvFrame"]

_COARSE_PX = 64
_GROUP_FRAMES = 16
_COPY, _OVER = QPainter.CompositionMode.CompositionMode_Source, QPainter.CompositionMode.CompositionMode_SourceOver


@dataclass(frozen=True, slots=True)
class _Scene:
    """The state of every layer at one frame."""

    backdrop: Hashable
    pose: Pose
    figure: tuple[tuple[Hashable, QRect], ...]
    title: TitleState | None
    caption: CaptionState | None


class FramePainter:
    """Paints frames of one Look. Keeps a canvas; not thread-safe, one per worker, on its main thread."""

    def __init__(self, look: Look) -> None:
        """Load fonts, drawing and background.

        Raises:
            InputError: UNKNOWN_NAME for the presenter; BACKGROUND_UNREADABLE for the user's own media.
            ResourceError: FONT_MISSING, RESOURCES_MISSING or SYSTEM_LIBRARY_MISSING.
        """
        ensure_gui_application()
        have_one_paint_thread()
        load_fonts()
        layout = stage_layout(look.composition)
        self._frame = QRect(0, 0, layout.width_px, layout.height_px)
        backdrop = backdrop_for(look.background, look.composition)
        self._backdrop = backdrop
        self._painted_backdrop = backdrop if isinstance(backdrop, PaintedBackdrop) else None
        self._planar_backdrop = backdrop if isinstance(backdrop, PlanarBackdrop) else None
        self._presenter = Presenter(look.presenter, layout.figure_x_px, layout.figure_y_px, layout.figure_height_px)
        self._titles = TitleLayer(layout)
        self._captions = CaptionLayer(layout)
        self._canvas = QImage(layout.width_px, layout.height_px, QImage.Format.Format_RGB32)
        self._pixels = pixels_of(self._canvas)
        self._cutter = PlaneCutter()
        self._planes = YuvPlanes(layout.width_px, layout.height_px)
        self._painted: _Scene | None = None

    def yuv(self, shot: Shot, frame: int) -> YuvFrame:
        """The frame as planes: views of the painter's buffers, valid until the next call."""
        for patch in self._patches(self._scene(shot, frame)):
            self._planes.put(patch)
        return self._planes.frame

    def frames(self, shot: Shot, first: int, count: int, *, ahead: bool) -> Iterator[YuvFrame]:
        """Frames one after another, each valid until the next is asked for.

        A few are painted at once, and their patches kept: whoever encodes in between fills the processor's caches with
        other things, and painting from cold ones takes half as long again. With `ahead` the next few are painted while these
        are used, for which a core must be free.
        """
        left = collections.deque(range(first, first + count))
        paint = partial(self._paint_group, shot, left, 1 if ahead else _GROUP_FRAMES)  # ahead: the first is waited for
        paint_ahead = partial(self._paint_group, shot, left, _GROUP_FRAMES // 2)
        painting: Future[list[list[Patch]]] | None = None
        done = False
        try:
            while left or painting:
                group = (painting or on_paint_thread(paint)).result()
                painting = on_paint_thread(paint_ahead) if ahead and left else None
                while group:
                    for patch in group.pop(0):
                        self._planes.put(patch)
                    yield self._planes.frame
            done = True
        finally:
            if not done:  # left early: the planes lag behind the canvas, which may still be painted on
                if painting:
                    painting.exception()
                self._painted = None

    def _paint_group(self, shot: Shot, left: collections.deque[int], most: int) -> list[list[Patch]]:
        """Take frames from `left` and give the patches of each, at most so many or until a second whole background would be held."""
        group: list[list[Patch]] = []
        background: Hashable = None
        while left and len(group) < most:
            scene = self._scene(shot, left[0])
            if group and self._planar_backdrop and scene.backdrop != background:
                break
            background = scene.backdrop
            group.append(self._patches(scene))
            left.popleft()
        return group

    def _patches(self, scene: _Scene) -> list[Patch]:
        """What of the planes must change for `scene`, painted."""
        if scene == self._painted:
            return []
        whole, rects = self._renew(scene)
        patches = [self._cutter.cut(self._pixels, rect) for rect in rects]
        self._painted = scene
        return [Patch(whole.y, whole.u, whole.v, 0, 0), *patches] if whole else patches

    def image(self, shot: Shot, frame: int) -> QImage:
        """The same frame as RGB, painted whole: for those who look at it."""
        whole = QImage(self._frame.size(), QImage.Format.Format_RGB32)
        self._paint(whole, pixels_of(whole), self._scene(shot, frame), [self._frame])
        return to_rgb(whole)

    def warm(self) -> None:
        """Rasterise beforehand what slow motions need, so that no frame waits for it. For workers that wait for work."""
        self._presenter.warm()

    def close(self) -> None:
        """End what runs beside the painter: the child that decodes the user's clip. The painter is of no use afterwards."""
        if isinstance(self._backdrop, ClosableBackdrop):
            self._backdrop.close()

    def _scene(self, shot: Shot, frame: int) -> _Scene:
        pose = pose_at(shot, frame)
        backdrop = self._backdrop.state(shot.motion_s(frame))
        return _Scene(backdrop, pose, self._presenter.parts(pose), title_state(shot, frame), caption_state(shot, frame))

    def _renew(self, scene: _Scene) -> tuple[Planes | None, list[QRect]]:
        """Bring the canvas to `scene`: the planes to begin with, if others than those that lie there, and the rectangles to take over into them."""
        planar, whole = self._planar_backdrop, None
        if planar is None:
            dirty = self._changed(self._painted, scene) if self._painted else [self._frame]
        elif self._painted and self._lies_already(scene):
            dirty = self._changed(self._painted, scene)
        else:  # what no layer covers keeps the backdrop's own planes
            whole, dirty = planar.planes(scene.backdrop), self._boxes(scene)
        rects = grid_rects(dirty, self._frame)
        self._paint(self._canvas, self._pixels, scene, rects)
        return whole, rects

    def _lies_already(self, scene: _Scene) -> bool:
        """Whether the background's planes are laid down as `scene` needs them."""
        old = self._painted
        return old is not None and scene.backdrop == old.backdrop and self._boxes(scene) == self._boxes(old)

    def _boxes(self, scene: _Scene) -> list[QRect]:
        """All that the layers in front of the backdrop touch. The figure's box is coarse, so that a breath does not move it."""
        figure = functools.reduce(QRect.united, (rect for _, rect in scene.figure))
        left, top = figure.x() // _COARSE_PX * _COARSE_PX, figure.y() // _COARSE_PX * _COARSE_PX
        coarse = QRect(left, top, -(-(figure.right() + 1 - left) // _COARSE_PX) * _COARSE_PX, -(-(figure.bottom() + 1 - top) // _COARSE_PX) * _COARSE_PX)
        return [coarse, self._titles.box(scene.title), self._captions.box(scene.caption)]

    def _changed(self, old: _Scene, new: _Scene) -> list[QRect]:
        dirty: list[QRect] = []
        if self._painted_backdrop and old.backdrop != new.backdrop:
            dirty += self._painted_backdrop.changed(old.backdrop, new.backdrop)
        for (old_key, old_rect), (new_key, new_rect) in zip(old.figure, new.figure, strict=True):
            if old_key != new_key:
                dirty.append(old_rect.united(new_rect))
        return dirty + self._titles.changed(old.title, new.title) + self._captions.changed(old.caption, new.caption)

    def _paint(self, target: QImage, pixels: BytePixels, scene: _Scene, rects: list[QRect]) -> None:
        """Paint every layer inside each rectangle, from the back to the front. `pixels` are those of `target`."""
        title, caption = self._titles.box(scene.title), self._captions.box(scene.caption)
        painter = QPainter(target)
        for rect in rects:
            painter.setClipRect(rect)
            self._paint_backdrop(painter, pixels, scene.backdrop, rect)
            self._presenter.paint(painter, scene.pose, rect)
            if title.intersects(rect):
                self._titles.paint(painter, scene.title)
            if caption.intersects(rect):
                self._captions.paint(painter, scene.caption)
        painter.end()

    def _paint_backdrop(self, painter: QPainter, pixels: BytePixels, state: Hashable, rect: QRect) -> None:
        if self._painted_backdrop:
            painter.setCompositionMode(_COPY)
            painter.drawImage(rect.topLeft(), self._painted_backdrop.image(state, rect), rect)
            painter.setCompositionMode(_OVER)
        if self._planar_backdrop:
            fill_from_planes(pixels, self._planar_backdrop.planes(state), rect)

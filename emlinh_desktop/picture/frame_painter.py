"""The heart of the room: (Shot, frame index) -> pixels, repainting only what changed.

A frame is a pure function of its Shot and index: what was painted before decides how much work there is, never
what comes out. Each layer (backdrop, presenter, title, captions) has a small state; where the states of two
frames differ, the layers name the rectangles that may differ, and only those are repainted and converted.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from emlinh_desktop.base.resources import resources_root
from emlinh_desktop.domain.shot import Look, Shot
from emlinh_desktop.picture.backdrop import Backdrop
from emlinh_desktop.picture.backgrounds import backdrop_for
from emlinh_desktop.picture.caption import CaptionLayer, CaptionState, caption_state
from emlinh_desktop.picture.clip import ClipBackdrop
from emlinh_desktop.picture.fonts import font_paths, load_fonts
from emlinh_desktop.picture.gui_application import ensure_gui_application
from emlinh_desktop.picture.layout import stage_layout
from emlinh_desktop.picture.motion import pose_at
from emlinh_desktop.picture.presenter import Pose, Presenter
from emlinh_desktop.picture.title import TitleLayer, TitleState, title_state
from emlinh_desktop.picture.yuv_planes import YuvFrame, YuvPlanes, grid_rects, pixels_of

__all__ = ["RENDERER_VERSION", "FramePainter", "YuvFrame", "look_fingerprint"]

RENDERER_VERSION = "1"
"""Part of every Segment's name: raise it whenever pixels change for the same Shot."""

_COARSE_PX = 64
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
        load_fonts()
        layout = stage_layout(look.composition)
        self._frame = QRect(0, 0, layout.width_px, layout.height_px)
        self._backdrop: Backdrop = backdrop_for(look.background, look.composition)
        self._presenter = Presenter(look.presenter, layout.figure_x_px, layout.figure_y_px, layout.figure_height_px)
        self._titles = TitleLayer(layout)
        self._captions = CaptionLayer(layout)
        self._canvas = QImage(layout.width_px, layout.height_px, QImage.Format.Format_RGB32)
        self._pixels = pixels_of(self._canvas)
        self._planes = YuvPlanes(layout.width_px, layout.height_px)
        self._painted: _Scene | None = None

    def yuv(self, shot: Shot, frame: int) -> YuvFrame:
        """The frame as planes: views of the painter's buffers, valid until the next call."""
        scene = self._scene(shot, frame)
        if scene != self._painted:
            for rect in self._renew(scene):
                self._planes.take(self._pixels, rect)
            self._painted = scene
        return self._planes.frame

    def image(self, shot: Shot, frame: int) -> QImage:
        """The same frame as RGB, painted whole: for thumbnail, preview and tests."""
        whole = QImage(self._frame.size(), QImage.Format.Format_RGB32)
        self._paint(whole, self._scene(shot, frame), [self._frame])
        return whole

    def warm(self) -> None:
        """Rasterise beforehand what slow motions need, so that no frame waits for it. For workers that wait for work."""
        self._presenter.warm()

    def close(self) -> None:
        """End what runs beside the painter: the child that decodes the user's clip. The painter is of no use afterwards."""
        if isinstance(self._backdrop, ClipBackdrop):
            self._backdrop.close()

    def _scene(self, shot: Shot, frame: int) -> _Scene:
        pose = pose_at(shot, frame)
        backdrop = self._backdrop.state(shot.motion_s(frame))
        return _Scene(backdrop, pose, self._presenter.parts(pose), title_state(shot, frame), caption_state(shot, frame))

    def _renew(self, scene: _Scene) -> list[QRect]:
        """Bring the canvas to `scene`; the rectangles that must be converted."""
        planes = self._backdrop.planes(scene.backdrop)
        if planes is None:
            dirty = self._changed(self._painted, scene) if self._painted else [self._frame]
        else:
            boxes = self._boxes(scene)
            if self._painted and scene.backdrop == self._painted.backdrop and boxes == self._boxes(self._painted):
                dirty = self._changed(self._painted, scene)
            else:  # what no layer covers keeps the backdrop's own planes
                self._planes.copy_from(planes)
                dirty = boxes
        rects = grid_rects(dirty, self._frame)
        self._paint(self._canvas, scene, rects)
        return rects

    def _boxes(self, scene: _Scene) -> list[QRect]:
        """All that the layers in front of the backdrop touch. The figure's box is coarse, so that a breath does not move it."""
        figure = functools.reduce(QRect.united, (rect for _, rect in scene.figure))
        left, top = figure.x() // _COARSE_PX * _COARSE_PX, figure.y() // _COARSE_PX * _COARSE_PX
        coarse = QRect(left, top, -(-(figure.right() + 1 - left) // _COARSE_PX) * _COARSE_PX, -(-(figure.bottom() + 1 - top) // _COARSE_PX) * _COARSE_PX)
        return [coarse, self._titles.box(scene.title), self._captions.box(scene.caption)]

    def _changed(self, old: _Scene, new: _Scene) -> list[QRect]:
        dirty = list(self._backdrop.changed(old.backdrop, new.backdrop)) if old.backdrop != new.backdrop else []
        for (old_key, old_rect), (new_key, new_rect) in zip(old.figure, new.figure, strict=True):
            if old_key != new_key:
                dirty.append(old_rect.united(new_rect))
        return dirty + self._titles.changed(old.title, new.title) + self._captions.changed(old.caption, new.caption)

    def _paint(self, target: QImage, scene: _Scene, rects: list[QRect]) -> None:
        """Paint every layer inside each rectangle, from the back to the front."""
        painter = QPainter(target)
        for rect in rects:
            painter.setClipRect(rect)
            painter.setCompositionMode(_COPY)
            painter.drawImage(rect.topLeft(), self._backdrop.image(scene.backdrop, rect), rect)
            painter.setCompositionMode(_OVER)
            if self._presenter.bounds().intersects(rect):
                self._presenter.paint(painter, scene.pose)
            if self._titles.box(scene.title).intersects(rect):
                self._titles.paint(painter, scene.title)
            if self._captions.box(scene.caption).intersects(rect):
                self._captions.paint(painter, scene.caption)
        painter.end()


def look_fingerprint(look: Look) -> str:
    """A hash of all files and versions the pixels of this look depend on, apart from the Shot itself.

    The user's own media count by content, not by path.
    """
    background = f"{look.background.kind} {look.background.content_hash}"
    parts = (RENDERER_VERSION, str(look.composition), background, look.presenter, str(look.captions), _files_hash())
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


@functools.cache
def _files_hash() -> str:
    """Of the shipped fonts and artwork; 12 MB, read once a process."""
    digest = hashlib.blake2b(digest_size=16)
    folders = [resources_root() / name for name in ("presenters", "backgrounds")]
    for path in (*font_paths(), *(path for folder in folders for path in sorted(folder.rglob("*.*")))):
        digest.update(path.name.encode())
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()

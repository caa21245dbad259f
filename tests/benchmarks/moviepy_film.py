"""The office film as a moviepy user would build it: a CompositeVideoClip of backdrop, presenter, title and captions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from moviepy import CompositeVideoClip, ImageClip, VideoClip  # type: ignore[import-untyped]  # moviepy ships no types
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.picture.backdrop import PaintedBackdrop
from emlinh_desktop.picture.backgrounds import backdrop_for
from emlinh_desktop.picture.caption import CaptionLayer, caption_state
from emlinh_desktop.picture.fonts import load_fonts
from emlinh_desktop.picture.gui_application import ensure_gui_application
from emlinh_desktop.picture.layout import stage_layout
from emlinh_desktop.picture.motion import pose_at
from emlinh_desktop.picture.presenter import Presenter
from emlinh_desktop.picture.title import TitleLayer, title_state

Paint = Callable[[QPainter, Shot, int], None]


def layered_clip(shots: Sequence[Shot], seconds: float) -> CompositeVideoClip:
    """The first `seconds` of the talk. Each layer is painted by the product's own code (in its ink: only time counts), so only compositing differs."""
    ensure_gui_application()
    load_fonts()
    look = shots[0].look
    layout = stage_layout(look.composition)
    whole = QRect(0, 0, layout.width_px, layout.height_px)
    backdrop = backdrop_for(look.background, look.composition)
    presenter = Presenter(look.presenter, layout.figure_x_px, layout.figure_y_px, layout.figure_height_px)
    titles, captions = TitleLayer(layout), CaptionLayer(layout)
    assert isinstance(backdrop, PaintedBackdrop)
    still = _rgba(whole, lambda painter: painter.drawImage(0, 0, backdrop.image(backdrop.state(0.0), whole), 0, 0, whole.width(), whole.height()))
    title_box = titles.box(title_state(shots[0], FPS))
    caption_box = QRect()
    for shot in shots[:4]:
        for frame in range(shot.frame_count):
            caption_box = caption_box.united(captions.box(caption_state(shot, frame)))
    layers = [
        ImageClip(still[:, :, :3]).with_duration(seconds),
        _moving(presenter.bounds().intersected(whole), shots, seconds, lambda painter, shot, frame: presenter.paint(painter, pose_at(shot, frame), whole)),
        _moving(title_box, shots, seconds, lambda painter, shot, frame: titles.paint(painter, title_state(shot, frame))),
        _moving(caption_box, shots, seconds, lambda painter, shot, frame: captions.paint(painter, caption_state(shot, frame))),
    ]
    return CompositeVideoClip(layers, size=(layout.width_px, layout.height_px)).with_duration(seconds)


def _moving(box: QRect, shots: Sequence[Shot], seconds: float, paint: Paint) -> VideoClip:
    """One layer with its mask. The last painting is kept, because moviepy asks for picture and mask apart."""
    last: tuple[int, npt.NDArray[np.uint8]] | None = None

    def layer(t: float) -> npt.NDArray[np.uint8]:
        nonlocal last
        number = round(t * FPS)
        if last is None or last[0] != number:
            shot, frame = _place(shots, number)
            last = (number, _rgba(box, lambda painter: paint(painter, shot, frame)))
        return last[1]

    mask = VideoClip(lambda t: layer(t)[:, :, 3] / 255.0, is_mask=True, duration=seconds)
    return VideoClip(lambda t: layer(t)[:, :, :3], duration=seconds).with_mask(mask).with_position((box.x(), box.y()))


def _place(shots: Sequence[Shot], number: int) -> tuple[Shot, int]:
    for shot in shots:
        if number < shot.frame_count:
            return shot, number
        number -= shot.frame_count
    return shots[-1], shots[-1].frame_count - 1


def _rgba(box: QRect, paint: Callable[[QPainter], None]) -> npt.NDArray[np.uint8]:
    image = QImage(box.size(), QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(-box.topLeft())
    paint(painter)
    painter.end()
    view = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return view[:, : image.width()].copy()

"""Shots for the tests of presenter and motion."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QRegion

from emlinh_desktop.domain.brief import Composition, Language
from emlinh_desktop.domain.shot import Background, Look, Shot
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.domain.utterance import PhonemeTiming, WordTiming
from emlinh_desktop.picture.ink import ink, pixels_of
from emlinh_desktop.picture.mouth import REST_MOUTH, Mouth
from emlinh_desktop.picture.presenter import Pose, Presenter

OPEN_MOUTH = Mouth(0.77, 0.15, 0.0, 0.72, 0.45, 0.40, 0.0)
LANDSCAPE = (1010.0, 162.0, 918.0)
LANDSCAPE_SIZE = QSize(1920, 1080)
BACK = "#8FA0B1"
Pixels = npt.NDArray[np.uint8]


def gui() -> QGuiApplication:
    """The one QGuiApplication of the test process."""
    return QGuiApplication.instance() or QGuiApplication([])  # type: ignore[return-value]  # the instance is ours


def talk(duration_s: float, seed: int = 1, motion_in_s: float = 0.0, word_s: float = 0.28, tail_s: float = 0.4) -> Shot:
    """A Shot of even words, an open vowel in each, at rest at both ends."""
    frames = round(duration_s * FPS)
    starts = np.arange(0.3, duration_s - tail_s - word_s, word_s)
    words = tuple(WordTiming(f"w{k}", 3 * k, 3 * k + 2, float(s), float(s) + word_s) for k, s in enumerate(starts))
    phonemes = tuple(PhonemeTiming("aː", w.start_s, w.end_s, k, 2, Language.VI) for k, w in enumerate(words))
    mouth = np.tile(np.array(REST_MOUTH, dtype=np.float32), (frames, 1))
    sizes = np.random.default_rng(seed).uniform(0.3, 1.0, len(words))
    for word, size in zip(words, sizes, strict=True):
        for frame in range(round(word.start_s * FPS), round(word.end_s * FPS)):
            share = np.sin(np.pi * (frame / FPS - word.start_s) / word_s)
            mouth[frame] = np.array(REST_MOUTH) + (np.array(OPEN_MOUTH) - np.array(REST_MOUTH)) * max(0.0, share) * size
    look = Look(Composition.LANDSCAPE, Background("none"), "em-linh", captions=False)
    return Shot("line", "text", frames, look, words, phonemes, (), mouth, seed, motion_in_s, motion_in_s + duration_s)


def painted(presenter: Presenter, pose: Pose, clip: QRect | QRegion | None = None, onto: QImage | None = None, size: QSize = LANDSCAPE_SIZE) -> QImage:
    """A frame with the presenter over a plain colour (or over `onto`)."""
    image = onto
    if image is None:
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(ink(BACK))
    painter = QPainter(image)
    if clip is not None:
        painter.setClipRegion(QRegion(clip))
    presenter.paint(painter, pose, QRegion(clip).boundingRect() if clip is not None else image.rect())
    painter.end()
    return image


def pixels(image: QImage) -> Pixels:
    """(height, width, 3): V, U, Y. A copy."""
    return pixels_of(image)[:, :, :3].copy()


def inside(rect: QRect, shape: Sequence[int]) -> tuple[slice, slice]:
    """The part of a rectangle that lies on a frame, as slices."""
    return slice(max(0, rect.top()), min(shape[0], rect.bottom() + 1)), slice(max(0, rect.left()), min(shape[1], rect.right() + 1))

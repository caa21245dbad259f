"""The title card with the film's topic: slides and fades in, stands, fades out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.picture.fonts import text_font
from emlinh_desktop.picture.layout import StageLayout
from emlinh_desktop.picture.shaped_text import ShapedText, shape

_WEIGHT = QFont.Weight.Bold
_CARD = QColor(255, 253, 249, 238)
_SHADOW = QColor(90, 60, 40, 26)
_SHADOW_DROP_PX = 8
_BAR = QColor("#E08A6E")
_INK = QColor("#1F2B2E")

FADE_FRAMES = 15  # half a second
_SLIDE_PX = 28
_LINE_PITCH = 1.28
_ABOVE_BASE = 1.02
_BELOW_BASE = 0.28
_PAD = 0.55  # of the composition's title size
_SMALLEST = 0.45
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class TitleState:
    """The card at one moment: `opacity` 0..255, `slide_px` to the left of its place."""

    text: str
    opacity: int
    slide_px: int


def title_state(shot: Shot, frame: int) -> TitleState | None:
    """The card at a frame; None where it is not seen. Eased by a cubic at either end."""
    cue = shot.title
    if cue is None or not cue.text.strip():
        return None
    shown, slide = 1.0, 0.0
    if cue.fades_in and frame < FADE_FRAMES:
        shown = 1 - (1 - frame / FADE_FRAMES) ** 3
        slide = 1 - shown
    left = shot.frame_count - frame
    if cue.fades_out and left <= FADE_FRAMES:
        shown = min(shown, 1 - (1 - (left - 1) / FADE_FRAMES) ** 3)
    opacity = round(255 * shown)
    return TitleState(cue.text, opacity, round(_SLIDE_PX * slide)) if opacity else None


@dataclass(frozen=True, slots=True)
class _Card:
    image: QImage
    place: QRect


class TitleLayer:
    """Paints title cards of one composition and says what changed. Not thread-safe, one per painter."""

    def __init__(self, layout: StageLayout) -> None:
        self._card = functools.lru_cache(maxsize=2)(lambda text: _draw_card(text, layout))

    def box(self, state: TitleState | None) -> QRect:
        """Everything the card touches; empty for no card."""
        return self._card(state.text).place.translated(-state.slide_px, 0) if state else QRect()

    def changed(self, old: TitleState | None, new: TitleState | None) -> list[QRect]:
        """Rectangles outside which the two states look the same."""
        return [] if old == new else [self.box(old), self.box(new)]

    def paint(self, painter: QPainter, state: TitleState | None) -> None:
        """Paint the card; pixels do not depend on the painter's clip."""
        if state is None:
            return
        painter.setOpacity(state.opacity / 255)
        painter.drawImage(self.box(state).topLeft(), self._card(state.text).image)
        painter.setOpacity(1.0)


def _draw_card(text: str, layout: StageLayout) -> _Card:
    area, pad = layout.title, round(_PAD * layout.title_px)
    left_pad = round(1.25 * pad)
    size_px, lines = fit_title(text, layout.title_px, area.width - left_pad - pad, area.height - 2 * pad - _SHADOW_DROP_PX)
    pitch = round(_LINE_PITCH * size_px)
    width = left_pad + round(max(line.width_px for line in lines)) + pad
    height = 2 * pad + pitch * (len(lines) - 1) + round((_ABOVE_BASE + _BELOW_BASE) * size_px)
    image = QImage(width, height + _SHADOW_DROP_PX, QImage.Format.Format_ARGB32_Premultiplied)
    for _ in range(2):  # the first large glyphs of a process may come out a shade different from all later ones
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SHADOW)
        painter.drawRoundedRect(QRectF(0, _SHADOW_DROP_PX, width, height), 28, 28)
        painter.setBrush(_CARD)
        painter.drawRoundedRect(QRectF(0, 0, width, height), 28, 28)
        painter.setBrush(_BAR)
        painter.drawRoundedRect(QRectF(round(0.5 * pad), pad, 8, height - 2 * pad), 4, 4)
        for row, line in enumerate(lines):
            line.paint(painter, left_pad, pad + _ABOVE_BASE * size_px + row * pitch, _INK)
        painter.end()
    left = area.x + (area.width - width) // 2 if layout.title_centred else area.x
    return _Card(image, QRect(left, area.y, width, height + _SHADOW_DROP_PX))


def fit_title(text: str, wanted_px: float, width_px: float, height_px: float) -> tuple[float, list[ShapedText]]:
    """The largest size at which the text fits, in balanced lines; at the smallest size the rest is elided."""
    size_px = wanted_px
    while True:
        font = text_font(size_px, _WEIGHT)
        rows = 1 + int((height_px - (_ABOVE_BASE + _BELOW_BASE) * size_px) // round(_LINE_PITCH * size_px))
        lines = _wrapped(text, width_px, font)
        fits = len(lines) <= rows and all(shape(line, font).width_px <= width_px for line in lines)
        if fits:
            return size_px, [shape(line, font) for line in _balanced(text, lines, width_px, font)]
        if size_px <= _SMALLEST * wanted_px:
            return size_px, [shape(line, font) for line in _elided(text, width_px, rows, font)]
        size_px = max(_SMALLEST * wanted_px, size_px - 2)


def _wrapped(text: str, width_px: float, font: QFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and shape(longer, font).width_px <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(text: str, lines: Sequence[str], width_px: float, font: QFont) -> list[str]:
    """The narrowest column that needs no more lines: no last line with one lonely word."""
    best = list(lines)
    narrow = 0.5 * width_px
    width = width_px
    while (width := width - 12) > narrow:
        tried = _wrapped(text, width, font)
        if len(tried) > len(lines) or any(shape(line, font).width_px > width for line in tried):
            break
        best = tried
    return best


def _elided(text: str, width_px: float, rows: int, font: QFont) -> list[str]:
    """As much of the text as fits in `rows` lines, with an ellipsis; words wider than a line are broken."""
    pieces = [piece for word in text.split() for piece in _broken(word, width_px, font)]
    lines = _wrapped(" ".join(pieces), width_px, font)
    if len(lines) <= rows:
        return lines
    last = _longest_prefix(lines[rows - 1], lambda part: shape(part + _ELLIPSIS, font).width_px <= width_px)
    return [*lines[: rows - 1], last.rstrip(" ,.;:-–") + _ELLIPSIS]


def _broken(word: str, width_px: float, font: QFont) -> list[str]:
    pieces = []
    while word:
        piece = _longest_prefix(word, lambda part: shape(part, font).width_px <= width_px) or word[:1]
        pieces.append(piece)
        word = word[len(piece) :]
    return pieces


def _longest_prefix(text: str, fits: Callable[[str], bool]) -> str:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    return text[:low]

"""The title card with the film's topic: slides and fades in, stands, fades out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter

from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.picture.fonts import text_font
from emlinh_desktop.picture.ink import ink
from emlinh_desktop.picture.layout import StageLayout
from emlinh_desktop.picture.shaped_text import ShapedText, shape

_WEIGHT = QFont.Weight.Bold
_CARD = ink("#FFFDF9", 238)
_SHADOW = ink("#5A3C28", 26)
_SHADOW_DROP_PX = 8
_BAR = ink("#E08A6E")
_INK = ink("#1F2B2E")

FADE_FRAMES = 15  # half a second
_LONGEST_FRAMES = 135  # in its last Shot the card leaves after four and a half seconds at the latest
_SLIDE_PX = 28
_LINE_PITCH = 1.28
_ABOVE_BASE = 1.02
_BELOW_BASE = 0.28
_PAD = 0.55  # of the composition's title size
_SMALLEST = 0.45
_ELLIPSIS = "…"
_SPACE_PROBE = "n"
_SPACE_PART = 0.385  # of the width of n
_MARGIN = 0.985  # for what kerning and rounding add to a line


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
    left = min(shot.frame_count, _LONGEST_FRAMES) - frame
    if cue.fades_out and left <= FADE_FRAMES:
        if left <= 0:
            return None
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
        if state is None or self._card(state.text).place.isEmpty():
            return
        painter.setOpacity(state.opacity / 255)
        painter.drawImage(self.box(state).topLeft(), self._card(state.text).image)
        painter.setOpacity(1.0)


def _draw_card(text: str, layout: StageLayout) -> _Card:
    area, pad = layout.title, round(_PAD * layout.title_px)
    left_pad = round(1.25 * pad)
    size_px, lines = fit_title(text, layout.title_px, area.width - left_pad - pad, area.height - 2 * pad - _SHADOW_DROP_PX)
    if not any(line.width_px for line in lines):  # a script no font here draws
        return _Card(QImage(), QRect())
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
    """The largest size at which the text fits, in balanced lines; at the smallest size the rest is elided.

    Letters are unhinted, so widths grow with the size: each word is measured once.
    """
    at_wanted = {word: shape(word, text_font(wanted_px, _WEIGHT)).width_px for word in {*text.split(), _SPACE_PROBE}}
    space = at_wanted.pop(_SPACE_PROBE) * _SPACE_PART
    size_px = wanted_px
    while True:
        rows = 1 + int((height_px - (_ABOVE_BASE + _BELOW_BASE) * size_px) // round(_LINE_PITCH * size_px))
        limit = width_px * wanted_px / round(size_px) * _MARGIN
        lines = _wrapped(text, limit, at_wanted, space)
        font = text_font(size_px, _WEIGHT)
        if len(lines) <= rows and max(at_wanted.values()) <= limit:
            return size_px, [shape(line, font) for line in _balanced(text, lines, limit, at_wanted, space)]
        if size_px <= _SMALLEST * wanted_px:
            return size_px, [shape(line, font) for line in _elided(text, width_px, rows, font)]
        size_px = max(_SMALLEST * wanted_px, size_px - 2)


def _wrapped(text: str, limit: float, widths: Mapping[str, float], space: float) -> list[str]:
    """Lines filled word by word."""
    lines: list[str] = []
    used = 0.0
    for word in text.split():
        if lines and used + space + widths[word] <= limit:
            lines[-1] += f" {word}"
            used += space + widths[word]
        else:
            lines.append(word)
            used = widths[word]
    return lines


def _balanced(text: str, lines: Sequence[str], limit: float, widths: Mapping[str, float], space: float) -> list[str]:
    """The narrowest column that needs no more lines: no last line with one lonely word."""
    best = list(lines)
    widest_word = max(widths.values())
    narrower = limit
    while (narrower := narrower - limit / 60) >= max(widest_word, limit / 2):
        tried = _wrapped(text, narrower, widths, space)
        if len(tried) > len(lines):
            break
        best = tried
    return best


def _elided(text: str, width_px: float, rows: int, font: QFont) -> list[str]:
    """As much of the text as fits in `rows` lines, with an ellipsis; a word wider than a line is broken."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < rows:
        line = ""
        while rest and shape(f"{line} {rest[0]}".strip(), font).width_px <= width_px:
            line = f"{line} {rest.pop(0)}".strip()
        if not line:
            line = _longest_prefix(rest[0], lambda part: shape(part, font).width_px <= width_px) or rest[0][:1]
            rest[0] = rest[0][len(line) :]
        lines.append(line)
    if rest and any(rest):
        last = _longest_prefix(lines[-1], lambda part: shape(part + _ELLIPSIS, font).width_px <= width_px)
        lines[-1] = last.rstrip(" ,.;:-–") + _ELLIPSIS
    return lines


def _longest_prefix(text: str, fits: Callable[[str], bool]) -> str:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    return text[:low]

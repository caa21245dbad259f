"""Captions: a page of at most two lines, the spoken word on an amber tablet."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.picture.fonts import text_font
from emlinh_desktop.picture.ink import ink
from emlinh_desktop.picture.layout import StageLayout
from emlinh_desktop.picture.reading_order import is_right_to_left, seen_from_left
from emlinh_desktop.picture.shaped_text import ShapedText, shape

_WEIGHT = QFont.Weight.DemiBold
_BOX = ink("#101E20", 216)
_TEXT = ink("#FFFDF8")
_TEXT_AHEAD = ink("#C3CCCB")  # words to come; 7:1 on the box
_TABLET = ink("#FFC766")
_TEXT_ON_TABLET = ink("#1B2527")  # 10:1

# In parts of the font size; a stacked Vietnamese mark reaches 1.0 above the base line, a dot 0.26 below.
_LINE_PITCH = 1.36
_ABOVE_BASE = 1.02
_BELOW_BASE = 0.30
_PAD_X = 0.66
_PAD_Y = 0.26
_SPACE = 0.30
_TABLET_PAD = 0.15
_SMALLEST = 0.5
_KEPT_PAGES = 2
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class CaptionState:
    """What the captions look like at one moment: the words of the page by line, and which is spoken (-1: none yet)."""

    lines: tuple[tuple[str, ...], ...]
    current: int


def caption_state(shot: Shot, frame: int) -> CaptionState | None:
    """The captions at the middle of a frame. A spoken word keeps its tablet until the next begins, so nothing flickers."""
    if not shot.look.captions:
        return None
    now_s = (frame + 0.5) / FPS
    for page in shot.captions:
        if page.start_s <= now_s < page.end_s:
            words = [index for line in page.lines for index in line]
            begun = sum(1 for index in words if shot.words[index].start_s <= now_s)
            return CaptionState(tuple(tuple(shot.words[index].text for index in line) for line in page.lines), begun - 1)
    return None


@dataclass(frozen=True, slots=True)
class _Word:
    text: ShapedText
    line: int
    x_px: float
    baseline_px: float
    cell: QRect  # what of the past and coming layers belongs to it; x and y within the box
    tablet: QRect


class _Page:
    """The layers of one page, drawn once: the box, all words as past, all as coming, and each on its tablet."""

    def __init__(self, lines: tuple[tuple[str, ...], ...], layout: StageLayout) -> None:
        size_px, shaped = _fitted(lines, layout.caption_px, layout.caption.width - 2 * _PAD_X * layout.caption_px)
        self.words: list[_Word] = []
        self._size_px = size_px
        widths = [_line_width(line, size_px) for line in shaped]
        pad_x, pad_y = round(_PAD_X * size_px), round(_PAD_Y * size_px)
        width = round(max(widths)) + 2 * pad_x
        pitch = round(_LINE_PITCH * size_px)
        height = 2 * pad_y + pitch * (len(lines) - 1) + round((_ABOVE_BASE + _BELOW_BASE) * size_px)
        area = layout.caption
        left = area.x + (area.width - width) // 2 if layout.caption_centred else area.x
        self.box = QRect(left, area.bottom - height, width, height)
        from_right = is_right_to_left([word for line in lines for word in line])
        for row, line in enumerate(shaped):
            x = pad_x + ((max(widths) - widths[row]) / 2 if layout.caption_centred else 0.0)
            self._place(line, seen_from_left(lines[row], right_to_left=from_right), row, x, pad_y + _ABOVE_BASE * size_px + row * pitch)
        self._box_image = self._new_layer()
        self._paint_box()
        self._past = self._text_layer(_TEXT)
        self._ahead = self._text_layer(_TEXT_AHEAD)
        self._tablets: dict[int, QImage] = {}

    def _place(self, line: Sequence[ShapedText], order: Sequence[int], row: int, x: float, baseline: float) -> None:
        """Add a line's words in reading order; `order` says how they stand from left to right."""
        size = self._size_px
        half_space, pad = _SPACE * size / 2, _TABLET_PAD * size
        top, bottom = baseline - _ABOVE_BASE * size, baseline + _BELOW_BASE * size
        starts: dict[int, float] = {}
        for index in order:
            starts[index] = x
            x += line[index].width_px + 2 * half_space
        for index, text in enumerate(line):
            x = starts[index]
            cell = QRectF(x - half_space, top, text.width_px + 2 * half_space, bottom - top)
            tablet = QRectF(x - pad, top, text.width_px + 2 * pad, bottom - top)
            cell_px = QRect(round(cell.x()), round(top), round(cell.right()) - round(cell.x()), round(bottom) - round(top))
            self.words.append(_Word(text, row, x, baseline, cell_px, tablet.toAlignedRect()))

    def _new_layer(self) -> QImage:
        layer = QImage(self.box.size(), QImage.Format.Format_ARGB32_Premultiplied)
        layer.fill(Qt.GlobalColor.transparent)
        return layer

    def _paint_box(self) -> None:
        painter = QPainter(self._box_image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BOX)
        radius = 0.5 * self._size_px
        painter.drawRoundedRect(QRectF(self._box_image.rect()), radius, radius)
        painter.end()

    def _text_layer(self, colour: QColor) -> QImage:
        layer = self._new_layer()
        painter = QPainter(layer)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for word in self.words:
            word.text.paint(painter, word.x_px, word.baseline_px, colour)
        painter.end()
        return layer

    def _on_tablet(self, index: int) -> QImage:
        if index not in self._tablets:
            self._tablets[index] = self._draw_tablet(index)
        return self._tablets[index]

    def _draw_tablet(self, index: int) -> QImage:
        word = self.words[index]
        image = QImage(word.tablet.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_TABLET)
        radius = 0.26 * self._size_px
        painter.drawRoundedRect(QRectF(image.rect()), radius, radius)
        word.text.paint(painter, word.x_px - word.tablet.x(), word.baseline_px - word.tablet.y(), _TEXT_ON_TABLET)
        painter.end()
        return image

    def paint(self, painter: QPainter, current: int) -> None:
        at = self.box.topLeft()
        painter.drawImage(at, self._box_image)
        for index, word in enumerate(self.words):
            if index != current:
                layer = self._past if index < current else self._ahead
                painter.drawImage(at + word.cell.topLeft(), layer, word.cell)
        if current >= 0 and not self.words[current].tablet.isEmpty():
            painter.drawImage(at + self.words[current].tablet.topLeft(), self._on_tablet(current))

    def touched(self, first: int, last: int) -> QRect:
        """The pixels that may change when words `first`..`last` change their state."""
        area = QRect()
        for word in self.words[max(0, first) : last + 1]:
            area = area.united(word.cell).united(word.tablet)
        return area.translated(self.box.topLeft())


class CaptionLayer:
    """Paints captions of one composition and says what changed. Not thread-safe, one per painter."""

    def __init__(self, layout: StageLayout) -> None:
        self._page = functools.lru_cache(maxsize=_KEPT_PAGES)(lambda lines: _Page(lines, layout))

    def box(self, state: CaptionState | None) -> QRect:
        """Everything the page touches; empty for no page."""
        return self._page(state.lines).box if state else QRect()

    def changed(self, old: CaptionState | None, new: CaptionState | None) -> list[QRect]:
        """Rectangles outside which the two states look the same."""
        if old == new:
            return []
        if old and new and old.lines == new.lines:
            return [self._page(new.lines).touched(min(old.current, new.current), max(old.current, new.current))]
        return [self.box(old), self.box(new)]

    def paint(self, painter: QPainter, state: CaptionState | None) -> None:
        """Paint the page. The painter's clip decides how much is really drawn; the pixels inside do not depend on it."""
        if state and any(state.lines):
            self._page(state.lines).paint(painter, state.current)


def _line_width(line: Sequence[ShapedText], size_px: float) -> float:
    return sum(word.width_px for word in line) + _SPACE * size_px * max(0, len(line) - 1)


def _fitted(lines: tuple[tuple[str, ...], ...], size_px: float, limit_px: float) -> tuple[float, list[list[ShapedText]]]:
    """Words shaped at the size at which the widest line fits, down to half the wanted size; then words are cut with an ellipsis."""
    wanted = _shaped(lines, size_px)
    widest = max(_line_width(line, size_px) for line in wanted)
    if widest <= limit_px:
        return size_px, wanted
    smaller_px = float(max(int(size_px * limit_px / widest), int(size_px * _SMALLEST)))
    longest = max(len(word) for line in lines for word in line)
    while True:
        shaped = _shaped(tuple(tuple(_cut(word, longest) for word in line) for line in lines), smaller_px)
        if longest <= 1 or max(_line_width(line, smaller_px) for line in shaped) <= limit_px:
            return smaller_px, shaped
        longest -= max(1, longest // 20)


def _shaped(lines: tuple[tuple[str, ...], ...], size_px: float) -> list[list[ShapedText]]:
    font = text_font(size_px, _WEIGHT)
    return [[shape(word, font) for word in line] for line in lines]


def _cut(word: str, longest: int) -> str:
    return word if len(word) <= longest else word[: max(1, longest - 1)] + _ELLIPSIS

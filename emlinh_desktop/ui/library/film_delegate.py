"""How a film looks in the grid: its picture, length, title, day and shape."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from emlinh_desktop.bridge.thumbnails import Thumbnails, fitted
from emlinh_desktop.bridge.video_model import VIDEO_ROLE
from emlinh_desktop.domain.event import JobStatus
from emlinh_desktop.domain.film import VideoRecord
from emlinh_desktop.ui.chat.event_text import composition_name
from emlinh_desktop.ui.chat.time_text import span_text
from emlinh_desktop.ui.day_names import short_moment
from emlinh_desktop.ui.icons import icon_pixmap
from emlinh_desktop.ui.theme import colours, ui_font
from emlinh_desktop.ui.ui_text import ui_text

GAP_PX = 10
"""between two cards; half of it is inside each cell's edge"""
_INSET_PX = 8
CARD_MARGIN_PX = GAP_PX // 2 + _INSET_PX
"""from a cell's edge to its picture"""
_ROUND_PX = 10
_TITLE_LINES = 2
_META_PX = 22
_BADGE = QColor(12, 20, 20, 205)
_ON_BADGE = QColor("#FFFFFF")
_STATUS_INKS = {JobStatus.FAILED: "danger", JobStatus.CANCELLED: "muted", JobStatus.INTERRUPTED: "warning"}


def card_height_px(width_px: int) -> int:
    """The height of a cell of that width."""
    picture = (width_px - GAP_PX - 2 * _INSET_PX) * 9 // 16
    return GAP_PX + 2 * _INSET_PX + picture + 8 + _TITLE_LINES * QFontMetrics(_title_font()).lineSpacing() + _META_PX


def _title_font() -> QFont:
    return ui_font(14, QFont.Weight.DemiBold)


class FilmDelegate(QStyledItemDelegate):
    """Paints cells of `cell_px`; pictures come from `thumbnails` when they are read."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.cell_px = QSize(220, card_height_px(220))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        return self.cell_px

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        video = index.data(VIDEO_ROLE)
        if not isinstance(video, VideoRecord):
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        half = GAP_PX // 2
        card = option.rect.adjusted(half, half, -half, -half)
        _paint_ground(painter, option, card)
        inside = card.adjusted(_INSET_PX, _INSET_PX, -_INSET_PX, -_INSET_PX)
        picture = QRect(inside.left(), inside.top(), inside.width(), inside.width() * 9 // 16)
        self._paint_picture(painter, picture, video)
        _paint_badges(painter, picture, video)
        _paint_words(painter, QRect(inside.left(), picture.bottom() + 9, inside.width(), inside.bottom() - picture.bottom() - 8), video)
        painter.restore()

    def _paint_picture(self, painter: QPainter, box: QRect, video: VideoRecord) -> None:
        shown = colours()
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(box), _ROUND_PX, _ROUND_PX)
        painter.fillPath(outline, QColor(shown.track))
        ratio = painter.device().devicePixelRatio()
        image = self._thumbnails.image(video.thumbnail, round(box.width() * ratio)) if video.thumbnail else None
        if image is None or image.isNull():
            drawing = "warning" if video.status in _STATUS_INKS else "film"
            painter.drawPixmap(QPointF(box.center()) - QPointF(13, 13), icon_pixmap(drawing, shown.muted, 26))
            return
        painter.setClipPath(outline)
        painter.drawImage(fitted(image, box), image)
        painter.setClipping(False)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, card: QRect) -> None:
    shown = colours()
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    ground = shown.tint if selected else shown.hover if option.state & QStyle.StateFlag.State_MouseOver else ""
    if ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(card), _ROUND_PX + 3, _ROUND_PX + 3)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QColor(shown.link))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND_PX + 3, _ROUND_PX + 3)


def _paint_badges(painter: QPainter, picture: QRect, video: VideoRecord) -> None:
    if video.duration_s is None:
        return
    font = ui_font(12, QFont.Weight.DemiBold)
    words = span_text(video.duration_s)
    width = QFontMetrics(font).horizontalAdvance(words) + 12
    badge = QRectF(picture.right() - width - 6, picture.bottom() - 27, width, 21)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_BADGE)
    painter.drawRoundedRect(badge, 6, 6)
    painter.setPen(_ON_BADGE)
    painter.setFont(font)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)


def _paint_words(painter: QPainter, box: QRect, video: VideoRecord) -> None:
    shown = colours()
    font = _title_font()
    painter.setPen(QColor(shown.text))
    title_bottom = _draw_two_lines(painter, QRectF(box), video.title or video.topic, font)
    small = ui_font(13)
    painter.setFont(small)
    line = QRectF(box.x(), title_bottom + 2, box.width(), _META_PX)
    if video.status is JobStatus.COMPLETED:
        painter.setPen(QColor(shown.muted))
        meta = f"{short_moment(video.created_at, datetime.now(UTC))} · {composition_name(video.composition)}"
    else:
        painter.setPen(QColor(getattr(shown, _STATUS_INKS.get(video.status, "link"))))
        meta = ui_text(f"ui.library.status.{video.status.value}")
    painter.drawText(
        line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, QFontMetrics(small).elidedText(meta, Qt.TextElideMode.ElideRight, box.width())
    )


def _draw_two_lines(painter: QPainter, box: QRectF, text: str, font: QFont) -> float:
    """Draw up to two lines, the second cut with an ellipsis; returns where the text ends."""
    metrics = QFontMetrics(font)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    painter.setFont(font)
    bottom = box.y()
    for turn in range(_TITLE_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        start, end = line.textStart(), line.textStart() + line.textLength()
        words = text[start:end] if turn < _TITLE_LINES - 1 else metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, round(box.width()))
        painter.drawText(QPointF(box.x(), bottom + metrics.ascent()), words.rstrip())
        bottom += metrics.lineSpacing()
    layout.endLayout()
    return bottom

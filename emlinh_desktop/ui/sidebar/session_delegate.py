"""How the sidebar's rows are painted, and the field a title is changed in."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from emlinh_desktop.domain.conversation import SessionRecord
from emlinh_desktop.domain.event import SessionId
from emlinh_desktop.ui.day_names import short_moment
from emlinh_desktop.ui.icons import icon_pixmap
from emlinh_desktop.ui.sidebar.session_model import ROW_ROLE, ArchiveDoor, Heading, title_of
from emlinh_desktop.ui.theme import colours, ui_font

ROW_HEIGHT_PX = 38
_HEADING_HEIGHT_PX = 30
_PADDING_PX = 10
_ROUND_PX = 9
_ICON_PX = 16
MORE_WIDTH_PX = 34
"""the right end of a row, where the pointer finds its menu"""


class SessionDelegate(QStyledItemDelegate):
    """Paints headings, conversations (title, star, time; a menu under the pointer) and the archive's door."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.current: SessionId | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        return QSize(80, _HEADING_HEIGHT_PX if isinstance(index.data(ROW_ROLE), Heading) else ROW_HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            _paint_heading(painter, option.rect, row)
        elif isinstance(row, ArchiveDoor):
            _paint_ground(painter, option, chosen=False)
            _paint_door(painter, option.rect, index.data(), row)
        elif isinstance(row, SessionRecord):
            _paint_ground(painter, option, chosen=row.id == self.current)
            _paint_session(painter, option, row, chosen=row.id == self.current)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QWidget:  # noqa: N802 - Qt's name
        field = QLineEdit(parent)
        field.setMaxLength(200)
        field.setObjectName("renameField")
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 - Qt's name
        editor.setGeometry(option.rect.adjusted(2, 2, -2, -2))


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, chosen: bool) -> None:
    shown = colours()
    ground = shown.tint if chosen else shown.hover if option.state & QStyle.StateFlag.State_MouseOver else ""
    box = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
    if ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, _ROUND_PX, _ROUND_PX)
    focused = option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_HasFocus
    if focused:
        painter.setPen(QColor(shown.link))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, _ROUND_PX, _ROUND_PX)


def _paint_heading(painter: QPainter, rect: QRect, row: Heading) -> None:
    painter.setFont(ui_font(12, QFont.Weight.DemiBold))
    painter.setPen(QColor(colours().muted))
    painter.drawText(rect.adjusted(_PADDING_PX, 4, -_PADDING_PX, -2), Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, row.text)


def _paint_door(painter: QPainter, rect: QRect, text: str, row: ArchiveDoor) -> None:
    shown = colours()
    top = rect.center().y() - _ICON_PX // 2 + 1
    painter.drawPixmap(rect.left() + _PADDING_PX, top, icon_pixmap("archive", shown.muted, _ICON_PX))
    painter.setFont(ui_font(13))
    painter.setPen(QColor(shown.muted))
    painter.drawText(rect.adjusted(_PADDING_PX + _ICON_PX + 8, 0, -_PADDING_PX, 0), Qt.AlignmentFlag.AlignVCenter, text)
    painter.drawPixmap(rect.right() - _PADDING_PX - _ICON_PX + 1, top, icon_pixmap("up" if row.is_open else "down", shown.muted, _ICON_PX))


def _paint_session(painter: QPainter, option: QStyleOptionViewItem, session: SessionRecord, *, chosen: bool) -> None:
    shown = colours()
    text = option.rect.adjusted(_PADDING_PX, 0, -_PADDING_PX, 0)
    top = text.center().y() - _ICON_PX // 2 + 1
    if option.state & QStyle.StateFlag.State_MouseOver:
        painter.drawPixmap(text.right() - _ICON_PX + 1, top, icon_pixmap("more", shown.text, _ICON_PX))
        text.setRight(text.right() - _ICON_PX - 6)
    else:
        when = short_moment(session.last_message_at, datetime.now(UTC))
        font = ui_font(12)
        painter.setFont(font)
        painter.setPen(QColor(shown.muted))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, when)
        text.setRight(text.right() - QFontMetrics(font).horizontalAdvance(when) - 8)
    if session.favourite:
        painter.drawPixmap(text.left(), top, icon_pixmap("star-full", shown.coral, _ICON_PX))
        text.setLeft(text.left() + _ICON_PX + 6)
    font = ui_font(14, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(shown.muted if session.archived and not chosen else shown.text))
    title = QFontMetrics(font).elidedText(title_of(session), Qt.TextElideMode.ElideRight, text.width())
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)

"""One row of the conversation: a day's heading if a day begins, the face, what was said, and its time under the pointer."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QEnterEvent, QFocusEvent, QGuiApplication, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from emlinh_desktop.ui.buttons import IconButton
from emlinh_desktop.ui.chat.column import height_at, width_in
from emlinh_desktop.ui.chat.time_text import clock_text, day_text
from emlinh_desktop.ui.icons import face
from emlinh_desktop.ui.theme import colours, theme_news, ui_font
from emlinh_desktop.ui.ui_text import ui_text, window_language

FACE_PX = 32
_FACE_GAP_PX = 10
_SIDE_PX = 16
_NARROW_SIDE_PX = 10
_NARROW_PX = 520
_DAY_PX = 42
_FOOT_PX = 18  # the time appears in it
_COPY_PX = 30
_COLUMN_PX = 860  # the conversation stays a readable column on a wide screen


class MessageRow(QWidget):
    """What one message looks like. `content` is a bubble or a stack of them; `words` is what copying it gives."""

    def __init__(self, content: QWidget, *, mine: bool, at: datetime, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.mine = mine
        self.at = at
        self._words = words
        self._day: date | None = None
        self._faced = not mine
        self._pointed = False
        self._stale = False
        content.setParent(self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._copy = IconButton("ui.chat.copy", "copy", size_px=15)
        self._copy.setParent(self)
        self._copy.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+C on the row does the same
        self._copy.hide()
        self._copy.clicked.connect(self.copy)
        action = QAction(self)
        action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.copy)
        self.addAction(action)
        theme_news().changed.connect(self.update)
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say who speaks in the window's language."""
        who = ui_text("ui.chat.you" if self.mine else "ui.chat.em_linh")
        self.setAccessibleName(ui_text("ui.chat.row_name", who=who, time=clock_text(self.at)))
        self.setAccessibleDescription(self._words)
        self.update()

    @property
    def faced(self) -> bool:
        """Whether Em Linh's face is beside it."""
        return self._faced

    def set_words(self, words: str) -> None:
        """Change what copying gives."""
        self._words = words
        self.setAccessibleDescription(words)

    def set_day(self, day: date | None) -> None:
        """Begin a day here, or do not."""
        if day != self._day:
            self._day = day
            self._stale = True

    def set_faced(self, faced: bool) -> None:
        """Show Em Linh's face: beside the last of her rows in a run."""
        if faced != self._faced:
            self._faced = faced
            self.update()

    def copy(self) -> None:
        """Put the words on the clipboard."""
        QGuiApplication.clipboard().setText(self._words)

    # ---- geometry
    def take_stale(self) -> bool:
        """Whether the height may have changed since this was asked last."""
        stale, self._stale = self._stale, False
        return stale

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width_px: int) -> int:  # noqa: N802 - Qt's name
        return self._content_rect(width_px).bottom() + 1 + _FOOT_PX

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._stale = True
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _content_rect(self, width_px: int) -> QRect:
        side = _NARROW_SIDE_PX if width_px < _NARROW_PX else _SIDE_PX
        column_px = min(width_px - 2 * side, _COLUMN_PX)
        left = (width_px - column_px) // 2
        indent_px = 0 if self.mine else FACE_PX + _FACE_GAP_PX
        room_px = column_px - indent_px - (_COPY_PX if width_px >= _NARROW_PX or self.mine else 0)
        if self.mine:
            room_px = min(room_px, round(column_px * 0.86))
        content_px = width_in(self.content, max(80, room_px))
        top = _DAY_PX if self._day is not None else 0
        x = left + column_px - content_px if self.mine else left + indent_px
        return QRect(x, top, content_px, height_at(self.content, content_px))

    def _place(self) -> None:
        rect = self._content_rect(self.width())
        self.content.setGeometry(rect)
        x = rect.left() - _COPY_PX if self.mine else rect.right() + 3
        self._copy.setGeometry(QRect(x, rect.top() + 2, 27, 27))

    # ---- pointer and focus
    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        super().enterEvent(event)
        self._point(True)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().leaveEvent(event)
        self._point(False)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self.update()

    def _point(self, pointed: bool) -> None:
        self._pointed = pointed
        fits = self._copy.x() >= 0 and self._copy.geometry().right() < self.width()
        self._copy.setVisible(pointed and fits and bool(self._words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = colours()
        rect = self.content.geometry()
        if self._day is not None:
            self._paint_day(painter, self._day)
        if self._faced and not self.mine:
            painter.drawPixmap(rect.left() - FACE_PX - _FACE_GAP_PX, rect.bottom() + 1 - FACE_PX, face(FACE_PX))
        if self._pointed or self.hasFocus():
            painter.setFont(ui_font(11))
            painter.setPen(QColor(now.muted))
            foot = QRect(rect.left() + 6, rect.bottom() + 2, rect.width() - 12, _FOOT_PX - 2)
            side = Qt.AlignmentFlag.AlignRight if self.mine else Qt.AlignmentFlag.AlignLeft
            painter.drawText(foot.adjusted(-80, 0, 80 if not self.mine else 0, 0) if self.mine else foot.adjusted(0, 0, 80, 0), side, clock_text(self.at))
        if self.hasFocus():
            painter.setPen(QPen(QColor(now.link), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(-3, -3, 3, 3), 18, 18)
        painter.end()

    def _paint_day(self, painter: QPainter, day: date) -> None:
        now = colours()
        painter.setFont(ui_font(12))
        words = day_text(day, datetime.now().astimezone().date())
        width_px = painter.fontMetrics().horizontalAdvance(words) + 26
        pill = QRectF((self.width() - width_px) / 2, 6, width_px, 25)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.raised))
        painter.drawRoundedRect(pill, 12.5, 12.5)
        painter.setPen(QColor(now.muted))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)

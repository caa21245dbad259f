"""The sidebar's place: beside the content on a wide window, a drawer over it on a narrow one."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

NARROW_PX = 760
_SIDE_PX = 286
_DRAWER_SHARE = 0.86  # of a narrow window
_SLIDE_MS = 160
_SCRIM = QColor(10, 20, 20, 110)


class Drawer(QWidget):
    """Holds the sidebar and the content. GUI thread."""

    narrow_changed = Signal(bool)

    def __init__(self, side: QWidget, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._content = content
        self._narrow = False
        self._open = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(side)
        self._row.addWidget(content, 1)
        side.setFixedWidth(_SIDE_PX)
        side.installEventFilter(self)
        self._scrim = _Scrim(self)
        self._scrim.hide()
        self._scrim.pressed.connect(self.close_drawer)
        self._slide = QPropertyAnimation(side, b"pos", self)
        self._slide.setDuration(_SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.finished.connect(self._slid)

    @property
    def narrow(self) -> bool:
        return self._narrow

    @property
    def is_open(self) -> bool:
        """Whether the sidebar can be seen."""
        return self._open or not self._narrow

    def open_drawer(self) -> None:
        """Show the sidebar over the content; on a wide window it is seen anyway."""
        if not self._narrow or self._open:
            return
        self._open = True
        self._scrim.setGeometry(self.rect())
        self._scrim.show()
        self._scrim.raise_()
        self._fit_side()
        self._side.move(-self._side.width(), 0)
        self._side.show()
        self._side.raise_()
        self._slide_to(0)
        self._side.setFocus()

    def close_drawer(self) -> None:
        """Put it away again."""
        if self._narrow and self._open:
            self._open = False
            self._scrim.hide()
            self._slide_to(-self._side.width())
            self._content.setFocus()

    def toggle(self) -> None:
        (self.close_drawer if self._open else self.open_drawer)()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW_PX
        if narrow != self._narrow:
            self._narrow = narrow
            self._settle()
            self.narrow_changed.emit(narrow)
        if self._narrow:
            self._fit_side()
            self._scrim.setGeometry(self.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._side and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape and self._open:
            self.close_drawer()
            return True
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        self._slide.stop()
        self._open = False
        self._scrim.hide()
        if self._narrow:
            self._row.removeWidget(self._side)
            self._side.hide()
        else:
            self._side.setFixedWidth(_SIDE_PX)
            self._row.insertWidget(0, self._side)
            self._side.show()

    def _fit_side(self) -> None:
        self._side.setFixedWidth(min(_SIDE_PX, round(self.width() * _DRAWER_SHARE)))
        self._side.resize(self._side.width(), self.height())

    def _slide_to(self, x_px: int) -> None:
        self._slide.stop()
        self._slide.setStartValue(self._side.pos())
        self._slide.setEndValue(QPoint(x_px, 0))
        self._slide.start()

    def _slid(self) -> None:
        if self._narrow and not self._open:
            self._side.hide()


class _Scrim(QWidget):
    """Dims the content behind an open drawer; a press on it closes the drawer."""

    pressed = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        QPainter(self).fillRect(event.rect(), _SCRIM)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        event.accept()
        self.pressed.emit()

"""A line at the foot of a view that says what was done and offers to undo it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

SHOWN_MS = 7000
_MARGIN_PX = 12
_WIDEST_PX = 420


class Toast(QFrame):
    """One at a time over `host`; it leaves after seven seconds, not while the pointer or the keyboard is on it. Ctrl+Z undoes while it is there."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self._host = host
        self._words = ""
        self._undo: Callable[[], None] | None = None
        self._said = QLabel(self)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton(self)
        self._button.setObjectName("toastUndo")
        self._button.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.addWidget(self._said, 1)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.leave)
        self._shortcut = QShortcut(QKeySequence.StandardKey.Undo, host)
        self._shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._shortcut.activated.connect(self._act)
        self._shortcut.setEnabled(False)
        host.installEventFilter(self)
        self.hide()

    def say(self, words: str, action: str = "", undo: Callable[[], None] | None = None) -> None:
        """Show `words`, with a button if there is something to undo."""
        self._undo = undo
        self._words = words
        self._said.setToolTip(words)
        self.setAccessibleName(words)
        self._button.setText(action)
        self._button.setVisible(undo is not None)
        self._shortcut.setEnabled(undo is not None)
        self.show()
        self.raise_()
        self._place()
        self._timer.start(SHOWN_MS)

    def leave(self) -> None:
        """Go away; what was done stays done."""
        if self._button.hasFocus():
            self._timer.start(SHOWN_MS)
            return
        self._undo = None
        self._shortcut.setEnabled(False)
        self.hide()

    def _act(self) -> None:
        undo, self._undo = self._undo, None
        self._shortcut.setEnabled(False)
        self._timer.stop()
        self.hide()
        if undo is not None:
            undo()

    def _place(self) -> None:
        room = self._host.rect()
        width = min(_WIDEST_PX, room.width() - 2 * _MARGIN_PX)
        height = self.sizeHint().height()
        self.setGeometry(QRect((room.width() - width) // 2, room.height() - height - _MARGIN_PX, width, height))
        margins = self.contentsMargins().left() + 22 + (self._button.sizeHint().width() + 8 if self._button.isVisibleTo(self) else 0)
        self._said.setText(self._said.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, width - margins))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Resize and watched is self._host and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        self._timer.start(SHOWN_MS)
        super().leaveEvent(event)

"""A field to search with: a lens, a cross to clear it, Escape clears too, and the words are told when the typing rests."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from emlinh_desktop.ui.icons import icon
from emlinh_desktop.ui.theme import colours, theme_news
from emlinh_desktop.ui.ui_text import ui_text, window_language

_RESTING_MS = 150


class SearchField(QLineEdit):
    """`wanted` tells the words, without needless spaces, 150 ms after the last key, at once when cleared or by Enter."""

    wanted = Signal(str)
    confirmed = Signal()
    """Enter, when its words were told before: take the best of what was found"""
    left_downwards = Signal()
    """the Down key: go to what was found"""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._told = ""
        self._lens = QAction(self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_RESTING_MS)
        self._rest.timeout.connect(self._tell)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._confirm)
        theme_news().changed.connect(self._colour)
        window_language().language_changed.connect(self._translate)
        self._colour()
        self._translate()

    def words(self) -> str:
        """What is searched for."""
        return " ".join(self.text().split())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        if self.words():
            self._rest.start()
        else:
            self._tell()

    def _confirm(self) -> None:
        if self.words() and self.words() == self._told:
            self.confirmed.emit()
        else:
            self._tell()

    def _tell(self) -> None:
        self._rest.stop()
        if self.words() != self._told:
            self._told = self.words()
            self.wanted.emit(self._told)

    def _colour(self) -> None:
        self._lens.setIcon(icon("search", colours().muted))

    def _translate(self) -> None:
        self.setPlaceholderText(ui_text(self._key))
        self.setAccessibleName(ui_text(self._key))

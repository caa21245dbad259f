"""A line across the top of the window: something went wrong, or something waits for a word."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from emlinh_desktop.ui.ui_text import ui_text, window_language


class NoticeBar(QFrame):
    """Shows one notice until it is closed or acted on. Words are made when shown, so they follow the window's language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self._words: Callable[[], str] = str
        self._action_key = ""
        self._act: Callable[[], None] | None = None
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action = QPushButton()
        self.action.setProperty("kind", "primary")
        self.action.clicked.connect(self._acted)
        self.close_button = QPushButton()
        self.close_button.setProperty("kind", "quiet")
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 10, 8)
        row.addWidget(self._said, 1)
        row.addWidget(self.action)
        row.addWidget(self.close_button)
        window_language().language_changed.connect(self._translate)
        self.hide()

    def say(self, words: Callable[[], str], action_key: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a notice; `act` is done when its button is pressed."""
        self._words, self._action_key, self._act = words, action_key, act
        self._translate()
        self.show()

    @property
    def words(self) -> str:
        return self._said.text()

    def _translate(self) -> None:
        self._said.setText(self._words())
        self.setAccessibleName(self._said.text())
        self.action.setVisible(self._act is not None)
        self.action.setText(ui_text(self._action_key) if self._action_key else "")
        self.close_button.setText(ui_text("ui.window.dismiss"))

    def _acted(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

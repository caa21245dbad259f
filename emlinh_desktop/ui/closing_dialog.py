"""What to do with the film being made when the window is closed."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from emlinh_desktop.ui.ui_text import ui_text


class Closing(StrEnum):
    """The three answers; closing the question is none: the window stays."""

    KEEP_RUNNING = "keep_running"
    LATER = "later"
    CANCEL = "cancel"


_KINDS = {Closing.KEEP_RUNNING: "primary", Closing.LATER: "plain", Closing.CANCEL: "danger"}


class ClosingDialog(QDialog):
    """Asks once and tells the answer. Escape keeps the window open."""

    chosen = Signal(object)
    """Closing"""

    def __init__(self, parent: QWidget, *, has_tray: bool) -> None:
        super().__init__(parent)
        self.setObjectName("closingDialog")
        self.setWindowTitle(ui_text("ui.closing.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(340)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(9)
        head = QLabel(ui_text("ui.closing.title"))
        head.setObjectName("dialogTitle")
        head.setWordWrap(True)
        words = QLabel(ui_text("ui.closing.words"))
        words.setWordWrap(True)
        column.addWidget(head)
        column.addWidget(words)
        column.addSpacing(8)
        self.buttons: dict[Closing, QPushButton] = {}
        for answer in Closing:
            key = "keep_minimised" if answer is Closing.KEEP_RUNNING and not has_tray else answer.value
            button = QPushButton(ui_text(f"ui.closing.{key}"))
            button.setProperty("kind", _KINDS[answer])
            button.setMinimumHeight(38)
            button.setAutoDefault(answer is Closing.KEEP_RUNNING)
            button.clicked.connect(lambda _checked=False, answer=answer: self._choose(answer))
            column.addWidget(button)
            self.buttons[answer] = button
        self.buttons[Closing.KEEP_RUNNING].setDefault(True)
        self.buttons[Closing.KEEP_RUNNING].setFocus()

    def _choose(self, answer: Closing) -> None:
        self.accept()
        self.chosen.emit(answer)

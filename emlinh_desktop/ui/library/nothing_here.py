"""What stands where there is nothing to show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from emlinh_desktop.ui.icons import face


class NothingHere(QWidget):
    """Em Linh and a sentence, where there is no film to show."""

    def __init__(self) -> None:
        super().__init__()
        portrait = QLabel()
        portrait.setPixmap(face(72))
        portrait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = QLabel()
        self._words.setObjectName("quiet")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setMaximumWidth(360)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(portrait)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, words: str) -> None:
        """The sentence."""
        self._words.setText(words)

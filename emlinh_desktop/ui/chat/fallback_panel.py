"""A better voice or writer failed: what happened, and the three ways on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from emlinh_desktop.domain.fallback import Fallback, FallbackChoice
from emlinh_desktop.ui.buttons import ThemedButton
from emlinh_desktop.ui.chat.bubble import WordsLabel
from emlinh_desktop.ui.chat.event_text import failure_text, voice_name
from emlinh_desktop.ui.chat.flow_layout import FlowLayout
from emlinh_desktop.ui.ui_text import ui_text, window_language


class FallbackPanel(QWidget):
    """Stands in the bubble of the film that waits."""

    chosen = Signal(object)
    """FallbackChoice; once"""

    def __init__(self, fallback: Fallback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fallback = fallback
        self._words = WordsLabel()
        self.buttons = {
            FallbackChoice.STAND_IN: ThemedButton(f"ui.chat.fallback.{fallback.kind}", kind="primary"),
            FallbackChoice.TRY_AGAIN: ThemedButton("ui.chat.try_again", "again"),
            FallbackChoice.STOP: ThemedButton("ui.chat.fallback.stop", kind="quiet"),
        }
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 2, 0, 2)
        box.setSpacing(8)
        box.addWidget(self._words)
        line = FlowLayout()
        for choice, button in self.buttons.items():
            button.clicked.connect(partial(self._choose, choice))
            line.addWidget(button)
        box.addLayout(line)
        window_language().language_changed.connect(self._translate)
        self._translate()

    @property
    def words(self) -> str:
        return self._words.words

    def _choose(self, choice: FallbackChoice, _checked: bool = False) -> None:
        self.setEnabled(False)
        self.chosen.emit(choice)

    def _translate(self) -> None:
        asked = self._fallback
        what, _ = failure_text(asked.error.code.value, asked.error.params)
        self._words.set_words(ui_text(f"ui.chat.fallback.{asked.kind}_asks", what=what, wanted=voice_name(asked.wanted), used=voice_name(asked.used)))
        self.setAccessibleName(self._words.words)

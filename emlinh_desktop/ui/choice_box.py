"""A box to choose one of a few from, in the house's look, named for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from emlinh_desktop.ui.icons import icon_pixmap
from emlinh_desktop.ui.theme import colours
from emlinh_desktop.ui.ui_text import ui_text, window_language

_ARROW_PX = 16


class ChoiceBox(QComboBox):
    """Its entries carry values; `set_choices` may be called again (another language) and keeps the chosen value."""

    picked = Signal(object)
    """the value the user picked"""

    def __init__(self, name_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name_key = name_key
        self._values: list[object] = []  # not item data: Qt would give an enum back as its text
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.activated.connect(self.take_choice)
        window_language().language_changed.connect(self._translate)
        self._translate()

    def set_choices(self, choices: Sequence[tuple[str, object]]) -> None:
        """(words, value) of each entry. The value that is chosen stays so if it is among them, else the first is."""
        self.put_choices(choices, self.chosen())

    def put_choices(self, choices: Sequence[tuple[str, object]], value: object) -> None:
        """As `set_choices`, with the value to show."""
        self.clear()
        self.addItems([words for words, _ in choices])
        self._values = [each for _, each in choices]
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def choose(self, value: object) -> None:
        """Show a value as chosen, telling nobody; an unknown one leaves the first."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def chosen(self) -> Any:
        """The chosen value; None in an empty box."""
        number = self.currentIndex()
        return self._values[number] if 0 <= number < len(self._values) else None

    def pick(self, value: object) -> None:
        """Choose a value as the user would. Raises ValueError if it is not among the choices."""
        self.setCurrentIndex(self._values.index(value))
        self.activated.emit(self.currentIndex())

    def take_choice(self) -> None:
        """The user picked an entry: tell its value."""
        self.picked.emit(self.chosen())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        place = QPointF(self.width() - _ARROW_PX - 7, (self.height() - _ARROW_PX) / 2 + 0.5)
        painter.drawPixmap(place, icon_pixmap("down", colours().muted, _ARROW_PX))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()  # a page that is scrolled must not change what the pointer passes over

    def _translate(self) -> None:
        self.setAccessibleName(ui_text(self._name_key))

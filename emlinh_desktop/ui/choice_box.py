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
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.activated.connect(lambda _index: self.picked.emit(self.chosen()))
        window_language().language_changed.connect(self._translate)
        self._translate()

    def set_choices(self, choices: Sequence[tuple[str, object]]) -> None:
        """(words, value) of each entry. The value that is chosen stays so if it is among them, else the first is."""
        wanted = self.chosen()
        self.clear()
        for words, value in choices:
            self.addItem(words, value)
        self.choose(wanted)

    def choose(self, value: object) -> None:
        """Show a value as chosen, telling nobody; an unknown one leaves the first."""
        values = [self.itemData(number) for number in range(self.count())]
        self.setCurrentIndex(values.index(value) if value in values else 0)

    def chosen(self) -> Any:
        """The chosen value; None in an empty box."""
        return self.currentData()

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

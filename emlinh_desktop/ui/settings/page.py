"""The frame of a settings page: a title, then rows of a name, a note and a control."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from emlinh_desktop.ui.choice_box import ChoiceBox
from emlinh_desktop.ui.ui_text import ui_text, window_language

_BESIDE_FROM_PX = 430
CONTROL_WIDTH_PX = 216
"""of boxes and fields, so that they stand under each other"""


class SettingRow(QWidget):
    """A control named to its left, above it where there is little room; clicking the name goes to the control.

    `with_note`: the text `<key>.note` stands below the name. `note` says what stands there, asked again by `show_note`; "" is no note.
    """

    def __init__(self, key: str, control: QWidget, *, with_note: bool = False, note: Callable[[], str] | None = None) -> None:
        super().__init__()
        self._key = key
        self._note_words = note or (partial(ui_text, f"{key}.note") if with_note else str)
        self._control = control
        self._beside = True
        self._name = plain_label()
        self._note = plain_label("second")
        self._name.setBuddy(control)
        if isinstance(control, ChoiceBox):
            control.setFixedWidth(CONTROL_WIDTH_PX)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._note)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 9, 0, 9)
        self._grid.setHorizontalSpacing(18)
        self._grid.setColumnStretch(0, 1)
        self._grid.addLayout(words, 0, 0)
        self._grid.addWidget(control, 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        window_language().language_changed.connect(self._translate)
        self._translate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        beside = event.size().width() >= _BESIDE_FROM_PX
        if beside is not self._beside:
            self._beside = beside
            place = (0, 1) if beside else (1, 0)
            self._grid.removeWidget(self._control)
            side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(self._control, *place, side | Qt.AlignmentFlag.AlignVCenter)

    def _translate(self) -> None:
        name = ui_text(self._key)
        self._name.setText(name)
        self._control.setAccessibleName(name)
        self.show_note()

    def show_note(self) -> None:
        """Say what is to be said now."""
        words = self._note_words()
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self._control.setAccessibleDescription(words)


class Page(QScrollArea):
    """One page of the dialog. Its rows scroll; `column` takes what is no row."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._title = plain_label("title")
        inside = QWidget()
        inside.setObjectName("settingsPage")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(24, 20, 24, 24)
        self.column.setSpacing(0)
        self.column.addWidget(self._title)
        self.column.addSpacing(8)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        window_language().language_changed.connect(self.translate)

    def add_row(self, key: str, control: QWidget, *, with_note: bool = False, note: Callable[[], str] | None = None) -> SettingRow:
        """A named control, parted from the row above by a hairline; see `SettingRow`."""
        if self.column.count() > 2:
            self.add_line()
        row = SettingRow(f"ui.settings.{key}", control, with_note=with_note, note=note)
        self.column.addWidget(row)
        return row

    def add_line(self) -> None:
        """A hairline."""
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedHeight(1)
        self.column.addWidget(line)

    def translate(self) -> None:
        """Say everything in the window's language; pages call it at the end of their making."""
        self._title.setText(ui_text(self._key))
        self.setAccessibleName(ui_text(self._key))


def plain_label(rank: str = "") -> QLabel:
    """A label that wraps and shows its text as it is."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if rank:
        label.setProperty("rank", rank)
    return label

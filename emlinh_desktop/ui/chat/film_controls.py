"""The controls under a film."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from emlinh_desktop.ui.buttons import IconButton
from emlinh_desktop.ui.chat.time_text import span_text
from emlinh_desktop.ui.theme import ui_font
from emlinh_desktop.ui.ui_text import ui_text, window_language

STEP_MS = 5000
"""how far an arrow key moves"""


class FilmControls(QWidget):
    """Play, the place in the film, time, volume, full screen."""

    sought = Signal(int)
    """a place in ms"""

    def __init__(self, duration_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duration_ms = max(1, duration_ms)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self.play = IconButton("ui.chat.play", "play", ink="text")
        self.place = QSlider(Qt.Orientation.Horizontal)
        self.place.setRange(0, self._duration_ms)
        self.place.setSingleStep(STEP_MS)
        self.place.setPageStep(STEP_MS)
        self._time = QLabel(f"0:00 / {span_text(duration_ms / 1000)}")
        self._time.setFont(ui_font(12))
        self._time.setProperty("ink", "muted")
        widest = span_text(duration_ms / 1000).replace("0", "8")
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance(f"{widest} / {widest}") + 4)  # running digits never shift the line
        self.mute = IconButton("ui.chat.mute", "volume")
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setValue(100)
        self.volume.setFixedWidth(64)
        self.full = IconButton("ui.chat.full_screen", "fullscreen")
        line.addWidget(self.play)
        line.addWidget(self.place, 1)
        line.addWidget(self._time)
        line.addWidget(self.mute)
        line.addWidget(self.volume)
        line.addWidget(self.full)
        self.place.sliderMoved.connect(self.sought)
        self.place.actionTriggered.connect(self._seek_by_step)
        self.mute.clicked.connect(self._toggle_mute)
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the sliders in the window's language."""
        self.place.setAccessibleName(ui_text("ui.chat.place_in_film"))
        self.volume.setAccessibleName(ui_text("ui.chat.volume"))

    @property
    def volume_percent(self) -> int:
        return self.volume.value()

    def show_position(self, position_ms: int) -> None:
        """The film went on."""
        if not self.place.isSliderDown():
            self.place.setValue(position_ms)
        self._time.setText(f"{span_text(position_ms / 1000)} / {span_text(self._duration_ms / 1000)}")

    def show_playing(self, playing: bool) -> None:
        """It plays or stands."""
        self.play.set_look("ui.chat.pause" if playing else "ui.chat.play", "pause" if playing else "play")

    def show_volume(self, percent: int) -> None:
        """How loud it is."""
        self.volume.setValue(percent)
        self.mute.set_look("ui.chat.unmute" if percent == 0 else "ui.chat.mute", "mute" if percent == 0 else "volume")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.volume.setVisible(self.width() >= 340)

    def _toggle_mute(self) -> None:
        self.volume.setValue(0 if self.volume.value() else 100)

    def _seek_by_step(self) -> None:
        if not self.place.isSliderDown():
            self.sought.emit(self.place.sliderPosition())

"""What stays of stations 4, 6 and 8: the script, the film's number, the narration to listen to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QWidget

from emlinh_desktop.domain.event import Step
from emlinh_desktop.domain.language_model import cost_text
from emlinh_desktop.ui.buttons import IconButton, ThemedButton
from emlinh_desktop.ui.chat import media
from emlinh_desktop.ui.chat.bubble import Bubble, WordsLabel
from emlinh_desktop.ui.chat.event_text import step_text, voice_name
from emlinh_desktop.ui.ui_text import ui_text, window_language

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

KEPT_STATIONS = (Step.SCRIPT_COMPLETED, Step.RECORD_CREATED, Step.AUDIO_COMPLETED)
_FOLDED_CHARACTERS = 150


class StationBubble(Bubble):
    """A station's message."""

    def __init__(self, step: Step, data: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.step = step
        self._data = data
        self.box.setSpacing(5)
        self.message = WordsLabel()
        self.box.addWidget(self.message)
        window_language().language_changed.connect(self.retranslate)
        StationBubble.retranslate(self)

    def retranslate(self) -> None:
        """Say it in the window's language."""
        self.message.set_words(step_text(self.step, self._data.get("values", {})))

    def width_in(self, available_px: int) -> int:
        """As narrow as the message."""
        return min(super().width_in(available_px), self.message.natural_width() + 26)


class ScriptBubble(StationBubble):
    """The talk: its beginning, and all of it on demand; what a language model's writing of it cost."""

    def __init__(self, data: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(Step.SCRIPT_COMPLETED, data, parent)
        self.message.setFont(_bold(self.message.font()))
        self._script = str(data.get("script", ""))
        self.folded = len(self._script) > _FOLDED_CHARACTERS
        self.script = WordsLabel(ink="text")
        self.box.addWidget(self.script)
        self._fold = ThemedButton("ui.chat.script_all", kind="link")
        self._fold.clicked.connect(self.toggle)
        self._fold.setVisible(self.folded)
        line = QHBoxLayout()
        line.addWidget(self._fold)
        line.addStretch(1)
        self.box.addLayout(line)
        self.cost = WordsLabel(ink="muted", size_px=12)
        self.cost.setVisible("cost" in data)
        self.box.addWidget(self.cost)
        self._show_script()
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the window's language."""
        super().retranslate()
        if "cost" in self._data:
            key, values = cost_text(self._data["cost"])
            self.cost.set_words(ui_text(key, **values))

    def width_in(self, available_px: int) -> int:
        """A card's."""
        return Bubble.width_in(self, available_px)

    def toggle(self) -> None:
        """Show all of it, or only its beginning."""
        self.folded = not self.folded
        self._show_script()

    def _show_script(self) -> None:
        if self.folded:
            cut = self._script[:_FOLDED_CHARACTERS].rsplit(" ", 1)[0].replace("\n\n", " ")
            self.script.set_words(f"{cut.rstrip(' .,;:')}…")
        else:
            self.script.set_words(self._script)
        self._fold.set_key("ui.chat.script_all" if self.folded else "ui.chat.script_less")


class NarrationBubble(StationBubble):
    """The narration and a button to hear it. Its owner answers `wanted` with `play`."""

    wanted = Signal()

    def __init__(self, data: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(Step.AUDIO_COMPLETED, data, parent)
        self._player: QMediaPlayer | None = None
        self._output: QAudioOutput | None = None
        line = QHBoxLayout()
        line.setSpacing(6)
        self.play_button = IconButton("ui.chat.narration_play", "play", ink="link")
        self.play_button.clicked.connect(self.toggle)
        self._voice = WordsLabel(ink="muted", size_px=12)
        line.addWidget(self.play_button)
        line.addWidget(self._voice, 1)
        self.box.addLayout(line)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the window's language."""
        super().retranslate()
        self._voice.set_words(voice_name(str(self._data.get("voice", ""))))

    @property
    def note(self) -> str:
        """What stands beside the button."""
        return self._voice.words

    def toggle(self) -> None:
        """Play from the start, or stop."""
        if self._player is not None and self._player.playbackState() is self._player.PlaybackState.PlayingState:
            media.stop_soon(self._player)
        elif not media.can_play():
            self._voice.set_words(ui_text("ui.chat.no_sound_player"))
        else:
            self.play_button.setEnabled(False)
            self.wanted.emit()

    def play(self, path: Path | None) -> None:
        """Play the narration's file; None: it is not there any more."""
        self.play_button.setEnabled(True)
        if path is None or not path.is_file():
            self._voice.set_words(ui_text("ui.chat.narration_gone"))
            return
        if self._player is None:
            self._player, self._output = media.new_player(self)
            self._player.playbackStateChanged.connect(self._show_state)
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self._player.play()

    def stop(self) -> None:
        """Be silent."""
        if self._player is not None:
            media.stop_soon(self._player)

    def _show_state(self) -> None:
        if self._player is None:
            return
        plays = self._player.playbackState() is self._player.PlaybackState.PlayingState
        self.play_button.set_look("ui.chat.narration_stop" if plays else "ui.chat.narration_play", "stop" if plays else "play")


def station_bubble(step: Step, data: Mapping[str, Any]) -> StationBubble:
    """The bubble of a kept station."""
    if step is Step.SCRIPT_COMPLETED:
        return ScriptBubble(data)
    return NarrationBubble(data) if step is Step.AUDIO_COMPLETED else StationBubble(step, data)


def _bold(font: QFont) -> QFont:
    font.setWeight(QFont.Weight.DemiBold)
    return font

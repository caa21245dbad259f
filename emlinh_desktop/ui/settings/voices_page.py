"""Every voice with a button to hear it and one to make it the usual."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.domain.voice_name import language_named
from emlinh_desktop.settings.settings import Settings
from emlinh_desktop.ui.buttons import IconButton
from emlinh_desktop.ui.chat import media
from emlinh_desktop.ui.chat.desktop import open_file
from emlinh_desktop.ui.chat.event_text import voice_name
from emlinh_desktop.ui.settings.page import Page, plain_label
from emlinh_desktop.ui.ui_text import ui_text

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer


class VoicesPage(Page):
    """One sample plays at a time."""

    def __init__(self, studio: StudioApi, holder: SettingsHolder) -> None:
        from emlinh_desktop.speech.voices import CATALOGUE

        super().__init__("ui.settings.voices")
        self._studio = studio
        self._holder = holder
        self._awaited: str | None = None
        self._player: QMediaPlayer | None = None
        self._output: QAudioOutput | None = None
        self.rows: dict[str, VoiceRow] = {}
        self._headings = {language: plain_label("heading") for language in Language}
        self._note = plain_label("second")
        self._automatic = QRadioButton()
        self._automatic.clicked.connect(lambda: holder.change(voice=None))
        self.column.addWidget(self._note)
        self.column.addSpacing(8)
        self.column.addWidget(self._automatic)
        for language in Language:
            self.column.addSpacing(14)
            self.column.addWidget(self._headings[language])
            for voice in CATALOGUE:
                if voice.language is language:
                    self._add_voice(voice, self.column)
        self._online_heading = plain_label("heading")
        self._online_note = plain_label("second")
        self._online = QVBoxLayout()
        self._online.setSpacing(0)
        self.column.addSpacing(14)
        self.column.addWidget(self._online_heading)
        self.column.addWidget(self._online_note)
        self.column.addLayout(self._online)
        self._trouble = plain_label("second")
        self._trouble.setProperty("tone", "danger")
        self.column.addSpacing(8)
        self.column.addWidget(self._trouble)
        self.column.addStretch(1)
        self.translate()
        self.show_settings(holder.settings)
        holder.changed.connect(self.show_settings)
        studio.voices(self._show_others)

    def _show_others(self, voices: Sequence[Voice]) -> None:
        """Voices of services and those to download; one that speaks both languages is listed once."""
        for voice in voices:
            if voice.id not in self.rows:
                self._add_voice(voice, self._online)
        self.translate()
        self.show_settings(self._holder.settings)

    def _add_voice(self, voice: Voice, column: QVBoxLayout) -> None:
        row = VoiceRow(voice)
        self.rows[voice.id] = row
        row.play.clicked.connect(partial(self._play_or_stop, voice.id))
        row.usual.clicked.connect(partial(self._make_usual, voice.id))
        column.addWidget(row)

    def _make_usual(self, voice_id: str) -> None:
        self._holder.change(voice=voice_id)

    def show_settings(self, settings: Settings) -> None:
        """Mark the usual voice."""
        self._automatic.setChecked(settings.voice is None)
        for voice_id, row in self.rows.items():
            row.usual.setChecked(voice_id == settings.voice)

    def translate(self) -> None:
        super().translate()
        self._note.setText(ui_text("ui.settings.voices.note"))
        self._automatic.setText(ui_text("ui.settings.by_language"))
        for language, heading in self._headings.items():
            heading.setText(ui_text(f"ui.chat.language.{language.value}"))
        others = self._online.count() > 0
        self._online_heading.setText(ui_text("ui.settings.online_voices"))
        self._online_note.setText(ui_text("ui.settings.online_voices.note"))
        self._online_heading.setVisible(others)
        self._online_note.setVisible(others)
        for row in self.rows.values():
            row.translate()

    # ---- sound
    def stop(self) -> None:
        """Be silent."""
        self._awaited = None
        if self._player is not None:
            self._player.stop()
        self._show_playing(None)

    def _play_or_stop(self, voice_id: str) -> None:
        was_playing = self.rows[voice_id].playing or self._awaited == voice_id
        self.stop()
        if not was_playing:
            self._trouble.setText("")
            self._awaited = voice_id
            self._show_playing(voice_id)
            self._studio.voice_sample(voice_id, self._sample_arrived)

    def _sample_arrived(self, sample: Path | None) -> None:
        if self._awaited is None:  # stopped before the answer came
            return
        if sample is None:
            self._trouble.setText(ui_text("ui.settings.no_sample"))
            self.stop()
        elif not media.can_play():
            self.stop()
            open_file(sample)
        else:
            self._play(sample)

    def _play(self, sample: Path) -> None:
        from PySide6.QtCore import QUrl

        if self._player is None:
            self._player, self._output = media.new_player(self)
            self._player.playingChanged.connect(self._playing_changed)
        self._player.setSource(QUrl.fromLocalFile(str(sample)))
        self._player.play()

    def _playing_changed(self, playing: bool) -> None:
        if not playing:
            self._awaited = None
            self._show_playing(None)

    def _show_playing(self, voice_id: str | None) -> None:
        for each, row in self.rows.items():
            row.show_playing(each == voice_id)


class VoiceRow(QWidget):
    """A voice's name, its play button, its mark as the usual one."""

    def __init__(self, voice: Voice) -> None:
        super().__init__()
        self._voice = voice
        self.playing = False
        self.usual = QRadioButton()
        self.usual.setAutoExclusive(False)
        self.play = IconButton("ui.settings.play_voice", "play", ink="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(self.usual, 1)
        row.addWidget(self.play, 0, Qt.AlignmentFlag.AlignRight)

    def show_playing(self, playing: bool) -> None:
        """Whether its sample is heard (or awaited)."""
        self.playing = playing
        self.play.set_look("ui.settings.stop_voice" if playing else "ui.settings.play_voice", "stop" if playing else "play")
        self.translate()

    def translate(self) -> None:
        """Say it in the window's language."""
        name = voice_name(self._voice.id)
        if ":" in self._voice.id:
            tongue = ui_text(f"ui.chat.language.{self._voice.language.value}") if language_named(self._voice.id) else ""
            name = " · ".join(filter(None, (name, tongue)))
        self.usual.setText(name)
        self.play.setAccessibleName(f"{self.play.toolTip()}: {name}")

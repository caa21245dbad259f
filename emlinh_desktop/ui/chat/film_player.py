"""A film inside its bubble: its thumbnail, then the film itself; play, seek, volume, full screen.

Frames come through a QVideoSink and are painted here: QVideoWidget stays blank in grabs and under round corners.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from emlinh_desktop.ui.chat import media
from emlinh_desktop.ui.chat.film_controls import STEP_MS, FilmControls
from emlinh_desktop.ui.chat.film_picture import FilmPicture
from emlinh_desktop.ui.ui_text import ui_text, window_language

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame


class FilmPlayer(QWidget):
    """The film and its controls. Nothing of it is opened before the first play."""

    trouble = Signal()
    """it cannot be played here: open it in the system's player"""

    def __init__(self, film: Path, thumbnail: Path | None, frame_size_px: tuple[int, int], duration_s: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._film = film
        self._frame_size_px = frame_size_px
        self._duration_ms = round(duration_s * 1000)
        self._player: QMediaPlayer | None = None
        self._output: QAudioOutput | None = None
        self._full: FullScreenFilm | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.picture = FilmPicture(frame_size_px)
        self.picture.clicked.connect(self.toggle)
        self.picture.double_clicked.connect(self.toggle_full_screen)
        box.addWidget(self.picture)
        self.controls = FilmControls(self._duration_ms)
        self._connect_controls()
        box.addWidget(self.controls)
        if thumbnail is not None:
            self.picture.show_thumbnail(thumbnail)
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()

    def _connect_controls(self) -> None:
        controls = self.controls
        controls.play.clicked.connect(self.toggle)
        controls.sought.connect(self.seek)
        controls.volume.valueChanged.connect(self.set_volume)
        controls.full.clicked.connect(self.toggle_full_screen)

    def retranslate(self) -> None:
        """Say what this is in the window's language."""
        self.setAccessibleName(ui_text("ui.chat.player"))
        self.setAccessibleDescription(ui_text("ui.chat.player_keys"))

    @property
    def playing(self) -> bool:
        return self.picture.playing

    @property
    def is_open(self) -> bool:
        """Whether the film's file is held open."""
        return self._player is not None

    def toggle(self) -> None:
        """Play or pause."""
        if not self._open() or self._player is None:
            return
        if self.playing:
            self._player.pause()
        else:
            self._player.play()

    def pause(self) -> None:
        """Stop where it is."""
        if self._player is not None:
            self._player.pause()

    def close_film(self) -> None:
        """Let go of the file and its threads; the next play opens it anew."""
        if self._full is not None:
            self._full.close()
        if self._player is not None:
            media.stop_soon(self._player)
            self._player.deleteLater()
            self._player = self._output = None
        self._show_playing(False)

    def seek(self, position_ms: int) -> None:
        """Go to a place."""
        if self._open() and self._player is not None:
            self._player.setPosition(max(0, min(self._duration_ms, position_ms)))

    def set_volume(self, percent: int) -> None:
        """0 to 100, as loud as it sounds."""
        self.controls.show_volume(percent)
        if self._output is not None:
            self._output.setVolume((percent / 100.0) ** 2)  # loudness follows about the square
            self._output.setMuted(percent == 0)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or come back."""
        if self._full is not None:
            self._full.close()
            return
        if not self._open():
            return
        self._full = FullScreenFilm(self, self._frame_size_px)
        self._full.left.connect(self._left_full_screen)
        self._full.picture.show_image(self.picture.image)
        self._full.picture.set_playing(self.playing)
        self._full.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self.handle_key(event):
            super().keyPressEvent(event)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Keys of the player; also those of the full screen."""
        position_ms = self._player.position() if self._player is not None else 0
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_K:
                self.toggle()
            case Qt.Key.Key_Left:
                self.seek(position_ms - STEP_MS)
            case Qt.Key.Key_Right:
                self.seek(position_ms + STEP_MS)
            case Qt.Key.Key_M:
                self.set_volume(0 if self.controls.volume_percent else 100)
            case Qt.Key.Key_F | Qt.Key.Key_F11:
                self.toggle_full_screen()
            case Qt.Key.Key_Escape if self._full is not None:
                self._full.close()
            case _:
                return False
        return True

    def _open(self) -> bool:
        if self._player is not None:
            return True
        if not self._film.is_file() or not media.can_play():
            self.trouble.emit()
            return False
        from PySide6.QtMultimedia import QVideoSink

        self._player, self._output = media.new_player(self)
        sink = QVideoSink(self._player)
        sink.videoFrameChanged.connect(self._show_frame)
        self._player.setVideoSink(sink)
        self._player.positionChanged.connect(self._show_position)
        self._player.playbackStateChanged.connect(self._show_state)
        self._player.errorOccurred.connect(self._failed)
        self._player.setSource(QUrl.fromLocalFile(str(self._film)))
        self.set_volume(self.controls.volume_percent)
        return True

    def _failed(self) -> None:
        self.close_film()
        self.trouble.emit()

    def _show_frame(self, frame: QVideoFrame) -> None:
        shown = self.picture if self._full is None else self._full.picture
        shown.show_frame(frame)

    def _show_position(self, position_ms: int) -> None:
        self.controls.show_position(position_ms)

    def _show_state(self) -> None:
        if self._player is not None:
            self._show_playing(self._player.playbackState() is self._player.PlaybackState.PlayingState)

    def _show_playing(self, playing: bool) -> None:
        self.picture.set_playing(playing)
        self.controls.show_playing(playing)
        if self._full is not None:
            self._full.picture.set_playing(playing)

    def _left_full_screen(self) -> None:
        if self._full is not None:
            self.picture.show_image(self._full.picture.image)
            self._full = None


class FullScreenFilm(QWidget):
    """The film on the whole screen; Esc, F11 or a double click leave it."""

    left = Signal()

    def __init__(self, player: FilmPlayer, frame_size_px: tuple[int, int]) -> None:
        super().__init__(player.window(), Qt.WindowType.Window)
        self._player = player
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(ui_text("ui.chat.player"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.picture = FilmPicture(frame_size_px, rounded=False)
        self.picture.clicked.connect(player.toggle)
        self.picture.double_clicked.connect(self.close)
        box.addWidget(self.picture)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._player.handle_key(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.left.emit()
        super().closeEvent(event)

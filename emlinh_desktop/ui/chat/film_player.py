"""A film inside its bubble: its thumbnail, then the film itself; play, seek, volume, full screen.

Frames come through a QVideoSink and are painted here: QVideoWidget stays blank in grabs and under round corners.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QColor, QImage, QImageReader, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from emlinh_desktop.ui.buttons import IconButton
from emlinh_desktop.ui.chat import media
from emlinh_desktop.ui.chat.time_text import span_text
from emlinh_desktop.ui.icons import icon_pixmap
from emlinh_desktop.ui.theme import ui_font
from emlinh_desktop.ui.ui_text import ui_text, window_language

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame

_HEIGHT_PX = 380
_STEP_MS = 5000
_THUMBNAIL_PX = 1080  # as sharp as a bubble ever needs it


class FilmPicture(QWidget):
    """Paints the thumbnail or the newest frame. A click plays or pauses, a double click asks for the full screen."""

    clicked = Signal()
    double_clicked = Signal()

    def __init__(self, frame_size_px: tuple[int, int], *, rounded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame_size = QSize(*frame_size_px)
        self._rounded = rounded
        self._frame: QVideoFrame | None = None
        self._image: QImage | None = None
        self.playing = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def image(self) -> QImage | None:
        """What is shown."""
        if self._frame is not None:
            image = self._frame.toImage()
            self._frame = None
            if not image.isNull():
                self._image = image
        return self._image

    def show_image(self, image: QImage | None) -> None:
        """Show a still picture."""
        self._frame = None
        self._image = image
        self.update()

    def show_frame(self, frame: QVideoFrame) -> None:
        """Show a frame of the film; it is converted only when it is painted."""
        if frame.isValid():
            self._frame = frame
            self.update()

    def set_playing(self, playing: bool) -> None:
        """Hide the play mark while it plays."""
        self.playing = playing
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return self._rounded

    def heightForWidth(self, width_px: int) -> int:  # noqa: N802 - Qt's name
        return self._frame_size.scaled(QSize(width_px, _HEIGHT_PX), Qt.AspectRatioMode.KeepAspectRatio).height()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._frame_size.scaled(QSize(480, _HEIGHT_PX), Qt.AspectRatioMode.KeepAspectRatio)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.double_clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        if self._rounded:
            path = QPainterPath()
            path.addRoundedRect(whole, 10, 10)
            painter.setClipPath(path)
        image = self.image
        target = whole if image is None else _fitted(image.size(), self.size())
        if image is None or target != whole:
            painter.fillRect(whole, QColor("#101414" if self._rounded else "#000000"))
        if image is not None:
            painter.drawImage(target, image)
        if not self.playing:
            _paint_play_mark(painter, whole)
        painter.end()


def _fitted(picture: QSize, room: QSize) -> QRectF:
    """Where a picture goes: centred; a pixel or two of odd size are stretched rather than left dark."""
    size = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    if room.width() - size.width() <= 2 and room.height() - size.height() <= 2:
        return QRectF(0, 0, room.width(), room.height())
    return QRectF((room.width() - size.width()) / 2, (room.height() - size.height()) / 2, size.width(), size.height())


def _paint_play_mark(painter: QPainter, whole: QRectF) -> None:
    side = min(64.0, whole.height() / 2.5)
    disc = QRectF(whole.center().x() - side / 2, whole.center().y() - side / 2, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 253, 248, 235))
    painter.drawEllipse(disc)
    mark = icon_pixmap("play", "#D9623F", round(side * 0.52))
    size = mark.deviceIndependentSize()
    painter.drawPixmap(QPointF(disc.center().x() - size.width() / 2 + side * 0.03, disc.center().y() - size.height() / 2), mark)


class FilmPlayer(QWidget):
    """The film and its controls. Nothing of it is opened before the first play."""

    trouble = Signal()
    """it cannot be played here: open it in the system's player"""

    def __init__(self, film: Path, thumbnail: Path | None, frame_size_px: tuple[int, int], duration_s: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._film = film
        self._thumbnail = thumbnail
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
        self.controls.connect_to(self)
        box.addWidget(self.controls)
        if thumbnail is not None:
            self.picture.show_image(_read_thumbnail(thumbnail))
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()

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
            self._player.stop()
            self._player.setSource(QUrl())
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
                self.seek(position_ms - _STEP_MS)
            case Qt.Key.Key_Right:
                self.seek(position_ms + _STEP_MS)
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


class FilmControls(QWidget):
    """Play, the place in the film, time, volume, full screen."""

    def __init__(self, duration_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duration_ms = max(1, duration_ms)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self.play = IconButton("ui.chat.play", "play", ink="text")
        self.place = QSlider(Qt.Orientation.Horizontal)
        self.place.setRange(0, self._duration_ms)
        self.place.setSingleStep(_STEP_MS)
        self.place.setPageStep(_STEP_MS)
        self._time = QLabel(f"0:00 / {span_text(duration_ms / 1000)}")
        self._time.setFont(ui_font(12))
        self._time.setProperty("ink", "muted")
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
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the sliders in the window's language."""
        self.place.setAccessibleName(ui_text("ui.chat.place_in_film"))
        self.volume.setAccessibleName(ui_text("ui.chat.volume"))

    @property
    def volume_percent(self) -> int:
        return self.volume.value()

    def connect_to(self, player: FilmPlayer) -> None:
        """Let a player do what the controls say."""
        self.play.clicked.connect(player.toggle)
        self.place.sliderMoved.connect(player.seek)
        self.place.actionTriggered.connect(self._seek_by_step)
        self.mute.clicked.connect(self._toggle_mute)
        self.volume.valueChanged.connect(player.set_volume)
        self.full.clicked.connect(player.toggle_full_screen)

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
            self.place.sliderMoved.emit(self.place.sliderPosition())


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


def _read_thumbnail(path: Path) -> QImage | None:
    reader = QImageReader(str(path))
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _THUMBNAIL_PX:
        reader.setScaledSize(size.scaled(_THUMBNAIL_PX, _THUMBNAIL_PX, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image

"""What is seen of a film: its thumbnail, then its frames as they come."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from emlinh_desktop.bridge.thumbnails import Thumbnails
from emlinh_desktop.ui.icons import icon_pixmap

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

_HEIGHT_PX = 380


@functools.cache
def bubble_thumbnails() -> Thumbnails:
    """The thumbnails of all bubbles, decoded beside the GUI thread, made at first use."""
    return Thumbnails()


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
        self._thumbnail = ""
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

    def show_thumbnail(self, path: Path) -> None:
        """Show a picture file as soon as it is decoded, unless a frame came first."""
        self._thumbnail = str(path)
        bubble_thumbnails().ready.connect(self._thumbnail_ready)
        self._thumbnail_ready(self._thumbnail)

    def _thumbnail_ready(self, path: str) -> None:
        if path != self._thumbnail or self._frame is not None:
            return
        image = bubble_thumbnails().image(path, round(_HEIGHT_PX * 16 / 9 * self.devicePixelRatioF()))  # of a 16:9 box that high
        if image is not None and not image.isNull():
            self.show_image(image)

    def show_frame(self, frame: QVideoFrame) -> None:
        """Show a frame of the film; it is converted only when it is painted."""
        if frame.isValid():
            self._thumbnail = ""
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

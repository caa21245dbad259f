"""A film's picture, as wide as its place; a press opens the film."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from emlinh_desktop.bridge.thumbnails import Thumbnails, fitted
from emlinh_desktop.domain.film import VideoRecord
from emlinh_desktop.ui.icons import icon_pixmap
from emlinh_desktop.ui.theme import colours, theme_news
from emlinh_desktop.ui.ui_text import ui_text

_ROUND_PX = 12
_PLAY_PX = 52


class FilmPicture(QAbstractButton):
    """16:9, the picture whole inside; a play mark where there is a film to play."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._film: VideoRecord | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        thumbnails.ready.connect(self._ready)
        theme_news().changed.connect(self.update)

    def show_film(self, film: VideoRecord) -> None:
        """Another film's picture."""
        self._film = film
        self.setEnabled(film.path is not None)
        self.setAccessibleName(f"{ui_text('ui.library.open')}: {film.title or film.topic}")
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.setFixedHeight(event.size().width() * 9 // 16)
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(280, 158)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        shown = colours()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = self.rect()
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(box), _ROUND_PX, _ROUND_PX)
        painter.fillPath(outline, QColor(shown.track))
        path = self._film.thumbnail if self._film is not None else None
        image = self._thumbnails.image(path, round(box.width() * self.devicePixelRatioF())) if path else None
        if image is not None and not image.isNull():
            painter.setClipPath(outline)
            painter.drawImage(fitted(image, box), image)
            painter.setClipping(False)
        if self.isEnabled():
            self._paint_play(painter)
        if self.hasFocus():
            painter.setPen(QColor(shown.link))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), _ROUND_PX, _ROUND_PX)
        painter.end()

    def _paint_play(self, painter: QPainter) -> None:
        middle = QRectF(self.rect()).center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 20, 20, 225 if self.underMouse() else 165))
        painter.drawEllipse(middle, _PLAY_PX / 2, _PLAY_PX / 2)
        painter.drawPixmap(middle - QPointF(12, 13), icon_pixmap("play", "#FFFFFF", 26))

    def _ready(self, path: str) -> None:
        if self._film is not None and self._film.thumbnail == path:
            self.update()

"""The moving parts of a progress bubble: the bar, the row of twelve stations, the picture of the frame being made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QEvent, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QHelpEvent, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from emlinh_desktop.domain.event import STATIONS, Step
from emlinh_desktop.ui.theme import colours, theme_news
from emlinh_desktop.ui.ui_text import ui_text, window_language

_PICTURE_HEIGHT_PX = 290


class SmoothBar(QWidget):
    """A percent as a bar that glides to its new value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shown = 0.0
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(350)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._show_value)
        theme_news().changed.connect(self.update)

    def set_percent(self, percent: float, *, at_once: bool = False) -> None:
        """Glide to a percent; at once when nobody looks."""
        self.setAccessibleName(ui_text("ui.chat.percent", percent=round(percent)))
        self._glide.stop()
        if at_once or not self.isVisible():
            self._show_value(percent)
            return
        self._glide.setStartValue(self._shown)
        self._glide.setEndValue(percent)
        self._glide.start()

    def _show_value(self, percent: float) -> None:
        self._shown = float(percent)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(QColor(now.track))
        painter.drawRoundedRect(whole, 4, 4)
        filled = max(whole.height(), whole.width() * self._shown / 100.0)
        painter.setBrush(QColor(now.coral))
        painter.drawRoundedRect(QRectF(0, 0, filled, whole.height()), 4, 4)
        painter.end()


class StationRow(QWidget):
    """The twelve stations as beads: done, now, to come. Hovering names each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._reached: frozenset[Step] = frozenset()
        self._current: Step | None = None
        theme_news().changed.connect(self.update)
        window_language().language_changed.connect(self._say)

    def set_reached(self, reached: Sequence[Step], current: Step | None) -> None:
        """Fill the beads of `reached`; `current` is the one being worked at."""
        self._reached = frozenset(reached)
        self._current = current
        self._say()
        self.update()

    def station_at(self, x_px: float) -> Step:
        """The station under an x."""
        return STATIONS[min(len(STATIONS) - 1, max(0, int(x_px * len(STATIONS) / max(1, self.width()))))]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(260, 14)

    def _say(self) -> None:
        n = STATIONS.index(self._current) + 1 if self._current in STATIONS else len(self._reached)
        name = ui_text(f"ui.chat.station.{self._current.value}") if self._current in STATIONS else ""
        self.setAccessibleName(ui_text("ui.chat.station_of", n=n, total=len(STATIONS), name=name))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._name_at(event.pos().x(), event.globalPos().x(), event.globalPos().y())
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if QToolTip.isVisible():
            point = event.globalPosition().toPoint()
            self._name_at(event.position().x(), point.x(), point.y())

    def _name_at(self, x_px: float, global_x: int, global_y: int) -> None:
        step = self.station_at(x_px)
        words = ui_text("ui.chat.station_of", n=STATIONS.index(step) + 1, total=len(STATIONS), name=ui_text(f"ui.chat.station.{step.value}"))
        point = self.mapToGlobal(self.rect().topLeft())
        point.setX(global_x)
        point.setY(global_y)
        QToolTip.showText(point, words, self)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        pitch = self.width() / len(STATIONS)
        middle = self.height() / 2
        for index, step in enumerate(STATIONS):
            is_current = step is self._current
            colour = now.coral if is_current else now.link if step in self._reached else now.track
            height_px = 8.0 if is_current else 5.0
            painter.setBrush(QColor(colour))
            bead = QRectF(index * pitch + 1.5, middle - height_px / 2, pitch - 3, height_px)
            painter.drawRoundedRect(bead, height_px / 2, height_px / 2)
        painter.end()


class LivePicture(QWidget):
    """The frame being made, at most 290 px high. No room is taken before the first one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None
        self.setVisible(False)
        self.setAccessibleName(ui_text("ui.chat.live_picture"))

    def show_picture(self, picture: QImage) -> None:
        """Show the newest frame."""
        first = self._picture is None or self._picture.size() != picture.size()
        self._picture = picture
        if first:
            self.setVisible(True)
            self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width_px: int) -> int:  # noqa: N802 - Qt's name
        return round(self._size_in(width_px).height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._size_in(360)

    def _size_in(self, width_px: int) -> QSize:
        if self._picture is None or self._picture.isNull():
            return QSize(0, 0)
        return self._picture.size().scaled(QSize(width_px, _PICTURE_HEIGHT_PX), Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self._picture is None:
            return
        size = self._size_in(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(0, 0, size.width(), size.height())
        path = QPainterPath()
        path.addRoundedRect(rect, 10, 10)
        painter.setClipPath(path)
        painter.drawImage(rect, self._picture)
        painter.end()

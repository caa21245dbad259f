"""On or off, as a knob that slides; seen in both themes and named for screen readers like a check box."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from emlinh_desktop.ui.theme import colours, theme_news

_SIZE_PX = QSize(42, 26)
_SLIDE_MS = 110


class Switch(QCheckBox):
    """A check box without words; its owner names it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._knob = 0.0
        self._slide = QVariantAnimation(self)
        self._slide.setDuration(_SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._move)
        self.setFixedSize(_SIZE_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._go)
        theme_news().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return _SIZE_PX

    def hitButton(self, _position: object) -> bool:  # noqa: N802 - Qt's name
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        shown = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.setPen(QColor(shown.accent if self.isChecked() else shown.muted))
        painter.setBrush(QColor(shown.accent if self.isChecked() else shown.track))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        radius = track.height() / 2 - 3.5
        x = track.left() + track.height() / 2 + self._knob * (track.width() - track.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.on_accent if self.isChecked() else shown.muted))
        painter.drawEllipse(QPointF(x, track.center().y()), radius, radius)
        if self.hasFocus():
            painter.setPen(QColor(shown.link))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 13, 13)
        painter.end()

    def _go(self, checked: bool) -> None:
        end = 1.0 if checked else 0.0
        self._slide.stop()
        if not self.isVisible():
            self._move(end)
            return
        self._slide.setStartValue(self._knob)
        self._slide.setEndValue(end)
        self._slide.start()

    def _move(self, place: float) -> None:
        self._knob = place
        self.update()

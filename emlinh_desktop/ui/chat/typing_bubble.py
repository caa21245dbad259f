"""Three dots that breathe while Em Linh thinks."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from emlinh_desktop.ui.chat.bubble import Bubble
from emlinh_desktop.ui.theme import colours
from emlinh_desktop.ui.ui_text import ui_text


class TypingBubble(Bubble):
    """Moves only while it is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.tail = True
        self._breath = QVariantAnimation(self)
        self._breath.setStartValue(0.0)
        self._breath.setEndValue(1.0)
        self._breath.setDuration(1200)
        self._breath.setLoopCount(-1)
        self._breath.valueChanged.connect(self.update)
        self.setAccessibleName(ui_text("ui.chat.thinking"))

    def width_in(self, available_px: int) -> int:
        """Small."""
        return min(available_px, 66)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(66, 38)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._breath.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self._breath.stop()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        phase = float(self._breath.currentValue() or 0.0)
        for index in range(3):
            strength = 0.5 + 0.5 * math.sin(2 * math.pi * (phase - index * 0.17))
            colour = QColor(colours().muted)
            colour.setAlphaF(0.35 + 0.6 * strength)
            painter.setBrush(colour)
            painter.drawEllipse(QRectF(self.width() / 2 - 17 + index * 14 - 0.5, self.height() / 2 - 3.5 - 2.5 * strength, 7, 7))
        painter.end()

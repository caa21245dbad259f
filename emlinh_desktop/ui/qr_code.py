"""An address as a QR code (ISO/IEC 18004): dark on white in either theme, each module a whole number of the screen's pixels."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from emlinh_desktop.ui.theme import colours, theme_news
from emlinh_desktop.ui.ui_text import ui_text, window_language

_QUIET_MODULES = 4  # what the standard asks for around the code
_INK, _PAPER = QColor("#0E1E1D"), QColor("#FFFFFF")  # cameras want dark on light, whatever the theme
_ROUND_PX = 12


class QrCode(QWidget):
    """A square; empty paper before the first `show_words`."""

    def __init__(self, side_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._modules: QImage | None = None
        self._side_px = side_px
        self.setFixedSize(QSize(side_px, side_px))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_news().changed.connect(self.update)
        window_language().language_changed.connect(self._translate)
        self._translate()

    @property
    def words(self) -> str:
        return self._words

    def show_words(self, words: str) -> None:
        """Show other words; "" shows none."""
        if words != self._words:
            self._words = words
            self._modules = _drawn(words) if words else None
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours().line))
        painter.setBrush(_PAPER)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND_PX, _ROUND_PX)
        if self._modules is not None:
            self._paint_modules(painter, self._modules)
        painter.end()

    def _paint_modules(self, painter: QPainter, modules: QImage) -> None:
        ratio = self.devicePixelRatioF()
        room = self._side_px * ratio
        each = max(1, int(room / (modules.width() + 2 * _QUIET_MODULES)))
        side = each * modules.width()
        sharp = modules.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation)
        sharp.setDevicePixelRatio(ratio)
        corner = int((room - side) / 2) / ratio
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(QPointF(corner, corner), sharp)

    def _translate(self) -> None:
        self.setAccessibleName(ui_text("ui.broadcast.qr"))


def _drawn(words: str) -> QImage:
    """One pixel a module."""
    import segno

    matrix = segno.make(words, error="m", micro=False).matrix
    image = QImage(len(matrix), len(matrix), QImage.Format.Format_RGB32)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            image.setPixelColor(x, y, _INK if dark else _PAPER)
    return image

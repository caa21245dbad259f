"""The QR code as it is painted: each module where it belongs, dark on white, sharp in both themes."""

from __future__ import annotations

import pytest
import segno
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emlinh_desktop.settings.settings import Theme
from emlinh_desktop.ui.qr_code import QrCode
from emlinh_desktop.ui.theme import apply_theme

ADDRESS = "http://192.168.100.200:8765/#token=" + "aB3-" * 10 + "xyz"
_SIDE_PX = 188


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_every_module_is_painted_sharply(qapp: QApplication, qtbot: QtBot, theme: Theme, ratio: float) -> None:
    apply_theme(qapp, theme)
    code = QrCode(_SIDE_PX)
    qtbot.addWidget(code)
    code.show_words(ADDRESS)
    image = QImage(round(_SIDE_PX * ratio), round(_SIDE_PX * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#888888"))
    code.render(image, QPoint(0, 0))
    shades = {image.pixelColor(x, y).lightness() for x in range(20, image.width() - 20) for y in range(20, image.height() - 20)}
    assert len(shades) == 2  # no module's edge falls within a pixel
    dark = [[image.pixelColor(x, y).lightness() < 100 for x in range(image.width())] for y in range(image.height())]
    columns = [x for x in range(20, image.width() - 20) if any(row[x] for row in dark[20:-20])]
    matrix = segno.make(ADDRESS, error="m", micro=False).matrix
    count = len(matrix)
    each = (columns[-1] - columns[0] + 1) / count
    assert each == int(each)
    first = columns[0]
    found = [[dark[int(first + (y + 0.5) * each)][int(first + (x + 0.5) * each)] for x in range(count)] for y in range(count)]
    assert found == [[bool(module) for module in row] for row in matrix]
    assert first >= 4 * each  # the quiet zone


def test_no_words_are_no_code(qtbot: QtBot) -> None:
    code = QrCode(_SIDE_PX)
    qtbot.addWidget(code)
    code.show_words(ADDRESS)
    code.show_words("")
    assert code.grab().toImage().pixelColor(_SIDE_PX // 2, _SIDE_PX // 2) == QColor("#FFFFFF")

"""Colours, style sheets, icons and texts of the window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from emlinh_desktop.base.locale_text import LANGUAGES, has_text
from emlinh_desktop.base.resources import resource
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.settings.settings import Theme
from emlinh_desktop.ui.icons import app_icon, face, icon_pixmap
from emlinh_desktop.ui.palette import DARK, LIGHT, TEXT_PAIRS, Colours, contrast
from emlinh_desktop.ui.theme import apply_theme, colours, style_sheet, theme_news
from emlinh_desktop.ui.ui_text import ui_text, window_language

UI = Path(__file__).resolve().parents[3] / "emlinh_desktop" / "ui"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_texts_stand_out_from_their_grounds(theme: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_style_sheets_name_only_known_colours(theme: Colours) -> None:
    assert "@" not in style_sheet(theme)
    assert theme.accent in style_sheet(theme)


def test_the_theme_switches_live_and_is_told(qapp: QApplication, qtbot: QtBot) -> None:
    label = QLabel("chữ")
    label.setProperty("ink", "text")
    qtbot.addWidget(label)
    label.show()
    with qtbot.waitSignal(theme_news().changed, timeout=1000):
        apply_theme(qapp, Theme.DARK)
    assert colours() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.window
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.text


def test_system_follows_the_desktop(qapp: QApplication) -> None:
    apply_theme(qapp, Theme.SYSTEM)
    dark = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert colours() is (DARK if dark else LIGHT)
    apply_theme(qapp, Theme.DARK)
    assert colours() is DARK
    apply_theme(qapp, Theme.SYSTEM)
    assert colours() is (DARK if dark else LIGHT)


def _inked(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 128 for x in range(image.width()) for y in range(image.height()))


def test_every_icon_draws_in_the_colour_asked(qapp: QApplication) -> None:
    names = [path.stem for path in resource("icons").glob("*.svg") if not path.stem.startswith("em-linh")]
    assert len(names) > 30
    for name in names:
        image = icon_pixmap(name, "#D04020").toImage()
        assert _inked(image) > 30, name
        colourful = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() > 250]
        assert all(abs(c.red() - 0xD0) < 12 and abs(c.blue() - 0x20) < 12 for c in colourful), name


def test_used_icons_exist() -> None:
    used = set()
    for path in UI.rglob("*.py"):
        used |= set(re.findall(r'(?:IconButton|ThemedButton)\(\s*"[^"]+",\s*"([a-z-]+)"', path.read_text(encoding="utf-8")))
    assert used
    assert [name for name in used if not resource(f"icons/{name}.svg").is_file()] == []


def test_the_face_is_round_and_the_small_icon_has_no_play_mark(qapp: QApplication) -> None:
    image = face(32).toImage()
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(image.width() // 2, image.height() // 2).alpha() == 255
    small, large = app_icon().pixmap(16, 16).toImage(), app_icon().pixmap(256, 256).toImage()
    assert small.pixelColor(13, 13).green() < 200  # her shoulder, not the mark's white disc
    assert large.pixelColor(178, 206).green() > 230


def test_texts_follow_the_language() -> None:
    assert ui_text("ui.chat.cancel") == "Hủy"
    heard = []
    window_language().language_changed.connect(lambda: heard.append(1))
    window_language().set_language(Language.EN)
    window_language().set_language(Language.EN)
    assert ui_text("ui.chat.cancel") == "Cancel"
    assert heard == [1]


def test_every_text_the_window_names_exists() -> None:
    used = set()
    for path in UI.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'"(ui\.[a-z_]+\.[A-Za-z_.-]+)"', source))
        used |= set(re.findall(r'ui_text\(\s*"([a-z_.]+)"', source))
    assert len(used) > 80
    for language in LANGUAGES:
        assert sorted(key for key in used if not has_text(key, language)) == []

"""The window's look: fonts, colours and style sheet, switched live; `system` follows the desktop.

Widgets that paint themselves read `colours()` in their paint event; those that keep coloured things (icons) connect
`theme_news().changed`. GUI thread only.
"""

from __future__ import annotations

import dataclasses
import functools
import re

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from emlinh_desktop.base.resources import resource
from emlinh_desktop.picture.fonts import EMOJI_FAMILY, TEXT_FAMILY, load_fonts
from emlinh_desktop.settings.settings import Theme
from emlinh_desktop.ui.palette import DARK, LIGHT, Colours

TEXT_SIZE_PX = 14
_STYLES = ("controls.qss", "chat.qss", "rooms.qss")


class ThemeNews(QObject):
    """Tells that the colours changed. There is one: `theme_news()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours = LIGHT
        self.theme = Theme.SYSTEM
        self.followed = False

    def follow_desktop(self, _scheme: Qt.ColorScheme) -> None:
        """The desktop went light or dark."""
        app = QApplication.instance()
        if self.theme is Theme.SYSTEM and isinstance(app, QApplication):
            _dress(app)


@functools.cache
def theme_news() -> ThemeNews:
    """The one teller of theme changes."""
    return ThemeNews()


def colours() -> Colours:
    """The colours of now."""
    return theme_news().colours


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the application. May be called again at any time; open windows change at once."""
    news = theme_news()
    news.theme = theme
    if not news.followed:
        news.followed = True
        load_fonts()
        app.setStyle("Fusion")
        app.setFont(ui_font())
        app.styleHints().colorSchemeChanged.connect(news.follow_desktop)
    wanted = {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark, Theme.SYSTEM: Qt.ColorScheme.Unknown}[theme]
    app.styleHints().setColorScheme(wanted)
    _dress(app)


def ui_font(size_px: int = TEXT_SIZE_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The house font at a size of the window."""
    font = QFont()
    font.setFamilies([TEXT_FAMILY, EMOJI_FAMILY])
    font.setPixelSize(size_px)
    font.setWeight(weight)
    return font


def _dress(app: QApplication) -> None:
    news = theme_news()
    dark = news.theme is Theme.DARK or (news.theme is Theme.SYSTEM and app.styleHints().colorScheme() is Qt.ColorScheme.Dark)
    wanted = DARK if dark else LIGHT
    if wanted is news.colours and app.styleSheet():
        return
    news.colours = wanted
    app.setPalette(qt_palette(wanted))
    app.setStyleSheet(style_sheet(wanted))
    news.changed.emit()


@functools.cache
def style_sheet(wanted: Colours) -> str:
    """The shipped style sheets with their `@names` filled in.

    Raises:
        KeyError: a style sheet names a colour that is none.
    """
    values = {name: str(value) for name, value in dataclasses.asdict(wanted).items()}
    raw = "\n".join(resource(f"styles/{name}").read_text(encoding="utf-8") for name in _STYLES)
    return re.sub(r"@([a-z_]+)", lambda found: values[found.group(1)], raw)


def qt_palette(wanted: Colours) -> QPalette:
    """The same colours for what Qt paints by itself."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: wanted.window,
        QPalette.ColorRole.WindowText: wanted.text,
        QPalette.ColorRole.Base: wanted.card,
        QPalette.ColorRole.AlternateBase: wanted.raised,
        QPalette.ColorRole.Text: wanted.text,
        QPalette.ColorRole.PlaceholderText: wanted.muted,
        QPalette.ColorRole.Button: wanted.raised,
        QPalette.ColorRole.ButtonText: wanted.text,
        QPalette.ColorRole.BrightText: wanted.danger,
        QPalette.ColorRole.Highlight: wanted.accent,
        QPalette.ColorRole.HighlightedText: wanted.on_accent,
        QPalette.ColorRole.Link: wanted.link,
        QPalette.ColorRole.LinkVisited: wanted.link,
        QPalette.ColorRole.ToolTipBase: wanted.card,
        QPalette.ColorRole.ToolTipText: wanted.text,
        QPalette.ColorRole.Accent: wanted.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(wanted.muted))
    return palette

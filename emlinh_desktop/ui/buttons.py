"""Buttons of the house: with icons that follow the theme and names that follow the language."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from emlinh_desktop.ui.icons import icon
from emlinh_desktop.ui.theme import colours, theme_news
from emlinh_desktop.ui.ui_text import ui_text, window_language


class ThemedButton(QPushButton):
    """A push button with an icon in the colour of its text. `kind`: plain, primary, quiet, danger."""

    def __init__(self, key: str, icon_name: str = "", *, kind: str = "plain") -> None:
        super().__init__()
        self._key = key
        self._icon_name = icon_name
        self._kind = kind
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(16, 16))
        theme_news().changed.connect(self._colour_icon)
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()
        self._colour_icon()

    def retranslate(self) -> None:
        """Say it in the window's language."""
        self.setText(ui_text(self._key))
        self.setAccessibleName(ui_text(self._key))

    def set_key(self, key: str) -> None:
        """Say something else."""
        self._key = key
        self.retranslate()

    def _colour_icon(self) -> None:
        if self._icon_name:
            now = colours()
            colour = {"primary": now.on_accent, "danger": now.danger}.get(self._kind, now.text)
            self.setIcon(icon(self._icon_name, colour))


class IconButton(QToolButton):
    """A small button that shows only an icon; its name is its tooltip and what a screen reader says."""

    def __init__(self, key: str, icon_name: str, *, size_px: int = 18, ink: str = "muted") -> None:
        super().__init__()
        self._key = key
        self._icon_name = icon_name
        self._ink = ink
        self.setProperty("kind", "icon")
        self.setIconSize(QSize(size_px, size_px))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme_news().changed.connect(self._colour_icon)
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()
        self._colour_icon()

    def retranslate(self) -> None:
        """Say it in the window's language."""
        self.setToolTip(ui_text(self._key))
        self.setAccessibleName(ui_text(self._key))

    def set_look(self, key: str, icon_name: str) -> None:
        """Become another button (play, pause)."""
        if (key, icon_name) != (self._key, self._icon_name):
            self._key, self._icon_name = key, icon_name
            self.retranslate()
            self._colour_icon()

    def _colour_icon(self) -> None:
        self.setIcon(icon(self._icon_name, getattr(colours(), self._ink), self.iconSize().width()))

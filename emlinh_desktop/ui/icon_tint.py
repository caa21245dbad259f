"""Buttons whose icon follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton

from emlinh_desktop.ui.icons import ICON_SIZE_PX, icon
from emlinh_desktop.ui.theme import colours, theme_news


class IconTint(QObject):
    """Draws a button's (or action's) icon in a colour of the palette, anew when the theme changes; lives as long as what it draws for."""

    def __init__(self, target: QAbstractButton | QAction, name: str, colour: str = "muted", size_px: int = ICON_SIZE_PX) -> None:
        super().__init__(target)
        self._target = target
        self._name = name
        self._colour = colour
        self._size_px = size_px
        if isinstance(target, QAbstractButton):
            target.setIconSize(QSize(size_px, size_px))
        theme_news().changed.connect(self.draw)
        self.draw()

    def show_icon(self, name: str, colour: str | None = None) -> None:
        """Another icon from now on."""
        self._name = name
        self._colour = colour or self._colour
        self.draw()

    def draw(self) -> None:
        """Draw it in the colours of now."""
        self._target.setIcon(icon(self._name, getattr(colours(), self._colour), self._size_px))

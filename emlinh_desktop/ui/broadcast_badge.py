"""Whether the window broadcasts, in colour and words, and the way to its settings."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from emlinh_desktop.bridge.broadcasting import BroadcastState, Phase
from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.ui.broadcast_text import badge_text, state_text, tone_of
from emlinh_desktop.ui.icons import icon
from emlinh_desktop.ui.theme import colours, theme_news
from emlinh_desktop.ui.ui_text import window_language


class BroadcastBadge(QPushButton):
    """Quiet while it is off; loud when it listens beyond this machine. `small`: an icon that is not there while it is off."""

    def __init__(self, studio: StudioApi, *, small: bool = False) -> None:
        super().__init__()
        self._small = small
        self._state = studio.broadcast_state()
        self.setProperty("kind", "quiet")
        self.setProperty("badge", True)
        self.setProperty("wide", not small)
        self.setIconSize(QSize(16, 16))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        studio.broadcast_changed.connect(self._show_state)
        theme_news().changed.connect(self._show)
        window_language().language_changed.connect(self._show)
        self._show()

    def _show_state(self, state: BroadcastState) -> None:
        self._state = state
        self._show()

    def _show(self) -> None:
        tone, words = tone_of(self._state), badge_text(self._state)
        self.setVisible(not self._small or self._state.phase is not Phase.OFF)
        self.setText("" if self._small else words)
        self.setToolTip(state_text(self._state))
        self.setAccessibleName(words)
        self.setAccessibleDescription(state_text(self._state))
        self.setIcon(icon("broadcast", getattr(colours(), tone or "text")))
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

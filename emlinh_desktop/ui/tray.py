"""The icon in the system's tray: the way back to a hidden window, and news of finished films."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from emlinh_desktop.ui.icons import app_icon
from emlinh_desktop.ui.ui_text import ui_text, window_language

_SHOWN_MS = 8000


class Tray(QObject):
    """GUI thread. Where the desktop has no tray nothing is shown, and news make the window's entry ask for attention."""

    open_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._icon: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._menu = QMenu(window)
            self._open = self._menu.addAction("", self.open_wanted.emit)
            self._quit = self._menu.addAction("", self.quit_wanted.emit)
            self._icon = QSystemTrayIcon(app_icon(), self)
            self._icon.setContextMenu(self._menu)
            self._icon.setToolTip("Em Linh")
            self._icon.activated.connect(self._activated)
            self._icon.messageClicked.connect(self.open_wanted)
            window_language().language_changed.connect(self._translate)
            self._translate()
            self._icon.show()

    @property
    def there(self) -> bool:
        """Whether a hidden window can be brought back."""
        return self._icon is not None

    def tell(self, title: str, words: str) -> None:
        """Show a notification."""
        if self._icon is not None and QSystemTrayIcon.supportsMessages():
            self._icon.showMessage(title, words, app_icon(), _SHOWN_MS)
        QApplication.alert(self._window)

    def hide(self) -> None:
        if self._icon is not None:
            self._icon.hide()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()

    @Slot()
    def _translate(self) -> None:
        self._open.setText(ui_text("ui.window.open"))
        self._quit.setText(ui_text("ui.window.quit"))

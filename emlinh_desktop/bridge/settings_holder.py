"""The settings as the window sees them: the value of now, and a signal when it changes."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from emlinh_desktop.settings import settings_file
from emlinh_desktop.settings.settings import Settings
from emlinh_desktop.settings.settings import changed as with_changes

log = logging.getLogger(__name__)


class SettingsHolder(QObject):
    """Holds the settings and keeps their file. GUI thread; the file is written by a short-lived thread, the newest value last."""

    changed = Signal(object)
    """Settings, after each change"""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._settings = settings_file.load(path)
        self._file = threading.Lock()
        self._writers: list[threading.Thread] = []

    @property
    def settings(self) -> Settings:
        return self._settings

    def change(self, **fields: Any) -> None:
        """Change some fields, tell everybody, keep it in the file. Raises ValueError for a value a field cannot have."""
        wanted = with_changes(self._settings, fields)
        if wanted == self._settings:
            return
        self._settings = wanted
        writer = threading.Thread(target=self._save, name="settings")
        self._writers = [*(old for old in self._writers if old.is_alive()), writer]
        writer.start()
        self.changed.emit(wanted)

    def close(self) -> None:
        """Wait until the file is written."""
        for writer in self._writers:
            writer.join()

    def _save(self) -> None:
        with self._file:
            try:
                settings_file.save(self._path, self._settings)
            except OSError as error:
                log.warning("the settings could not be kept: %s", error)

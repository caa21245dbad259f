"""The machine stays awake while a film is made, where the platform lets a program ask for it.

Linux: org.freedesktop.ScreenSaver.Inhibit on the session bus (https://specifications.freedesktop.org/idle-inhibit-spec/latest/),
which GNOME, KDE, Xfce and Cinnamon serve; the wish ends with the connection it came by, so one is opened for it and closed.
Windows: SetThreadExecutionState. macOS: `caffeinate`, which leaves with us (-w).
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Slot

log = logging.getLogger(__name__)

_SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
_CONNECTION = "emlinh-awake"
_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001


class SleepInhibitor(QObject):
    """GUI thread; nothing here waits for an answer. Where nobody can be asked nothing happens."""

    def __init__(self, reason: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reason = reason
        self._awake = False
        self._caffeinate: QProcess | None = None

    @Slot(bool)
    def set_awake(self, wanted: bool) -> None:
        """Ask for wakefulness, or let go of it."""
        if wanted == self._awake:
            return
        self._awake = wanted
        if sys.platform == "win32":
            _tell_windows(wanted)
        elif sys.platform == "darwin":
            self._caffeinate_while(wanted)
        elif _has_session_bus():
            self._ask_session_bus(wanted)

    def _caffeinate_while(self, wanted: bool) -> None:
        if wanted:
            self._caffeinate = QProcess(self)
            self._caffeinate.start("caffeinate", ["-i", "-w", str(os.getpid())])
        elif self._caffeinate is not None:
            self._caffeinate.kill()
            self._caffeinate.waitForFinished(500)
            self._caffeinate = None

    def _ask_session_bus(self, wanted: bool) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage

        if not wanted:
            QDBusConnection.disconnectFromBus(_CONNECTION)
            return
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)
        if not bus.isConnected():
            log.info("nobody keeps the machine awake for us: %s", bus.lastError().message())
            return
        call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "Inhibit")
        call.setArguments(["Em Linh Desktop", self._reason])
        bus.asyncCall(call)


def _tell_windows(awake: bool) -> None:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the attribute exists on Windows only
    kernel.SetThreadExecutionState(_ES_CONTINUOUS | (_ES_SYSTEM_REQUIRED if awake else 0))


def _has_session_bus() -> bool:
    """Whether there is a bus to ask; without one Qt would try to start one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (bool(runtime) and (Path(str(runtime)) / "bus").exists())

"""One window per data folder: the first start holds a lock, a second one asks it to show itself and ends."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

LOCK_NAME = "window.lock"
_PATIENCE_MS = 1000
_SHOW = b"show\n"


class SingleInstance(QObject):
    """GUI thread. Call `claim` before anything is opened."""

    raised = Signal()
    """another start wants the window to be seen"""

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        data_folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(data_folder / LOCK_NAME))
        self._lock.setStaleLockTime(0)  # only the death of its process makes a lock stale, never its age
        digest = hashlib.blake2b(str(data_folder.resolve()).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        self._name = f"emlinh-desktop-{digest}"
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """True for the first start, which listens from now on; False when another one runs, which has been asked to show itself."""
        if self._lock.tryLock(0):
            self._listen()
            return True
        if not self._ask_to_show():
            log.warning("another window holds %s but does not answer", self._lock.fileName())
        return False

    def release(self) -> None:
        """Let the next start be the first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _listen(self) -> None:
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # ours is the lock, so a socket found here was left by a killed process
        if not server.listen(self._name):
            log.warning("a second start cannot be heard: %s", server.errorString())
            return
        server.newConnection.connect(self._greet)
        self._server = server

    @Slot()
    def _greet(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.raised.emit()

    def _ask_to_show(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        socket.write(_SHOW)
        socket.waitForBytesWritten(_PATIENCE_MS)
        socket.disconnectFromServer()
        return True

"""The doctor in a child process, its lines told as they come."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QTimer, Signal

from emlinh_desktop.base.child_process import child_environment, lower_priority, module_command

_KILL_AFTER_MS = 3000


class DoctorRun(QObject):
    """One run after the other. GUI thread; the child ends by itself within seconds, or by `stop`."""

    line = Signal(str)
    finished = Signal(bool)
    """once a run: whether every check passed"""

    def __init__(self, parent: QObject | None = None, command: Sequence[str] | None = None) -> None:
        super().__init__(parent)
        self._command = list(command or [*module_command("emlinh_desktop.__main__"), "doctor"])
        self._process: QProcess | None = None
        self._rest = b""
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close)

    @property
    def running(self) -> bool:
        return self._process is not None

    def start(self, language: str) -> None:
        """Begin, unless one is under way; its lines are in `language`."""
        if self._process is not None:
            return
        self._rest = b""
        process = QProcess(self)
        environment = QProcessEnvironment()
        for name, value in child_environment({"EMLINH_LANG": language, "PYTHONIOENCODING": "utf-8"}).items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.setStandardInputFile(os.devnull)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.started.connect(self._started)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._process = process
        process.start(self._command[0], self._command[1:])

    def stop(self) -> None:
        """End the run; it finishes as not passed. The child cleans up after itself if it leaves within three seconds."""
        process = self._process
        if process is None:
            return
        if sys.platform == "win32":
            process.kill()
            return
        process.terminate()
        QTimer.singleShot(_KILL_AFTER_MS, process, process.kill)

    def abandon(self) -> None:
        """As `stop`, when nobody will be there at its end: it outlives its parent as long as the child needs to tidy up."""
        if self._process is None:
            return
        self.setParent(QCoreApplication.instance())
        self.finished.connect(self.deleteLater)
        self.stop()

    def close(self) -> None:
        """End the run and wait for its end, telling nobody: the program ends."""
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.terminate()
        if not process.waitForFinished(_KILL_AFTER_MS):
            process.kill()
            process.waitForFinished(_KILL_AFTER_MS)

    def _started(self) -> None:
        if self._process is not None:
            lower_priority(self._process.processId())

    def _read(self) -> None:
        if self._process is None:
            return
        *whole, self._rest = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in whole:
            self._tell(line)

    def _tell(self, line: bytes) -> None:
        words = line.decode("utf-8", "replace").strip()
        if words:
            self.line.emit(words)

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._tell(self._rest)
        self._over(passed=code == 0 and status is QProcess.ExitStatus.NormalExit)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # any other end is told by `finished` too
            self._over(passed=False)

    def _over(self, *, passed: bool) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self.finished.emit(passed)

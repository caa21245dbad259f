"""The picture of the frame being made: read from the job's folder off the GUI thread, at most four a second."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from emlinh_desktop.bridge.lane import Lane
from emlinh_desktop.domain.event import JobId

FILE_NAME = "preview.jpg"
_EVERY_MS = 250


@dataclass(frozen=True, slots=True)
class _Seen:
    job_id: JobId
    written_ns: int
    image: QImage


class Previews(QObject):
    """Watches the folder of one job at a time. GUI thread."""

    came = Signal(str, object)
    """JobId, QImage"""

    def __init__(self, jobs_folder: Path, reading: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = jobs_folder
        self._reading = reading
        self._job_id: JobId | None = None
        self._written_ns = 0
        self._asked = False
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def watch(self, job_id: JobId) -> None:
        self._job_id = job_id
        self._written_ns = 0
        self._timer.start()

    def stop(self) -> None:
        self._job_id = None
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        job_id, written_ns = self._job_id, self._written_ns
        if job_id is None or self._asked:
            return
        self._asked = True
        self._reading.ask(lambda: _newer(self._folder / job_id / FILE_NAME, job_id, written_ns), self._found, self._missed)

    def _found(self, seen: _Seen | None) -> None:
        self._asked = False
        if seen is not None and seen.job_id == self._job_id:
            self._written_ns = seen.written_ns
            self.came.emit(seen.job_id, seen.image)

    def _missed(self, _error: Exception) -> None:
        self._asked = False  # the file is being replaced or not there yet: the next look may see it


def _newer(file: Path, job_id: JobId, than_ns: int) -> _Seen | None:
    written_ns = file.stat().st_mtime_ns
    if written_ns <= than_ns:
        return None
    image = QImage.fromData(file.read_bytes())
    return None if image.isNull() else _Seen(job_id, written_ns, image)

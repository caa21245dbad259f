"""News of progress on its way to the window: from any thread, at most twenty a second for one job."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from emlinh_desktop.domain.event import JobId, ProgressEvent, Step

_GAP_MS = 50


class ToldEvents(QObject):
    """Lives on the GUI thread. Arrivals at a step pass at once; of repeats within a step only the newest each 50 ms."""

    told = Signal(object)
    """ProgressEvent, on the GUI thread"""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: dict[JobId, Step] = {}
        self._held: dict[JobId, ProgressEvent] = {}
        self._timer = QTimer(self, interval=_GAP_MS, singleShot=True)
        self._timer.timeout.connect(self._release)
        self._arrived.connect(self._take)  # queued when it comes from another thread

    def publish(self, event: ProgressEvent) -> None:
        """Pass an event on. Any thread."""
        self._arrived.emit(event)

    @Slot(object)
    def _take(self, event: ProgressEvent) -> None:
        if self._steps.get(event.job_id) is not event.step:
            self._steps[event.job_id] = event.step
            self._held.pop(event.job_id, None)
            self.told.emit(event)
            return
        self._held[event.job_id] = event
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _release(self) -> None:
        held, self._held = self._held, {}
        for event in held.values():
            self.told.emit(event)

    def forget(self, job_id: JobId) -> None:
        """The job has ended; a later run of it begins anew."""
        self._steps.pop(job_id, None)
        self._held.pop(job_id, None)

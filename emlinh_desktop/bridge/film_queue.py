"""The queue of films: one is made at a time on the production lane, the others wait in the order the store keeps."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.bridge.fallback_asker import FallbackAsker
from emlinh_desktop.bridge.lane import Lane
from emlinh_desktop.bridge.previews import Previews
from emlinh_desktop.bridge.services import Services
from emlinh_desktop.bridge.told_events import ToldEvents
from emlinh_desktop.domain.conversation import JobView
from emlinh_desktop.domain.event import JobId, JobStatus, ProgressEvent, Step

if TYPE_CHECKING:
    from emlinh_desktop.pipeline.job_runner import Outcome

log = logging.getLogger(__name__)


class FilmQueue(QObject):
    """Lives on the GUI thread; every method returns at once."""

    told = Signal(object)
    """ProgressEvent"""
    job_changed = Signal(object)
    """JobView"""
    preview = Signal(str, object)
    """JobId, QImage"""
    videos_changed = Signal()
    broke = Signal(object)
    """Exception of the store or of a start, of no use to the job's bubble"""
    busy_changed = Signal(bool)

    def __init__(self, services: Services, records: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._records = records
        self._production = Lane("production", self).start()
        self._leaving = CancelToken()
        self._token = CancelToken()
        self._running: JobId | None = None
        self._announced = False
        self._taking = False
        self._places: dict[JobId, int] = {}
        self._events = ToldEvents(self)
        self._events.told.connect(self._event_told)
        self.asker = FallbackAsker(services, self)
        self._previews = Previews(services.jobs_folder, records, self)
        self._previews.came.connect(self.preview)

    @property
    def running(self) -> JobId | None:
        """The job being made."""
        return self._running

    def wake(self) -> None:
        """Something may have changed in line: take the next job if none is being made, and tell the places."""
        if self._taking or self._leaving.cancelled:
            return
        if self._running is None:
            self._taking = True
            self._records.ask(lambda: self._services.store.take_next(), self._taken, self._stuck)  # noqa: PLW0108 - the store is opened on the lane
        else:
            self._tell_places()

    def enqueue(self, job_id: JobId) -> None:
        """Put an ended job in line again."""
        self._records.ask(lambda: self._services.store.enqueue(job_id), self._line_changed, self.broke.emit)

    def cancel(self, job_id: JobId) -> None:
        """Stop the job being made, or take a waiting one out of line."""
        if job_id == self._running:
            self._token.cancel()
            return
        self._records.ask(lambda: _cancel_waiting(self._services, job_id), self._left_line, self.broke.emit)

    def move(self, job_id: JobId, place: int) -> None:
        """Move a waiting job to a place in line (1: next)."""
        self._records.ask(lambda: self._services.store.move_in_queue(job_id, place), self._line_changed, self.broke.emit)

    def close(self, patience_s: float) -> bool:
        """Interrupt the job being made and end the lane; those in line wait for the next start. False if it does not end."""
        self._leaving.cancel()
        self._previews.stop()
        return self._production.close(patience_s)

    # ---- making a film

    def _taken(self, job_id: JobId | None) -> None:
        self._taking = False
        if job_id is not None and not self._leaving.cancelled:
            self._running, self._announced, self._token = job_id, False, CancelToken()
            self._production.ask(self._making(job_id, self._token), self._ended, self._failed_to_run)
            self._previews.watch(job_id)
            self.busy_changed.emit(True)
        self._tell_places()

    def _making(self, job_id: JobId, token: CancelToken) -> Callable[[], Outcome]:
        services, leaving, on_failure = self._services, self._leaving, self.asker.for_job(job_id)

        def publish(event: ProgressEvent) -> None:
            self._events.publish(event)
            services.tell(event)

        return lambda: services.run(job_id, publish, token, leaving, on_failure)

    def _event_told(self, event: ProgressEvent) -> None:
        if not self._announced and event.job_id == self._running:
            self._announced = True
            self._tell_view(event.job_id)
        self.told.emit(event)

    def _ended(self, _outcome: Outcome) -> None:
        self._free()
        self.wake()

    def _failed_to_run(self, error: Exception) -> None:
        """No outcome: the job could not be begun, or its end could not be remembered."""
        log.error("job %s did not run", self._running, exc_info=error)
        job_id = self._running
        self._free()
        self.broke.emit(error)
        if job_id is not None:
            self._records.ask(lambda: _note_failure(self._services, job_id, error), self._failure_noted, self._stuck)

    def _failure_noted(self, view: JobView) -> None:
        self.job_changed.emit(view)
        self.wake()

    def _free(self) -> None:
        job_id, self._running = self._running, None
        self._previews.stop()
        if job_id is not None:
            self._events.forget(job_id)
            self._tell_view(job_id)
        self.videos_changed.emit()
        self.busy_changed.emit(False)

    def _stuck(self, error: Exception) -> None:
        """The store does not answer: the line stands still until somebody asks for something."""
        self._taking = False
        self.broke.emit(error)

    # ---- telling

    def _line_changed(self, _result: object) -> None:
        self.wake()

    def _left_line(self, view: JobView) -> None:
        self._places.pop(view.job.id, None)
        self.job_changed.emit(view)
        self.wake()

    def _tell_view(self, job_id: JobId) -> None:
        self._records.ask(lambda: self._services.store.job_view(job_id), self.job_changed.emit, self.broke.emit)

    def _tell_places(self) -> None:
        known = dict(self._places)
        self._records.ask(lambda: _moved(self._services, known), self._places_read, self.broke.emit)

    def _places_read(self, read: tuple[dict[JobId, int], Mapping[JobId, JobView]]) -> None:
        self._places, moved = read
        for view in moved.values():
            self.job_changed.emit(view)


def _moved(services: Services, known: Mapping[JobId, int]) -> tuple[dict[JobId, int], Mapping[JobId, JobView]]:
    """Everybody's place in line now, and the views of those whose place is not the known one."""
    places = {job_id: place for place, job_id in enumerate(services.store.waiting(), start=1)}
    return places, services.store.job_views([job_id for job_id, place in places.items() if known.get(job_id) != place])


def _cancel_waiting(services: Services, job_id: JobId) -> JobView:
    if services.store.job(job_id).status is JobStatus.QUEUED:
        services.store.set_status(job_id, JobStatus.CANCELLED)
        services.tell(services.store.add_event(job_id, Step.CANCELLED, text("step.cancelled", "vi"), services.store.job(job_id).progress, {}))
    return services.store.job_view(job_id)


def _note_failure(services: Services, job_id: JobId, error: Exception) -> JobView:
    """A job that was taken out of line but never began has failed; one that another process runs is left alone."""
    from emlinh_desktop.pipeline.job_runner import classify, public_params

    job = services.store.job(job_id)
    if job.status is JobStatus.QUEUED:
        coded = classify(error)
        services.store.set_status(job_id, JobStatus.FAILED, coded.code.value, coded.params)
        params = public_params(coded)
        what, todo = (text(f"error.{coded.code.value}.{part}", "vi", **params) for part in ("what", "do"))
        message = text("step.failed", "vi", what=what, do=todo)
        services.tell(services.store.add_event(job_id, Step.FAILED, message, job.progress, {"error_code": coded.code.value, "error_params": params}))
    return services.store.job_view(job_id)

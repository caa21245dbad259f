"""Progress events: added, and read again from where a client stopped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.event import JobId, ProgressEvent, SessionId, Step
from emlinh_desktop.store.columns import now_utc, readable
from emlinh_desktop.store.repository import Repository, job_row
from emlinh_desktop.store.tables import EventRow


class EventRecords(Repository):
    """The events of all jobs, in one growing order."""

    def add_event(self, job_id: JobId, step: Step, message: str, progress: float, data: Mapping[str, Any], cancel: CancelToken | None = None) -> ProgressEvent:
        """Store one event and the job's progress with it; the event returned is the stored one, with its id.

        Raises:
            InputError: JOB_UNKNOWN.
            ProductError: INTERNAL, `data` holds something JSON does not know.
            Cancelled: while the database was busy.
        """
        with self._database.writing(cancel) as session:
            row = insert_event(session, job_id, step, message, progress, data)
        return event_record(row)

    def events(self, after_id: int = 0, job_id: JobId | None = None, session_id: SessionId | None = None) -> list[ProgressEvent]:
        """The events above `after_id`, oldest first: of all jobs, of one, or of one session."""
        query = select(EventRow).where(EventRow.id > after_id).order_by(EventRow.id)
        if job_id is not None:
            query = query.where(EventRow.job_id == job_id)
        if session_id is not None:
            query = query.where(EventRow.session_id == session_id)
        with self._database.reading() as session:
            return [event_record(row) for row in session.scalars(query)]


def insert_event(session: Session, job_id: JobId, step: Step, message: str, progress: float, data: Mapping[str, Any]) -> EventRow:
    """The event as a row with its id, in the caller's transaction."""
    job = job_row(session, job_id)
    job.progress = progress
    job.updated_at = now_utc()
    message = readable(message)  # what is told is what is stored
    row = EventRow(job_id=job.id, session_id=job.session_id, step=step.value, message=message, progress=progress, data=dict(data), timestamp=job.updated_at)
    session.add(row)
    session.flush()
    return row


def event_record(row: EventRow) -> ProgressEvent:
    """A row as the program knows it."""
    return ProgressEvent(
        id=row.id,
        job_id=JobId(row.job_id),
        session_id=SessionId(row.session_id),
        step=Step(row.step),
        message=row.message,
        progress=row.progress,
        data=row.data,
        timestamp=row.timestamp,
    )

"""The window's queue: which jobs wait, in which order, kept over a restart."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import JobId, JobStatus
from emlinh_desktop.store.repository import Repository, job_row
from emlinh_desktop.store.tables import JobRow, SessionRow

_QUEUED = JobStatus.QUEUED.value
_TAKEN, _NEXT = 0.0, 0.5  # orders in line are 1, 2 ...


class QueueRecords(Repository):
    """Jobs in line. A job leaves the line when it is claimed, cancelled or ended; one of a command line never stands in it."""

    def enqueue(self, job_id: JobId) -> None:
        """Put a new job, or one that ended without a film, at the end of the line.

        Raises:
            InputError: JOB_UNKNOWN; JOB_NOT_RESUMABLE for one that runs or is completed.
        """
        with self._database.writing() as session:
            job = job_row(session, job_id)
            if job.status in (JobStatus.RUNNING.value, JobStatus.COMPLETED.value):
                raise InputError(ErrorCode.JOB_NOT_RESUMABLE, job_id=job_id, status=job.status)
            last = session.scalar(select(func.max(JobRow.queue_order))) or 0.0
            job.status, job.queue_order = _QUEUED, last + 1
            job.error_code, job.error_params = None, {}

    def waiting(self) -> list[JobId]:
        """The jobs in line, the next one first."""
        with self._database.reading() as session:
            return line(session)

    def take_next(self) -> JobId | None:
        """Take the next job out of line. Until it is claimed it is remembered as taken, so that a crash between does not lose it."""
        with self._database.writing() as session:
            first = next(iter(line(session)), None)
            if first is not None:
                job_row(session, first).queue_order = _TAKEN
            return first

    def put_back_taken(self) -> None:
        """At a start: jobs that were taken but never begun are next in line again."""
        with self._database.writing() as session:
            session.execute(update(JobRow).where(JobRow.queue_order == _TAKEN, JobRow.status == _QUEUED).values(queue_order=_NEXT))

    def interrupted_jobs(self) -> list[JobId]:
        """Jobs to be continued, newest first, of conversations that are not deleted."""
        query = (
            select(JobRow.id)
            .join(SessionRow, SessionRow.id == JobRow.session_id)
            .where(JobRow.status == JobStatus.INTERRUPTED.value, SessionRow.last_message_at.is_not(None), SessionRow.deleted_at.is_(None))
            .order_by(JobRow.updated_at.desc())
        )
        with self._database.reading() as session:
            return [JobId(job_id) for job_id in session.scalars(query)]

    def move_in_queue(self, job_id: JobId, place: int) -> list[JobId]:
        """Move a waiting job to a place (1: next, beyond the end: last) and return the line. A job not in line moves nothing."""
        with self._database.writing() as session:
            jobs = line(session)
            if job_id in jobs:
                jobs.remove(job_id)
                jobs.insert(max(0, place - 1), job_id)
                _number(session, jobs)
            return jobs


def line(session: Session) -> list[JobId]:
    """The jobs in line, read in the caller's transaction."""
    query = select(JobRow.id).where(JobRow.queue_order > _TAKEN, JobRow.status == _QUEUED).order_by(JobRow.queue_order)
    return [JobId(job_id) for job_id in session.scalars(query)]


def _number(session: Session, jobs: Sequence[JobId]) -> None:
    for order, job_id in enumerate(jobs, start=1):
        session.execute(update(JobRow).where(JobRow.id == job_id).values(queue_order=float(order), updated_at=JobRow.updated_at))

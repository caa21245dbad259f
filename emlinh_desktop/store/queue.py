"""The window's queue: which jobs wait, in which order, kept over a restart."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import JobId, JobStatus
from emlinh_desktop.store.repository import Repository, job_row
from emlinh_desktop.store.tables import JobRow


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
            job.status, job.queue_order = JobStatus.QUEUED.value, last + 1
            job.error_code, job.error_params = None, {}

    def waiting(self) -> list[JobId]:
        """The jobs in line, the next one first."""
        with self._database.reading() as session:
            return line(session)

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
    query = select(JobRow.id).where(JobRow.queue_order.is_not(None), JobRow.status == JobStatus.QUEUED.value).order_by(JobRow.queue_order)
    return [JobId(job_id) for job_id in session.scalars(query)]


def _number(session: Session, jobs: Sequence[JobId]) -> None:
    for order, job_id in enumerate(jobs, start=1):
        session.execute(update(JobRow).where(JobRow.id == job_id).values(queue_order=float(order), updated_at=JobRow.updated_at))

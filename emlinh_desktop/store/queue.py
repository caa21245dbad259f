"""The window's queue: which jobs wait, in which order, kept over a restart; and what a dead process left waiting.

A queued job belongs to the process that queued it while that lives (`queue_owners`). Afterwards the window takes back at its start
what stood in its line or is named in a conversation, and `serve` adopts all that was asked for elsewhere than on a command line.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import CLI_SESSION, JobId, JobStatus
from emlinh_desktop.store.jobs import JobRecords
from emlinh_desktop.store.repository import job_row
from emlinh_desktop.store.tables import JobRow, MessageRow, SessionRow

_QUEUED = JobStatus.QUEUED.value
_TAKEN, _NEXT = 0.0, 0.5  # orders in line are 1, 2 ...


class QueueRecords(JobRecords):
    """Jobs in line. A job leaves the line when it is claimed, cancelled or ended; one of a command line never stands in it."""

    def enqueue(self, job_id: JobId, *, in_line: bool = True) -> None:
        """Queue a new job, or one that ended without a film, for this process: at the end of the window's line, or beside it.

        Raises:
            InputError: JOB_UNKNOWN; JOB_NOT_RESUMABLE for one that runs or is completed.
        """
        owner = self._queue_owners.ours()
        with self._database.writing() as session:
            job = job_row(session, job_id)
            if job.status in (JobStatus.RUNNING.value, JobStatus.COMPLETED.value):
                raise InputError(ErrorCode.JOB_NOT_RESUMABLE, job_id=job_id, status=job.status)
            job.status, job.owner, job.queue_order = _QUEUED, owner, _end_of_line(session) if in_line else None
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

    def take_back_line(self) -> None:
        """At the window's start: what an earlier window left waiting is ours; what it had taken but never begun is next in line again.

        A job named in a conversation belongs into the line even if a `serve` that adopted it has died.
        """
        owner = self._queue_owners.ours()
        named = select(MessageRow.job_id).join(SessionRow, SessionRow.id == MessageRow.session_id).where(SessionRow.deleted_at.is_(None))
        wanted = select(JobRow).where(JobRow.status == _QUEUED, or_(JobRow.queue_order.is_not(None), JobRow.id.in_(named))).order_by(JobRow.created_at)
        with self._database.writing() as session:
            for job in session.scalars(wanted).all():
                if job.owner != owner and self._queue_owners.alive(job.owner):
                    continue
                job.owner = owner
                if not job.queue_order:
                    job.queue_order = _NEXT if job.queue_order == _TAKEN else _end_of_line(session)

    def adopt_queued(self) -> list[JobId]:
        """At the start of `serve`: make ours, out of the window's line, what was queued by a process that has died; oldest first."""
        owner = self._queue_owners.ours()
        wanted = select(JobRow).where(JobRow.status == _QUEUED, JobRow.session_id != CLI_SESSION).order_by(JobRow.created_at)
        with self._database.writing() as session:
            left = [job for job in session.scalars(wanted).all() if not self._queue_owners.alive(job.owner)]
            for job in left:
                job.owner, job.queue_order = owner, None
            return [JobId(job.id) for job in left]

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


def _end_of_line(session: Session) -> float:
    return (session.scalar(select(func.max(JobRow.queue_order))) or 0.0) + 1


def _number(session: Session, jobs: Sequence[JobId]) -> None:
    for order, job_id in enumerate(jobs, start=1):
        session.execute(update(JobRow).where(JobRow.id == job_id).values(queue_order=float(order), updated_at=JobRow.updated_at))

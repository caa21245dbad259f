"""Jobs: made, claimed, ended, and found again after a crash."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Select, and_, literal_column, or_, select, update
from sqlalchemy.orm import Session

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import JobId, JobStatus, SessionId, Step, VideoId
from emlinh_desktop.domain.film import JobRecord
from emlinh_desktop.store.brief_json import brief_from_json, brief_to_json
from emlinh_desktop.store.columns import now_utc
from emlinh_desktop.store.database import Database
from emlinh_desktop.store.events import insert_event
from emlinh_desktop.store.ownership import OwnerLocks
from emlinh_desktop.store.queue_owners import QueueOwners
from emlinh_desktop.store.repository import Repository, job_row
from emlinh_desktop.store.tables import JobRow, SessionRow, VideoRow

_RUNNING = JobStatus.RUNNING.value
_CLAIMABLE = tuple(status.value for status in (JobStatus.QUEUED, JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.INTERRUPTED))
_ENDS_VIDEO = (JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.INTERRUPTED)


class JobRecords(Repository):
    """The records of jobs and who runs them."""

    def __init__(self, database: Database, locks: OwnerLocks, queue_owners: QueueOwners) -> None:
        super().__init__(database)
        self._locks = locks
        self._queue_owners = queue_owners

    def create_job(self, brief: Brief, session_id: SessionId, output: str | None) -> JobId:
        """A new job, queued by this process; its session is made if it is new."""
        job_id, owner = JobId(secrets.token_hex(5)), self._queue_owners.ours()
        with self._database.writing() as session:
            if session.get(SessionRow, session_id) is None:
                session.add(SessionRow(id=session_id))
                session.flush()
            session.add(JobRow(id=job_id, session_id=session_id, brief=brief_to_json(brief), status=JobStatus.QUEUED.value, owner=owner, output=output))
        return job_id

    def job(self, job_id: JobId) -> JobRecord:
        """Raises InputError JOB_UNKNOWN."""
        with self._database.reading() as session:
            found = session.execute(job_rows().where(JobRow.id == job_id)).first()
            if found is None:
                raise InputError(ErrorCode.JOB_UNKNOWN, job_id=job_id)
            job, video_id = found
            return job_record(job, video_id)

    def jobs(self, limit: int = 50) -> list[JobRecord]:
        """Newest first."""
        query = job_rows().order_by(JobRow.created_at.desc(), literal_column("jobs.rowid").desc()).limit(limit)
        with self._database.reading() as session:
            return [job_record(job, video_id) for job, video_id in session.execute(query)]

    def is_output(self, path: Path) -> bool:
        """Whether a job's film has, or will have, this path."""
        with self._database.reading() as session:
            return session.scalar(select(JobRow.id).where(JobRow.output == str(path.absolute())).limit(1)) is not None

    def claim(self, job_id: JobId, owner: str, cancel: CancelToken) -> bool:
        """Make the job running and ours: hold its lock file, then one conditional UPDATE.

        True again for the same owner; False if it runs elsewhere or was completed. The lock is held until
        `set_status` with another status than running, `give_up`, or the end of this process. A running job whose lock
        could be had was left by a dead process: it is first noted as interrupted.

        Raises:
            InputError: JOB_UNKNOWN.
            ResourceError: DATABASE_BUSY, NO_WRITE_ACCESS, DISK_FULL.
            Cancelled: while waiting; the job is then as before.
        """
        self.job(job_id)  # an unknown id must not make a folder
        if not self._locks.take(job_id, owner, cancel):
            return False
        ours = False
        try:
            with self._database.writing(cancel) as session:
                job = job_row(session, job_id)
                if job.status == _RUNNING and job.owner != owner:
                    _interrupt(session, job)
                ours = _claim(session, job_id, owner)
        finally:
            if not ours:
                self._locks.release(job_id)
        return ours

    def set_status(self, job_id: JobId, status: JobStatus, error_code: str | None = None, error_params: Mapping[str, Any] | None = None) -> None:
        """Note how the job stands; with any status but running it is no longer ours. A film not finished ends with it.

        Raises:
            InputError: JOB_UNKNOWN.
        """
        with self._database.writing() as session:
            job = job_row(session, job_id)
            job.error_code, job.error_params = error_code, dict(error_params or {})
            _set_status(session, job, status)
        if status is not JobStatus.RUNNING:
            self._locks.release(job_id)

    def give_up(self, job_id: JobId) -> None:
        """End our ownership; a job still running is noted as interrupted."""
        try:
            with self._database.writing() as session:
                job = job_row(session, job_id)
                if job.status == _RUNNING:
                    _interrupt(session, job)
        finally:
            self._locks.release(job_id)

    def mark_interrupted(self) -> list[JobId]:
        """Find running jobs whose owner is gone (nobody holds their lock), note them as interrupted, and name them."""
        with self._database.reading() as session:
            running = [JobId(job_id) for job_id in session.scalars(select(JobRow.id).where(JobRow.status == _RUNNING).order_by(JobRow.created_at))]
        return [job_id for job_id in running if self._interrupt_if_left(job_id)]

    def _interrupt_if_left(self, job_id: JobId) -> bool:
        with self._locks.if_left(job_id) as left:
            if not left:
                return False
            with self._database.writing() as session:
                job = job_row(session, job_id)
                if job.status != _RUNNING:  # it ended between our two looks
                    return False
                _interrupt(session, job)
        return True


def job_rows() -> Select[JobRow, int]:
    """Jobs with the ids of their films."""
    return select(JobRow, VideoRow.id).outerjoin(VideoRow, VideoRow.job_id == JobRow.id)


def _claim(session: Session, job_id: JobId, owner: str) -> bool:
    free = or_(JobRow.status.in_(_CLAIMABLE), and_(JobRow.status == _RUNNING, JobRow.owner == owner))
    claimed = session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, free)
        .values(status=_RUNNING, owner=owner, queue_order=None, error_code=None, error_params={}, updated_at=now_utc())
        .returning(JobRow.id)
        .execution_options(synchronize_session=False)
    ).first()
    if claimed is None:
        return False
    session.execute(update(VideoRow).where(VideoRow.job_id == job_id).values(status=_RUNNING))
    return True


def _set_status(session: Session, job: JobRow, status: JobStatus) -> None:
    job.status = status.value
    if status in _ENDS_VIDEO:
        session.execute(update(VideoRow).where(VideoRow.job_id == job.id).values(status=status.value))
    session.flush()


def _interrupt(session: Session, job: JobRow) -> None:
    _set_status(session, job, JobStatus.INTERRUPTED)
    insert_event(session, JobId(job.id), Step.INTERRUPTED, text("step.interrupted", "vi"), job.progress, {})


def job_record(job: JobRow, video_id: int | None) -> JobRecord:
    """A row as the program knows it."""
    return JobRecord(
        id=JobId(job.id),
        session_id=SessionId(job.session_id),
        brief=brief_from_json(job.brief),
        status=JobStatus(job.status),
        output=job.output or "",
        video_id=None if video_id is None else VideoId(video_id),
        progress=job.progress,
        error_code=job.error_code,
        error_params=job.error_params,
        created_at=job.created_at,
        updated_at=job.updated_at,
    )

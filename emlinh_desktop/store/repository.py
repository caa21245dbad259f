"""What the repositories share: the database they read and write, and how a job's row is found."""

from __future__ import annotations

from sqlalchemy.orm import Session

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import JobId
from emlinh_desktop.store.database import Database
from emlinh_desktop.store.tables import JobRow


class Repository:
    """Records of one kind. Any thread; each method is one transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database


def job_row(session: Session, job_id: JobId) -> JobRow:
    """The row of a job. Raises InputError JOB_UNKNOWN."""
    row = session.get(JobRow, job_id)
    if row is None:
        raise InputError(ErrorCode.JOB_UNKNOWN, job_id=job_id)
    return row

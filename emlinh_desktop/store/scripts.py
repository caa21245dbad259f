"""Scripts and film plans: the Lines of a job, every version of them, and what its planning fixed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, ProductError
from emlinh_desktop.domain.event import JobId, JobStatus
from emlinh_desktop.domain.script import Line, Script
from emlinh_desktop.store.columns import now_utc
from emlinh_desktop.store.repository import Repository, job_row
from emlinh_desktop.store.tables import JobRow, LineRow

if TYPE_CHECKING:
    from emlinh_desktop.domain.shot import FilmPlan


class ScriptRecords(Repository):
    """The script of each job and the plan of its film. A plan belongs to the newest version of the script."""

    def save_script(self, job_id: JobId, script: Script) -> None:
        """Keep the script as the job's newest version; the same script again is not a new version.

        Raises:
            InputError: JOB_UNKNOWN.
        """
        with self._database.writing() as session:
            job = job_row(session, job_id)
            if _script(job, _lines(session, job)) == script:
                return
            job.script_version += 1
            job.script_title, job.script_language = script.title, script.language.value
            job.script_writer, job.script_draft = script.writer, script.draft
            job.plan_key = job.plan_tempo = job.plan_lead_in_s = job.planned_at = None
            session.add_all(
                LineRow(job_id=job.id, version=job.script_version, position=n, line_id=line.id, text=line.text, ends_paragraph=line.ends_paragraph)
                for n, line in enumerate(script.lines)
            )

    def script(self, job_id: JobId) -> Script | None:
        """The newest version; None before one is saved. Raises InputError JOB_UNKNOWN."""
        with self._database.reading() as session:
            job = job_row(session, job_id)
            return _script(job, _lines(session, job))

    def save_plan(self, job_id: JobId, plan_key: str, plan: FilmPlan) -> None:
        """Keep the plan with the Lines of the job's script; an earlier plan of the job is replaced.

        Raises:
            InputError: JOB_UNKNOWN.
            ProductError: INTERNAL, the plan's Lines are not those of the saved script.
        """
        with self._database.writing() as session:
            job = job_row(session, job_id)
            rows = _lines(session, job)
            if [(row.line_id, row.text) for row in rows] != [(line.line_id, line.text) for line in plan.lines]:
                raise ProductError(ErrorCode.INTERNAL, reason=f"the plan of job {job_id} has other lines than its script")
            job.plan_key, job.plan_tempo, job.plan_lead_in_s, job.planned_at = plan_key, plan.tempo, plan.lead_in_s, now_utc()
            for row, line in zip(rows, plan.lines, strict=True):
                row.pause_after_s, row.seed = line.pause_after_s, line.seed
                row.motion_in_s, row.motion_out_s = line.motion_in_s, line.motion_out_s
                row.title = dataclasses.asdict(line.title) if line.title else None

    def plan(self, job_id: JobId) -> FilmPlan | None:
        """The plan of the job's film; None before one is saved. Raises InputError JOB_UNKNOWN."""
        with self._database.reading() as session:
            job = job_row(session, job_id)
            return _plan(job, _lines(session, job))

    def latest_plan(self, plan_key: str) -> FilmPlan | None:
        """The newest plan of any job with this key, of a film that was completed."""
        newest = select(JobRow).where(JobRow.plan_key == plan_key, JobRow.status == JobStatus.COMPLETED.value).order_by(JobRow.planned_at.desc()).limit(1)
        with self._database.reading() as session:
            job = session.scalar(newest)
            return None if job is None else _plan(job, _lines(session, job))


def _lines(session: Session, job: JobRow) -> Sequence[LineRow]:
    query = select(LineRow).where(LineRow.job_id == job.id, LineRow.version == job.script_version)
    return session.scalars(query.order_by(LineRow.position)).all()


def _script(job: JobRow, rows: Sequence[LineRow]) -> Script | None:
    if job.script_title is None or job.script_language is None or job.script_writer is None or job.script_draft is None:
        return None
    lines = tuple(Line(row.line_id, row.text, row.ends_paragraph) for row in rows)
    return Script(job.script_title, Language(job.script_language), lines, job.script_writer, job.script_draft)


def _plan(job: JobRow, rows: Sequence[LineRow]) -> FilmPlan | None:
    from emlinh_desktop.domain.shot import FilmPlan, LinePlan, TitleCue

    if job.plan_tempo is None or job.plan_lead_in_s is None:
        return None
    lines = []
    for row in rows:
        if row.pause_after_s is None or row.seed is None or row.motion_in_s is None or row.motion_out_s is None:
            raise ProductError(ErrorCode.INTERNAL, reason=f"line {row.position} of job {row.job_id} has no plan though its film has")
        title = TitleCue(**row.title) if row.title else None
        lines.append(LinePlan(row.line_id, row.text, row.pause_after_s, row.seed, row.motion_in_s, row.motion_out_s, title))
    return FilmPlan(job.plan_tempo, job.plan_lead_in_s, tuple(lines))

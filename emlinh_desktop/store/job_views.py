"""Jobs with all a bubble shows of them, many at once."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emlinh_desktop.domain.conversation import ChatPage, JobView, MessageId
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import STATIONS, JobId, JobStatus, ProgressEvent, SessionId
from emlinh_desktop.store.conversations import ConversationRecords
from emlinh_desktop.store.events import event_record
from emlinh_desktop.store.jobs import job_record
from emlinh_desktop.store.queue import line
from emlinh_desktop.store.tables import EventRow, JobRow, VideoRow
from emlinh_desktop.store.videos import video_record

_STATIONS = tuple(step.value for step in STATIONS)
_ENDS = {status.value for status in (JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.INTERRUPTED)}


class JobViewRecords(ConversationRecords):
    """Views of jobs, and pages of conversations with them."""

    def job_view(self, job_id: JobId) -> JobView:
        """Raises InputError JOB_UNKNOWN."""
        views = self.job_views([job_id])
        if job_id not in views:
            raise InputError(ErrorCode.JOB_UNKNOWN, job_id=job_id)
        return views[job_id]

    def job_views(self, job_ids: Collection[JobId]) -> dict[JobId, JobView]:
        """The views of these jobs; unknown ones are left out."""
        if not job_ids:
            return {}
        with self._database.reading() as session:
            places = {job_id: place for place, job_id in enumerate(line(session), start=1)}
            rows = session.scalars(select(JobRow).where(JobRow.id.in_(job_ids))).all()
            videos = {row.job_id: row for row in session.scalars(select(VideoRow).where(VideoRow.job_id.in_(job_ids)))}
            told = _told(session, rows)
            return {
                JobId(row.id): JobView(
                    job=job_record(row, videos[row.id].id if row.id in videos else None),
                    events=tuple(told.get(row.id, ())),
                    video=video_record(videos[row.id]) if row.id in videos else None,
                    place=places.get(JobId(row.id), 0),
                )
                for row in rows
            }

    def chat_page(self, session_id: SessionId, before: MessageId | None, limit: int) -> ChatPage:
        """The newest messages (or those before one), with the jobs they name."""
        messages, has_older = self.messages(session_id, before, limit)
        return ChatPage(tuple(messages), self.job_views({m.job_id for m in messages if m.job_id is not None}), has_older)


def _told(session: Session, jobs: Collection[JobRow]) -> dict[str, list[ProgressEvent]]:
    """Each job's stations (the first event of each step) and, if it ended without a film, the event that says so."""
    stations = select(func.min(EventRow.id)).where(EventRow.job_id.in_([job.id for job in jobs]), EventRow.step.in_(_STATIONS))
    ids = set(session.scalars(stations.group_by(EventRow.job_id, EventRow.step)))
    ended = [job for job in jobs if job.status in _ENDS]
    for status in {job.status for job in ended}:
        of_status = [job.id for job in ended if job.status == status]
        ends = select(func.max(EventRow.id)).where(EventRow.job_id.in_(of_status), EventRow.step == status).group_by(EventRow.job_id)
        ids.update(session.scalars(ends))
    told: dict[str, list[ProgressEvent]] = {}
    for row in session.scalars(select(EventRow).where(EventRow.id.in_(ids)).order_by(EventRow.id)):
        told.setdefault(row.job_id, []).append(event_record(row))
    return told

"""What the broadcast asks: events page by page, the newest id, the newest films."""

from __future__ import annotations

from sqlalchemy import func, select

from emlinh_desktop.domain.event import JobId, ProgressEvent, SessionId
from emlinh_desktop.domain.film import VideoRecord
from emlinh_desktop.store.events import event_record
from emlinh_desktop.store.repository import Repository
from emlinh_desktop.store.tables import EventRow, VideoRow
from emlinh_desktop.store.videos import video_record


class NewsRecords(Repository):
    """Pages for clients that come and go."""

    def newest_event_id(self) -> int:
        """The id of the last event stored; 0 if there is none."""
        with self._database.reading() as session:
            return session.scalar(select(func.max(EventRow.id))) or 0

    def events_page(self, after_id: int, limit: int, *, job_id: JobId | None = None, session_id: SessionId | None = None) -> list[ProgressEvent]:
        """At most `limit` events above `after_id`, oldest first: of all jobs, of one, or of one session."""
        query = select(EventRow).where(EventRow.id > after_id).order_by(EventRow.id).limit(limit)
        if job_id is not None:
            query = query.where(EventRow.job_id == job_id)
        if session_id is not None:
            query = query.where(EventRow.session_id == session_id)
        with self._database.reading() as session:
            return [event_record(row) for row in session.scalars(query)]

    def newest_videos(self, limit: int) -> list[VideoRecord]:
        """Films made and being made, newest first."""
        with self._database.reading() as session:
            return [video_record(row) for row in session.scalars(select(VideoRow).order_by(VideoRow.id.desc()).limit(limit))]

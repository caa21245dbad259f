"""The library: one row a film, running until it is finished or its job ends otherwise."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from emlinh_desktop.domain.conversation import VideoOrder, VideoQuery
from emlinh_desktop.domain.errors import unknown_name
from emlinh_desktop.domain.event import JobId, JobStatus, SessionId, VideoId
from emlinh_desktop.domain.film import Film, VideoRecord
from emlinh_desktop.store.brief_json import brief_from_json
from emlinh_desktop.store.folding import folded, matches
from emlinh_desktop.store.repository import Repository, job_row
from emlinh_desktop.store.tables import VideoRow

_NAMED_IN_ERROR = 10
_ORDERS = {
    VideoOrder.NEWEST: (VideoRow.created_at.desc(), VideoRow.id.desc()),
    VideoOrder.OLDEST: (VideoRow.created_at, VideoRow.id),
    VideoOrder.NAME: (VideoRow.folded, VideoRow.id),
    VideoOrder.LONGEST: (VideoRow.duration_s.desc().nulls_last(), VideoRow.id.desc()),
}


class VideoRecords(Repository):
    """The films made and being made."""

    def create_video(self, job_id: JobId, title: str, voice: str) -> VideoId:
        """The job's row in the library, running; a resumed job keeps the id it has. Raises InputError JOB_UNKNOWN."""
        with self._database.writing() as session:
            job = job_row(session, job_id)
            row = session.scalar(select(VideoRow).where(VideoRow.job_id == job.id))
            if row is None:
                brief = brief_from_json(job.brief)
                row = VideoRow(job_id=job.id, session_id=job.session_id, topic=brief.topic, composition=brief.composition.value, background=brief.background)
                session.add(row)
            row.title, row.voice, row.status = title, voice, JobStatus.RUNNING.value
            row.folded = folded(f"{row.title} {row.topic}")
            session.flush()
            return VideoId(row.id)

    def video(self, video_id: VideoId) -> VideoRecord:
        """Raises InputError UNKNOWN_NAME, with the newest ids."""
        with self._database.reading() as session:
            return video_record(_row(session, video_id))

    def finish_video(self, video_id: VideoId, film: Film) -> None:
        """Note the finished film: where it is, how long, its quality report. Raises InputError UNKNOWN_NAME."""
        with self._database.writing() as session:
            row = _row(session, video_id)
            row.path, row.thumbnail = str(film.path.absolute()), str(film.thumbnail.absolute()) if film.thumbnail else None
            row.duration_s, row.report, row.status = film.duration_s, film.report.to_json(), JobStatus.COMPLETED.value

    def videos(self, query: VideoQuery, offset: int = 0, limit: int = 50) -> list[VideoRecord]:
        """A page of the library."""
        wanted = select(VideoRow).where(matches(VideoRow.folded, query.words)).order_by(*_ORDERS[query.order]).offset(offset).limit(limit)
        if query.status is not None:
            wanted = wanted.where(VideoRow.status == query.status.value)
        if query.composition is not None:
            wanted = wanted.where(VideoRow.composition == query.composition)
        with self._database.reading() as session:
            return [video_record(row) for row in session.scalars(wanted)]

    def forget_video(self, video_id: VideoId) -> None:
        """Take a film out of the library; its files are the caller's. Raises InputError UNKNOWN_NAME."""
        with self._database.writing() as session:
            session.delete(_row(session, video_id))


def _row(session: Session, video_id: VideoId) -> VideoRow:
    row = session.get(VideoRow, video_id)
    if row is None:
        newest = session.scalars(select(VideoRow.id).order_by(VideoRow.id.desc()).limit(_NAMED_IN_ERROR))
        raise unknown_name("video", str(video_id), map(str, newest))
    return row


def video_record(row: VideoRow) -> VideoRecord:
    """A row as the program knows it."""
    return VideoRecord(
        id=VideoId(row.id),
        job_id=JobId(row.job_id),
        session_id=SessionId(row.session_id),
        title=row.title,
        topic=row.topic,
        status=JobStatus(row.status),
        path=row.path,
        thumbnail=row.thumbnail,
        duration_s=row.duration_s,
        composition=row.composition,
        background=row.background,
        voice=row.voice,
        created_at=row.created_at,
        report=row.report,
    )

"""A StudioApi in memory for widget tests: keeps what it was asked in `asked`, answers reads in the next turn of the event loop."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from emlinh_desktop.base.locale_text import text
from emlinh_desktop.bridge.broadcasting import BroadcastState
from emlinh_desktop.bridge.fallback_asker import FallbackQuestion
from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.conversation import (
    ChatPage,
    JobView,
    MessageId,
    MessageKind,
    MessageRecord,
    Role,
    SearchHit,
    SessionRecord,
    VideoOrder,
    VideoQuery,
)
from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.domain.event import STATION_PERCENT, STATIONS, JobId, JobStatus, ProgressEvent, SessionId, Step, VideoId
from emlinh_desktop.domain.fallback import FallbackChoice
from emlinh_desktop.domain.film import JobRecord, VideoRecord
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.settings.secrets import KeyPlace

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SCRIPT = (
    "Đọc sách mỗi ngày mở ra những chân trời mới. Một trang sách nhỏ có thể đổi cả một ngày dài.\n\n"
    "Khi đọc, ta học cách lắng nghe người khác và lắng nghe chính mình. Hãy bắt đầu từ mười phút mỗi tối."
)
VALUES: Mapping[Step, dict[str, Any]] = {
    Step.REQUEST_RECEIVED: {"topic": "lợi ích của việc đọc sách"},
    Step.SCRIPT_COMPLETED: {"n": len(SCRIPT)},
    Step.RECORD_CREATED: {"id": 7},
    Step.GENERATING_AUDIO: {"voice": "vi-north-female"},
    Step.AUDIO_COMPLETED: {"s": "30.4"},
    Step.RENDERING_VIDEO: {"s": "30.4", "bg": "office"},
    Step.VIDEO_RENDERING: {"comp": "Scene-Landscape"},
}
DATA: Mapping[Step, dict[str, Any]] = {
    Step.SCRIPT_COMPLETED: {"script": SCRIPT, "lines": 4, "writer": "offline", "draft": True, "language": "vi"},
    Step.RECORD_CREATED: {"video_id": 7},
    Step.AUDIO_COMPLETED: {"actual_duration": 30.4, "voice": "vi-north-female"},
    Step.COMPLETED: {"video_id": 7, "duration": 30.4, "quality": {"passed": True, "faults": [], "warnings": [], "measures": {"loudness_lufs": -14.0}}},
}


class FakeStudio(StudioApi):
    """Everything the window may ask for, held in lists. Its `tell_*` and `add_*` methods play the program's side."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[Any, ...]] = []
        """(method, arguments...) of each call that changes something"""
        self.session_list: list[SessionRecord] = []
        self.deleted: dict[SessionId, SessionRecord] = {}
        self.messages: list[MessageRecord] = []
        self.jobs: dict[JobId, JobView] = {}
        self.video_list: list[VideoRecord] = []
        self.hits: list[SearchHit] = []
        self.narration_path: Path | None = None
        self.sample_path: Path | None = None
        self.voice_list: list[Voice] = []
        self.model_list: Sequence[str] | EmlinhError = ()
        self.key_places: dict[str, KeyPlace] = {}
        self.questions: dict[JobId, FallbackQuestion] = {}
        self.broadcast = BroadcastState()
        self.makes_jobs = True
        """whether `say` and `make` queue a job at once, as an understood wish does"""
        self.clock = START
        self._event_id = 0

    # ---- the program's side
    def add_session(self, title: str, *, favourite: bool = False, archived: bool = False) -> SessionId:
        """One more conversation; the newest spoken in."""
        self.clock += timedelta(minutes=1)
        session_id = SessionId(f"s{len(self.session_list) + len(self.deleted) + 1}")
        self.session_list.append(SessionRecord(session_id, title, favourite, archived, self.clock, self.clock))
        return session_id

    def add_message(
        self,
        session_id: SessionId,
        words: str,
        role: Role = Role.USER,
        kind: MessageKind = MessageKind.TEXT,
        *,
        job_id: JobId | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> MessageRecord:
        """Store one message and tell it."""
        self.clock += timedelta(seconds=20)
        message = MessageRecord(MessageId(len(self.messages) + 1), session_id, role, kind, words, job_id, self.clock, data or {})
        self.messages.append(message)
        self.message_added.emit(message)
        return message

    def add_job(self, session_id: SessionId, brief: Brief, status: JobStatus = JobStatus.QUEUED, *, place: int = 1, tell: bool = True) -> JobView:
        """Store a job with its message and tell both."""
        job_id = JobId(f"job-{len(self.jobs) + 1}")
        record = JobRecord(job_id, session_id, brief, status, f"/films/{job_id}.mp4", None, 0.0, None, {}, self.clock, self.clock)
        view = JobView(record, (), None, place)
        self.jobs[job_id] = view
        self.add_message(session_id, brief.topic, Role.EM_LINH, MessageKind.JOB, job_id=job_id)
        if tell:
            self.job_changed.emit(view)
        return view

    def change_job(self, job_id: JobId, *, place: int | None = None, video: VideoRecord | None = None, **fields: Any) -> JobView:
        """Change fields of a job's record and tell it."""
        view = self.jobs[job_id]
        view = dataclasses.replace(
            view,
            job=dataclasses.replace(view.job, **fields),
            place=view.place if place is None else place,
            video=view.video if video is None else video,
        )
        self.jobs[job_id] = view
        self.job_changed.emit(view)
        return view

    def tell_step(self, job_id: JobId, step: Step, progress: float | None = None, data: Mapping[str, Any] | None = None) -> ProgressEvent:
        """One event: a station with its usual data, or a repeat with its own percent and data."""
        view = self.jobs[job_id]
        self._event_id += 1
        self.clock += timedelta(seconds=1)
        values = VALUES.get(step, {})
        message = text(f"step.{step.value}", "vi", **values) if step is not Step.FAILED else "❌"
        percent = STATION_PERCENT.get(step, view.job.progress) if progress is None else progress
        shown = {**DATA.get(step, {}), "values": values} if data is None else data
        event = ProgressEvent(self._event_id, job_id, view.job.session_id, step, message, float(percent), shown, self.clock)
        kept = view.events if progress is not None else (*view.events, event)
        self.jobs[job_id] = dataclasses.replace(view, job=dataclasses.replace(view.job, progress=float(percent)), events=kept)
        self.told.emit(event)
        return event

    def run_to(self, job_id: JobId, last: Step) -> None:
        """Start a job and tell its stations up to `last`."""
        self.change_job(job_id, status=JobStatus.RUNNING, place=0)
        for step in STATIONS[: STATIONS.index(last) + 1]:
            self.tell_step(job_id, step)

    def finish(self, job_id: JobId, path: str | None = None, thumbnail: str | None = None, duration_s: float = 30.4) -> JobView:
        """Tell all stations and complete a job with its film."""
        self.run_to(job_id, Step.COMPLETED)
        video = self.add_video(self.jobs[job_id].job.brief.topic, path=path, thumbnail=thumbnail, duration_s=duration_s, job_id=job_id)
        return self.change_job(job_id, status=JobStatus.COMPLETED, progress=100.0, video_id=video.id, video=video)

    def fail(self, job_id: JobId, code: str, **params: Any) -> JobView:
        """End a job with an error."""
        self.tell_step(job_id, Step.FAILED, data={"error_code": code, "error_params": params})
        return self.change_job(job_id, status=JobStatus.FAILED, error_code=code, error_params=params)

    def add_video(
        self,
        topic: str,
        *,
        path: str | None = None,
        thumbnail: str | None = None,
        duration_s: float = 30.4,
        composition: str = "Scene-Landscape",
        status: JobStatus = JobStatus.COMPLETED,
        job_id: JobId | None = None,
    ) -> VideoRecord:
        """One film of the library."""
        self.clock += timedelta(minutes=3)
        report = {"passed": True, "faults": [], "warnings": [], "measures": {"loudness_lufs": -14.0}}
        session_id = self.session_list[0].id if self.session_list else SessionId("s1")
        video = VideoRecord(
            VideoId(len(self.video_list) + 1),
            job_id or JobId("job-0"),
            session_id,
            topic.capitalize(),
            topic,
            status,
            path,
            thumbnail,
            duration_s,
            composition,
            "office",
            "vi-north-female",
            self.clock,
            report,
        )
        self.video_list.append(video)
        self.videos_changed.emit()
        return video

    def _answer(self, then: Callable[[Any], None], value: object) -> None:
        def answer() -> None:
            owner = getattr(then, "__self__", None)
            if not isinstance(owner, QObject) or isValid(owner):
                then(value)

        QTimer.singleShot(0, self, answer)

    # ---- talking
    def say(self, session_id: SessionId, words: str, defaults: Brief, attachments: Sequence[Path] = ()) -> None:
        self.asked.append(("say", session_id, words, defaults, tuple(attachments)))
        self.add_message(session_id, words)
        if self.makes_jobs:
            self.add_job(session_id, dataclasses.replace(defaults, topic=words))

    def stop_reply(self, session_id: SessionId) -> None:
        self.asked.append(("stop_reply", session_id))

    def make(self, session_id: SessionId, brief: Brief) -> None:
        self.asked.append(("make", session_id, brief))
        self.add_job(session_id, brief)

    # ---- jobs
    def cancel(self, job_id: JobId) -> None:
        self.asked.append(("cancel", job_id))

    def resume(self, job_id: JobId) -> None:
        self.asked.append(("resume", job_id))

    def move(self, job_id: JobId, place: int) -> None:
        self.asked.append(("move", job_id, place))

    def interrupted(self, then: Callable[[Sequence[JobId]], None]) -> None:
        self._answer(then, [job_id for job_id, view in self.jobs.items() if view.job.status is JobStatus.INTERRUPTED])

    def job(self, job_id: JobId, then: Callable[[JobView], None]) -> None:
        if job_id in self.jobs:
            self._answer(then, self.jobs[job_id])

    # ---- sessions and messages
    def new_session(self) -> SessionId:
        self.asked.append(("new_session",))
        session_id = self.add_session("")
        self.sessions_changed.emit()
        return session_id

    def sessions(self, archived: bool, then: Callable[[Sequence[SessionRecord]], None]) -> None:
        found = [session for session in self.session_list if session.archived is archived]
        self._answer(then, sorted(found, key=lambda session: (session.favourite, session.last_message_at), reverse=True))

    def search(self, words: str, then: Callable[[Sequence[SearchHit]], None]) -> None:
        self._answer(then, [hit for hit in self.hits if words.casefold() in hit.excerpt.casefold()])

    def _change_session(self, session_id: SessionId, **fields: Any) -> None:
        self.session_list = [dataclasses.replace(s, **fields) if s.id == session_id else s for s in self.session_list]
        self.sessions_changed.emit()

    def rename_session(self, session_id: SessionId, title: str) -> None:
        self.asked.append(("rename_session", session_id, title))
        self._change_session(session_id, title=title)

    def set_favourite(self, session_id: SessionId, favourite: bool) -> None:
        self.asked.append(("set_favourite", session_id, favourite))
        self._change_session(session_id, favourite=favourite)

    def set_archived(self, session_id: SessionId, archived: bool) -> None:
        self.asked.append(("set_archived", session_id, archived))
        self._change_session(session_id, archived=archived)

    def delete_session(self, session_id: SessionId) -> None:
        self.asked.append(("delete_session", session_id))
        self.deleted |= {s.id: s for s in self.session_list if s.id == session_id}
        self.session_list = [s for s in self.session_list if s.id != session_id]
        self.sessions_changed.emit()

    def restore_session(self, session_id: SessionId) -> None:
        self.asked.append(("restore_session", session_id))
        self.session_list.append(self.deleted.pop(session_id))
        self.sessions_changed.emit()

    def chat_page(self, session_id: SessionId, before: MessageId | None, limit: int, then: Callable[[ChatPage], None]) -> None:
        older = [m for m in self.messages if m.session_id == session_id and (before is None or m.id < before)]
        shown = tuple(older[-limit:])
        jobs = {m.job_id: self.jobs[m.job_id] for m in shown if m.job_id is not None}
        self._answer(then, ChatPage(shown, jobs, len(older) > limit))

    # ---- library
    def videos(self, query: VideoQuery, offset: int, limit: int, then: Callable[[Sequence[VideoRecord]], None]) -> None:
        found = [
            v
            for v in self.video_list
            if query.words.casefold() in v.title.casefold()
            and (query.status is None or v.status is query.status)
            and (query.composition is None or v.composition == query.composition)
        ]
        orders: Mapping[VideoOrder, Callable[[VideoRecord], Any]] = {
            VideoOrder.NEWEST: lambda v: -v.created_at.timestamp(),
            VideoOrder.OLDEST: lambda v: v.created_at.timestamp(),
            VideoOrder.NAME: lambda v: v.title.casefold(),
            VideoOrder.LONGEST: lambda v: -(v.duration_s or 0.0),
        }
        self._answer(then, sorted(found, key=orders[query.order])[offset : offset + limit])

    def trash_video(self, video_id: VideoId) -> None:
        self.asked.append(("trash_video", video_id))
        self.video_list = [v for v in self.video_list if v.id != video_id]
        self.videos_changed.emit()

    # ---- sound
    def narration(self, job_id: JobId, then: Callable[[Path | None], None]) -> None:
        self.asked.append(("narration", job_id))
        self._answer(then, self.narration_path)

    def voice_sample(self, voice_id: str, then: Callable[[Path | None], None]) -> None:
        self.asked.append(("voice_sample", voice_id))
        self._answer(then, self.sample_path)

    # ---- voices and online services
    def voices(self, then: Callable[[Sequence[Voice]], None]) -> None:
        self._answer(then, self.voice_list)

    def models(self, writer: str, then: Callable[[Sequence[str] | EmlinhError], None]) -> None:
        self.asked.append(("models", writer))
        self._answer(then, self.model_list)

    def key_place(self, name: str, then: Callable[[KeyPlace], None]) -> None:
        self._answer(then, self.key_places.get(name, KeyPlace.NOWHERE))

    def save_key(self, name: str, key: str, then: Callable[[KeyPlace], None]) -> None:
        self.asked.append(("save_key", name, key))
        self.key_places[name] = KeyPlace.KEYRING if key else KeyPlace.NOWHERE
        self._answer(then, self.key_places[name])

    # ---- asked and broadcast
    def fallback_question(self, job_id: JobId) -> FallbackQuestion | None:
        return self.questions.get(job_id)

    def answer_fallback(self, job_id: JobId, choice: FallbackChoice) -> None:
        self.asked.append(("answer_fallback", job_id, choice))

    def broadcast_state(self) -> BroadcastState:
        return self.broadcast

    def show_broadcast(self, state: BroadcastState) -> None:
        """The broadcast is so now."""
        self.broadcast = state
        self.broadcast_changed.emit(state)

    def renew_broadcast_key(self) -> None:
        self.asked.append(("renew_broadcast_key",))

    # ---- leaving
    def busy(self) -> bool:
        return any(view.job.status is JobStatus.RUNNING for view in self.jobs.values())

    def running(self) -> JobId | None:
        return next((job_id for job_id, view in self.jobs.items() if view.job.status is JobStatus.RUNNING), None)

    def close(self) -> None:
        self.asked.append(("close",))

"""Tools for every port that do their work in memory; they can be told to be slow, to fail or to find a fault."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.loudness_meter import Loudness
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import JobId, JobStatus, ProgressEvent, SessionId, Step, VideoId
from emlinh_desktop.domain.film import Film, JobRecord, QualityReport, VideoRecord
from emlinh_desktop.domain.ports import Fraction, SecondsFor
from emlinh_desktop.domain.script import Line, Script, make_lines
from emlinh_desktop.domain.shot import Background, CaptionPage, FilmPlan, Look, MouthTrack, Shot
from emlinh_desktop.domain.soundtrack import Soundtrack
from emlinh_desktop.domain.timebase import FPS, SAMPLE_RATE_HZ, SAMPLES_PER_FRAME
from emlinh_desktop.domain.utterance import MonoAudio, Narration, SpokenLine, Utterance, Voice, WordTiming
from emlinh_desktop.pipeline.tools import Tools

VOICE = Voice("vi-north-female", "fake", Language.VI, "north", "female", offline=True, licence="none")
SENTENCES = ("Xin chào các bạn.", "Đọc sách mở ra nhiều chân trời.", "Mỗi ngày vài trang là đủ.", "Hẹn gặp lại.")


class MemoryStore:
    """Port JobStore in a dictionary."""

    def __init__(self) -> None:
        self.records: dict[JobId, JobRecord] = {}
        self.told: list[ProgressEvent] = []
        self.scripts: dict[JobId, Script] = {}
        self.plans: dict[JobId, tuple[str, FilmPlan]] = {}
        self.videos: dict[VideoId, Film | None] = {}

    def create_job(self, brief: Brief, session_id: SessionId, output: str) -> JobId:
        job_id = JobId(f"job{len(self.records) + 1}")
        now = datetime.now(UTC)
        self.records[job_id] = JobRecord(job_id, session_id, brief, JobStatus.RUNNING, output, None, 0.0, None, {}, now, now)
        return job_id

    def job(self, job_id: JobId) -> JobRecord:
        if job_id not in self.records:
            raise InputError(ErrorCode.JOB_UNKNOWN, job_id=job_id)
        return self.records[job_id]

    def jobs(self, limit: int = 50) -> list[JobRecord]:
        return list(self.records.values())[::-1][:limit]

    def claim(self, job_id: JobId, owner: str, cancel: CancelToken) -> bool:
        return self.records[job_id].status is not JobStatus.COMPLETED

    def add_event(self, job_id: JobId, step: Step, message: str, progress: float, data: Mapping[str, Any], cancel: CancelToken | None = None) -> ProgressEvent:
        event = ProgressEvent(len(self.told) + 1, job_id, self.records[job_id].session_id, step, message, progress, dict(data), datetime.now(UTC))
        self.told.append(event)
        return event

    def events(self, after_id: int = 0, job_id: JobId | None = None, session_id: SessionId | None = None) -> list[ProgressEvent]:
        return [e for e in self.told if e.id > after_id and job_id in (None, e.job_id) and session_id in (None, e.session_id)]

    def save_script(self, job_id: JobId, script: Script) -> None:
        self.scripts[job_id] = script

    def script(self, job_id: JobId) -> Script | None:
        return self.scripts.get(job_id)

    def save_plan(self, job_id: JobId, plan_key: str, plan: FilmPlan) -> None:
        self.plans[job_id] = (plan_key, plan)

    def plan(self, job_id: JobId) -> FilmPlan | None:
        return self.plans[job_id][1] if job_id in self.plans else None

    def latest_plan(self, plan_key: str) -> FilmPlan | None:
        done = [plan for job, (key, plan) in self.plans.items() if key == plan_key and self.records[job].status is JobStatus.COMPLETED]
        return done[-1] if done else None

    def create_video(self, job_id: JobId, title: str, voice: str) -> VideoId:
        video_id = VideoId(len(self.videos) + 1)
        self.videos[video_id] = None
        self.records[job_id] = replace(self.records[job_id], video_id=video_id)
        return video_id

    def video(self, video_id: VideoId) -> VideoRecord:
        raise NotImplementedError

    def finish_video(self, video_id: VideoId, film: Film) -> None:
        self.videos[video_id] = film

    def set_status(self, job_id: JobId, status: JobStatus, error_code: str | None = None, error_params: Mapping[str, Any] | None = None) -> None:
        self.records[job_id] = replace(self.records[job_id], status=status, error_code=error_code, error_params=dict(error_params or {}))


@dataclass
class FakeWriter:
    """Writes four fixed sentences."""

    id: str = "offline"
    sentences: tuple[str, ...] = SENTENCES
    calls: int = 0

    def language_of(self, brief: Brief) -> Language:
        return brief.language or Language.VI

    def write(self, brief: Brief, language: Language, seconds_for: SecondsFor, told: Fraction, cancel: CancelToken) -> Script:
        self.calls += 1
        for n in range(1, 5):
            cancel.check()
            told(n / 4)
        return Script(brief.topic, language, make_lines((s, False) for s in self.sentences), self.id, draft=True)


class FakeNarrator:
    """Speaks a sine of 60 ms a character."""

    def voice(self, voice_id: str | None, language: Language) -> Voice:
        return VOICE

    def seconds_for(self, voice: Voice, cancel: CancelToken | None = None, speed: float = 1.0) -> SecondsFor:
        return lambda texts: [0.06 * len(t) / speed for t in texts]

    def narrate(
        self,
        lines: Sequence[Line],
        voice: Voice,
        target_s: float | None,
        earlier: FilmPlan | None,
        line_done: Callable[[int], None],
        cancel: CancelToken,
        speed: float = 1.0,
    ) -> Narration:
        spoken = []
        for n, line in enumerate(lines, start=1):
            cancel.check()
            spoken.append(SpokenLine(utterance(line), 0.4))
            line_done(n)
        return Narration(voice, earlier.tempo if earlier else 1.03 * speed, 0.5, tuple(spoken))


def utterance(line: Line) -> Utterance:
    seconds = 0.06 * len(line.text)
    words, start = [], 0
    for word in line.text.split():
        words.append(WordTiming(word, start, start + len(word), start * 0.06, (start + len(word)) * 0.06))
        start += len(word) + 1
    audio = np.sin(np.arange(round(seconds * SAMPLE_RATE_HZ)) * 0.05).astype(np.float32)
    return Utterance(line.id, line.text, VOICE.id, audio, tuple(words), ())


class FakeLips:
    def track(self, utterance: Utterance, lead_frames: int, frame_count: int) -> MouthTrack:
        return np.zeros((frame_count, 7), dtype=np.float32)


class FakePages:
    def pages(self, text: str, words: Sequence[WordTiming], duration_s: float, composition: str) -> tuple[CaptionPage, ...]:
        return (CaptionPage(words[0].start_s, duration_s, (tuple(range(len(words))),)),)


class FakeMedia:
    def background(self, spec: str) -> Background:
        return Background(spec)

    def check_music(self, path: str) -> str:
        return "music"


class FakeMixer:
    def __init__(self) -> None:
        self.error: Exception | None = None
        self.mixed: list[tuple[str | None, float]] = []
        """music and its volume"""

    def music_file(self, wish: str, topic: str) -> str:
        return f"/music/{wish}"

    def mix(
        self,
        audio: Sequence[MonoAudio],
        music: str | None,
        final: Path,
        cancel: CancelToken,
        music_percent: float = 100.0,
        let_go: Callable[[], None] = lambda: None,
    ) -> Soundtrack:
        if self.error is not None:
            raise self.error
        self.mixed.append((music, music_percent))
        final.write_bytes(b"".join(a.tobytes() for a in audio))
        let_go()
        return Soundtrack(final, Loudness(-14.0, 2.0, -1.5))


@dataclass
class FakeRenderer:
    """Makes a text file for each Shot; `before_frame` may cancel or raise in the middle."""

    before_frame: Callable[[int], None] = lambda _done: None
    report: QualityReport = field(default_factory=lambda: QualityReport((), (), {}))
    warmed: list[int | None] = field(default_factory=list)

    def warm(self, look: Look, shots: int | None = None) -> None:
        self.warmed.append(shots)

    def dismiss(self) -> None:
        pass

    def check_encoder(self, encoder: str) -> None:
        pass

    def render(self, shots: Sequence[Shot], brief: Brief, job_folder: Path, frames_done: Callable[[int], None], cancel: CancelToken) -> Sequence[Path]:
        total = sum(shot.frame_count for shot in shots)
        for done in itertools.chain(range(0, total, 10), [total]):
            cancel.check()
            self.before_frame(done)
            frames_done(done)
        return [job_folder / f"{n}.seg" for n in range(len(shots))]

    def finish(
        self, shots: Sequence[Shot], segments: Sequence[Path], sound: Soundtrack, title: str, language: Language, final: Path, cancel: CancelToken
    ) -> Film:
        frames = sum(shot.frame_count for shot in shots)
        cancel.check()
        assert sound.path.stat().st_size == frames * SAMPLES_PER_FRAME * 4
        final.write_text("film")
        return Film(final, None, None, final, frames / FPS, frames, self.report)

    def needed_bytes(self, frame_count: int, brief: Brief) -> int:
        return 1000 * frame_count


def make_tools(folder: Path) -> Tools:
    """A whole set of fakes working in `folder`."""
    return Tools(
        store=MemoryStore(),
        writers={"offline": FakeWriter(), "own": FakeWriter("own")},
        narrator=FakeNarrator(),
        lip_sync=FakeLips(),
        captions=FakePages(),
        media=FakeMedia(),
        mixer=FakeMixer(),
        renderer=FakeRenderer(),
        jobs_folder=folder / "jobs",
        cache_folder=folder / "cache",
    )

"""A real store, a real queue and a real server; only the film is acted: twelve stations in as long as a test wants."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from emlinh_desktop.app import App, QueueOrders
from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.event import STATION_PERCENT, JobId, JobStatus, ProgressEvent, SessionId, Step
from emlinh_desktop.domain.film import Film, QualityReport
from emlinh_desktop.pipeline.production import public_brief
from emlinh_desktop.server.broadcast import Broadcast
from emlinh_desktop.server.job_queue import JobQueue

FILM_BYTES = bytes(range(256)) * 40


class Stage:
    """The program with an actor for a film maker. `gate` lets the film go on from the station named by `hold_at`."""

    def __init__(self) -> None:
        self.stop = CancelToken()
        self.app = App(app_paths(), self.stop)
        self.gate = threading.Event()
        self.gate.set()
        self.hold_at: Step | None = None
        self.held = threading.Event()
        self.ended = threading.Event()
        self._queue: JobQueue | None = None
        self.film_bytes = FILM_BYTES
        self.broadcast: Broadcast | None = None
        self.port = 0
        self.token = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ws(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ws"

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @contextlib.contextmanager
    def making(self) -> Iterator[None]:
        """The queue alone inside the block; the server may come and go with `broadcasting`."""
        with JobQueue(self.act, self._withdraw, self.stop) as self._queue:
            try:
                yield
            finally:
                self.gate.set()

    @contextlib.contextmanager
    def broadcasting(self) -> Iterator[None]:
        """The server inside the block, on the same port each time, with the queue of `making`."""
        assert self._queue is not None
        with self.app.broadcasting(self.port, QueueOrders(self.app, self._queue), network=False, new_key=False) as (broadcast, address):
            self.broadcast, self.port, self.token = broadcast, broadcast.port, address.rpartition("=")[2]
            yield

    def idle(self) -> None:
        """Wait until the only job has ended."""
        while self.app.store.jobs()[0].status is not JobStatus.COMPLETED:
            self.ended.wait(0.05)

    @contextlib.contextmanager
    def serving(self, *, accepting: bool = True) -> Iterator[None]:
        """Queue and server inside the block, on the same port each time."""
        queue = JobQueue(self.act, self._withdraw, self.stop)
        orders = QueueOrders(self.app, queue) if accepting else None
        with self.app.broadcasting(self.port, orders, network=False, new_key=False) as (broadcast, address), queue:
            self.broadcast, self.port, self.token = broadcast, broadcast.port, address.rpartition("=")[2]
            try:
                yield
            finally:
                self.gate.set()

    def job(self, topic: str = "mèo mun", session: str = "s1") -> JobId:
        """A stored job nobody makes."""
        return self.app.submit(Brief(topic), self.app.paths.films / f"{topic}.mp4", SessionId(session))

    def tell(
        self, job_id: JobId, step: Step, progress: float | None = None, data: Mapping[str, Any] | None = None, *, told: bool = True, **values: Any
    ) -> ProgressEvent:
        """Store an event and, if `told`, pass it on."""
        percent = progress if progress is not None else float(STATION_PERCENT.get(step, 50))
        event = self.app.store.add_event(job_id, step, text(f"step.{step.value}", "vi", **values), percent, {**(data or {}), "values": values})
        if told:
            self.app.tell(event)
        return event

    def act(self, job_id: JobId, cancel: CancelToken, leaving: CancelToken) -> None:
        """Make a film in name: every station, a file, its sidecars."""
        store = self.app.store
        assert store.claim(job_id, "actor", cancel)
        try:
            self._perform(job_id, CancelToken(cancel, also=lambda: leaving.cancelled))
        except Cancelled:
            store.set_status(job_id, JobStatus.CANCELLED)
            self.tell(job_id, Step.CANCELLED)
        self.ended.set()

    def _perform(self, job_id: JobId, cancel: CancelToken) -> None:
        store, job = self.app.store, self.app.store.job(job_id)
        video_id = store.create_video(job_id, job.brief.topic, "vi-north-female")
        words: dict[Step, dict[str, Any]] = {
            Step.REQUEST_RECEIVED: {"topic": job.brief.topic},
            Step.SCRIPT_COMPLETED: {"n": 30},
            Step.RECORD_CREATED: {"id": video_id},
            Step.GENERATING_AUDIO: {"voice": "vi-north-female"},
            Step.AUDIO_COMPLETED: {"s": "2.0"},
            Step.RENDERING_VIDEO: {"s": "2.0", "bg": job.brief.background},
            Step.VIDEO_RENDERING: {"comp": job.brief.composition.value},
        }
        data: dict[Step, dict[str, Any]] = {
            Step.REQUEST_RECEIVED: {"brief": public_brief(job.brief)},
            Step.SCRIPT_COMPLETED: {"script": "Xin chào các bạn. Hôm nay em kể về mèo.\n\nHẹn gặp lại."},
            Step.COMPLETED: {"video_id": video_id, "duration": 2.0},
        }
        for step, percent in STATION_PERCENT.items():
            if step is self.hold_at:
                self.held.set()
                while not self.gate.wait(0.05):
                    cancel.check()
            cancel.check()
            if step is Step.COMPLETED:
                store.finish_video(video_id, self._film(Path(job.output)))
                store.set_status(job_id, JobStatus.COMPLETED)
            self.tell(job_id, step, float(percent), {"eta_s": 100 - percent, **data.get(step, {})}, **words.get(step, {}))

    def _film(self, path: Path) -> Film:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.film_bytes)
        path.with_suffix(".vtt").write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nXin chào\n", encoding="utf-8")
        path.with_suffix(".jpg").write_bytes(b"\xff\xd8\xff\xd9")
        report = QualityReport((), (), {"frames": 60})
        return Film(path, path.with_suffix(".srt"), path.with_suffix(".vtt"), path.with_suffix(".jpg"), 2.0, 60, report)

    def _withdraw(self, job_id: JobId) -> None:
        self.app.store.set_status(job_id, JobStatus.CANCELLED)
        self.tell(job_id, Step.CANCELLED)

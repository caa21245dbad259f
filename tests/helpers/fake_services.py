"""Services with the real store and a film maker that makes text files; it can be told to wait, to fail and to break."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from emlinh_desktop.app import App
from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.domain.event import STATION_PERCENT, JobId, JobStatus, ProgressEvent, Step
from emlinh_desktop.domain.fallback import Fallback, FallbackChoice, OnFailure
from emlinh_desktop.domain.film import Film, QualityReport
from emlinh_desktop.pipeline.job_runner import Outcome
from emlinh_desktop.store.ownership import JobOwnership

VALUES: Mapping[str, Any] = {"topic": "t", "n": 1, "id": 1, "voice": "v", "s": "6.0", "bg": "office", "comp": "Scene-Landscape", "what": "w", "do": "d"}


class FakeServices(App):
    """The shipped App whose `run` tells the twelve stations without working."""

    def __init__(self) -> None:
        super().__init__(app_paths(), CancelToken())
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.failure: Exception | None = None
        """raised in the middle; an EmlinhError fails the job, anything else breaks the run"""
        self.ran: list[JobId] = []
        self.threads: set[int] = set()
        self.during: Callable[[JobId, Step], None] = lambda _job_id, _step: None
        self.voice_faults: list[EmlinhError] = []
        """the wanted voice fails once for each"""
        self.choices: list[FallbackChoice] = []

    def hold(self) -> None:
        """Films stop half way until `may_go_on` is set."""
        self.may_go_on.clear()

    def run(
        self,
        job_id: JobId,
        publish: Callable[[ProgressEvent], None],
        cancel: CancelToken,
        leaving: CancelToken | None = None,
        on_failure: OnFailure | None = None,
    ) -> Outcome:
        self.ran.append(job_id)
        self.threads.add(threading.get_ident())
        with JobOwnership(self.store, job_id, cancel):
            return self._run(job_id, publish, cancel, leaving or CancelToken(), on_failure or self._on_failure)

    def _run(self, job_id: JobId, publish: Callable[[ProgressEvent], None], cancel: CancelToken, leaving: CancelToken, on_failure: OnFailure) -> Outcome:
        store = self.store

        def tell(step: Step, percent: float, data: Mapping[str, Any] | None = None) -> None:
            publish(store.add_event(job_id, step, text(f"step.{step.value}", "vi", **VALUES), percent, data or {"values": dict(VALUES)}))

        try:
            film = self._film(job_id, tell, CancelToken(cancel, also=lambda: leaving.cancelled, poll_s=0.01), on_failure)
        except Cancelled:
            status = JobStatus.CANCELLED if cancel.cancelled else JobStatus.INTERRUPTED
            store.set_status(job_id, status)
            tell(Step(status.value), 50.0)
            return Outcome(job_id)
        except EmlinhError as error:
            store.set_status(job_id, JobStatus.FAILED, error.code.value, error.params)
            tell(Step.FAILED, 50.0, {"error_code": error.code.value, "error_params": dict(error.params)})
            return Outcome(job_id, error=error)
        return Outcome(job_id, film=film)

    def _speak(self, on_failure: OnFailure, token: CancelToken) -> None:
        while self.voice_faults:
            error = self.voice_faults.pop(0)
            self.choices.append(on_failure(Fallback("voice", "edge:vi-VN-HoaiMyNeural", "vi-north-female", error), token))
            if self.choices[-1] is FallbackChoice.STOP:
                raise error
            if self.choices[-1] is FallbackChoice.STAND_IN:
                return

    def _film(self, job_id: JobId, tell: Callable[..., None], token: CancelToken, on_failure: OnFailure) -> Film:
        job = self.store.job(job_id)
        video_id = None
        for step, percent in STATION_PERCENT.items():
            token.check()
            self.during(job_id, step)
            if step is Step.RECORD_CREATED:
                video_id = self.store.create_video(job_id, job.brief.topic, "v")
            if step is Step.VIDEO_RENDERING:
                while not self.may_go_on.is_set():
                    token.wait(0.01)
                if self.failure is not None:
                    raise self.failure
            if step is Step.GENERATING_AUDIO:
                self._speak(on_failure, token)
            if step is not Step.COMPLETED:
                tell(step, float(percent))
        assert video_id is not None
        final = Path(job.output)
        final.parent.mkdir(parents=True, exist_ok=True)
        final.write_text("film", encoding="utf-8")
        film = Film(final, None, None, final, 6.0, 180, QualityReport((), (), {}))
        self.store.finish_video(video_id, film)
        self.store.set_status(job_id, JobStatus.COMPLETED)
        tell(Step.COMPLETED, 100.0, {"video_id": video_id, "duration": 6.0, "quality": film.report.to_json()})
        return film

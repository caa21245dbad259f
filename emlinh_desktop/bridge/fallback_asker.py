"""A better voice or writer failed: the production lane waits while the window asks what to do."""

from __future__ import annotations

import contextlib
import queue
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.bridge.services import Services
from emlinh_desktop.domain.event import STATION_PERCENT, JobId, SessionId
from emlinh_desktop.domain.fallback import Fallback, FallbackChoice, FallbackPolicy, OnFailure, choice_without_asking

_POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class FallbackQuestion:
    """What failed, in which film, and what could stand in."""

    job_id: JobId
    session_id: SessionId
    topic: str
    fallback: Fallback


@dataclass(frozen=True, slots=True)
class _Asked:
    question: FallbackQuestion
    answers: queue.SimpleQueue[FallbackChoice]


class FallbackAsker(QObject):
    """Lives on the GUI thread. `for_job` gives what the production lane calls; one film is made at a time, so one question is open."""

    asked = Signal(object)
    """FallbackQuestion"""
    closed = Signal(str)
    """JobId whose question needs no answer any more"""
    _arrived = Signal(object)
    _left = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._open: _Asked | None = None
        self._arrived.connect(self._ask)  # queued: both come from the production lane
        self._left.connect(self._close)

    def question(self, job_id: JobId) -> FallbackQuestion | None:
        """What a job waits to be told."""
        return self._open.question if self._open is not None and self._open.question.job_id == job_id else None

    def answer(self, job_id: JobId, choice: FallbackChoice) -> None:
        """Let the job go on. Nothing happens if it asks nothing (any more)."""
        if self._open is not None and self._open.question.job_id == job_id:
            self._open.answers.put(choice)
            self._open = None

    def for_job(self, job_id: JobId) -> OnFailure:
        """Decides for one job, by the setting or by the answer; the wait ends with the job's token."""

        def decide(fallback: Fallback, cancel: CancelToken) -> FallbackChoice:
            policy = self._services.online().fallback
            if policy is not FallbackPolicy.ASK:
                return choice_without_asking(policy)
            job = self._services.store.job(job_id)
            asked = _Asked(FallbackQuestion(job_id, job.session_id, job.brief.topic, fallback), queue.SimpleQueue())
            self._tell_waiting(job_id, fallback)
            self._arrived.emit(asked)
            try:
                return _answer(asked, cancel)
            finally:
                self._left.emit(asked)

        return decide

    def _tell_waiting(self, job_id: JobId, fallback: Fallback) -> None:
        """The step of now once more, saying that it waits: who looks on from outside cannot answer but should know."""
        store = self._services.store
        told = [event for event in store.events(job_id=job_id) if event.step in STATION_PERCENT]
        if told:
            last = told[-1]
            self._services.tell(store.add_event(job_id, last.step, last.message, last.progress, {"waiting": fallback.to_json()}))

    def _ask(self, asked: _Asked) -> None:
        self._open = asked
        self.asked.emit(asked.question)

    def _close(self, asked: _Asked) -> None:
        if self._open is asked:
            self._open = None
        self.closed.emit(asked.question.job_id)


def _answer(asked: _Asked, cancel: CancelToken) -> FallbackChoice:
    """Raises Cancelled."""
    while True:
        cancel.check()
        with contextlib.suppress(queue.Empty):
            return asked.answers.get(timeout=_POLL_S)

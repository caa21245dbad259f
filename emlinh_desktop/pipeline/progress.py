"""Telling progress: stored first, then told; percents that only grow; how long is left."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.domain.event import STATION_PERCENT, JobId, ProgressEvent, Step
from emlinh_desktop.domain.ports import JobStore
from emlinh_desktop.domain.timebase import FPS

log = logging.getLogger(__name__)

Publish = Callable[[ProgressEvent], None]

_MIN_GAP_S = 0.05  # at most 20 events a second
_MIN_RISE = 0.1  # percent; smaller steps are not worth an event


class Progress:
    """The events of one job. One thread. A resumed job continues: stored stations are not repeated.

    A station's `data["values"]` fill the braces of its text, so that another language can be shown later.
    """

    def __init__(self, store: JobStore, job_id: JobId, publish: Publish, cancel: CancelToken) -> None:
        self._store = store
        self._job_id = job_id
        self._publish = publish
        self._cancel = cancel
        earlier = store.events(job_id=job_id)
        self._stations = {event.step for event in earlier if event.step in STATION_PERCENT}
        self.percent = max((event.progress for event in earlier), default=0.0)
        self._told_at = float("-inf")
        self._station_at = time.monotonic()
        self.current = Step.REQUEST_RECEIVED
        self._message = ""

    def station(self, step: Step, data: Mapping[str, Any] | None = None, /, **values: Any) -> None:
        """Arrive at one of the twelve stations; `values` fill the braces of its message."""
        self._cancel.check()
        now = time.monotonic()
        log.info("job %s: %s (%.2f s after %s)", self._job_id, step.value, now - self._station_at, self.current.value)
        self._station_at = now
        self.current = step
        self._message = text(f"step.{step.value}", "vi", **values)
        if step in self._stations:
            return
        self._stations.add(step)
        self._tell(step, max(self.percent, float(STATION_PERCENT[step])), {**(data or {}), "values": values})

    def within(self, done: float, low: float, high: float, data: Mapping[str, Any]) -> None:
        """Repeat the current station with a percent `done` (0..1) of the way from `low` to `high`."""
        self._cancel.check()
        percent = round(low + (high - low) * min(1.0, max(0.0, done)), 1)
        if percent - self.percent < _MIN_RISE or time.monotonic() - self._told_at < _MIN_GAP_S:
            return
        self._tell(self.current, percent, data)

    def completed(self, data: Mapping[str, Any]) -> None:
        """The last station. The film is in its place: it is too late for the token to stop this."""
        log.info("job %s: completed (%.2f s after %s)", self._job_id, time.monotonic() - self._station_at, self.current.value)
        self._message = text("step.completed", "vi")
        self._tell(Step.COMPLETED, 100.0, data)

    def end(self, step: Step, data: Mapping[str, Any] | None = None, /, **values: Any) -> None:
        """Say how a job ended other than completed. Not stopped by the token, which may be why it ended."""
        log.info("job %s: %s at %.1f %% during %s", self._job_id, step.value, self.percent, self.current.value)
        self._publish(self._store.add_event(self._job_id, step, text(f"step.{step.value}", "vi", **values), self.percent, data or {}))

    def _tell(self, step: Step, percent: float, data: Mapping[str, Any]) -> None:
        event = self._store.add_event(self._job_id, step, self._message, percent, data, self._cancel)
        self.percent = percent
        self._told_at = time.monotonic()
        self._publish(event)


class RenderClock:
    """Frames per second of this render and the seconds left for the whole job."""

    def __init__(self, frame_count: int) -> None:
        self._frame_count = frame_count
        self._began_at = time.monotonic()
        self._first: int | None = None
        self._done = 0

    def update(self, frames_done: int) -> None:
        """Frames from the cache come at once: the first report is the zero of the measurement."""
        if self._first is None:
            self._first = frames_done
            self._began_at = time.monotonic()
        self._done = frames_done

    @property
    def fps(self) -> float:
        """0 while nothing was measured."""
        elapsed_s = time.monotonic() - self._began_at
        return (self._done - (self._first or 0)) / elapsed_s if elapsed_s > 0.2 else 0.0

    @property
    def eta_s(self) -> float | None:
        """Seconds left, the finishing included; None while unknown."""
        if self._done >= self._frame_count:
            return finish_eta_s(self._frame_count)
        return round((self._frame_count - self._done) / self.fps + finish_eta_s(self._frame_count), 1) if self.fps > 0 else None


# What two cores of 2026 need, measured, and a third more.
_ROUGH_FRAMES_PER_S = 110.0
_FINISH_FRAMES_PER_S = 10_000.0


def rough_eta_s(duration_s: float) -> float:
    """Seconds a film of `duration_s` may take, before anything of its rendering was measured on this machine."""
    return round(duration_s * FPS / _ROUGH_FRAMES_PER_S + 1.5, 1)


def finish_eta_s(frame_count: int) -> float:
    """Seconds that joining and checking a film of so many frames may take."""
    return round(frame_count / _FINISH_FRAMES_PER_S + 0.2, 1)

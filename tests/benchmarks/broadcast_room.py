"""The server of `bench_broadcast`, in a process of its own: a room told `rate` events a second, no store behind it.

Prints its port and key, waits for a line on stdin, tells the events, prints what it cost as JSON, and lives until stdin ends.
A thread that wants to run every 5 ms stands for the window: its longest wait is what a window would feel.
"""

from __future__ import annotations

import contextlib
import json
import sys
import threading
import time
from datetime import UTC, datetime

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import JobId, ProgressEvent, SessionId, Step, VideoId
from emlinh_desktop.domain.film import JobRecord, VideoRecord
from emlinh_desktop.server.access import TOKEN_CHARACTERS
from emlinh_desktop.server.broadcast import Broadcast, Settings
from emlinh_desktop.server.desk import Desk
from emlinh_desktop.server.listeners import Listeners

TOKEN = "t" * TOKEN_CHARACTERS
_WINDOW_S = 0.005


class Window:
    """Wakes every 5 ms, touches the interpreter, and remembers by how much it came late."""

    def __init__(self) -> None:
        self.late_ms: list[float] = []
        self._leave = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Window:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leave.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._leave.is_set():
            wanted = time.perf_counter() + _WINDOW_S
            time.sleep(_WINDOW_S)
            self.late_ms.append((time.perf_counter() - wanted) * 1000)


class Told:
    """Events kept in a list."""

    def __init__(self) -> None:
        self.events: list[ProgressEvent] = []

    def after(self, after_id: int, limit: int, *, job_id: JobId | None = None, session_id: SessionId | None = None) -> list[ProgressEvent]:
        return self.events[after_id : after_id + limit]

    def next(self) -> ProgressEvent:
        data = {"frame": len(self.events), "frames": 900, "fps": 98.7, "eta_s": 12.3, "told_at": time.perf_counter()}
        event = ProgressEvent(
            len(self.events) + 1,
            JobId("0123456789"),
            SessionId("s1"),
            Step.VIDEO_RENDERING,
            "⚡ Video đang được render với composition Scene-Landscape...",
            88.8,
            data,
            datetime.now(UTC),
        )
        self.events.append(event)
        return event


def _no_job(job_id: JobId) -> JobRecord:
    raise InputError(ErrorCode.JOB_UNKNOWN, job_id=job_id)


def _no_video(video_id: VideoId) -> VideoRecord:
    raise InputError(ErrorCode.UNKNOWN_NAME, kind="video", name=str(video_id), nearest="", known="")


def main(count: int, rate_hz: float, window_too: bool) -> None:
    told, listeners = Told(), Listeners()
    desk = Desk(
        submit=None,
        resume=None,
        cancel=lambda _job_id: None,
        job=_no_job,
        jobs=lambda _limit: [],
        events=told.after,
        newest_event_id=lambda: len(told.events),
        video=_no_video,
        videos=lambda _limit: [],
        subscribe=listeners.subscribe,
    )
    broadcast = Broadcast(Settings(0, TOKEN), desk)
    broadcast.start()
    print(json.dumps({"port": broadcast.port, "token": TOKEN}), flush=True)
    for _ in sys.stdin:
        with Window() if window_too else contextlib.nullcontext() as window:
            cpu_s, began = time.process_time(), time.perf_counter()
            for n in range(count):
                time.sleep(max(0.0, began + n / rate_hz - time.perf_counter()))
                listeners.tell(told.next())
            time.sleep(0.5)
            cpu_s = time.process_time() - cpu_s
        cost = {"cpu_s": cpu_s}
        if window is not None:
            late = sorted(window.late_ms)
            cost |= {"window_p99_ms": late[int(len(late) * 0.99)], "window_longest_ms": late[-1]}
        print(json.dumps(cost), flush=True)
    broadcast.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:] == ["window"])

"""The window: how soon it is there, how seldom it stalls while a film is made, what it weighs. Run by hand:

    python tests/benchmarks/bench_window.py [start] [stall] [jobs] [--seconds 20]

`start`: process start to the first painted window and to the shown history (with 10,000 messages and 1,000 films), and memory.
`stall`: a 5 ms timer in the window's event loop while a 1080p film is made; beside it the same timer with the window at rest.
`jobs`: 200 jobs queued, failed, cancelled and finished; threads, children, file handles and temporary files before and after.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

_TICK_MS = 5
_LATE_S = 0.04
_OVER = ("completed", "failed", "cancelled")
_STARTED = "EMLINH_BENCH_STARTED"


def _application() -> object:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setQuitOnLastWindowClosed(False)
    return application


def pump(until: Callable[[], bool], at_most_s: float) -> bool:
    """Run the event loop until a condition holds."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    timer = QTimer(interval=10)
    ends = time.perf_counter() + at_most_s
    timer.timeout.connect(lambda: loop.quit() if until() or time.perf_counter() > ends else None)
    timer.start()
    loop.exec()
    return until()


class StallClock:
    """How late a 5 ms timer comes, in milliseconds beyond its 5; and what the event loop's thread was doing when it was very late."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.late_ms: list[float] = []
        self.seen_at: dict[str, int] = {}
        self._watched = threading.get_ident()
        self._watching = threading.Event()
        self._last = time.perf_counter()
        self._timer = QTimer(interval=_TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self.late_ms.clear()
        self._last = time.perf_counter()
        self.seen_at.clear()
        self._watching.set()
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()
        self._timer.start()

    def stop(self) -> str:
        self._timer.stop()
        self._watching.clear()
        self._watcher.join()
        ordered = sorted(self.late_ms)
        return f"longest {ordered[-1]:.0f} ms, 99 % {ordered[int(len(ordered) * 0.99)]:.1f} ms, half {ordered[len(ordered) // 2]:.1f} ms ({len(ordered)} ticks)"

    def _watch(self) -> None:
        while self._watching.is_set():
            time.sleep(0.01)
            if time.perf_counter() - self._last > _LATE_S:
                calls = traceback.extract_stack(sys._current_frames().get(self._watched))[-4:]  # no frame is kept: its objects must not die here
                where = " < ".join(f"{Path(call.filename).name}:{call.lineno} {call.name}" for call in reversed(calls))
                self.seen_at[where] = self.seen_at.get(where, 0) + 1

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append((now - self._last) * 1000 - _TICK_MS)
        self._last = now


def fill_history() -> None:
    """10,000 messages, 1,000 films, in the home of this process."""
    from emlinh_desktop.base.cancellation import CancelToken
    from emlinh_desktop.base.paths import app_paths
    from emlinh_desktop.store.sqlite_store import open_store
    from tests.helpers.long_history import write_long_history

    with open_store(app_paths(), CancelToken()):
        write_long_history(app_paths().database)


def started_window() -> None:
    """In a child: open the window as the command does and say when it was painted and when its history was there."""
    began = float(os.environ[_STARTED])
    _application()
    from emlinh_desktop.app import App, OpenedWindow
    from emlinh_desktop.base.cancellation import CancelToken
    from emlinh_desktop.base.paths import app_paths

    app = App(app_paths(), CancelToken(), previews=True)
    opened = OpenedWindow(app)
    painted: list[float] = []
    opened.window.painted.connect(lambda: painted.append(time.time() - began))
    opened.window.show()
    pump(lambda: bool(painted) and bool(opened.window.chat.messages.records), 20)
    shown_s = time.time() - began
    own_mb = psutil.Process().memory_full_info().uss / 1e6
    pump(lambda: opened._warm_up.done, 30)
    print(f"painted {painted[0]:.2f} s, history {shown_s:.2f} s, memory {own_mb:.0f} MB, warmed {psutil.Process().memory_full_info().uss / 1e6:.0f} MB")
    opened.close()
    app.close()


def bench_start() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["EMLINH_HOME"] = home
        fill_history()
        for turn in range(4):
            environment = {**os.environ, "EMLINH_HOME": home, _STARTED: str(time.time())}
            out = subprocess.run([sys.executable, __file__, "child"], env=environment, capture_output=True, text=True, check=True).stdout
            print(f"start {'(cold)' if turn == 0 else '(warm)'}: {out.strip()}")


def bench_stall(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["EMLINH_HOME"] = home
        _application()
        from emlinh_desktop.app import App, OpenedWindow
        from emlinh_desktop.base.cancellation import CancelToken
        from emlinh_desktop.base.paths import app_paths
        from emlinh_desktop.domain.brief import Brief

        app = App(app_paths(), CancelToken(), previews=True)
        opened = OpenedWindow(app)
        opened.window.show()
        pump(lambda: opened._warm_up.done, 30)
        clock = StallClock()
        clock.start()
        pump(lambda: False, 3)
        print(f"at rest: {clock.stop()}")
        ended: list[object] = []
        opened.studio.job_changed.connect(lambda view: ended.append(view.job.status) if view.job.status.value in ("completed", "failed") else None)
        opened.window.new_session()
        pump(lambda: False, 0.5)
        began = time.perf_counter()
        clock.start()
        session = opened.window.chat.session_id
        assert session is not None
        opened.studio.make(session, Brief("Lợi ích của việc đọc sách mỗi ngày", duration_s=seconds))
        pump(lambda: bool(ended), 600)
        print(f"making a film of {seconds:g} s in {time.perf_counter() - began:.1f} s ({ended}): {clock.stop()}")
        for where, times in sorted(clock.seen_at.items(), key=lambda found: -found[1])[:12]:
            print(f"  late {times * 10} ms in {where}")
        opened.close()
        app.close()


def _traces() -> dict[str, int]:
    me = psutil.Process()
    return {
        "threads": me.num_threads(),
        "children": len(me.children(recursive=True)),
        "handles": me.num_fds(),
        "temporary files": len(list(Path(tempfile.gettempdir()).glob("tmp*"))),
        "memory MB": round(me.memory_full_info().uss / 1e6),
    }


def bench_jobs() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["EMLINH_HOME"] = home
        _application()
        from emlinh_desktop.app import OpenedWindow
        from emlinh_desktop.domain.brief import Brief
        from emlinh_desktop.domain.errors import ErrorCode, ResourceError
        from emlinh_desktop.domain.event import JobId, JobStatus, Step
        from tests.helpers.fake_services import FakeServices

        app = FakeServices()
        opened = OpenedWindow(app)
        opened.window.show()
        ended: dict[JobId, JobStatus] = {}
        opened.studio.job_changed.connect(lambda v: ended.update({v.job.id: v.job.status}))

        def during(_job_id: JobId, step: Step) -> None:
            turn = len(app.ran) % 4
            if step is Step.VIDEO_RENDERING:
                app.failure = ResourceError(ErrorCode.DISK_FULL, path="/", needed_mb=1, free_mb=0) if turn == 1 else None

        app.during = during
        opened.window.new_session()
        session = opened.window.chat.session_id
        assert session is not None
        before: dict[str, int] = {}
        began = time.perf_counter()
        for first in range(0, 220, 20):
            for n in range(first, first + 20):
                opened.studio.make(session, Brief(f"phim {n}"))
            pump(lambda upto=first + 20: len(ended) >= upto, 60)  # type: ignore[misc]  # the loop's value is kept
            for job_id in list(ended)[-20::5]:
                opened.studio.cancel(job_id)
            pump(lambda: all(status in _OVER for status in ended.values()) and not opened.studio.busy(), 120)
            if first == 0:
                before = _traces()
        counts = {status.value: list(ended.values()).count(status) for status in set(ended.values())}
        print(f"{len(ended)} jobs in {time.perf_counter() - began:.1f} s: {counts}")
        print(f"after 20 jobs:  {before}\nafter 220 jobs: {_traces()}")
        opened.close()
        app.close()
        print(f"closed: {threading.active_count()} Python threads noted, {_traces()}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="*", default=["start", "stall", "jobs"])
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    for what in options.what:
        {"start": bench_start, "stall": lambda: bench_stall(options.seconds), "jobs": bench_jobs, "child": started_window}[what]()


if __name__ == "__main__":
    main()

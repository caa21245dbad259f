"""Worker processes that make Segments: started early, fed one order each, replaced when killed, ended on cancel.

One process has one pipe and one order at a time, so a killed worker loses its own Segment only and the others go
on. (A `ProcessPoolExecutor` breaks as a whole, and offers no way to end a worker that is busy.)
"""

from __future__ import annotations

import contextlib
import logging
import os
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing import connection
from typing import Protocol

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.render.segment_file import SegmentVerdict
from emlinh_desktop.render.segment_worker import Answer, Failure, Order, SegmentOrder, WarmOrder
from emlinh_desktop.render.worker_process import WorkerProcess

_log = logging.getLogger(__name__)

_TICK_S = 0.05
_GRACE_S = 0.35
_LOSSES_FORGIVEN = 3
_FRAMES_WORTH_A_START = 120  # a worker's start costs as much as painting and encoding eighty

SegmentDone = Callable[[SegmentOrder, SegmentVerdict], None]


class SegmentExecutor(Protocol):
    """Who makes Segments: processes of this machine here; a cluster would fit, for all talk goes through the job's folder."""

    def warm(self, order: WarmOrder, most: int | None = None) -> None:
        """Begin to get ready for a Look, without waiting, with at most so many workers."""
        ...

    def run(self, orders: Sequence[SegmentOrder], done: SegmentDone, tick: Callable[[], None], stop: Callable[[], None], cancel: CancelToken) -> None:
        """Make every Segment. `done` and `tick` (at least ten times a second) are called from this thread.

        On cancel or a first error `stop` is called to tell the workers, who have all ended when this raises.
        """
        ...

    def dismiss(self) -> None:
        """Tell all workers to end, and do not wait for it."""
        ...

    def close(self) -> None:
        """End all workers, those that were dismissed too."""
        ...


def core_count() -> int:
    """Processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Lane:
    """The parent's end of one worker process."""

    def __init__(self, worker: WorkerProcess, first: WarmOrder | None) -> None:
        self.worker = worker
        self.pipe = worker.pipe
        self.ready = False
        self.order: Order | None = None
        self.warmed: WarmOrder | None = None
        self.give(first)  # one that is gone already is noticed where its answer is awaited

    @property
    def idle(self) -> bool:
        return self.ready and self.order is None

    @property
    def busy(self) -> bool:
        """Making a Segment: the only state in which files may be half written."""
        return self.ready and isinstance(self.order, SegmentOrder)

    def give(self, order: Order | None) -> bool:
        """Hand an order over; False if the worker is gone."""
        self.order = order
        self.warmed = order if isinstance(order, WarmOrder) else None
        try:
            self.pipe.send(order)
        except OSError:
            return False
        return True

    def answer(self) -> tuple[Order | None, Answer]:
        """What was ordered and what came of it. Raises EOFError or OSError if the worker is gone."""
        answer: Answer = self.pipe.recv()
        order, self.order, self.ready = self.order, None, True
        return order, answer

    def end(self) -> None:
        """Kill and reap. An idle worker holds nothing, and a busy one's unfinished file is swept by the parent."""
        self.worker.end()


@dataclass(slots=True)
class _Work:
    """What is left of one `run`: orders nobody has, Segments that are not finished, workers lost so far."""

    waiting: deque[SegmentOrder]
    left: int
    losses: int = 0


class WorkerProcesses:
    """`SegmentExecutor` on this machine: spawned processes of one thread each, kept until closed. One calling thread.

    A worker more is started for every `frames_worth_a_start` frames. `early` was started before and is the first that is used.
    """

    def __init__(self, count: int | None = None, frames_worth_a_start: int = _FRAMES_WORTH_A_START, early: WorkerProcess | None = None) -> None:
        self._count = count or core_count()
        self._frames_worth_a_start = frames_worth_a_start
        self._early = early
        self._lanes: list[_Lane] = []
        self._dismissed: list[WorkerProcess] = []

    def warm(self, order: WarmOrder, most: int | None = None) -> None:
        self._lanes = [lane for lane in self._lanes if not self._gone(lane)]
        for lane in self._lanes:
            if lane.idle and lane.warmed != order:
                lane.give(order)
        while len(self._lanes) < min(self._count, most or self._count):
            self._lanes.append(self._new_lane(order))

    def run(self, orders: Sequence[SegmentOrder], done: SegmentDone, tick: Callable[[], None], stop: Callable[[], None], cancel: CancelToken) -> None:
        work = _Work(deque(orders), len(orders))
        worth = max(1, sum(order.segment.frame_count for order in orders) // self._frames_worth_a_start)
        try:
            while work.left:
                cancel.check()
                self._start_up_to(min(self._count, work.left, worth))
                for lane in [lane for lane in self._lanes if lane.idle]:
                    self._hand_out(work, lane)
                for lane in self._heard(_TICK_S):
                    self._take_answer(work, lane, done)
                tick()
        except BaseException:
            stop()
            self._wait_until_quiet(_GRACE_S)
            self.close()
            raise

    def _hand_out(self, work: _Work, lane: _Lane) -> None:
        """Give an idle lane the next order, if there is one."""
        if work.waiting:
            order = work.waiting.popleft()
            at_work = 1 + sum(other.busy for other in self._lanes)
            ahead = min(at_work + len(work.waiting), len(self._lanes)) < self._count
            if not lane.give(replace(order, ahead=ahead)):
                self._lost(work, lane)

    def _take_answer(self, work: _Work, lane: _Lane, done: SegmentDone) -> None:
        """The next order goes out first: it need not wait for what the answer brings about here."""
        try:
            order, answer = lane.answer()
        except (EOFError, OSError):
            self._lost(work, lane)
            return
        self._hand_out(work, lane)
        work.left -= _settle(order, answer, done)

    def _lost(self, work: _Work, lane: _Lane) -> None:
        work.losses += 1
        _log.warning("a render worker was lost (%d of %d forgiven)", work.losses, _LOSSES_FORGIVEN)
        if isinstance(lane.order, SegmentOrder):
            work.waiting.appendleft(lane.order)
        self._lanes.remove(lane)
        lane.end()
        if work.losses > _LOSSES_FORGIVEN:
            raise ResourceError(ErrorCode.WORKER_LOST)

    def dismiss(self) -> None:
        workers = [lane.worker for lane in self._lanes]
        if self._early is not None:
            workers.append(self._early)
        for worker in workers:
            worker.kill()
        self._dismissed += workers
        self._lanes, self._early = [], None

    def close(self) -> None:
        self.dismiss()  # all at once, so that nobody waits for one after another
        while self._dismissed:
            self._dismissed.pop().end()

    def _start_up_to(self, count: int) -> None:
        while len(self._lanes) < count:
            self._lanes.append(self._new_lane(None))

    def _new_lane(self, first: WarmOrder | None) -> _Lane:
        worker, self._early = self._early or WorkerProcess(), None
        return _Lane(worker, first)

    def _heard(self, timeout_s: float) -> list[_Lane]:
        """Lanes with an answer, or whose worker is gone (its end of the pipe closed)."""
        heard = connection.wait([lane.pipe for lane in self._lanes], timeout_s)
        return [lane for lane in self._lanes if lane.pipe in heard]

    def _wait_until_quiet(self, timeout_s: float) -> None:
        """Give workers that were told to stop the time to say so; whoever does not is killed after it."""
        until = time.monotonic() + timeout_s
        while any(lane.busy for lane in self._lanes) and time.monotonic() < until:
            for lane in self._heard(_TICK_S):
                with contextlib.suppress(EOFError, OSError):
                    lane.answer()
                lane.order = None

    @staticmethod
    def _gone(lane: _Lane) -> bool:
        """Whether an idle or warming worker has ended; collects a pending first answer on the way."""
        try:
            if lane.pipe.poll():
                lane.answer()
        except (EOFError, OSError):
            lane.end()
            return True
        return False


def _settle(order: Order | None, answer: Answer, done: SegmentDone) -> int:
    """Pass a Segment on (1) or drop a warm-up's answer (0: if it failed, the Segment will say why). Raises the worker's error."""
    if not isinstance(order, SegmentOrder):
        return 0
    if isinstance(answer, Failure):
        if answer.trace:
            _log.error("a render worker failed:\n%s", answer.trace)
        raise answer.error
    assert isinstance(answer, SegmentVerdict)
    done(order, answer)
    return 1

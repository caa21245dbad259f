"""A render worker as a process. Loads nothing heavy, so that the worker can start while its parent still loads."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from emlinh_desktop.base.child_process import leave_with_parent, lower_priority
from emlinh_desktop.base.heap import collect_seldom


class WorkerProcess:
    """A spawned process that answers orders through `pipe`, and the parent's end of it."""

    def __init__(self) -> None:
        """Start it.

        Raises:
            OSError: there is no process to be had.
        """
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_work, args=(theirs,), name="segment-worker", daemon=True)
        with _interrupts_kept_from_children():
            self.process.start()
        assert self.process.pid is not None
        lower_priority(self.process.pid)  # its loading too: the parent has the work that others wait for
        theirs.close()

    def kill(self) -> None:
        """Without waiting until it is gone."""
        self.process.kill()

    def end(self) -> None:
        """Kill and reap."""
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def _work(orders: Connection) -> None:
    """The whole of a worker process."""
    leave_with_parent()
    collect_seldom()
    from emlinh_desktop.render.segment_worker import serve

    serve(orders)


@contextlib.contextmanager
def _interrupts_kept_from_children() -> Iterator[None]:
    """Ctrl+C reaches every process of a terminal; a child started with it blocked leaves the decision to its parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

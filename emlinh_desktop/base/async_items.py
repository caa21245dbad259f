"""Asynchronous work done for synchronous code: a loop in a thread of its own, its items handed over as they come.

The caller stays free to look at its token: a server that hangs blocks nobody.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Coroutine, Generator
from typing import Any, Generic, TypeVar

from emlinh_desktop.base.cancellation import CancelToken

Item = TypeVar("Item")
_POLL_S = 0.05
_LEAVING_S = 0.8


def items_of(work: Callable[[Callable[[Item], None]], Coroutine[Any, Any, None]], cancel: CancelToken) -> Generator[Item, None, None]:
    """Yield what `work` emits, in order, until it returns. Any thread.

    `work` is given `emit`, which it may call from its loop only. A closed iterator, a cancelled token and an
    exception of the consumer all cancel the work and wait up to 0.8 s for its thread.

    Raises:
        Cancelled: within a second.
        Exception: whatever `work` raised.
    """
    call: _Call[Item] = _Call(work)
    call.thread.start()
    try:
        while True:
            cancel.check()
            try:
                kind, item = call.news.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            if kind == "item":
                yield item
            elif kind == "error":
                raise item
            else:
                return
    finally:
        call.leave()


class _Call(Generic[Item]):
    def __init__(self, work: Callable[[Callable[[Item], None]], Coroutine[Any, Any, None]]) -> None:
        self.news: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._main, name="online", daemon=True)
        self._work = work
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._left = False

    def leave(self) -> None:
        self._left = True
        with contextlib.suppress(RuntimeError):  # the loop has closed: the work is over
            self._loop.call_soon_threadsafe(self._stop)
        self.thread.join(_LEAVING_S)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _main(self) -> None:
        try:
            self._loop.run_until_complete(self._run())
            self.news.put(("end", None))
        except asyncio.CancelledError:
            self.news.put(("end", None))
        except BaseException as error:  # noqa: BLE001 - handed to the caller, who raises it
            self.news.put(("error", error))
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()  # does not wait for a name look-up that hangs

    async def _run(self) -> None:
        self._task = asyncio.current_task()
        if not self._left:
            await self._work(lambda item: self.news.put(("item", item)))

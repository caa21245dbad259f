"""Asynchronous work for synchronous code: order, errors, cancel."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from emlinh_desktop.base.async_items import items_of
from emlinh_desktop.base.cancellation import Cancelled, CancelToken


def test_items_come_in_order_and_the_thread_ends() -> None:
    async def work(emit: Callable[[int], None]) -> None:
        for number in range(5):
            emit(number)
            await asyncio.sleep(0)

    assert list(items_of(work, CancelToken())) == [0, 1, 2, 3, 4]
    assert "online" not in {thread.name for thread in threading.enumerate()}


def test_an_error_comes_after_what_was_emitted() -> None:
    async def work(emit: Callable[[str], None]) -> None:
        emit("a")
        raise KeyError("gone")

    items = items_of(work, CancelToken())
    assert next(items) == "a"
    with pytest.raises(KeyError, match="gone"):
        next(items)


@pytest.mark.parametrize("by", ["token", "close"])
def test_the_work_is_cancelled(by: str) -> None:
    ended: list[str] = []
    token = CancelToken()

    async def work(emit: Callable[[int], None]) -> None:
        try:
            emit(1)
            await asyncio.sleep(3600)
        finally:
            ended.append("ended")

    items = items_of(work, token)
    assert next(items) == 1
    began = time.monotonic()
    if by == "token":
        token.cancel()
        with pytest.raises(Cancelled):
            next(items)
    else:
        items.close()
    assert ended == ["ended"]
    assert time.monotonic() - began < 0.9

"""A place to paint where Qt does not hand every larger fill to another thread.

Qt's raster painter splits fills of some hundred spans over a thread pool of its own, even when that pool has one
thread, and waits (`QT_THREAD_PARALLEL_FILLS` in qtbase/src/gui/painting/qdrawhelper.cpp). A worker that shares the cores
with others gains nothing by it and paid 4.1 ms a frame instead of 2.6: twenty waits a frame. Qt leaves it out when the
caller is itself a thread of that pool, so that is where the painting is done. Rounding of turned layers depends on the
split: a pixel here and there differs by one level from what the main thread paints, and always in the same way.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QThreadPool

_Result = TypeVar("_Result")

# QGuiApplicationPrivate::qtGuiThreadPool(): not in Qt's public headers, so its absence is an ordinary case.
_LIBRARY = "libQt6Gui.so.6"
_SYMBOL = "_ZN22QGuiApplicationPrivate15qtGuiThreadPoolEv"


@functools.cache
def _paint_pool() -> QThreadPool | None:
    """Qt's own painting pool; None where it cannot be reached (measured on Linux only)."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        find = getattr(ctypes.CDLL(_LIBRARY), _SYMBOL)  # loaded already with QtGui: found by its name
    except (OSError, AttributeError):
        return None
    find.restype = ctypes.c_void_p
    address = find()
    pool = shiboken6.wrapInstance(address, QThreadPool) if address else None
    if not isinstance(pool, QThreadPool):
        return None
    pool.setMaxThreadCount(1)
    return pool


def have_one_paint_thread() -> None:
    """Keep Qt from starting a second one with its first large fill: each has a heap of its own, which painting would fill too.

    Needs a QGuiApplication, made on the main thread.
    """
    _paint_pool()


def on_paint_thread(work: Callable[[], _Result]) -> Future[_Result]:
    """Begin `work` on a thread of Qt's painting pool; where there is none it is done when this returns.

    Needs a QGuiApplication, made on the main thread. Costs some 0.03 ms a call.
    """
    future: Future[_Result] = Future()

    def task() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - carried over to the thread that asks for the result, whatever it is
            future.set_exception(error)

    pool = _paint_pool()
    if pool is None:
        task()
    else:
        pool.start(task)
    return future

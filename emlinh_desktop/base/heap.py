"""Memory by the handful: how much of what was freed is kept, and how seldom Python looks for what nobody holds."""

from __future__ import annotations

import ctypes
import functools
import gc
import sys
from collections.abc import Callable
from typing import Any

_M_MMAP_THRESHOLD = -3  # malloc.h of glibc
_M_TRIM_THRESHOLD = -1
_M_ARENA_MAX = -8
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
_YOUNG_COLLECTIONS_BEFORE_AN_OLDER = 20  # a command makes 15
_READY_BLOCK_BYTES = 8 << 20


def collect_seldom() -> None:
    """Look for unreachable cycles after so many new objects, not after Python's own 700. For the whole process.

    A start imports a hundred thousand objects that stay: looking through them again and again cost it a tenth of a second, and
    a render worker 3 % of its time.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, _YOUNG_COLLECTIONS_BEFORE_AN_OLDER)


def share_one_heap() -> None:
    """All threads cut from one heap: of those of threads that have ended nothing would go back, 15 MB after five minutes were spoken. glibc only."""
    mallopt = _glibc("mallopt")
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)


def keep_freed(block_bytes: int, total_bytes: int) -> None:
    """Cut blocks up to `block_bytes` from the heap, and keep up to `total_bytes` at its end for the next. For the whole process; glibc only."""
    mallopt = _glibc("mallopt")
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, block_bytes)
        mallopt(_M_TRIM_THRESHOLD, total_bytes)


def have_ready(total_bytes: int) -> None:
    """Take so much from the system now, cleared, and leave it free in the heap for what comes, where `keep_freed` keeps it. glibc only.

    A tenth of a second for 160 MB while a core is idle; beside other work the same pages cost twice that.
    """
    if _glibc("mallopt") is not None:
        blocks = [bytearray(_READY_BLOCK_BYTES) for _ in range(total_bytes // _READY_BLOCK_BYTES)]
        del blocks


def give_back_freed() -> None:
    """Give all freed pages back to the system, also those between blocks in use. Some milliseconds; glibc only."""
    trim = _glibc("malloc_trim")
    if trim is not None:
        trim(0)


@functools.cache
def _glibc(name: str) -> Callable[..., Any] | None:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None  # musl has neither

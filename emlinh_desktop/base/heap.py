"""The C library's heap: how much of what was freed it keeps. glibc's own switches; elsewhere nothing is done."""

from __future__ import annotations

import ctypes
import functools
import sys
from collections.abc import Callable
from typing import Any

_M_MMAP_THRESHOLD = -3  # malloc.h of glibc
_M_TRIM_THRESHOLD = -1


def keep_freed(block_bytes: int, total_bytes: int) -> None:
    """Cut blocks up to `block_bytes` from the heap, and keep up to `total_bytes` at its end for the next. For the whole process."""
    mallopt = _glibc("mallopt")
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, block_bytes)
        mallopt(_M_TRIM_THRESHOLD, total_bytes)


def give_back_freed() -> None:
    """Give all freed pages back to the system, also those between blocks in use. Some milliseconds."""
    trim = _glibc("malloc_trim")
    if trim is not None:
        trim(0)


@functools.cache
def _glibc(name: str) -> Callable[..., Any] | None:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None  # musl has neither

"""Memory of a long-lived worker: what an encoder gives back must reach the system."""

from __future__ import annotations

import ctypes
import sys

_M_MMAP_THRESHOLD = -3  # malloc.h of glibc
_M_TRIM_THRESHOLD = -1
_LARGE_BYTES = 4 << 20
_KEPT_BYTES = 16 << 20


def return_large_blocks() -> None:
    """Keep glibc's malloc from holding freed picture buffers. Call first thing in a worker; elsewhere it does nothing.

    By default the size above which blocks are given back grows with every large block freed (mallopt(3), "dynamic
    mmap threshold"), so each Segment's encoder (170 MB at 1080p) left holes: a worker stood at 560 MB after ten
    Segments and grew; with a fixed threshold it stays under 400 MB. Smaller blocks are kept to a limit, so that the painter's
    images are not asked from the system anew (a third of all page faults).
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
        if mallopt is not None:
            mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
            mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)

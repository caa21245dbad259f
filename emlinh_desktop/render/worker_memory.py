"""Memory of a render worker: what one Segment's encoder gives back is kept for the next."""

from __future__ import annotations

import ctypes
import sys

_M_MMAP_THRESHOLD = -3  # malloc.h of glibc
_M_TRIM_THRESHOLD = -1
_LARGE_BYTES = 64 << 20  # no block is: all are cut from the heap
_KEPT_BYTES = 200 << 20  # more than an encoder of 1080p gives back (165 MB)


def keep_encoder_memory() -> None:
    """Keep glibc's malloc from giving a Segment's picture buffers back to the system. Call first thing in a worker; elsewhere it does nothing.

    Every Segment has an encoder of its own. With blocks given back at once the system has to find and clear 165 MB a Segment
    (0.3 to 0.6 ms a frame of 11); with glibc's defaults, whose threshold grows with each large block freed (mallopt(3), "dynamic
    mmap threshold"), they leave holes besides and a worker grew to 560 MB. Kept whole they cost 20 MB more at the peak than
    given back. The painting's own blocks do not lie between them: it runs on another thread, which has another heap.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
        if mallopt is not None:
            mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
            mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)

"""How much of everything one client, and all of them together, may take."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict

MAX_CONNECTIONS = 2500
MAX_SOCKETS = 2000
MAX_STREAMS = 200
MAX_WAITING_JOBS = 20
MAX_BODY_BYTES = 256 * 1024  # a script of the user's own; the longest film needs a tenth of it
BODY_S = 10.0
IDLE_S = 15.0
MAX_BACKLOG_BYTES = 256 * 1024
"""written but not yet taken by a reader; about ten seconds of the busiest film"""
KERNEL_BACKLOG_BYTES = 64 * 1024
_KEPT_BUCKETS = 4096


class Bucket:
    """A token bucket: `burst` at once, then `rate_hz`."""

    __slots__ = ("_at", "_burst", "_left", "_rate_hz")

    def __init__(self, rate_hz: float, burst: float) -> None:
        self._rate_hz = rate_hz
        self._burst = burst
        self._left = burst
        self._at = time.monotonic()

    def take(self) -> bool:
        """Whether one more is allowed now."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate_hz)
        self._at = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True


class Buckets:
    """One bucket a key, the least used forgotten: memory stays flat whoever asks."""

    def __init__(self, rate_hz: float, burst: float) -> None:
        self._rate_hz = rate_hz
        self._burst = burst
        self._by_key: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, key: str) -> bool:
        bucket = self._by_key.get(key)
        if bucket is None:
            bucket = self._by_key[key] = Bucket(self._rate_hz, self._burst)
            if len(self._by_key) > _KEPT_BUCKETS:
                self._by_key.popitem(last=False)
        self._by_key.move_to_end(key)
        return bucket.take()


class Refusal(asyncio.Protocol):
    """What a connection too many meets: the door."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.abort()

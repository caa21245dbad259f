"""A hash by which two streams are known to decode alike, so that one need not be looked at again."""

from __future__ import annotations

import hashlib
from typing import Any

import av


class PacketDigest:
    """Of a decoder's configuration and the payloads of all packets, in decode order: equal ones decode to equal pictures and sound."""

    def __init__(self, extradata: bytes | None) -> None:
        self._hash = hashlib.blake2b(extradata or b"")

    def add(self, payload: bytes | av.Packet[Any]) -> None:
        """Take in the next packet."""
        self._hash.update(payload)

    @property
    def value(self) -> bytes:
        """Of all packets so far."""
        return self._hash.digest()

"""One Segment as one file: the encoder's mp4 followed by a box with its verdict and checksum.

The box is of type `uuid` (ISO/IEC 14496-12, 4.2), which every reader skips, so the file plays as it is. One file
is whole or absent, is linked in one call, and can never lose its verdict.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

_VERDICT_BOX = UUID("6a0ecf0a-6a1d-4a8e-9d55-0c1f5d1c2b7e").bytes
_BOX_HEADER = struct.Struct(">I4s16s")


class SegmentDamaged(Exception):  # noqa: N818 - an ordinary answer of the cache, never shown
    """The file is not what was once written."""


@dataclass(frozen=True, slots=True)
class SegmentVerdict:
    """What was seen while a Segment was made. `faults` are short codes with figures; none is the rule."""

    frame_count: int
    faults: tuple[str, ...]
    mean_luma: float


def pack_segment(mp4: bytes, verdict: SegmentVerdict) -> bytes:
    """The bytes of a Segment's file."""
    payload = {**asdict(verdict), "mp4_bytes": len(mp4), "blake2b": _checksum(mp4)}
    note = json.dumps(payload, sort_keys=True).encode("ascii")
    return mp4 + _BOX_HEADER.pack(_BOX_HEADER.size + len(note), b"uuid", _VERDICT_BOX) + note


def read_verdict(path: Path) -> SegmentVerdict:
    """Read a Segment's file whole, prove its checksum and return its verdict.

    Raises:
        SegmentDamaged: truncated, changed, or not a Segment.
        FileNotFoundError: there is none.
    """
    data = path.read_bytes()
    at = data.rfind(_VERDICT_BOX) - 8
    if at < 0:
        raise SegmentDamaged(f"{path.name}: no verdict")
    size = _BOX_HEADER.unpack_from(data, at)[0]
    if at + size != len(data):
        raise SegmentDamaged(f"{path.name}: cut short")
    try:
        note: dict[str, Any] = json.loads(data[at + _BOX_HEADER.size :])
        whole = note["mp4_bytes"] == at and note["blake2b"] == _checksum(data[:at])
        verdict = SegmentVerdict(note["frame_count"], tuple(note["faults"]), note["mean_luma"])
    except (ValueError, KeyError, TypeError) as error:
        raise SegmentDamaged(f"{path.name}: unreadable verdict") from error
    if not whole:
        raise SegmentDamaged(f"{path.name}: wrong checksum")
    return verdict


def _checksum(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()

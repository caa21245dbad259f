"""One Segment as one file: the encoder's mp4 followed by a box with its verdict, its packet index and a checksum.

The box is of type `uuid` (ISO/IEC 14496-12, 4.2), which every reader skips, so the file plays as it is. One file is
whole or absent, is linked in one call, and can never lose its verdict. The index saves the demuxer's work to those who
only copy.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import av

from emlinh_desktop.domain.errors import ErrorCode, ProductError
from emlinh_desktop.render.encoder import FRAME_TIME
from emlinh_desktop.render.picture_packets import UNDECODED, JoinDecoder

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


@dataclass(frozen=True, slots=True)
class StoredPacket:
    """Where one packet lies in the file, in decode order. `frame` counts from the Segment's start."""

    offset: int
    size: int
    frame: int
    keyframe: bool


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """A Segment read back. `extradata` is the decoder configuration (avcC) all Segments of a film must share."""

    verdict: SegmentVerdict
    extradata: bytes
    packets: tuple[StoredPacket, ...]
    data: bytes


def pack_segment(mp4: bytes, verdict: SegmentVerdict) -> bytes:
    """The bytes of a Segment's file. Reads the mp4 back through the demuxer and decodes its first frames, so what cannot be read is never stored.

    Raises:
        ProductError: RENDER_FAILED when frames are missing, not at whole frame times, or the first ones come out of the decoder damaged.
    """
    extradata, packets = _index(mp4)
    if sorted(packet.frame for packet in packets) != list(range(verdict.frame_count)):
        raise ProductError(ErrorCode.RENDER_FAILED, reason=f"{len(packets)} packets for {verdict.frame_count} frames")
    payload = {
        **asdict(verdict),
        "extradata": extradata.hex(),
        "packets": [(packet.offset, packet.size, packet.frame, int(packet.keyframe)) for packet in packets],
        "mp4_bytes": len(mp4),
        "blake2b": _checksum(mp4),
    }
    note = json.dumps(payload, sort_keys=True).encode("ascii")
    return mp4 + _BOX_HEADER.pack(_BOX_HEADER.size + len(note), b"uuid", _VERDICT_BOX) + note


def read_segment(path: Path) -> StoredSegment:
    """Read a Segment's file whole and prove its checksum.

    Raises:
        SegmentDamaged: truncated, changed, or not a Segment.
        FileNotFoundError: there is none.
    """
    data = path.read_bytes()
    at = data.rfind(_VERDICT_BOX) - 8
    if at < 0:
        raise SegmentDamaged(f"{path.name}: no verdict")
    if at + _BOX_HEADER.unpack_from(data, at)[0] != len(data):
        raise SegmentDamaged(f"{path.name}: cut short")
    try:
        note: dict[str, Any] = json.loads(data[at + _BOX_HEADER.size :])
        whole = note["mp4_bytes"] == at and note["blake2b"] == _checksum(data[:at])
        verdict = SegmentVerdict(note["frame_count"], tuple(note["faults"]), note["mean_luma"])
        packets = tuple(StoredPacket(offset, size, frame, bool(key)) for offset, size, frame, key in note["packets"])
        extradata = bytes.fromhex(note["extradata"])
    except (ValueError, KeyError, TypeError) as error:
        raise SegmentDamaged(f"{path.name}: unreadable verdict") from error
    if not whole:
        raise SegmentDamaged(f"{path.name}: wrong checksum")
    return StoredSegment(verdict, extradata, packets, data)


def _index(mp4: bytes) -> tuple[bytes, list[StoredPacket]]:
    packets = []
    with av.open(io.BytesIO(mp4), "r", options=UNDECODED) as container:
        stream = container.streams.video[0]
        start = JoinDecoder(stream, [0])
        assert stream.time_base is not None
        ticks = FRAME_TIME / stream.time_base
        for packet in container.demux(stream):
            if packet.dts is None:  # the empty packet at the end
                continue
            frame = (packet.pts or 0) / ticks
            if packet.pos is None or frame.denominator != 1:
                raise ProductError(ErrorCode.RENDER_FAILED, reason="a frame out of time")
            packets.append(StoredPacket(packet.pos, packet.size, int(frame), packet.is_keyframe))
            start.add(packet)
        if start.broken():
            raise ProductError(ErrorCode.RENDER_FAILED, reason="the first frames of a Segment cannot be decoded")
        return stream.codec_context.extradata or b"", packets


def _checksum(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()

"""A film's whole sound, decoded and kept only as levels: one number for each hundredth of a second."""

from __future__ import annotations

from collections.abc import Sequence

import av
import av.error
import numpy as np
import numpy.typing as npt

from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ
from emlinh_desktop.render.packet_digest import PacketDigest

HOP_SAMPLES = 480
_HOPS_PER_S = SAMPLE_RATE_HZ / HOP_SAMPLES
_BLOCK_SAMPLES = 64 * HOP_SAMPLES  # 0.2 MB: larger blocks are asked of the system anew each time
_SILENT_DB = -55.0
"""the film's speech lies near -17; its faintest consonants above -45"""
_DIGITAL_DB = -90.0
_CLIP = 0.999
_CLIP_RUN = 3
_SHORTEST_SPAN_S = 0.12
"""a shorter span may be nothing but the silent closure of a stop"""


class SoundLevels:
    """Takes the packets of one AAC stream in file order; what it holds grows by 400 bytes a second."""

    def __init__(self, stream: av.AudioStream) -> None:
        self._stream = stream
        self._waiting = av.AudioFifo()
        self._powers: list[npt.NDArray[np.float32]] = []
        self._next_pts: int | None = None
        self._digest = PacketDigest(stream.codec_context.extradata)
        self.codec = stream.codec_context.name
        self.rate_hz = stream.rate
        self.declared_s = float(stream.duration * stream.time_base) if stream.duration is not None and stream.time_base else None
        self.sample_count = 0
        self.clipped = 0
        self.gaps = 0
        self.damaged = 0

    def add(self, packet: av.Packet[av.AudioStream]) -> None:
        """Decode one packet; one that cannot be decoded is counted."""
        self._digest.add(packet)
        try:
            frames = packet.decode()
        except av.error.FFmpegError:
            self.damaged += 1
            return
        self.damaged += packet.is_corrupt
        for frame in frames:
            self._take(frame)

    @property
    def digest(self) -> bytes:
        """As `PacketDigest`, of all packets so far."""
        return self._digest.value

    def finish(self) -> None:
        """After the last packet. What is left of a hop has no level."""
        rest = self._waiting.read()
        if rest is not None:
            self._reduce(rest)

    def silence_in(self, spans_s: Sequence[tuple[float, float]]) -> tuple[float, int]:
        """Seconds of silence inside the spans, and how many spans are silent from end to end."""
        silent = self._below(_SILENT_DB)
        total_hops, whole = 0, 0
        for start_s, end_s in spans_s:
            part = silent[int(start_s * _HOPS_PER_S) : max(int(end_s * _HOPS_PER_S), int(start_s * _HOPS_PER_S) + 1)]
            total_hops += int(part.sum())
            whole += end_s - start_s >= _SHORTEST_SPAN_S and bool(part.all())
        return total_hops / _HOPS_PER_S, whole

    def longest_dropout_s(self, spans_s: Sequence[tuple[float, float]]) -> float:
        """The longest digital silence inside any of the spans."""
        empty = self._below(_DIGITAL_DB)
        longest = 0
        for start_s, end_s in spans_s:
            longest = max(longest, _longest_run(empty[int(start_s * _HOPS_PER_S) : int(end_s * _HOPS_PER_S)]))
        return longest / _HOPS_PER_S

    def _below(self, level_db: float) -> npt.NDArray[np.bool_]:
        powers = np.concatenate(self._powers) if self._powers else np.zeros(0, np.float32)
        mask: npt.NDArray[np.bool_] = powers < 10 ** (level_db / 10)
        return mask

    def _take(self, frame: av.AudioFrame) -> None:
        if self._next_pts is not None and frame.pts != self._next_pts:
            self.gaps += 1
        if frame.pts is not None:
            self.gaps += self._next_pts is None and frame.pts != 0
            self._next_pts = frame.pts + frame.samples
        self.sample_count += frame.samples
        frame.pts = None  # the queue would refuse one out of time; that is counted above
        self._waiting.write(frame)
        if self._waiting.samples >= _BLOCK_SAMPLES:
            block = self._waiting.read(_BLOCK_SAMPLES)
            assert block is not None
            self._reduce(block)

    def _reduce(self, samples: av.AudioFrame) -> None:
        """Turn samples into levels."""
        block = samples.to_ndarray().astype(np.float32, copy=False)
        whole = block.shape[1] // HOP_SAMPLES * HOP_SAMPLES
        used = block[:, :whole].reshape(block.shape[0], -1, HOP_SAMPLES)
        self._powers.append(np.square(used).mean(axis=(0, 2), dtype=np.float32))
        self.clipped += _clipped(block)


def _clipped(block: npt.NDArray[np.float32]) -> int:
    """Samples in runs of at least three at full scale: single ones are not heard."""
    if not np.abs(block).max(initial=0.0) >= _CLIP:
        return 0
    high = np.abs(block) >= _CLIP
    starts = high[:, 2:] & high[:, 1:-1] & high[:, :-2]
    return int(starts.sum()) + (_CLIP_RUN - 1) * int((np.diff(starts.astype(np.int8), axis=1, prepend=0) == 1).sum())


def _longest_run(mask: npt.NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return int((edges[1::2] - edges[::2]).max(initial=0))

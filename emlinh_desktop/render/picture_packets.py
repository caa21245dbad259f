"""What the packets of a film's picture say, and whether the frames at its joins can be decoded."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import av
import av.error

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.timebase import FPS

_FRAMES_PAST_JOIN = 3
"""a key frame, then frames that lean on it: a wrong parameter set or a leak across the join shows at once"""


class PicturePackets:
    """Counts what is wrong with the packets of one stream, given in file order."""

    def __init__(self, stream: av.VideoStream) -> None:
        self._tick = Fraction(stream.time_base or 1) * FPS
        self._seen: set[int] = set()
        self._last_dts: int | None = None
        self.frame_count = 0
        self.off_grid = 0
        self.backwards = 0
        self.damaged = 0
        self.starts_with_key = False

    def add(self, packet: av.Packet[av.VideoStream]) -> None:
        """Look at one packet; the empty one at the end is passed over."""
        if packet.size == 0 and packet.pts is None:
            return
        if self.frame_count == 0:
            self.starts_with_key = packet.is_keyframe
        self.frame_count += 1
        if packet.is_corrupt or packet.size == 0:
            self.damaged += 1
        if packet.pts is None or packet.dts is None:
            self.off_grid += 1
            return
        place = packet.pts * self._tick
        if place.denominator != 1 or place < 0:
            self.off_grid += 1
        else:
            self._seen.add(int(place))
        if self._last_dts is not None and packet.dts <= self._last_dts:
            self.backwards += 1
        self._last_dts = packet.dts

    def missing(self, frame_count: int) -> int:
        """How many of the planned moments n/30 have no packet."""
        return frame_count - len(self._seen & set(range(frame_count)))


def decode_joins(container: av.container.InputContainer, stream: av.VideoStream, joins: Sequence[int], cancel: CancelToken) -> list[int]:
    """Seek to every join and decode its first frames; the joins where that fails.

    Raises:
        Cancelled
    """
    bad = []
    stream.codec_context.thread_type = "NONE"  # frame threads would only add latency to three frames
    for join in joins:
        cancel.check()
        try:
            sound = _decodes(container, stream, join)
        except av.error.FFmpegError:
            sound = False
        if not sound:
            bad.append(join)
    return bad


def _decodes(container: av.container.InputContainer, stream: av.VideoStream, join: int) -> bool:
    time_base = Fraction(stream.time_base or 1)
    wanted = int(join / FPS / time_base) if (Fraction(join, FPS) / time_base).denominator != 1 else int(Fraction(join, FPS) / time_base)
    container.seek(wanted, stream=stream, backward=True)
    stream.codec_context.flush_buffers()
    frames: list[av.VideoFrame] = []
    for count, packet in enumerate(container.demux(stream)):
        if count == 0 and (packet.pts != wanted or not packet.is_keyframe):
            return False
        frames += packet.decode()
        if count + 1 >= _FRAMES_PAST_JOIN:
            break
    frames += stream.decode(None)
    return bool(frames) and frames[0].pts == wanted and not any(frame.is_corrupt for frame in frames)

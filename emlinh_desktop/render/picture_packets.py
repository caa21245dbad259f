"""What the packets of a picture say, and whether the first frames of a Segment can be decoded where it lies."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

import av
import av.error

from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.render.packet_digest import PacketDigest

UNDECODED = {"skip_frame": "all"}
"""options for `av.open` by those who only look at packets: it decodes the first picture otherwise, 11 ms at 1080p"""

_FRAMES_PAST_JOIN = 3
"""a key frame, then frames that lean on it: a wrong parameter set or a leak across the join shows at once"""


class PicturePackets:
    """Counts what is wrong with the packets of one stream, given in file order."""

    def __init__(self, stream: av.VideoStream) -> None:
        self._tick, self._ticks_a_frame = (Fraction(stream.time_base or 1) * FPS).as_integer_ratio()
        self._seen: set[int] = set()
        self._last_dts: int | None = None
        self._digest = PacketDigest(stream.codec_context.extradata)
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
        self._digest.add(packet)
        if packet.is_corrupt or packet.size == 0:
            self.damaged += 1
        if packet.pts is None or packet.dts is None:
            self.off_grid += 1
            return
        frame, beside = divmod(packet.pts * self._tick, self._ticks_a_frame)
        if beside or frame < 0:
            self.off_grid += 1
        else:
            self._seen.add(frame)
        if self._last_dts is not None and packet.dts <= self._last_dts:
            self.backwards += 1
        self._last_dts = packet.dts

    @property
    def digest(self) -> bytes:
        """As `PacketDigest`, of all packets so far."""
        return self._digest.value

    def missing(self, frame_count: int) -> int:
        """How many of the planned moments n/30 have no packet."""
        return frame_count - len(self._seen & set(range(frame_count)))


class JoinDecoder:
    """Decodes the first frames after every join, fed with the packets of one stream in file order."""

    def __init__(self, stream: av.VideoStream, joins: Collection[int]) -> None:
        self._context = stream.codec_context
        self._context.thread_type = "NONE"  # frame threads would only add latency to three frames
        self._context.options = {"skip_loop_filter": "all"}  # it makes pixels smoother, and nothing whole or broken
        self._tick = Fraction(stream.time_base or 1) * FPS
        self._waiting = set(joins)
        self._bad: list[int] = []
        self._join: int | None = None
        self._fed = 0
        self._frames: list[av.VideoFrame] = []

    def add(self, packet: av.Packet[av.VideoStream]) -> None:
        """Look at one packet; most are passed over."""
        if packet.pts is not None and packet.pts * self._tick in self._waiting:
            self._conclude()
            self._join = int(packet.pts * self._tick)
            self._waiting.discard(self._join)
            if not packet.is_keyframe:
                self._fail()
        if self._join is not None:
            self._decode(packet)

    def broken(self) -> list[int]:
        """After the last packet: the joins without a packet, or whose frames did not come out whole."""
        self._conclude()
        return sorted([*self._bad, *self._waiting])

    def _decode(self, packet: av.Packet[av.VideoStream] | None) -> None:
        try:
            self._frames += self._context.decode(packet)
        except av.error.FFmpegError:
            self._fail()
            return
        self._fed += 1
        if packet is not None and self._fed >= _FRAMES_PAST_JOIN:
            self._conclude()

    def _conclude(self) -> None:
        """Drain the decoder and look at what came out."""
        if self._join is None:
            return
        self._decode(None)
        if self._join is None:  # draining failed
            return
        whole = self._frames and self._frames[0].pts is not None and self._frames[0].pts * self._tick == self._join
        if not whole or any(frame.is_corrupt for frame in self._frames):
            self._bad.append(self._join)
        self._reset()

    def _fail(self) -> None:
        if self._join is not None:
            self._bad.append(self._join)
        self._reset()

    def _reset(self) -> None:
        self._context.flush_buffers()
        self._frames = []
        self._fed = 0
        self._join = None

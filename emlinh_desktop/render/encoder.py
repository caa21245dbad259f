"""YUV pictures -> H.264 in mp4, in memory, one thread, the same bytes every time.

Every Segment of a film is made with the same settings, so they share their extradata and join without
re-encoding. Colour is tagged BT.709, limited range (ITU-R BT.709-6; code points 1 of ITU-T H.273).
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np

from emlinh_desktop.domain.brief import Quality
from emlinh_desktop.domain.errors import ErrorCode, ResourceError, unknown_name
from emlinh_desktop.domain.timebase import FPS

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.stream import VideoStream

FRAME_TIME = Fraction(1, FPS)
LONGEST_GOP_FRAMES = 120
"""Each Segment is one closed group of pictures (a scene cut may add more), so seeking never decodes over four seconds."""

_BT709 = 1
_LIMITED = 1
_TRIAL_SIZE_PX = (640, 360)
# Preset, constant quality, frames looked ahead. The looking ahead is what takes memory (7 MB a frame at 1080p), so
# `medium`'s own 40 is halved; the other presets keep theirs.
_X264_QUALITY = {
    Quality.DRAFT: ("superfast", "27", "0"),
    Quality.STANDARD: ("veryfast", "21", "10"),
    Quality.HIGH: ("medium", "18", "20"),
}
# Constant-quality switches of the hardware encoders (FFmpeg's own option names); no B-frames, whose delay differs by driver.
_HARDWARE_QUALITY_OPTION = {
    "h264_nvenc": "cq",
    "h264_qsv": "global_quality",
    "h264_vaapi": "qp",
    "h264_amf": "qp_i",
    "h264_videotoolbox": "q",
}
_HARDWARE_QUALITY = {Quality.DRAFT: "30", Quality.STANDARD: "24", Quality.HIGH: "20"}

ENCODERS = ("x264", *_HARDWARE_QUALITY_OPTION)


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """Everything about the encoder that decides the bytes of a Segment."""

    codec: str
    options: tuple[tuple[str, str], ...]
    version: str


@functools.cache
def encoder_settings(encoder: str, quality: Quality) -> EncoderSettings:
    """The settings of an encoder by the name used in a Brief.

    Raises:
        InputError: UNKNOWN_NAME with the nearest right one.
    """
    if encoder not in ENCODERS:
        raise unknown_name("encoder", encoder, ENCODERS)
    shared = (("g", str(LONGEST_GOP_FRAMES)), ("flags", "+cgop"))
    version = f"av {av.__version__} libavcodec {'.'.join(str(n) for n in av.library_versions['libavcodec'])}"
    if encoder == "x264":
        preset, crf, lookahead = _X264_QUALITY[quality]
        chosen = (("preset", preset), ("crf", crf), ("rc-lookahead", lookahead), ("threads", "1"))
        return EncoderSettings("libx264", (*chosen, *shared), version)
    level = (_HARDWARE_QUALITY_OPTION[encoder], _HARDWARE_QUALITY[quality])
    return EncoderSettings(encoder, (level, ("bf", "0"), *shared), version)


class SegmentEncoder:
    """Encodes the frames of one Segment. Not thread-safe; one per Segment."""

    def __init__(self, settings: EncoderSettings, width_px: int, height_px: int) -> None:
        self._file = io.BytesIO()
        self._container: OutputContainer = av.open(self._file, "w", format="mp4")
        self._stream = _video_stream(self._container, settings, width_px, height_px)
        self._last: av.VideoFrame | None = None
        self.frame_count = 0

    def encode(self, picture: av.VideoFrame) -> None:
        """Add one yuv420p frame. It may be painted over afterwards: the encoder keeps a copy of its own."""
        picture.pts, picture.time_base = self.frame_count, FRAME_TIME
        self.frame_count += 1
        self._last = picture
        self._mux(picture)

    @property
    def last_frame(self) -> av.VideoFrame:
        """The frame encoded last; valid until the next."""
        assert self._last is not None
        return self._last

    def finish(self) -> bytes:
        """Flush and return the whole mp4."""
        self._mux(None)
        self._container.close()
        return self._file.getvalue()

    def _mux(self, frame: av.VideoFrame | None) -> None:
        self._container.mux(self._stream.encode(frame))


def _video_stream(container: OutputContainer, settings: EncoderSettings, width_px: int, height_px: int) -> VideoStream:
    stream = container.add_stream(settings.codec, rate=FPS, options=dict(settings.options))
    assert isinstance(stream, av.VideoStream)
    context = stream.codec_context
    context.width, context.height, context.pix_fmt = width_px, height_px, "yuv420p"
    context.time_base = FRAME_TIME
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    return stream


def prove_encoder(encoder: str) -> None:
    """Encode a few grey frames, 9 ms with x264: it may be missing from this PyAV; hardware may be absent, busy or half installed.

    Raises:
        InputError: UNKNOWN_NAME.
        ResourceError: ENCODER_UNAVAILABLE.
    """
    settings = encoder_settings(encoder, Quality.STANDARD)
    width_px, height_px = _TRIAL_SIZE_PX
    grey = av.VideoFrame.from_ndarray(np.full((height_px * 3 // 2, width_px), 128, np.uint8), "yuv420p")
    try:
        trial = SegmentEncoder(settings, width_px, height_px)
        for _ in range(3):
            trial.encode(grey)
        trial.finish()
    except (av.FFmpegError, ValueError) as error:  # ValueError: this FFmpeg was built without it
        raise ResourceError(ErrorCode.ENCODER_UNAVAILABLE, encoder=encoder) from error

"""A small JPEG of a frame, for the window while a film is made and for the film's thumbnail."""

from __future__ import annotations

import av

from emlinh_desktop.render.encoder import FRAME_TIME

_JPEG_QUALITY = "3"  # mjpeg's qscale: 2 is best, 31 worst


def jpeg(frame: av.VideoFrame, longest_px: int) -> bytes:
    """The frame scaled down (never up) so that its longer side has at most `longest_px`, as a full-range JPEG."""
    scale = min(1.0, longest_px / max(frame.width, frame.height))
    width_px, height_px = (max(2, round(side * scale / 2) * 2) for side in (frame.width, frame.height))
    small = frame.reformat(
        width_px,
        height_px,
        format="yuvj420p",
        interpolation="AREA",
        src_colorspace="ITU709",
        dst_colorspace="ITU601",  # what JFIF means
        src_color_range="MPEG",
        dst_color_range="JPEG",
    )
    small.pts = 0
    context = av.CodecContext.create("mjpeg", "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height, context.pix_fmt = width_px, height_px, "yuvj420p"
    context.time_base = FRAME_TIME
    context.options = {"flags": "+qscale", "global_quality": str(int(_JPEG_QUALITY) * 118)}
    return b"".join(bytes(packet) for packet in [*context.encode(small), *context.encode(None)])

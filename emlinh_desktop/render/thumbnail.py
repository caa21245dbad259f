"""The film's picture on a shelf: a frame that shows the title and a pleasant mouth, taken from the film's own pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np

from emlinh_desktop.domain.errors import ErrorCode, ProductError
from emlinh_desktop.domain.shot import MOUTH_PARAMETERS, Shot
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.render.picture_packets import UNDECODED
from emlinh_desktop.render.preview import jpeg

_LONGEST_PX = 1280
_TITLE_IN_FRAMES = FPS
_LOOK_AHEAD_FRAMES = FPS
_OPEN, _SMILE, _PRESS = (MOUTH_PARAMETERS.index(name) for name in ("open", "smile", "press"))
_PLEASANT_OPEN = 0.35


def thumbnail_frame(shots: Sequence[Shot]) -> int:
    """The frame to show, of the first Shot: once the title has arrived, in its first seconds, smiling and lightly speaking.

    Early frames cost least, because a frame is decoded from the last key frame on.
    """
    shot = shots[0]
    first = min(_TITLE_IN_FRAMES, shot.frame_count // 2)
    last = min(first + _LOOK_AHEAD_FRAMES, shot.frame_count - _TITLE_IN_FRAMES // 2)
    mouth = shot.mouth[first : max(last, first + 1)]
    score = mouth[:, _SMILE] - mouth[:, _PRESS] - np.abs(mouth[:, _OPEN] - _PLEASANT_OPEN)
    return first + int(np.argmax(score))


def draw_thumbnail(segment: Path, frame: int) -> bytes:
    """Decode that frame of a Segment; a JPEG, at most 1280 pixels on its longer side.

    Raises:
        ProductError: RENDER_FAILED if there is no such frame.
        OSError: the disk.
    """
    with av.open(str(segment), options=UNDECODED) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        time_base = stream.time_base
        assert time_base is not None
        wanted = int(frame / FPS / time_base)
        container.seek(wanted, stream=stream)
        for packet in container.demux(stream):
            # up to the wanted frame only those that others lean on are decoded: half of them
            stream.codec_context.skip_frame = "NONREF" if packet.pts is not None and packet.pts < wanted else "DEFAULT"
            for picture in packet.decode():
                if picture.pts is not None and picture.pts >= wanted:
                    return jpeg(picture, _LONGEST_PX)
    raise ProductError(ErrorCode.RENDER_FAILED, reason=f"no frame {frame} for the thumbnail")

"""The user's own clip as a background: covered, looped, its time the motion clock. Read through moviepy.

moviepy decodes through an ffmpeg child. What a seek shows may differ by a frame from what reading on shows, so a
frame is always decoded in the same way: from the start of its chunk. Then it depends on the clip and its index alone.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Hashable
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.picture.layout import StageLayout
from emlinh_desktop.picture.yuv_planes import Planes, plane_views

CHUNK_FRAMES = 120  # as long as the longest Segment
_FASTEST_FPS = 60.0
_TEXT_CODECS = ("ansi", "bintext", "xbin", "idf")  # ffmpeg would show a text file as terminal art
_LARGEST_PIXELS = 9000 * 9000


class ClipFrames:
    """Frames of a clip by index, each decoded from the start of its chunk. Not thread-safe."""

    def __init__(self, path: str, cover: tuple[int, int] | None = None) -> None:
        """Open it; with `cover` (width, height) frames larger than needed to cover that size are made smaller by ffmpeg.

        Raises:
            InputError: BACKGROUND_UNREADABLE.
        """
        self._path = path
        try:
            clip = _open(path, None)
            width, height = clip.size
            if clip.reader.infos.get("video_codec_name") in _TEXT_CODECS:
                raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path=path)
            if not (0 < width * height <= _LARGEST_PIXELS and clip.duration and math.isfinite(clip.duration) and clip.fps > 0):
                raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path=path)
            if cover:
                clip.close()
                clip = _open(path, _covering(width, height, cover))
        except (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError, UserWarning) as error:  # moviepy raises what its parser meets
            raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path=path) from error
        self._clip = clip
        self.fps = min(float(clip.fps), _FASTEST_FPS)
        self.duration_s = float(clip.duration)
        self.count = max(1, math.floor(self.duration_s * self.fps + 1e-6))
        self._chunk = -1
        self._index = -1
        self._last: npt.NDArray[np.uint8] | None = None

    def frame(self, index: int) -> npt.NDArray[np.uint8]:
        """One frame, shape (height, width, 3), RGB. A frame missing at the end repeats the one before.

        Raises:
            InputError: BACKGROUND_UNREADABLE when not even the first can be decoded.
        """
        chunk = index // CHUNK_FRAMES
        reader = self._clip.reader
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # the end came early: the last frame is repeated
            if chunk != self._chunk or index < self._index or self._last is None:
                self._chunk = -1
                reader.close()  # forgets the last frame too: a failed start must not show an older one
                try:
                    reader.initialize(chunk * CHUNK_FRAMES / self.fps)
                except OSError as error:
                    if chunk == 0:
                        raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path=self._path) from error
                    return self.frame(chunk * CHUNK_FRAMES - 1)
                self._chunk, self._index, self._last = chunk, chunk * CHUNK_FRAMES, reader.last_read
            while self._index < index:
                self._last = reader.read_frame()
                self._index += 1
        assert self._last is not None
        return self._last

    def decodes_at(self, part: float) -> bool:
        """Whether a real frame comes at this part (0..1) of the clip's length."""
        reader = self._clip.reader
        self._chunk, self._last = -1, None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", UserWarning)
                reader.close()
                reader.initialize(part * self.duration_s)
        except (OSError, UserWarning):
            return False
        return True

    def close(self) -> None:
        """End the child that decodes."""
        self._clip.close()


def _open(path: str, size: tuple[int, int] | None) -> Any:
    from moviepy import VideoFileClip  # type: ignore[import-untyped]

    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # moviepy warns where a first frame is missing
        return VideoFileClip(path, audio=False, target_resolution=size)


def _covering(width: int, height: int, cover: tuple[int, int]) -> tuple[int, int]:
    """What ffmpeg is asked for: never more than the clip has, for every byte goes through a pipe."""
    scale = min(1.0, max(cover[0] / width, cover[1] / height))
    return math.ceil(width * scale), math.ceil(height * scale)


class ClipBackdrop:
    """The clip of one composition. Not thread-safe."""

    def __init__(self, path: str, layout: StageLayout) -> None:
        """Open it. Raises InputError BACKGROUND_UNREADABLE."""
        self._size = (layout.width_px, layout.height_px)
        self._frames = ClipFrames(path, self._size)
        self._reformatter = VideoReformatter()
        self._planes: Planes | None = None
        self._shown: Hashable = None

    def state(self, motion_s: float) -> Hashable:
        return math.floor(motion_s * self._frames.fps + 1e-6) % self._frames.count

    def planes(self, state: Hashable) -> Planes:
        assert isinstance(state, int)
        if state != self._shown or self._planes is None:
            seen = _middle(self._frames.frame(state), self._size)
            self._planes = Planes(*plane_views(self._covered(av.VideoFrame.from_numpy_buffer(seen, "rgb24"))))
            self._shown = state
        return self._planes

    def _covered(self, frame: av.VideoFrame) -> av.VideoFrame:
        return self._reformatter.reformat(
            frame,
            width=self._size[0],
            height=self._size[1],
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR | Interpolation.BITEXACT,
            threads=1,
        )

    def close(self) -> None:
        """End the child that decodes."""
        self._frames.close()


def _middle(pixels: npt.NDArray[np.uint8], size: tuple[int, int]) -> npt.NDArray[np.uint8]:
    """The largest middle part of a frame with the shape of the whole picture, to the nearest pixel. A view."""
    height, width, _ = pixels.shape
    fit = min(width / size[0], height / size[1])
    seen_w, seen_h = max(1, round(size[0] * fit)), max(1, round(size[1] * fit))
    left, top = (width - seen_w) // 2, (height - seen_h) // 2
    return pixels[top : top + seen_h, left : left + seen_w]

"""What a media file says of itself: its streams, length and size, read through PyAV without decoding."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import av.error


class MediaUnreadable(Exception):  # noqa: N818 - the border classifies it into a domain error
    """The file is missing, or nothing that ffmpeg knows. The original is kept as `__cause__`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """The first picture stream. `frame_count` is 0 where the container does not say."""

    codec: str
    width_px: int
    height_px: int
    fps: float
    frame_count: int
    duration_s: float | None


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """The first sound stream."""

    codec: str
    rate_hz: int
    channels: int
    duration_s: float | None


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """One media file. A still picture is a picture stream of one frame; cover art counts as no picture."""

    path: Path
    container: str
    size_bytes: int
    duration_s: float | None
    video: VideoInfo | None
    audio: AudioInfo | None
    subtitle_count: int


def probe_media(path: Path) -> MediaInfo:
    """Read a file's headers. Any thread; a few milliseconds.

    Raises:
        MediaUnreadable: missing, no rights, empty, or of no known kind.
    """
    try:
        size_bytes = path.stat().st_size
        with av.open(str(path.absolute()), metadata_errors="replace") as container:
            return MediaInfo(
                path=path,
                container=container.format.name,
                size_bytes=size_bytes,
                duration_s=container.duration / av.time_base if container.duration else None,
                video=_video(container),
                audio=_audio(container),
                subtitle_count=len(container.streams.subtitles),
            )
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise MediaUnreadable(path, str(error)) from error


def _video(container: av.container.InputContainer) -> VideoInfo | None:
    pictures = [s for s in container.streams.video if not s.disposition & av.stream.Disposition.attached_pic]
    if not pictures:
        return None
    stream = pictures[0]
    rate = stream.average_rate or stream.guessed_rate
    return VideoInfo(stream.codec_context.name, stream.width, stream.height, float(rate or 0), stream.frames, _length_s(stream))


def _audio(container: av.container.InputContainer) -> AudioInfo | None:
    if not container.streams.audio:
        return None
    stream = container.streams.audio[0]
    return AudioInfo(stream.codec_context.name, stream.rate, stream.channels, _length_s(stream))


def _length_s(stream: av.stream.Stream) -> float | None:
    if stream.duration is None or stream.time_base is None:
        return None
    return float(stream.duration * stream.time_base)

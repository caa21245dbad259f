"""Reading a finished film with an independent eye: streams, frames, sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class FilmFacts:
    """What the container and its streams say."""

    width: int
    height: int
    fps: float
    frame_count: int
    video_s: float
    audio_s: float
    audio_rate: int
    audio_channels: int
    codecs: tuple[str, ...]
    colorspace: int
    metadata: dict[str, str]
    chapters: int
    subtitles: int
    faststart: bool


def film_facts(path: Path) -> FilmFacts:
    """Demux everything, decode nothing but the sound."""
    with av.open(str(path)) as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        frames = sum(1 for packet in film.demux(video) if packet.size)
        film.seek(0)
        samples = sum(frame.samples for frame in film.decode(audio))
        return FilmFacts(
            video.width,
            video.height,
            float(video.average_rate or 0),
            frames,
            frames / 30,
            samples / audio.rate,
            audio.rate,
            audio.channels,
            (video.codec_context.name, audio.codec_context.name),
            video.codec_context.colorspace,
            dict(film.metadata),
            len(film.chapters()),
            len(film.streams.subtitles),
            _moov_before_mdat(path),
        )


def frame_at(path: Path, second: float) -> npt.NDArray[np.uint8]:
    """One decoded frame as RGB, shape (height, width, 3)."""
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        assert stream.time_base is not None
        film.seek(int(second / stream.time_base), stream=stream)
        for frame in film.decode(stream):
            if frame.time is not None and frame.time >= second - 1e-3:
                return frame.to_ndarray(format="rgb24").astype(np.uint8)
    raise AssertionError(f"no frame at {second}")


def _moov_before_mdat(path: Path) -> bool:
    head: Any = path.read_bytes()
    return bool(0 <= head.find(b"moov") < head.find(b"mdat"))

"""A short AAC file like the mixer's: 48 kHz stereo in .m4a, exactly as long as asked, with what it measures."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from emlinh_desktop.base.loudness_meter import measure_loudness
from emlinh_desktop.domain.soundtrack import Soundtrack


def write_tone(path: Path, sample_count: int) -> Soundtrack:
    with av.open(str(path), "w", format="mp4") as file:
        stream = file.add_stream("aac", rate=48_000, options={"b": "96k"})
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.layout = "stereo"
        for start in range(0, sample_count, 1024):
            n = min(1024, sample_count - start)
            wave = 0.1 * np.sin(2 * np.pi * 440 * np.arange(start, start + n) / 48_000)
            frame = av.AudioFrame.from_ndarray(np.stack([wave, wave]).astype(np.float32), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = 48_000, start, Fraction(1, 48_000)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return Soundtrack(path, measure_loudness(path))

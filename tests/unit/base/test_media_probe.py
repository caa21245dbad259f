"""Probing what users may hand in."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from emlinh_desktop.base.media_probe import MediaUnreadable, probe_media


def clip(path: Path, *, frames: int = 10, sound: bool = True) -> Path:
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=25)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        audio = container.add_stream("aac", rate=44_100) if sound else None
        for index in range(frames):
            picture = av.VideoFrame.from_ndarray(np.full((48, 64, 3), index, np.uint8), format="rgb24")
            picture.pts = index
            container.mux(video.encode(picture))
        container.mux(video.encode(None))
        if audio is not None:
            noise = av.AudioFrame.from_ndarray(np.zeros((2, 17_640), np.float32), format="fltp", layout="stereo")
            noise.sample_rate = 44_100
            noise.pts = 0
            container.mux(audio.encode(noise))
            container.mux(audio.encode(None))
    return path


def test_a_clip_with_sound(tmp_path: Path) -> None:
    info = probe_media(clip(tmp_path / "a.mp4"))
    assert info.video is not None
    assert info.audio is not None
    assert (info.video.codec, info.video.width_px, info.video.height_px, info.video.fps, info.video.frame_count) == ("h264", 64, 48, 25.0, 10)
    assert (info.audio.codec, info.audio.rate_hz, info.audio.channels) == ("aac", 44_100, 2)
    assert info.duration_s == pytest.approx(0.4, abs=0.03)
    assert info.size_bytes == (tmp_path / "a.mp4").stat().st_size


def test_a_clip_without_sound(tmp_path: Path) -> None:
    info = probe_media(clip(tmp_path / "mute.mp4", sound=False))
    assert info.audio is None
    assert info.video is not None


@pytest.mark.parametrize("content", [b"", b"hello" * 200, bytes(range(256)) * 8])
def test_what_is_no_media(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.mp4").write_bytes(content)
    with pytest.raises(MediaUnreadable) as caught:
        probe_media(tmp_path / "x.mp4")
    assert caught.value.__cause__ is not None


def test_missing_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.mp4", tmp_path):
        with pytest.raises(MediaUnreadable):
            probe_media(path)

"""Beds from any music, made here instead of in the child."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from emlinh_desktop.base.child_process import run_child
from emlinh_desktop.base.ffmpeg_binary import ffmpeg_path, file_url
from emlinh_desktop.base.loudness_meter import measure_loudness
from emlinh_desktop.base.media_probe import MediaUnreadable
from emlinh_desktop.sound.bed_request import BedRequest
from emlinh_desktop.sound.music_bed import looping, make_bed, read_piece
from tests.unit.sound.conftest import RATE_HZ, tone, write_music

LENGTH_S = 5


def bed_of(music: Path, tmp_path: Path, powers: np.ndarray | None = None) -> np.ndarray:
    """A bed of 5 s at -22 LUFS, shape (samples, 2), -1..1."""
    np.save(tmp_path / "powers.npy", np.zeros(LENGTH_S * 150, np.float32) if powers is None else powers)
    request = BedRequest(music, tmp_path / "powers.npy", LENGTH_S * RATE_HZ, -22.0, tmp_path / "bed.s16")
    request.write(tmp_path / "request.json")
    assert BedRequest.read(tmp_path / "request.json") == request
    make_bed(request)
    return np.fromfile(request.bed, np.int16).reshape(-1, 2) / 32768


@pytest.mark.parametrize(
    ("name", "samples", "rate_hz"),
    [
        ("click.wav", tone(1000, 0.02), 48_000),
        ("short.wav", tone(440, 0.05), 48_000),
        ("telephone.wav", tone(440, 1.5, 8_000, channels=1), 8_000),
        ("long.flac", tone(440, 120, 8_000, channels=1), 8_000),
        ("quiet.wav", tone(440, 3, amplitude=0.02), 48_000),
        ("lossy.mp3", tone(440, 3, 44_100), 44_100),
        ("lossy.ogg", tone(440, 2), 48_000),
        ("-tiếng Việt: 'nhạc' %d.wav", tone(440, 2), 48_000),
    ],
)
def test_any_music_fills_the_film(tmp_path: Path, name: str, samples: np.ndarray, rate_hz: int) -> None:
    bed = bed_of(write_music(tmp_path / name, samples, rate_hz), tmp_path)
    assert bed.shape == (LENGTH_S * RATE_HZ, 2)
    middle = bed[RATE_HZ : 3 * RATE_HZ]
    blocks = 10 * np.log10(np.square(middle.reshape(-1, 2400, 2)).mean(axis=(1, 2)) + 1e-12)
    assert blocks.min() > np.median(blocks) - 12, "there is a hole in the music"  # a seam may weaken a pure tone
    assert blocks.max() < np.median(blocks) + 4
    steady = tmp_path / "middle.raw"
    steady.write_bytes(middle.astype(np.float32).tobytes())
    loudness = measure_loudness(steady, input_options=("-f", "f32le", "-ar", "48000", "-ac", "2"), true_peak=False)
    assert loudness.integrated_lufs == pytest.approx(-22.0, abs=1.0)


def test_a_stream_that_does_not_tell_its_length(tmp_path: Path) -> None:
    music = write_music(tmp_path / "m.wav", tone(440, 2))
    out, _ = run_child([ffmpeg_path(), "-v", "error", "-i", file_url(music), "-c:a", "libopus", "-f", "webm", "-"])
    (tmp_path / "live.webm").write_bytes(out)
    assert len(read_piece(tmp_path / "live.webm", LENGTH_S * RATE_HZ)) == pytest.approx(2 * RATE_HZ, abs=2000)


def test_a_file_cut_short_leaves_no_hole(tmp_path: Path) -> None:
    music = write_music(tmp_path / "m.wav", tone(440, 4))
    music.write_bytes(music.read_bytes()[: 44 + 2 * RATE_HZ * 4])
    assert len(read_piece(music, LENGTH_S * RATE_HZ)) == pytest.approx(2 * RATE_HZ, abs=100)


def test_music_of_silence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable):
        read_piece(write_music(tmp_path / "m.wav", tone(440, 1, amplitude=0)), RATE_HZ)


def test_fades_and_ducking(tmp_path: Path) -> None:
    powers = np.zeros(LENGTH_S * 150, np.float32)
    powers[300:400] = 0.01
    bed = bed_of(write_music(tmp_path / "m.wav", tone(440, 10)), tmp_path, powers)
    level = 10 * np.log10(np.square(bed.reshape(-1, 2400, 2)).mean(axis=(1, 2)) + 1e-12)  # twenty a second
    assert level[0] < level[24] - 15
    assert level[99] < level[56] - 15
    assert level[24:34].min() - level[42:52].max() == pytest.approx(15, abs=1)
    assert np.abs(np.diff(level[24:60])).max() < 6


def test_the_seam_of_a_loop_does_not_click() -> None:
    ramp = np.linspace(-20_000, 20_000, RATE_HZ // 2).astype(np.int16)  # its end and its beginning are far apart
    sound = looping(np.stack([ramp, ramp], axis=1))
    block = sound(np.arange(2 * RATE_HZ) / RATE_HZ)
    assert block.shape == (2 * RATE_HZ, 2)
    assert np.abs(np.diff(block[:, 0])).max() < 0.02
    assert np.allclose(block[:100, 0], ramp[:100] / 32767, atol=1e-4), "it must begin as it begins"

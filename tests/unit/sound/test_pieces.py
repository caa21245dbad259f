"""The shipped pieces: loop without a seam, lie below the voice, have their names; which suits a topic."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.loudness_meter import measure_loudness
from emlinh_desktop.base.resources import resource
from emlinh_desktop.domain.brief import MUSIC_PIECES
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.sound.ducking import duck_gains_db
from emlinh_desktop.sound.mixer import Mixer
from emlinh_desktop.sound.music_bed import looping, read_piece
from emlinh_desktop.sound.pieces import is_seamless, music_file, piece_for
from emlinh_desktop.sound.voice_track import write_voice
from tests.unit.sound.conftest import RATE_HZ, decoded, silence, speech_like

Samples = npt.NDArray[np.float64]


def piece(name: str) -> Samples:
    """The whole piece, shape (samples, 2)."""
    sound: Samples = read_piece(Path(music_file(name, "")), 60 * RATE_HZ).astype(np.float64) / 32_767
    return sound


@pytest.mark.parametrize("name", MUSIC_PIECES)
def test_the_last_sample_is_followed_by_the_first(name: str) -> None:
    sound = piece(name)
    assert 20 <= len(sound) / RATE_HZ <= 40
    steps = np.abs(np.diff(sound, axis=0)).max(axis=1)
    bend = np.abs(np.diff(np.concatenate([sound[-8:], sound[:8]]), 2, axis=0)).max()
    assert bend <= 0.3 * np.percentile(steps, 99.9)
    tail, head = (np.sqrt((part**2).mean()) for part in (sound[-4800:], sound[:4800]))
    assert 0.2 < tail / head < 5  # what rings on past the end is heard at the beginning


@pytest.mark.parametrize("name", MUSIC_PIECES)
def test_a_bed_is_soft_and_leaves_room_for_speech(name: str) -> None:
    loudness = measure_loudness(Path(music_file(name, "")))
    assert loudness.integrated_lufs == pytest.approx(-20.0, abs=0.5)
    assert loudness.true_peak_dbtp is not None
    assert loudness.true_peak_dbtp < -3
    sound = piece(name)
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    freqs = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    assert power[freqs > 6000].sum() < 1e-5 * power.sum()
    assert power[(freqs > 1000) & (freqs < 4000)].sum() < 0.1 * power.sum()
    sides = sound - sound.mean(axis=1, keepdims=True)
    assert 0.01 < (sides**2).sum() / (sound**2).sum() < 0.4  # wide, and whole when played by one speaker


def test_the_three_are_small() -> None:
    assert sum(resource(f"music/{name}.ogg").stat().st_size for name in MUSIC_PIECES) < 2_000_000


def test_a_seamless_piece_keeps_its_time_when_it_is_played_again() -> None:
    sound = (np.arange(2000)[:, None] % 251 * np.ones(2)).astype(np.int16)
    again = looping(sound, 0.0)(np.arange(5000) / RATE_HZ) * 32_767
    assert np.allclose(again, sound[np.arange(5000) % 2000], atol=0.01)


@pytest.mark.parametrize("name", MUSIC_PIECES)
def test_it_steps_back_by_ten_db_under_speech(tmp_path: Path, name: str) -> None:
    """What the mix has beside the voice, at 5 kHz and above nothing, is measured between 60 and 110 Hz: the made voice has nothing there."""
    voice = np.concatenate([silence(6.0), speech_like(6.0), silence(6.0)])
    track = Mixer(tmp_path / "cache").mix([voice], music_file(name, ""), tmp_path / "t.m4a", CancelToken()).path
    mono = decoded(track).mean(axis=0, dtype=np.float64)

    def low_level_db(start_s: float, end_s: float) -> float:
        part = mono[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]
        freqs = np.fft.rfftfreq(len(part), 1 / RATE_HZ)
        power = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
        return float(10 * np.log10(power[(freqs > 60) & (freqs < 110)].sum() / len(part) ** 2))

    before, under = low_level_db(1.0, 5.5), low_level_db(6.5, 11.5)
    assert before - under >= 10
    gains = duck_gains_db(write_voice([voice], tmp_path / "v.f32", CancelToken()).powers)
    assert gains.min() <= -10


def test_volume_moves_the_music_alone(tmp_path: Path) -> None:
    voice = np.concatenate([silence(2.5), speech_like(12.0)])
    mixer = Mixer(tmp_path / "cache")
    below_db = []
    for percent in (50.0, 100.0):
        track = mixer.mix([voice], music_file("calm", ""), tmp_path / "t.m4a", CancelToken(), percent).path
        sound = decoded(track)
        music, spoken = sound[:, RATE_HZ : 2 * RATE_HZ], sound[:, 4 * RATE_HZ :]
        below_db.append(10 * np.log10((spoken**2).mean() / (music**2).mean()))
    assert below_db[0] - below_db[1] == pytest.approx(6.0, abs=0.7)


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("Lịch sử thành Cổ Loa", "thoughtful"),
        ("why the sky is blue", "thoughtful"),
        ("Cách nấu phở bò", "bright"),
        ("travel tips for Hue", "bright"),
        ("Lợi ích của việc đọc sách", "calm"),
        ("hoa sen", "calm"),
        ("máchine", "calm"),
    ],
)
def test_the_topic_chooses(topic: str, name: str) -> None:
    assert piece_for(topic) == name
    assert Path(music_file("auto", topic)).stem == name


def test_names_and_files() -> None:
    with pytest.raises(InputError) as caught:
        music_file("brigth", "")
    assert (caught.value.code, caught.value.params["nearest"]) == (ErrorCode.UNKNOWN_NAME, "bright")
    own = str(Path("song.mp3").absolute())
    assert music_file(own, "hoa sen") == own
    assert is_seamless(Path(music_file("calm", "")))
    assert not is_seamless(Path(own))

"""Finished tracks, measured after decoding."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.loudness_meter import measure_loudness
from emlinh_desktop.domain.errors import ErrorCode, InputError, ProductError, ResourceError
from emlinh_desktop.sound import mixer as mixer_module
from emlinh_desktop.sound.mixer import Mixer
from tests.unit.sound.conftest import Mono, decoded, silence, speech_like, tone, tone_levels_db, write_music

MUSIC_HZ = 7_000.0  # the made voice has nothing there


@pytest.fixture
def mixer(tmp_path: Path) -> Mixer:
    return Mixer(tmp_path / "cache")


def mix(mixer: Mixer, tmp_path: Path, audio: Sequence[Mono], music: Path | None = None, token: CancelToken | None = None) -> Path:
    track = mixer.mix(audio, None if music is None else str(music), tmp_path / "out" / "track.m4a", token or CancelToken())
    assert track.loudness.integrated_lufs == pytest.approx(measure_loudness(track.path).integrated_lufs, abs=0.1)
    return track.path


def dynamic_voice() -> Mono:
    """Whispered sentences with a few shouted words: 26 dB apart."""
    loud = speech_like(6.0)
    gains = np.where(np.arange(len(loud)) // 24_000 % 5 == 2, 1.0, 0.05)
    return (loud * gains).astype(np.float32)


def clicking_voice() -> Mono:
    """A quiet voice with plosives far above it."""
    voice = 0.05 * speech_like(6.0)
    voice[4800::24_000] = 0.99
    return voice.astype(np.float32)


@pytest.mark.parametrize(
    "voice",
    [
        pytest.param(np.concatenate([silence(0.5), speech_like(6.0), silence(1.5)]), id="usual"),
        pytest.param(np.concatenate([silence(0.4), speech_like(1.0), silence(0.6)]), id="two seconds"),
        pytest.param((2e-3 * speech_like(6.0)).astype(np.float32), id="near silent"),
        pytest.param(dynamic_voice(), id="very dynamic"),
        pytest.param(clicking_voice(), id="sharp peaks"),
    ],
)
def test_loudness_peak_and_length(mixer: Mixer, tmp_path: Path, voice: Mono) -> None:
    track = mix(mixer, tmp_path, [voice])
    loudness = measure_loudness(track)
    assert loudness.integrated_lufs == pytest.approx(-14.0, abs=0.5)
    assert loudness.true_peak_dbtp is not None
    assert loudness.true_peak_dbtp <= -1.0
    with av.open(str(track)) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.profile, stream.rate, stream.channels) == ("aac", "LC", 48_000, 2)
        assert stream.duration is not None
        assert stream.time_base is not None
        assert stream.duration * stream.time_base * 48_000 == len(voice)
    samples = decoded(track)
    assert len(voice) <= samples.shape[1] < len(voice) + 1024
    assert np.array_equal(samples[0], samples[1])


def test_sound_stays_in_its_place(mixer: Mixer, tmp_path: Path) -> None:
    onsets = (0.5, 2.0, 3.1)
    shots = []
    for start, end in zip((0.0, *onsets), (*onsets, 4.0), strict=True):
        burst = speech_like(0.4, seed=1) if start else silence(0)
        shots.append(np.concatenate([burst, silence(end - start - len(burst) / 48_000)]))
    voice = np.concatenate(shots)
    samples = decoded(mix(mixer, tmp_path, shots))[0][: len(voice)]
    lags = np.arange(-480, 481)
    match = [float(np.dot(voice[480:-480], samples[480 + lag : len(voice) - 480 + lag])) for lag in lags]
    assert abs(int(lags[int(np.argmax(match))])) <= 24, "more than half a millisecond out of place"


def test_silence_stays_silence(mixer: Mixer, tmp_path: Path) -> None:
    samples = decoded(mix(mixer, tmp_path, [silence(2), silence(1) + np.float32(2e-5)]))
    assert np.abs(samples).max() < 1e-3


def test_music_under_a_voice(mixer: Mixer, tmp_path: Path) -> None:
    voice = np.concatenate([silence(2), speech_like(2), silence(1.4), speech_like(1), silence(0.4), speech_like(1.2), silence(3)])
    track = mix(mixer, tmp_path, [voice], write_music(tmp_path / "m.wav", tone(MUSIC_HZ, 4)))
    loudness = measure_loudness(track)
    assert loudness.integrated_lufs == pytest.approx(-14.0, abs=0.5)
    assert loudness.true_peak_dbtp is not None
    assert loudness.true_peak_dbtp <= -1.0
    samples = decoded(track)
    levels = tone_levels_db(samples, MUSIC_HZ)
    before, speaking, pause, again = levels[10:17].mean(), levels[21:39].max(), levels[45:50].mean(), levels[55:79].max()
    assert before - speaking >= 10
    assert pause - speaking >= 10
    assert before - again >= 10, "the music swells between two sentences"
    assert levels[0] < before - 12, "no fade at the start"
    assert levels[108] < levels[88] - 12, "no fade at the end"
    music_db, voice_db = (10 * np.log10(np.square(samples[:, a * 48_000 : b * 48_000]).mean()) for a, b in ((1, 2), (2, 4)))
    assert 4 < voice_db - music_db < 20


@pytest.mark.parametrize("content", [None, b"", b"no music" * 300, "mute", "folder"])
def test_music_at_fault(mixer: Mixer, tmp_path: Path, content: bytes | str | None) -> None:
    music = tmp_path / "music.mp4"
    if content == "mute":
        with av.open(str(music), "w") as container:
            stream = container.add_stream("libx264", rate=30)
            stream.width = stream.height = 64
            container.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
            container.mux(stream.encode(None))
    elif content == "folder":
        music.mkdir()
    elif isinstance(content, bytes):
        music.write_bytes(content)
    with pytest.raises(InputError) as caught:
        mix(mixer, tmp_path, [speech_like(1.0)], music)
    assert caught.value.code is ErrorCode.MUSIC_UNREADABLE
    assert caught.value.params["path"] == str(music)
    assert not (tmp_path / "out" / "track.m4a").exists()


def test_the_same_film_is_not_mixed_again(mixer: Mixer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shots = [speech_like(1.0), silence(0.5)]
    first = mix(mixer, tmp_path, shots).read_bytes()

    def never(*_: object) -> None:
        raise AssertionError("mixed again")

    monkeypatch.setattr(mixer_module, "write_voice", never)
    assert mix(mixer, tmp_path, shots).read_bytes() == first
    with pytest.raises(AssertionError):
        mix(mixer, tmp_path, [silence(0.5), speech_like(1.0)])


def test_a_track_is_the_same_every_time(tmp_path: Path) -> None:
    shots = [speech_like(1.0)]
    assert mix(Mixer(tmp_path / "a"), tmp_path, shots).read_bytes() == mix(Mixer(tmp_path / "b"), tmp_path, shots).read_bytes()


def test_what_killed_mixers_left_is_swept(mixer: Mixer, tmp_path: Path) -> None:
    old, fresh = tmp_path / "cache" / ".mix-old", tmp_path / "cache" / ".mix-fresh"
    for folder in (old, fresh):
        folder.mkdir(parents=True)
        (folder / "voice.f32").write_bytes(bytes(100))
    os.utime(old, (0, 0))
    mix(mixer, tmp_path, [silence(0.5)])
    assert not old.exists()
    assert fresh.exists(), "another process may be at work there"


@pytest.mark.parametrize("asked", [1, 3, 5, 8])
def test_cancel_leaves_nothing(mixer: Mixer, tmp_path: Path, asked: int) -> None:
    left = iter(range(asked))
    token = CancelToken(also=lambda: next(left, None) is None, poll_s=0)
    with pytest.raises(Cancelled):
        mix(mixer, tmp_path, [speech_like(6.0)], write_music(tmp_path / "m.wav", tone(440, 3)), token)
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "cache").exists() or not list((tmp_path / "cache").iterdir())


@pytest.mark.parametrize(
    ("failure", "code"),
    [(OSError(errno.ENOSPC, "full"), ErrorCode.DISK_FULL), (PermissionError(errno.EACCES, "no"), ErrorCode.NO_WRITE_ACCESS)],
)
def test_a_folder_that_takes_no_file(mixer: Mixer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: OSError, code: ErrorCode) -> None:
    def refuse(*_: object) -> None:
        raise failure

    monkeypatch.setattr(mixer_module, "write_bytes", refuse)
    with pytest.raises(ResourceError) as caught:
        mix(mixer, tmp_path, [speech_like(1.0)])
    assert caught.value.code is code
    assert caught.value.__cause__ is failure


def test_an_ffmpeg_that_fails_is_our_fault(mixer: Mixer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emlinh_desktop.sound.mastering.VOICE_CHAIN", ("nosuchfilter",))
    with pytest.raises(ProductError) as caught:
        mix(mixer, tmp_path, [speech_like(1.0)])
    assert caught.value.code is ErrorCode.SOUND_FAILED
    assert "nosuchfilter" in str(caught.value.params["reason"])
    assert not list((tmp_path / "cache").iterdir())

"""Speech-like sound, made rather than stored, and a look into finished tracks."""

from __future__ import annotations

import wave
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from emlinh_desktop.base.child_process import run_child
from emlinh_desktop.base.ffmpeg_binary import ffmpeg_path, file_url

RATE_HZ = 48_000
Mono = npt.NDArray[np.float32]


def speech_like(duration_s: float, seed: int = 0) -> Mono:
    """Syllables of a gliding tone with harmonics below 4 kHz, five a second, some louder, peaks above -1 dB."""
    rng = np.random.default_rng(seed)
    times = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    pitch_hz = 190 + 40 * np.sin(2 * np.pi * 0.7 * times) + 15 * np.sin(2 * np.pi * 3 * times)
    phase = 2 * np.pi * np.cumsum(pitch_hz) / RATE_HZ
    voice = np.sum([np.cos(n * phase) / n**0.8 for n in range(1, 17)], axis=0)
    syllables = rng.uniform(0.25, 1.0, int(duration_s * 5) + 2)
    loudness = np.interp(times * 5, np.arange(len(syllables)), syllables) * (0.55 - 0.45 * np.cos(2 * np.pi * 5 * times))
    sound = (voice * loudness).astype(np.float32)
    normal: Mono = sound * np.float32(0.95 / np.abs(sound).max())
    return normal


def silence(duration_s: float) -> Mono:
    return np.zeros(round(duration_s * RATE_HZ), np.float32)


def decoded(path: Path) -> npt.NDArray[np.float32]:
    """The track's samples, shape (2, n), from the moment its edit list says; fails unless that is 0."""
    with av.open(str(path)) as container:
        frames = list(container.decode(audio=0))
    assert frames[0].pts == 0
    assert {frame.sample_rate for frame in frames} == {RATE_HZ}
    samples: npt.NDArray[np.float32] = np.concatenate([frame.to_ndarray() for frame in frames], axis=1)
    return samples


def tone_levels_db(samples: npt.NDArray[np.float32], tone_hz: float, window_s: float = 0.1) -> npt.NDArray[np.float64]:
    """The level of one tone in each window: what is left of the music under a voice that has nothing there."""
    mono = samples.mean(axis=0, dtype=np.float64)
    size = round(window_s * RATE_HZ)
    blocks = mono[: len(mono) // size * size].reshape(-1, size) * np.hanning(size)
    probe = np.exp(-2j * np.pi * tone_hz * np.arange(size) / RATE_HZ)
    level: npt.NDArray[np.float64] = 20 * np.log10(np.abs(blocks @ probe) * 4 / size + 1e-9)
    return level


def write_music(path: Path, samples: npt.NDArray[np.float32], rate_hz: int = RATE_HZ) -> Path:
    """`samples` of shape (channels, n) as a file of the kind its name says."""
    plain = path.with_suffix(".wav")
    with wave.open(str(plain), "wb") as handle:
        handle.setnchannels(samples.shape[0])
        handle.setsampwidth(2)
        handle.setframerate(rate_hz)
        handle.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").T.tobytes())
    if plain != path:
        run_child([ffmpeg_path(), "-v", "error", "-i", file_url(plain), file_url(path)])
        plain.unlink()
    return path


def tone(tone_hz: float, duration_s: float, rate_hz: int = RATE_HZ, channels: int = 2, amplitude: float = 0.3) -> npt.NDArray[np.float32]:
    sine = amplitude * np.sin(2 * np.pi * tone_hz * np.arange(round(duration_s * rate_hz)) / rate_hz)
    return np.tile(sine.astype(np.float32), (channels, 1))

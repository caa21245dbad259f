"""What a sound is like every 10 ms: mel cepstra, their change, and loudness.

Mel-frequency cepstral coefficients after Davis & Mermelstein (1980), normalised to zero mean and unit variance over the
speech of the clip, so that two voices can be compared. Loudness decides where there is silence.
"""

from __future__ import annotations

import functools
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

RATE_HZ = 16_000
HOP = 160
HOP_S = HOP / RATE_HZ
_WINDOW = 400
_FFT = 512
_MELS = 32
_CEPSTRA = 13
_LOW_HZ, _HIGH_HZ = 100.0, 7200.0
_FRAMES_AT_ONCE = 2000
_LOUDNESS_WEIGHT, _CHANGE_WEIGHT, _ONSET_WEIGHT = 4.0, 1.5, 8.0  # found by the error in `tests/benchmarks/bench_alignment.py`

Floats: TypeAlias = npt.NDArray[np.float32]


@functools.cache
def _mel_bank() -> Floats:
    """shape (32, 257): triangular filters, equally spaced in mel."""

    def mel(hz: float) -> float:
        return float(2595 * np.log10(1 + hz / 700))

    points = 700 * (10 ** (np.linspace(mel(_LOW_HZ), mel(_HIGH_HZ), _MELS + 2) / 2595) - 1)
    bins = np.fft.rfftfreq(_FFT, 1 / RATE_HZ)
    low, middle, high = points[:-2, None], points[1:-1, None], points[2:, None]
    return np.maximum(0, np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle))).astype(np.float32)


@functools.cache
def _cosines() -> Floats:
    """shape (13, 32): the discrete cosine transform's rows 1 to 13."""
    cosines: Floats = np.cos(np.pi / _MELS * (np.arange(_MELS) + 0.5)[None, :] * np.arange(1, _CEPSTRA + 1)[:, None]).astype(np.float32)
    return cosines


def cepstra(sound: Floats) -> Floats:
    """shape (frames, 28) of mono sound at 16 kHz, a frame every 10 ms."""
    mels = _mel_energies(sound)
    whole = mels.sum(1)
    floor = max(1e-12, float(np.percentile(whole, 95)) * 1e-6)
    energy = np.log(whole + floor * _MELS)
    speech = energy > energy.max() - 9.0  # about 40 dB
    shapes = np.log(mels + floor) @ _cosines().T
    shapes = (shapes - shapes[speech].mean(0)) / (shapes[speech].std(0) + 1e-3)
    shapes[~speech] *= 0.3  # in silence loudness decides
    loudness = np.clip((energy - energy[speech].mean()) / 3.0, -2, 1.2)
    both = np.column_stack([shapes, loudness])
    change = _slopes(both)
    return np.column_stack([shapes, _CHANGE_WEIGHT * change[:, :-1], _LOUDNESS_WEIGHT * loudness, _ONSET_WEIGHT * change[:, -1]]).astype(np.float32)


def _mel_energies(sound: Floats) -> Floats:
    padded = np.concatenate([sound, np.zeros(_WINDOW, np.float32)])
    emphasised = np.append(padded[:1], padded[1:] - 0.97 * padded[:-1]).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(emphasised, _WINDOW)[::HOP]
    window = np.hanning(_WINDOW).astype(np.float32)
    parts = []
    for at in range(0, len(frames), _FRAMES_AT_ONCE):
        spectrum = np.abs(np.fft.rfft(frames[at : at + _FRAMES_AT_ONCE] * window, _FFT)).astype(np.float32)
        parts.append(spectrum**2 @ _mel_bank().T)
    return np.concatenate(parts)


def _slopes(rows: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """The regression slope of each column over five frames."""
    padded = np.pad(rows, ((2, 2), (0, 0)), mode="edge")
    slope: npt.NDArray[np.floating] = (2 * (padded[4:] - padded[:-4]) + padded[3:-1] - padded[1:-3]) / 10
    return slope


def loud_frames(sound: Floats) -> npt.NDArray[np.bool_]:
    """For each whole 10 ms whether it is speech (over -30 dB of the loud parts), single frames smoothed away."""
    count = len(sound) // HOP
    level = np.sqrt((sound[: count * HOP].reshape(count, HOP) ** 2).mean(1) + 1e-12)
    loud = (level > np.percentile(level, 95) * 0.03).astype(np.float32) if count else np.zeros(0, np.float32)
    return np.convolve(loud, np.ones(3, np.float32) / 3, "same")[:count] > 0.5

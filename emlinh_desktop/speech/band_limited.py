"""Another sample rate by the discrete Fourier transform: exact for band-limited sound, any pair of rates.

Smith, Digital Audio Resampling (CCRMA): the spectrum is cut or padded. The clip counts as a loop, so both ends should be quiet.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt


def _smooth(least: int) -> int:
    """The next number without a prime factor over 5: its transform is several times faster."""
    number = least
    while True:
        rest = number
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return number
        number += 1


def at_rate(sound: npt.NDArray[np.float32], from_hz: int, to_hz: int) -> npt.NDArray[np.float32]:
    """Mono sound at `to_hz`; sample 0 stays at time 0, the length is rounded up. About 50 ms a minute. Any thread."""
    if from_hz == to_hz or len(sound) == 0:
        return sound
    common = math.gcd(from_hz, to_hz)
    step = from_hz // common
    rows = _smooth(-(-len(sound) // step))
    padded = np.zeros(rows * step, np.float32)
    padded[: len(sound)] = sound
    count = rows * (to_hz // common)
    spectrum = np.fft.rfft(padded)
    kept = np.zeros(count // 2 + 1, spectrum.dtype)
    width = min(len(kept), len(spectrum))
    kept[:width] = spectrum[:width]
    wanted = -(-len(sound) * to_hz // from_hz)
    return (np.fft.irfft(kept, count) * (to_hz / from_hz)).astype(np.float32)[:wanted]

"""22,050 Hz int16 to 48,000 Hz float32 by a polyphase windowed sinc, as one matrix product.

48,000 / 22,050 = 320 / 147: every 147 input samples give 320 output samples through the same 320 short filters. Written
as a matrix (147 + taps - 1, 320) applied to overlapping rows, all of them are one product. The filter is a
Kaiser-windowed sinc (Oppenheim & Schafer, Discrete-Time Signal Processing, 7.6: beta 9 is 90 dB of stopband).
"""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.utterance import MonoAudio

_UP, _DOWN = 320, 147
_TAPS = 64
_CUTOFF = 0.94  # of the input's Nyquist frequency: 10.4 kHz, the middle of the slope
_KAISER_BETA = 9.0
_ROWS_AT_ONCE = 2048  # 13.7 s of sound, 1.7 MB of rows: about 10 ms between looks at the token


def resampled_length(sample_count: int) -> int:
    """How many samples at 48 kHz come of so many at 22.05 kHz."""
    return -(-sample_count * _UP // _DOWN)


@functools.cache
def _filters() -> npt.NDArray[np.float32]:
    """shape (147 + 63, 320): column p makes output p of a row from the row's input samples."""
    phases = np.arange(_UP)[:, np.newaxis]
    whole, rest = np.divmod(phases * _DOWN, _UP)
    distance = np.arange(_TAPS) - (_TAPS // 2 - 1) - rest / _UP  # input samples from the output's place
    window = np.i0(_KAISER_BETA * np.sqrt(np.clip(1 - (distance / (_TAPS / 2)) ** 2, 0, 1))) / np.i0(_KAISER_BETA)
    taps = _CUTOFF * np.sinc(_CUTOFF * distance) * window
    matrix = np.zeros((_DOWN + _TAPS - 1, _UP), np.float32)
    matrix[whole + np.arange(_TAPS), phases] = taps / taps.sum(axis=1, keepdims=True)
    return matrix


def to_48khz(samples: npt.NDArray[np.int16], cancel: CancelToken) -> MonoAudio:
    """The same sound at 48 kHz; sample 0 stays at time 0. Any thread.

    Raises:
        Cancelled: about every 14 s of sound the token is asked.
    """
    length = resampled_length(len(samples))
    rows = max(1, -(-length // _UP))
    before = _TAPS // 2 - 1
    padded = np.zeros(rows * _DOWN + _TAPS - 1, dtype=np.float32)
    padded[before : before + len(samples)] = samples
    padded /= 32768
    overlapping = np.lib.stride_tricks.sliding_window_view(padded, _DOWN + _TAPS - 1)[::_DOWN]
    audio = np.empty((rows, _UP), dtype=np.float32)
    for row in range(0, rows, _ROWS_AT_ONCE):
        cancel.check()
        part = slice(row, row + _ROWS_AT_ONCE)
        np.matmul(overlapping[part], _filters(), out=audio[part])
    return audio.reshape(-1)[:length]

from __future__ import annotations

import numpy as np
import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.speech.resampling import resampled_length, to_48khz


def _sine(frequency_hz: float, count: int = 22_050) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.round(16_000 * np.sin(2 * np.pi * frequency_hz * np.arange(count) / 22_050)).astype(np.int16)


@pytest.mark.parametrize("frequency_hz", [100.0, 1000.0, 5000.0, 9000.0])
def test_a_tone_stays_itself_without_images(frequency_hz: float) -> None:
    audio = to_48khz(_sine(frequency_hz), CancelToken())
    steady = slice(2000, -2000)
    wanted = 16_000 / 32_768 * np.sin(2 * np.pi * frequency_hz * np.arange(len(audio)) / 48_000)
    error = audio[steady] - wanted[steady]
    assert np.sqrt(np.mean(error**2)) < 0.35 * 10 ** (-60 / 20)


def test_a_click_keeps_its_place() -> None:
    samples = np.zeros(4410, dtype=np.int16)
    samples[2205] = 30_000
    assert int(np.argmax(to_48khz(samples, CancelToken()))) == 4800


@pytest.mark.parametrize("count", [0, 1, 146, 147, 148, 22_050])
def test_length(count: int) -> None:
    assert len(to_48khz(np.zeros(count, dtype=np.int16), CancelToken())) == resampled_length(count)
    assert resampled_length(22_050) == 48_000


def test_steady_level_is_kept_across_blocks() -> None:
    audio = to_48khz(np.full(22_050 * 20, 8192, dtype=np.int16), CancelToken())
    assert np.allclose(audio[1000:-1000], 0.25, atol=1e-5)


def test_cancel() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        to_48khz(_sine(440), token)

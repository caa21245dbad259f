"""Another tempo at the same pitch; another rate at the same sound."""

from __future__ import annotations

import numpy as np
import pytest

from emlinh_desktop.domain.utterance import Utterance, WordTiming
from emlinh_desktop.speech.band_limited import at_rate
from emlinh_desktop.speech.time_stretch import stretched, stretched_length

_SECONDS = 2.0


def _hum(hz: float, rate_hz: int = 48_000) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    t = np.arange(int(_SECONDS * rate_hz)) / rate_hz
    return (0.4 * np.sin(2 * np.pi * hz * t) * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * t))).astype(np.float32)


def _pitch_hz(sound: np.ndarray[tuple[int], np.dtype[np.float32]], rate_hz: int = 48_000) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.argmax(spectrum) * rate_hz / len(sound))


@pytest.mark.parametrize("tempo", [0.92, 1.0, 1.08])
def test_length_and_times_scale_and_the_pitch_stays(tempo: float) -> None:
    hum = _hum(180)
    utterance = Utterance("a", "xin", "v", hum, (WordTiming("xin", 0, 3, 0.5, 1.5),), ())
    other = stretched(utterance, tempo)
    assert len(other.audio) == stretched_length(len(hum), tempo) == round(len(hum) / tempo)
    assert other.words[0].start_s == pytest.approx(0.5 / tempo, abs=1e-4)
    assert _pitch_hz(other.audio) == pytest.approx(180, abs=1.5)
    level = np.sqrt(np.mean(other.audio[4800:-4800] ** 2)) / np.sqrt(np.mean(hum[4800:-4800] ** 2))
    assert 0.93 < level < 1.05


@pytest.mark.parametrize(("from_hz", "to_hz"), [(24_000, 48_000), (22_050, 16_000), (44_100, 48_000), (48_000, 16_000)])
def test_another_rate(from_hz: int, to_hz: int) -> None:
    other = at_rate(_hum(440, from_hz), from_hz, to_hz)
    assert len(other) == _SECONDS * to_hz
    middle = slice(to_hz // 4, -to_hz // 4)
    assert np.abs(other - _hum(440, to_hz))[middle].max() < 1e-3

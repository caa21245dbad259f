"""Corrections of a voice's spectrum, on noises of known spectrum."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.sound.tone import tone_filters

RATE_HZ = 48_000
THIRDS_HZ = (160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000)
BYRNE_DB = (59.0, 60.2, 60.3, 59.0, 62.1, 62.1, 60.5, 56.8, 53.7, 53.0, 52.0, 48.7, 48.1, 46.8, 45.6, 44.5, 44.3, 43.7)


def noise(path: Path, extra_db: dict[int, float] | None = None, duration_s: float = 4.0) -> Path:
    """Noise with Byrne's speech spectrum, some third-octave bands raised by `extra_db`."""
    count = round(duration_s * RATE_HZ)
    spectrum = np.fft.rfft(np.random.default_rng(0).standard_normal(count))
    frequencies = np.fft.rfftfreq(count, 1 / RATE_HZ)
    shape = np.zeros(len(frequencies))
    for centre, level_db in zip(THIRDS_HZ, BYRNE_DB, strict=True):
        low, high = centre / 2 ** (1 / 6), centre * 2 ** (1 / 6)
        inside = (frequencies >= low) & (frequencies < high)
        shape[inside] = 10 ** ((level_db + (extra_db or {}).get(centre, 0.0)) / 20) / np.sqrt(high - low)
    samples: npt.NDArray[np.float64] = np.fft.irfft(spectrum * shape, count)
    path.write_bytes((0.1 * samples / samples.std()).astype(np.float32).tobytes())
    return path


def gains_db(path: Path) -> list[float]:
    return [float(one.rsplit("g=", 1)[1]) for one in tone_filters(path, CancelToken())]


def test_a_natural_spectrum_is_left_alone(tmp_path: Path) -> None:
    assert max(map(abs, gains_db(noise(tmp_path / "n.raw")))) < 0.8


def test_buzz_is_taken_away_where_it_is(tmp_path: Path) -> None:
    plain = gains_db(noise(tmp_path / "n.raw"))
    buzz = gains_db(noise(tmp_path / "b.raw", {3150: 4.0, 4000: 4.0, 5000: 4.0}))
    assert buzz[2] == pytest.approx(plain[2] - 4, abs=0.8)
    assert buzz[0] == pytest.approx(plain[0], abs=0.2)


def test_corrections_are_bounded(tmp_path: Path) -> None:
    dull = gains_db(noise(tmp_path / "d.raw", dict.fromkeys((2000, 2500, 3150, 4000, 5000, 6300, 8000), -30.0)))
    sharp = gains_db(noise(tmp_path / "s.raw", dict.fromkeys((2000, 2500, 3150, 4000, 5000, 6300, 8000), 30.0)))
    assert dull[1:] == [3.0, 3.0, 3.0]
    assert sharp[1:] == [-6.0, -6.0, -6.0]


def test_silence_and_next_to_nothing_need_no_tone(tmp_path: Path) -> None:
    for content in (b"", bytes(4 * RATE_HZ), bytes(400)):
        (tmp_path / "0.raw").write_bytes(content)
        assert tone_filters(tmp_path / "0.raw", CancelToken()) == ()


def test_cancel(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        tone_filters(noise(tmp_path / "n.raw"), token)

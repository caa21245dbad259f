"""How a voice's spectrum differs from a natural one, and the gentle filters that bring it nearer.

A formant synthesiser has 4 to 8 dB too much between 2 and 6 kHz, which is the buzz one hears; a neural voice has
not. So nothing is fixed beforehand: each film's voice is measured after its chain and only its own excess is taken
away. What is natural: the long-term average speech spectrum of Byrne et al., "An international comparison of long-term
average speech spectra", JASA 96 (1994), women and men together (Vietnamese was among the twelve languages).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ

_WINDOW = 2048
_BLOCK_SAMPLES = 24 * _WINDOW
_QUIETEST_DB = 30.0
_MOST_CUT_DB = -6.0
_MOST_LIFT_DB = 3.0
_BODY_HZ = (355.0, 1600.0)
"""what the other bands are compared with"""

Spectrum: TypeAlias = npt.NDArray[np.float64]
"""shape (1025,), mean power of each bin from 0 to 24 kHz"""


@dataclass(frozen=True, slots=True)
class _Band:
    """`natural_db` is the band's level in Byrne's spectrum against the body."""

    low_hz: float
    high_hz: float
    natural_db: float
    ffmpeg_filter: str


_BANDS = (
    _Band(140, 355, -1.9, "equalizer=f=220:t=o:w=1.4"),
    _Band(1600, 3150, -13.5, "equalizer=f=2300:t=o:w=1.0"),
    _Band(3150, 5600, -17.9, "equalizer=f=4200:t=o:w=0.9"),
    _Band(5600, 9000, -20.3, "highshelf=f=6500"),
)


def tone_filters(treated: Path, cancel: CancelToken) -> tuple[str, ...]:
    """The filters for the voice in a raw float32 mono file; empty for silence. 30 ms for a minute.

    Raises:
        OSError, Cancelled
    """
    spectrum = _mean_spectrum(treated, cancel)
    body = _band_power(spectrum, *_BODY_HZ)
    if body <= 0:
        return ()
    return tuple(f"{band.ffmpeg_filter}:g={_correction_db(band, spectrum, body):.2f}" for band in _BANDS)


def _correction_db(band: _Band, spectrum: Spectrum, body: float) -> float:
    level_db = 10 * np.log10(_band_power(spectrum, band.low_hz, band.high_hz) / body + 1e-9)
    return float(np.clip(band.natural_db - level_db, _MOST_CUT_DB, _MOST_LIFT_DB))


def _mean_spectrum(treated: Path, cancel: CancelToken) -> Spectrum:
    """Over all windows less than 30 dB below the loudest of the same second."""
    total = np.zeros(_WINDOW // 2 + 1)
    shape = np.hanning(_WINDOW).astype(np.float32)
    for windows in _windows(treated):
        cancel.check()
        energy = np.einsum("ij,ij->i", windows, windows)
        loud = windows[energy > energy.max() * 10 ** (-_QUIETEST_DB / 10)]
        total += np.square(np.abs(np.fft.rfft(loud * shape, axis=1))).sum(axis=0)
    return total


def _windows(treated: Path) -> Iterator[npt.NDArray[np.float32]]:
    """Blocks of whole windows, shape (n, 2048); the rest at the end is left out."""
    with treated.open("rb") as handle:
        while len(data := handle.read(4 * _BLOCK_SAMPLES)) >= 4 * _WINDOW:
            samples = np.frombuffer(data, np.float32)
            yield samples[: len(samples) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)


def _band_power(spectrum: Spectrum, low_hz: float, high_hz: float) -> float:
    per_bin_hz = SAMPLE_RATE_HZ / _WINDOW
    return float(spectrum[round(low_hz / per_bin_hz) : round(high_hz / per_bin_hz)].sum())

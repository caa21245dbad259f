"""The Shots' narration as one raw file, and how loud it is from moment to moment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.errors import ErrorCode, ProductError
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ, SAMPLES_PER_FRAME
from emlinh_desktop.domain.utterance import MonoAudio

HOP_SAMPLES = 320
"""6.7 ms; five hops are one frame, so every Shot is a whole number of them"""
HOPS_PER_S = SAMPLE_RATE_HZ / HOP_SAMPLES
SILENCE_DB = -78.0
"""below every voice, above dither and the noise of a 16-bit file"""
_RELATIVE_GATE_DB = 10.0
_SPEECH_BELOW_ACTIVE_DB = 25.0

Powers: TypeAlias = npt.NDArray[np.float32]
"""shape (hops,), mean square of the samples of each hop, >= 0"""


@dataclass(frozen=True, slots=True, eq=False)
class VoiceTrack:
    """Raw float32 mono at 48 kHz in `raw`, and its powers."""

    raw: Path
    sample_count: int
    powers: Powers


def write_voice(audio: Sequence[MonoAudio], raw: Path, cancel: CancelToken) -> VoiceTrack:
    """Put the Shots' sound one after another into `raw`; only one Shot is in memory at a time.

    Raises:
        ProductError: SOUND_FAILED for a Shot that is not a whole number of frames of finite samples.
        Cancelled, OSError
    """
    powers: list[Powers] = []
    with raw.open("wb") as handle:
        for shot in audio:
            cancel.check()
            samples = np.ascontiguousarray(shot, dtype=np.float32)
            if samples.ndim != 1 or len(samples) % SAMPLES_PER_FRAME:
                raise ProductError(ErrorCode.SOUND_FAILED, reason=f"a shot of shape {samples.shape} is not a whole number of frames")
            hops = hop_powers(samples)
            if not np.isfinite(hops).all():
                raise ProductError(ErrorCode.SOUND_FAILED, reason="a shot holds samples that are no numbers")
            powers.append(hops)
            handle.write(samples.tobytes())
    joined = np.concatenate(powers) if powers else np.zeros(0, np.float32)
    if not len(joined):
        raise ProductError(ErrorCode.SOUND_FAILED, reason="there is no sound to mix")
    return VoiceTrack(raw, len(joined) * HOP_SAMPLES, joined)


def hop_powers(samples: MonoAudio) -> Powers:
    """The mean square of each hop of a whole number of hops."""
    hops = samples.reshape(-1, HOP_SAMPLES)
    powers: Powers = np.einsum("ij,ij->i", hops, hops) / np.float32(HOP_SAMPLES)
    return powers


def active_level_db(powers: Powers) -> float | None:
    """The level of speech without its pauses, in dB of full scale; None for silence.

    Two gates as in ITU-R BS.1770 (one absolute, one 10 dB below the mean) on plain power: a first estimate that
    costs nothing, made exact later by a real measurement.
    """
    loud = powers[powers > _power(SILENCE_DB)].astype(np.float64)
    if not len(loud):
        return None
    active = loud[loud > loud.mean() * _power(-_RELATIVE_GATE_DB)]
    return 10 * math.log10(active.mean())


def speech_mask(powers: Powers) -> npt.NDArray[np.bool_]:
    """Which hops hold speech: those less than 25 dB below its level."""
    level_db = active_level_db(powers)
    if level_db is None:
        return np.zeros(len(powers), np.bool_)
    mask: npt.NDArray[np.bool_] = powers > _power(max(level_db - _SPEECH_BELOW_ACTIVE_DB, SILENCE_DB))
    return mask


def _power(level_db: float) -> float:
    return float(10 ** (level_db / 10))

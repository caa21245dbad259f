"""A child's work: other people's music, read through moviepy, made into a bed that lies under one voice.

Run as `python -m emlinh_desktop.sound.music_bed REQUEST`, where REQUEST is a JSON file written by `BedRequest.write`.
Ends with `UNREADABLE_CODE` when the music is at fault.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from moviepy import AudioClip, AudioFileClip, afx  # type: ignore[import-untyped]  # moviepy ships no types

from emlinh_desktop.base.loudness_meter import measure_loudness
from emlinh_desktop.base.media_probe import MediaUnreadable, probe_media
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ
from emlinh_desktop.sound.bed_request import UNREADABLE_CODE, BedRequest
from emlinh_desktop.sound.ducking import duck_gains_db
from emlinh_desktop.sound.mastering import BED_FORMAT
from emlinh_desktop.sound.voice_track import HOP_SAMPLES

FADE_IN_S = 0.8
FADE_OUT_S = 2.0
SEAM_S = 0.06
"""the end of a looped piece runs into its beginning over this long"""
_BLOCK_SAMPLES = 24_000
_MAX_GAIN_DB = 30.0
_FULL_SCALE = 32_767

StereoPcm: TypeAlias = npt.NDArray[np.int16]
"""shape (samples, 2), 48 kHz"""
Sound: TypeAlias = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]
"""times in seconds, shape (n,), to samples, shape (n, 2), -1..1: what moviepy makes a clip of"""


def make_bed(request: BedRequest) -> None:
    """Read, loop or cut, fade, level and duck; write `request.bed`.

    Raises:
        MediaUnreadable: the file holds no sound that can be read.
        ChildFailed, LoudnessUnreadable, OSError
    """
    powers = np.load(request.powers)
    length_s = request.sample_count / SAMPLE_RATE_HZ
    piece = read_piece(request.music, request.sample_count)
    looped = AudioClip(looping(piece, 0.0 if request.seamless else SEAM_S), duration=length_s, fps=SAMPLE_RATE_HZ)
    _write(looped, request.sample_count, request.bed)
    loudness = measure_loudness(request.bed, input_options=BED_FORMAT, true_peak=False)
    gain_db = 0.0 if loudness.silent else min(request.bed_lufs - loudness.integrated_lufs, _MAX_GAIN_DB)
    fade_s = min(1.0, length_s / (FADE_IN_S + FADE_OUT_S))
    effects = [afx.MultiplyVolume(10 ** (gain_db / 20)), afx.AudioFadeIn(FADE_IN_S * fade_s), afx.AudioFadeOut(FADE_OUT_S * fade_s)]
    bed = looped.with_effects(effects).transform(ducking(duck_gains_db(powers)))
    _write(bed, request.sample_count, request.bed)


def read_piece(music: Path, sample_count: int) -> StereoPcm:
    """The first `sample_count` samples of the music, or all of it where it is shorter.

    A header may promise more than there is: what moviepy makes up for it, silence, is cut off again.

    Raises:
        MediaUnreadable: no sound stream, or nothing in it.
    """
    info = probe_media(music)
    if info.audio is None:
        raise MediaUnreadable(music, "it holds no sound")
    try:  # where no header gives the length, the file is decoded to find it
        with AudioFileClip(str(music), decode_file=info.duration_s is None, fps=SAMPLE_RATE_HZ) as clip:
            piece = _read(clip, min(sample_count, int(clip.duration * SAMPLE_RATE_HZ)))
    except (OSError, KeyError, ValueError) as error:
        raise MediaUnreadable(music, f"moviepy cannot read it: {error}") from error
    sounding = np.flatnonzero(piece.any(axis=1))
    if not len(sounding):
        raise MediaUnreadable(music, "it holds only silence")
    return piece[: sounding[-1] + 1]


def _read(clip: AudioFileClip, wanted: int) -> StereoPcm:
    # moviepy 2.1 takes its own mask for times when more than half its buffer is asked for at once
    block_samples = max(1, min(_BLOCK_SAMPLES, clip.buffersize // 2 - 1))
    piece = np.empty((wanted, 2), np.int16)
    for start in range(0, wanted, block_samples):
        times = np.arange(start, min(start + block_samples, wanted)) / SAMPLE_RATE_HZ
        piece[start : start + len(times)] = _to_pcm(clip.get_frame(times))
    return piece


def looping(piece: StereoPcm, seam_s: float = SEAM_S) -> Sound:
    """The piece over and over, its end faded into its beginning over `seam_s`, so that no seam clicks."""
    seam = min(round(seam_s * SAMPLE_RATE_HZ), len(piece) // 4)
    period = max(len(piece) - seam, 1)
    rise = (np.arange(seam) + 0.5)[:, None] / max(seam, 1)
    joined = piece[:period].copy()
    if seam:
        joined[:seam] = _to_pcm((joined[:seam] * np.sqrt(rise) + piece[period:] * np.sqrt(1 - rise)) / _FULL_SCALE)
    first = piece[:seam]

    def sound(times: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        places = np.rint(np.atleast_1d(times) * SAMPLE_RATE_HZ).astype(np.int64)
        block = joined[places % period] / _FULL_SCALE
        opening = places < seam  # nothing comes before the first beginning
        block[opening] = first[places[opening]] / _FULL_SCALE
        return block if np.ndim(times) else block[0]

    return sound


def ducking(gains_db: npt.NDArray[np.float32]) -> Callable[[Sound, npt.NDArray[np.float64]], npt.NDArray[np.float64]]:
    """A change for moviepy's `transform`: the gains of each hop, joined by straight lines."""
    centres = (np.arange(len(gains_db)) + 0.5) * HOP_SAMPLES / SAMPLE_RATE_HZ

    def change(sound: Sound, times: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        gains = 10 ** (np.interp(times, centres, gains_db) / 20)
        return sound(times) * np.asarray(gains)[..., None]

    return change


def _write(clip: AudioClip, sample_count: int, path: Path) -> None:
    with path.open("wb") as handle:
        for start in range(0, sample_count, _BLOCK_SAMPLES):
            times = np.arange(start, min(start + _BLOCK_SAMPLES, sample_count)) / SAMPLE_RATE_HZ
            handle.write(_to_pcm(clip.get_frame(times)).tobytes())


def _to_pcm(block: npt.NDArray[np.float64]) -> StereoPcm:
    return np.clip(np.rint(block * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE).astype(np.int16)


def main() -> int:
    """Read the request, make the bed; the exit code says who is at fault."""
    warnings.simplefilter("ignore")  # moviepy warns of every file whose header is off by a frame
    try:
        make_bed(BedRequest.read(Path(sys.argv[1])))
    except MediaUnreadable as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE_CODE
    return 0


if __name__ == "__main__":
    sys.exit(main())

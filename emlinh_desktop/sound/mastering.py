"""Voice chain, loudness and encoding: ffmpeg passes over raw files, each in a child process.

Loudness by ffmpeg's own `loudnorm` was tried first and left: it works at 192 kHz (four times the time), and falls
back to riding the gain, 1.4 to 2.3 LU too quiet, wherever peaks stand in the way of one linear gain, as they do in
every synthetic voice. Here the gain is one number found by measuring, and a look-ahead limiter takes the peaks.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import run_child
from emlinh_desktop.base.ffmpeg_binary import ffmpeg_path, file_url
from emlinh_desktop.base.loudness_meter import Loudness, measure_loudness, meter_filter, read_meter
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ

_log = logging.getLogger(__name__)

TARGET_LUFS = -14.0
TRUE_PEAK_DBTP = -1.0
AAC_QUALITY = 2.0
"""constant quality: noise at half of what the encoder's hearing model holds for inaudible; some 120 kb/s for a voice, 170 with music"""

VOICE_CHAIN = (
    "highpass=f=85",  # rumble: below the lowest voice
    "deesser=i=0.3",
    "acompressor=threshold=-26dB:ratio=3:attack=5:release=120:knee=6:makeup=3",  # evens words out
)
"""then the film's own `tone_filters`, then gain and limiter"""
CHAIN_INPUT_DB = -17.0
"""speech level (`active_level_db`) at which the chain's thresholds were chosen"""
SETTINGS = f"2|{TARGET_LUFS}|{TRUE_PEAK_DBTP}|{AAC_QUALITY}|{CHAIN_INPUT_DB}|{'|'.join(VOICE_CHAIN)}"
"""names the sound of a track: part of its cache key. The leading number is for changes this text does not show."""

_MAX_PRE_GAIN_DB = 60.0
_FIRST_CEILING_DB = -2.0
"""the wave between the samples and the encoder put up to 0.2 dB on a voice's peaks (measured); sharp ones get more,
and then the ceiling is lowered"""
_CLOSE_LU = 0.12
_LINEAR_LU = 1.6
"""within this much of the target the limiter mostly answers a change of gain linearly: encode without another trial"""
_ACCEPTED_LU = 0.3
_TRIALS = 6
_ENCODINGS = 3
_RAW_MONO = ("-f", "f32le", "-ar", str(SAMPLE_RATE_HZ), "-ac", "1")
BED_FORMAT = ("-f", "s16le", "-ar", str(SAMPLE_RATE_HZ), "-ac", "2")
_TO_STEREO = "pan=stereo|c0=c0|c1=c0"


@dataclass(frozen=True, slots=True)
class Programme:
    """What is to be heard: the treated voice (raw float32 mono) through its tone filters and, if wanted, the music's
    bed (raw `BED_FORMAT`)."""

    voice: Path
    tone: tuple[str, ...]
    bed: Path | None
    sample_count: int


@dataclass(frozen=True, slots=True)
class _Master:
    """One gain for the whole film and the height its peaks may reach."""

    gain_db: float
    ceiling_db: float


def treat_voice(raw: Path, level_db: float, treated: Path, cancel: CancelToken) -> Loudness:
    """Run the voice chain over a raw mono file whose speech has `level_db`; measure what comes out.

    Raises:
        ChildFailed, LoudnessUnreadable, OSError, Cancelled
    """
    pre_gain_db = min(CHAIN_INPUT_DB - level_db, _MAX_PRE_GAIN_DB)
    filters = ",".join((f"volume={pre_gain_db:.3f}dB", *VOICE_CHAIN, meter_filter(true_peak=False)))
    said = _ffmpeg([*_RAW_MONO, "-i", file_url(raw), "-af", filters, *_RAW_MONO, file_url(treated)], cancel)
    return read_meter(said)


def master(programme: Programme, loudness: Loudness, encoded: Path, cancel: CancelToken) -> Loudness:
    """Bring the programme to its loudness, encode it as AAC-LC in mp4, and measure the decoded result.

    `loudness` is what the programme has before. Silence is encoded as it is. After the encoding the true peak is
    measured; where the encoder drove it above -1 dBTP the ceiling is lowered and the film encoded again.

    Raises:
        ChildFailed, LoudnessUnreadable, OSError, Cancelled
    """
    setting = _Master(0.0, _FIRST_CEILING_DB)
    for attempt in range(_ENCODINGS):
        if not loudness.silent:
            setting = _find_gain(programme, setting, loudness if attempt == 0 else None, cancel)
        _encode(programme, setting, encoded, cancel)
        result = _measure(programme, encoded, cancel)
        _log.debug("encoding %d with %s: %s", attempt + 1, setting, result)
        over_db = (result.true_peak_dbtp or 0.0) - TRUE_PEAK_DBTP
        if over_db <= -0.05 and (loudness.silent or abs(result.integrated_lufs - TARGET_LUFS) <= _ACCEPTED_LU):
            break
        setting = _Master(setting.gain_db, setting.ceiling_db - max(over_db + 0.2, 0.0))
    return result


def _find_gain(programme: Programme, setting: _Master, loudness: Loudness | None, cancel: CancelToken) -> _Master:
    """The gain at which the limited programme has the wanted loudness: measure, correct, until it is close.

    With `loudness`, that of the voice before gain and limiter, the search starts there and one trial usually does;
    without, it goes on from `setting` until it is close.
    """
    gain_db = setting.gain_db if loudness is None else TARGET_LUFS - loudness.integrated_lufs
    good_enough_lu = _CLOSE_LU if loudness is None else _LINEAR_LU
    answer = 1.0  # LU for each dB of gain; less where the limiter works hard
    before: tuple[float, float] | None = None
    for _ in range(_TRIALS):
        filters = _graph(programme, _Master(gain_db, setting.ceiling_db), meter_filter(true_peak=False))
        said = _ffmpeg([*_inputs(programme), "-filter_complex", filters, "-map", "[out]", "-f", "null", "-"], cancel)
        reached = read_meter(said).integrated_lufs
        missing = TARGET_LUFS - reached
        if before is not None and abs(gain_db - before[0]) > 0.01:
            answer = min(max((reached - before[1]) / (gain_db - before[0]), 0.25), 1.0)
        before = (gain_db, reached)
        gain_db += missing / answer
        if abs(missing) < _CLOSE_LU or (abs(missing) < good_enough_lu and answer > 0.9):
            break
    return _Master(gain_db, setting.ceiling_db)


def _encode(programme: Programme, setting: _Master, encoded: Path, cancel: CancelToken) -> None:
    """AAC-LC, with the encoder's priming and the length to the sample declared by an edit list.

    The `fast` coder without noise substitution, prediction of noise shape and intensity stereo gave a decoded minute of film
    43 dB of signal over error in 0.88 MB where the default coder gave 35 in 1.0 MB and took several times as long. With a
    quality instead of a rate nothing is coded twice to fit: 0.4 s a minute. Two equal channels are coded as middle and
    (empty) side.
    """
    last, stereo = ("anull", []) if programme.bed is not None else (_TO_STEREO, ["-aac_ms", "1"])
    command = [*_inputs(programme), "-filter_complex", _graph(programme, setting, last), "-map", "[out]"]
    command += ["-c:a", "aac", "-q:a", str(AAC_QUALITY), "-aac_coder", "fast", "-aac_tns", "0", "-aac_is", "0", "-aac_pns", "0", *stereo]
    command += ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "ipod", file_url(encoded)]
    _ffmpeg(command, cancel)


def _measure(programme: Programme, encoded: Path, cancel: CancelToken) -> Loudness:
    """Measure the decoded track over exactly the programme's length."""
    length = ("-t", f"{programme.sample_count / SAMPLE_RATE_HZ:.6f}")
    return measure_loudness(encoded, input_options=length, twins=programme.bed is None, cancel=cancel)


def _graph(programme: Programme, setting: _Master, last: str) -> str:
    """From the inputs through gain and limiter to `last`, ending in `[out]`."""
    voice = ",".join(("[0:a]anull", *programme.tone))
    mixed = f"{voice},{_TO_STEREO}[voice];[voice][1:a]amix=inputs=2:normalize=0:duration=first"
    head = voice if programme.bed is None else mixed
    limiter = f"alimiter=limit={setting.ceiling_db:.3f}dB:level=false:attack=4:release=60:latency=true"
    return f"{head},volume={setting.gain_db:.3f}dB,{limiter},{last}[out]"


def _inputs(programme: Programme) -> list[str]:
    inputs = [*_RAW_MONO, "-i", file_url(programme.voice)]
    if programme.bed is not None:
        inputs += [*BED_FORMAT, "-i", file_url(programme.bed)]
    return inputs


def _ffmpeg(arguments: Sequence[str], cancel: CancelToken) -> str:
    """Run ffmpeg and return what it said."""
    _, err = run_child([ffmpeg_path(), "-hide_banner", "-nostats", "-nostdin", "-y", *arguments], cancel=cancel)
    return err.decode("utf-8", "replace")

"""How loud a sound is, as broadcasters count it: integrated loudness and true peak of EBU R 128.

The measuring itself is ffmpeg's `ebur128` filter (ITU-R BS.1770-4 with its gates; true peak by four-fold
oversampling) in a child process: 0.26 s for a minute of AAC stereo, decoding included. A PyAV filter graph takes
about as long (0.22 s) but in our own process, and tells its summary only to the log.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import run_child
from emlinh_desktop.base.ffmpeg_binary import ffmpeg_path, file_url

SILENT_LUFS = -70.0
"""the absolute gate of BS.1770: what lies below it counts as silence"""
SILENT_PEAK_DBTP = -120.0
_SUMMARY = "Summary:"
_INTEGRATED = re.compile(r"\bI:\s*(\S+)\s*LUFS")
_RANGE = re.compile(r"\bLRA:\s*(\S+)\s*LU\b")
_PEAK = re.compile(r"\bPeak:\s*(\S+)\s*dBFS")


class LoudnessUnreadable(Exception):  # noqa: N818 - the border classifies it into a domain error
    """The meter's answer was not understood (another ffmpeg?); `args[0]` holds the end of what it said."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """Silence reads as SILENT_LUFS and SILENT_PEAK_DBTP. `true_peak_dbtp` is None where it was not asked for."""

    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float | None

    @property
    def silent(self) -> bool:
        return self.integrated_lufs <= SILENT_LUFS + 0.05


def meter_filter(*, true_peak: bool) -> str:
    """The filter that measures what passes through it unchanged; a mono sound counts as played by two speakers.

    Its summary is written to stderr at log level `info`; read it with `read_meter`.
    """
    return "ebur128=dualmono=true:framelog=verbose" + (":peak=true" if true_peak else "")


def read_meter(stderr: str) -> Loudness:
    """The last summary in what ffmpeg said.

    Raises:
        LoudnessUnreadable: there is none.
    """
    summary = stderr[stderr.rfind(_SUMMARY) :] if _SUMMARY in stderr else ""
    integrated = _number(_INTEGRATED, summary)
    if integrated is None:
        raise LoudnessUnreadable(stderr[-500:])
    return Loudness(
        integrated_lufs=max(integrated, SILENT_LUFS),
        range_lu=_number(_RANGE, summary) or 0.0,
        true_peak_dbtp=_peak(summary),
    )


def measure_loudness(
    path: Path, *, input_options: Sequence[str] = (), true_peak: bool = True, twins: bool = False, cancel: CancelToken | None = None
) -> Loudness:
    """Decode the first sound stream of a file and measure it. Any thread; the work is done in a child.

    `input_options` go before ffmpeg's `-i`: a raw file's format, or `-t` seconds. With `twins` the
    two channels are known to be equal: one is measured and counted twice, which saves a third of the time.

    Raises:
        ChildFailed: ffmpeg cannot read the file.
        LoudnessUnreadable: ffmpeg read it but said nothing understandable.
        Cancelled: the token was cancelled.
        OSError: ffmpeg cannot be started.
    """
    command = [ffmpeg_path(), "-hide_banner", "-nostats", "-nostdin", *input_options, "-i", file_url(path)]
    command += ["-map", "0:a:0", "-af", ("pan=mono|c0=c0," if twins else "") + meter_filter(true_peak=true_peak), "-f", "null", "-"]
    _, err = run_child(command, cancel=cancel)
    return read_meter(err.decode("utf-8", "replace"))


def _number(pattern: re.Pattern[str], summary: str) -> float | None:
    found = pattern.findall(summary)
    try:
        value = float(found[-1]) if found else None
    except ValueError:
        return None
    if value is None or math.isnan(value):  # "nan" is not a measure
        return None
    return max(value, -1000.0)


def _peak(summary: str) -> float | None:
    value = _number(_PEAK, summary)
    return None if value is None else max(value, SILENT_PEAK_DBTP)

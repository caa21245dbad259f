"""Compressed sound -> samples, by ffmpeg in a child process."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import ChildFailed, run_child
from emlinh_desktop.base.ffmpeg_binary import ffmpeg_path, file_url


class SoundUnreadable(Exception):  # noqa: N818 - the border classifies it into a domain error
    """Nothing ffmpeg can make sound of. The original is kept as `__cause__`."""


def decoded_bytes(data: bytes, kind: str, rate_hz: int, cancel: CancelToken) -> npt.NDArray[np.float32]:
    """Mono samples (-1..1) at `rate_hz` of a whole sound in memory; `kind` is ffmpeg's name of the format, such as mp3.

    Raises:
        SoundUnreadable, Cancelled.
    """
    return _decoded(["-f", kind, "-i", "pipe:0"], data, rate_hz, cancel)


def decoded_file(path: Path, rate_hz: int, cancel: CancelToken) -> npt.NDArray[np.float32]:
    """Mono samples (-1..1) at `rate_hz` of a sound file. Raises SoundUnreadable, Cancelled."""
    return _decoded(["-i", file_url(path)], None, rate_hz, cancel)


def _decoded(source: list[str], data: bytes | None, rate_hz: int, cancel: CancelToken) -> npt.NDArray[np.float32]:
    quiet = ["-hide_banner", "-v", "error", "-nostdin"] if data is None else ["-hide_banner", "-v", "error"]
    command = [ffmpeg_path(), *quiet, *source, "-map", "0:a:0", "-ac", "1", "-ar", str(rate_hz), "-f", "s16le", "pipe:1"]
    try:
        pcm, _ = run_child(command, stdin=data, cancel=cancel)
    except (ChildFailed, OSError) as error:
        raise SoundUnreadable(str(error)) from error
    return from_pcm(pcm)


def from_pcm(pcm: bytes) -> npt.NDArray[np.float32]:
    """Little-endian int16 as floats; an odd last byte is dropped."""
    return np.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2").astype(np.float32) / np.float32(32768)

"""The ffmpeg program that comes with `imageio-ffmpeg`: started as a child, never linked."""

from __future__ import annotations

import functools
from pathlib import Path

import imageio_ffmpeg  # type: ignore[import-untyped]  # imageio-ffmpeg ships no types


@functools.cache
def ffmpeg_path() -> str:
    """The path of ffmpeg (the wheel's own, or what `IMAGEIO_FFMPEG_EXE` names). Any thread.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise FileNotFoundError("ffmpeg") from error


def file_url(path: Path) -> str:
    """A path as ffmpeg must be given it: never taken for an option, a protocol or standard output."""
    return f"file:{path.absolute()}"

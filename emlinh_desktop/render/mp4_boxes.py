"""The one thing about an mp4 that FFmpeg cannot be told: that a subtitle track is there but not switched on."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_CONTAINERS = {b"moov", b"trak", b"mdia"}
_TRACK_ENABLED = 1


def disable_subtitle_track(film: Path) -> None:
    """Clear the "enabled" flag of every subtitle track (ISO/IEC 14496-12, 8.3.2), in place.

    FFmpeg enables the first track of each kind, and players then lay the subtitles over the captions that are
    already in the picture.
    """
    with film.open("rb+") as file:
        header_flags = 0
        for kind, payload in _boxes(file, 0, film.stat().st_size):
            file.seek(payload)
            if kind == b"tkhd":
                header_flags = payload
            elif kind == b"hdlr" and file.read(12)[8:] in (b"sbtl", b"text"):
                file.seek(header_flags)
                version_flags = struct.unpack(">I", file.read(4))[0]
                file.seek(header_flags)
                file.write(struct.pack(">I", version_flags & ~_TRACK_ENABLED))


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int]]:
    """(type, offset of the payload) of every box on the way to the track headers and handlers."""
    while start + 8 <= end:
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        header = 8
        if size == 1:
            size, header = struct.unpack(">Q", file.read(8))[0], 16
        size = size or end - start
        yield kind, start + header
        if kind in _CONTAINERS:
            yield from _boxes(file, start + header, start + size)
        start += size

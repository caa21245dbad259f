"""Finished tracks by the content that made them, so that an unchanged film mixes nothing again."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import logging
import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emlinh_desktop.base.atomic_file import write_bytes
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.loudness_meter import Loudness
from emlinh_desktop.domain.utterance import MonoAudio

_log = logging.getLogger(__name__)

LIMIT_BYTES = 200_000_000
"""some 150 tracks of a minute"""
_CHUNK_BYTES = 1 << 20
_BOX_HEAD = struct.Struct(">I4s")
_BOX_TAIL = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class KeptTrack:
    """An .m4a and what was measured in it."""

    data: bytes
    loudness: Loudness


class MixCache:
    """A folder of `<key>-<checksum>.m4a`, the measures in a box at the end that players skip.

    Several processes may share it: entries appear by renaming.
    """

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes

    def get(self, key: str) -> KeptTrack | None:
        """The track, or None. One whose bytes were damaged is thrown away."""
        for entry in self._folder.glob(f"{key}-*.m4a"):
            with contextlib.suppress(OSError):
                data = entry.read_bytes()
                if entry.stem == f"{key}-{_checksum(data)}":
                    os.utime(entry)
                    return _unpacked(data)
                _log.info("a damaged track is made again: %s", entry.name)
                entry.unlink()
        return None

    def put(self, key: str, track: KeptTrack) -> None:
        """Keep a track and forget those not used for longest. A full disk only means it is not kept."""
        data = _packed(track)
        try:
            write_bytes(self._folder / f"{key}-{_checksum(data)}.m4a", data)
            self._forget_oldest()
        except OSError as error:
            _log.info("the track was not kept: %s", error)

    def _forget_oldest(self) -> None:
        entries = []
        for entry in self._folder.glob("*.m4a"):
            with contextlib.suppress(OSError):  # another process may have forgotten it first
                stat = entry.stat()
                entries.append((stat.st_mtime_ns, stat.st_size, entry))
        total_bytes = sum(size for _, size, _ in entries)
        for _, size, entry in sorted(entries):
            if total_bytes <= self._limit_bytes:
                return
            entry.unlink(missing_ok=True)
            total_bytes -= size


def mix_key(audio: Sequence[MonoAudio], music: str | None, settings: str, cancel: CancelToken) -> str:
    """The name of all that decides a track: every sample, the music's content, the mixer's settings.

    Raises:
        Cancelled
        OSError: the music cannot be read.
    """
    digest = hashlib.blake2b(settings.encode(), digest_size=20)
    for shot in audio:
        cancel.check()
        samples = np.ascontiguousarray(shot, dtype=np.float32)
        digest.update(str(samples.shape).encode())
        digest.update(samples.data)
    if music is not None:
        digest.update(b"music")
        with Path(music).open("rb") as handle:
            while chunk := handle.read(_CHUNK_BYTES):
                cancel.check()
                digest.update(chunk)
    return digest.hexdigest()


def _packed(track: KeptTrack) -> bytes:
    """The track with its measures in a `free` box (ISO/IEC 14496-12, 8.1.2) and that box's length again as the last four bytes."""
    measures = json.dumps(dataclasses.asdict(track.loudness)).encode()
    size = _BOX_HEAD.size + len(measures) + _BOX_TAIL.size
    return b"".join((track.data, _BOX_HEAD.pack(size, b"free"), measures, _BOX_TAIL.pack(size)))


def _unpacked(data: bytes) -> KeptTrack:
    (size,) = _BOX_TAIL.unpack(data[-_BOX_TAIL.size :])
    measures = json.loads(data[len(data) - size + _BOX_HEAD.size : -_BOX_TAIL.size])
    return KeptTrack(data[:-size], Loudness(**measures))


def _checksum(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()

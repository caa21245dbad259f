"""Finished Segments (and thumbnails drawn from them) by name, shared by all films and processes of a user, bounded in size.

Every file is whole when it gets its name, and is taken by a hard link, which pins it: two processes can put, take
and evict at the same time without a lock. Where links are not possible (another disk, FAT) files are copied.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
import time
from pathlib import Path

from emlinh_desktop.base import atomic_file
from emlinh_desktop.render.segment_file import SegmentDamaged, SegmentVerdict, read_segment

_log = logging.getLogger(__name__)

DEFAULT_LIMIT_BYTES = 4 * 2**30
_STALE_S = 3600.0
_PROOF_BYTES = 16


class SegmentCache:
    """A folder of Segments. `limit_bytes` is kept by `trim`, oldest use first."""

    def __init__(self, folder: Path, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes

    def take(self, target: Path) -> SegmentVerdict | None:
        """Put the Segment named like `target` there, proved whole; None if it must be made.

        A `target` already there (an earlier run of the job) is proved and kept. What is damaged is removed here and
        in the cache.

        Raises:
            OSError: `target` cannot be written.
        """
        entry = self._folder / target.name
        for _ in range(2):  # a damaged file of the job itself may have a whole one in the cache
            linked_now = not target.exists()
            if linked_now:
                try:
                    _link_or_copy(entry, target)
                except FileNotFoundError:
                    return None
            try:
                verdict = read_segment(target).verdict
            except SegmentDamaged as damage:
                _log.info("damaged Segment removed, it will be made again: %s", damage)
                with contextlib.suppress(FileNotFoundError):
                    if linked_now or entry.samefile(target):
                        entry.unlink()
                target.unlink(missing_ok=True)
                continue
            with contextlib.suppress(OSError):  # evicted meanwhile, or not ours to touch
                os.utime(entry)
            return verdict
        return None

    def put(self, source: Path) -> None:
        """Keep a finished Segment. A cache that cannot be written costs time later, not the film now."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _link_or_copy(source, self._folder / source.name)
        except FileExistsError:
            pass
        except OSError as error:
            _log.info("a Segment could not be kept: %s", error)

    def picture(self, name: str) -> bytes | None:
        """A picture kept beside the Segments, proved whole; None if it must be drawn."""
        try:
            data = (self._folder / name).read_bytes()
            os.utime(self._folder / name)
        except OSError:
            return None
        proof, picture = data[:_PROOF_BYTES], data[_PROOF_BYTES:]
        return picture if proof == _proof(picture) else None

    def put_picture(self, name: str, data: bytes) -> None:
        """Keep a picture, behind its checksum. As with `put`, a cache that cannot be written harms nothing."""
        try:
            atomic_file.write_bytes(self._folder / name, _proof(data) + data)
        except OSError as error:
            _log.info("a thumbnail could not be kept: %s", error)

    def trim(self) -> None:
        """Evict the oldest used until the limit holds. Segments some job has linked are skipped: they free nothing."""
        entries = []
        with contextlib.suppress(FileNotFoundError), os.scandir(self._folder) as listing:
            for item in listing:
                with contextlib.suppress(FileNotFoundError):
                    # os.stat, not item.stat(): on Windows the latter knows no link count
                    entries.append((item.path, os.stat(item.path)))
        total = sum(stat.st_size for _, stat in entries)
        for path, stat in sorted(entries, key=lambda entry: entry[1].st_mtime):
            name = os.path.basename(path)
            stale_part = name.startswith(".part-") and time.time() - stat.st_mtime > _STALE_S
            over_limit = total > self._limit_bytes and stat.st_nlink == 1 and not name.startswith(".part-")
            if stale_part or over_limit:
                with contextlib.suppress(OSError):
                    os.unlink(path)
                    total -= stat.st_size


def _proof(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_PROOF_BYTES).digest()


def _link_or_copy(source: Path, target: Path) -> None:
    """Raises FileNotFoundError without a source, FileExistsError if the target is there, OSError if it cannot be written."""
    try:
        os.link(source, target)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:
        if target.exists():
            raise FileExistsError(target) from None
        with atomic_file.replacing(target) as part:
            shutil.copyfile(source, part)

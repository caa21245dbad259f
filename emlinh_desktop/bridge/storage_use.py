"""How much room the program's files take, and the clean-up of those it can make again. Any thread; touches the disk."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emlinh_desktop.base.disk import free_bytes
from emlinh_desktop.base.paths import AppPaths


@dataclass(frozen=True, slots=True)
class StorageUse:
    """Bytes on the disk. What jobs share with the cache by hard links counts once, as cache."""

    films: int
    pictures: int
    sound: int
    records: int
    free: int

    @property
    def cleanable(self) -> int:
        """What a clean-up can free."""
        return self.pictures + self.sound


def measure_storage(paths: AppPaths, films_folder: Path) -> StorageUse:
    """Measure everything; what cannot be read counts nothing."""
    seen: set[tuple[int, int]] = set()
    return StorageUse(
        pictures=_size(_picture_folders(paths), seen),
        sound=_size(_sound_folders(paths), seen),
        films=_size([films_folder], seen),
        records=_size([paths.data], seen),
        free=free_bytes(films_folder),
    )


def clean_cache(paths: AppPaths) -> int:
    """Delete what can be made again (encoded pieces, spoken sentences, mixed tracks); returns the bytes freed.

    Segments a job has linked stay with the job. Half-written files are left to those who write them.
    """
    freed = 0
    for folder in [*_picture_folders(paths), *_sound_folders(paths)]:
        for entry in _files(folder):
            if os.path.basename(entry.path).startswith("."):
                continue
            with contextlib.suppress(OSError):
                stat = os.stat(entry.path)
                os.unlink(entry.path)
                freed += stat.st_size if stat.st_nlink == 1 else 0
    return freed


def _picture_folders(paths: AppPaths) -> list[Path]:
    return [paths.segment_cache]


def _sound_folders(paths: AppPaths) -> list[Path]:
    return [paths.cache / "sound", paths.speech_cache / "utterances", paths.speech_cache / "samples"]


def _size(folders: list[Path], seen: set[tuple[int, int]]) -> int:
    total = 0
    for folder in folders:
        for entry in _files(folder):
            with contextlib.suppress(OSError):
                stat = os.stat(entry.path)  # not entry.stat(): on Windows that knows no link count and no file number
                if stat.st_nlink > 1:
                    if (stat.st_dev, stat.st_ino) in seen:
                        continue
                    seen.add((stat.st_dev, stat.st_ino))
                total += stat.st_size
    return total


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Every file below `folder`, links not followed."""
    with contextlib.suppress(OSError), os.scandir(folder) as listing:
        for entry in listing:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                yield entry

"""Whose a waiting job is: the process that queued it, while it lives. A lock file held by that process tells."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from emlinh_desktop.store.faults import classified
from emlinh_desktop.store.ownership import new_owner

if TYPE_CHECKING:
    from filelock import BaseFileLock


class QueueOwners:
    """The lock files `<folder>/<owner>.lock`, one for each process that has queued jobs. Any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._guard = threading.Lock()
        self._name = ""
        self._held: BaseFileLock | None = None

    def ours(self) -> str:
        """The name jobs of this process are queued under; its lock is held from the first call to `release`.

        Raises:
            ResourceError: NO_WRITE_ACCESS or DISK_FULL.
        """
        with self._guard:
            if self._held is None:
                with classified(self._folder):
                    self._folder.mkdir(parents=True, exist_ok=True)
                    self._sweep()
                    self._name, self._held = self._taken()
            return self._name

    def _taken(self) -> tuple[str, BaseFileLock]:
        """A lock of our own. Another process's sweep may take a new file for a dead one's: then it is another name."""
        while True:
            name = new_owner()
            lock = _lock(self._path(name))
            if _acquired(lock):
                if self._path(name).is_file():
                    return name, lock
                lock.release()

    def _sweep(self) -> None:
        """Remove what processes left that were killed."""
        for path in self._folder.glob("*.lock"):
            self.alive(path.stem)

    def alive(self, owner: str | None) -> bool:
        """Whether the process that queued a job under this name still wants it; what a dead one left is removed."""
        if not owner:
            return False
        path = self._path(owner)
        if owner == self._name or not path.is_file():
            return owner == self._name
        lock = _lock(path)
        with classified(path):
            if not _acquired(lock):
                return True
        _remove(lock, path)
        return False

    def release(self) -> None:
        """What this process has queued may be taken by others."""
        with self._guard:
            held, self._held = self._held, None
            name, self._name = self._name, ""
        if held is not None:
            _remove(held, self._path(name))

    def _path(self, owner: str) -> Path:
        return self._folder / f"{owner}.lock"


def _lock(path: Path) -> BaseFileLock:
    from filelock import FileLock

    return FileLock(path, thread_local=False)


def _acquired(lock: BaseFileLock) -> bool:
    from filelock import Timeout

    try:
        lock.acquire(blocking=False)
    except Timeout:
        return False
    return True


def _remove(lock: BaseFileLock, path: Path) -> None:
    lock.release()
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)

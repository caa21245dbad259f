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
        self._name = new_owner()
        self._held: BaseFileLock | None = None

    def ours(self) -> str:
        """The name jobs of this process are queued under; its lock is held from the first call to `release`.

        Raises:
            ResourceError: NO_WRITE_ACCESS or DISK_FULL.
        """
        with self._guard:
            if self._held is None:
                path = self._path(self._name)
                with classified(path):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    lock = _lock(path)
                    lock.acquire(blocking=False)
                self._held = lock
            return self._name

    def alive(self, owner: str | None) -> bool:
        """Whether the process that queued a job under this name still wants it; what a dead one left is removed."""
        if owner == self._name:
            return True
        path = self._path(owner or "")
        if not owner or not path.is_file():
            return False
        from filelock import Timeout

        lock = _lock(path)
        with classified(path):
            try:
                lock.acquire(blocking=False)
            except Timeout:
                return True
        _remove(lock, path)
        return False

    def release(self) -> None:
        """What this process has queued may be taken by others."""
        with self._guard:
            held, self._held = self._held, None
        if held is not None:
            _remove(held, self._path(self._name))

    def _path(self, owner: str) -> Path:
        return self._folder / f"{owner}.lock"


def _lock(path: Path) -> BaseFileLock:
    from filelock import FileLock

    return FileLock(path, thread_local=False)


def _remove(lock: BaseFileLock, path: Path) -> None:
    lock.release()
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)

"""Who runs a job: a lock file held by the living owner, which the operating system lets go when its process dies."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.errors import ErrorCode, InputError, ResourceError
from emlinh_desktop.domain.event import JobId, JobStatus
from emlinh_desktop.domain.film import JobRecord
from emlinh_desktop.store.faults import classified

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_NAME = "owner.lock"
_TRIES = 4  # another process that only looks whether the owner lives holds the lock for some milliseconds
_PAUSE_S = 0.03


class OwnerLocks:
    """The lock files `<jobs>/<job id>/owner.lock` held by this store. Any thread."""

    def __init__(self, jobs_folder: Path) -> None:
        self._folder = jobs_folder
        self._held: dict[JobId, tuple[str, BaseFileLock]] = {}
        self._guard = threading.Lock()

    def take(self, job_id: JobId, owner: str, cancel: CancelToken) -> bool:
        """Hold the job's lock as `owner`; True also if this owner holds it already, False if another does.

        Raises:
            ResourceError: NO_WRITE_ACCESS or DISK_FULL.
            Cancelled: between two tries.
        """
        for turn in range(_TRIES):
            with self._guard:
                if job_id in self._held:
                    return self._held[job_id][0] == owner
                lock = self._try(job_id)
                if lock is not None:
                    self._held[job_id] = (owner, lock)
                    return True
            if turn < _TRIES - 1:
                cancel.wait(_PAUSE_S)
        return False

    def release(self, job_id: JobId) -> None:
        """Let go of the lock; nothing happens if it is not held here."""
        with self._guard:
            _, lock = self._held.pop(job_id, ("", None))
        if lock is not None:
            lock.release()

    def release_all(self) -> None:
        """Let go of every lock."""
        for job_id in list(self._held):
            self.release(job_id)

    @contextmanager
    def if_left(self, job_id: JobId) -> Iterator[bool]:
        """Whether nobody holds the job's lock; if so it is held during the block, so that nobody can take it meanwhile."""
        with self._guard:
            lock = None if job_id in self._held else self._try(job_id)
        try:
            yield lock is not None
        finally:
            if lock is not None:
                lock.release()

    def _try(self, job_id: JobId) -> BaseFileLock | None:
        from filelock import FileLock, Timeout

        path = self._folder / job_id / LOCK_NAME
        lock = FileLock(path, thread_local=False)  # a job may end on another thread than it began on
        with classified(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                lock.acquire(blocking=False)
            except Timeout:
                return None
        return lock


class _OwningStore(Protocol):
    """The part of the store an ownership needs."""

    def job(self, job_id: JobId) -> JobRecord: ...

    def claim(self, job_id: JobId, owner: str, cancel: CancelToken) -> bool: ...

    def give_up(self, job_id: JobId) -> None: ...


class JobOwnership:
    """A job is ours inside the block; one that is still running at its end was interrupted.

    `owner` is any text that is unique to this run; the pipeline's own `claim` with the same text succeeds inside.
    """

    def __init__(self, store: _OwningStore, job_id: JobId, cancel: CancelToken, owner: str = "") -> None:
        self._store = store
        self._job_id = job_id
        self._cancel = cancel
        self.owner = owner or new_owner()

    def __enter__(self) -> JobOwnership:
        """Claim the job.

        Raises:
            InputError: JOB_UNKNOWN; JOB_NOT_RESUMABLE for a completed job.
            ResourceError: JOB_BUSY, it runs elsewhere.
        """
        if not self._store.claim(self._job_id, self.owner, self._cancel):
            status = self._store.job(self._job_id).status
            if status is JobStatus.COMPLETED:
                raise InputError(ErrorCode.JOB_NOT_RESUMABLE, job_id=self._job_id, status=status.value)
            raise ResourceError(ErrorCode.JOB_BUSY, job_id=self._job_id)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._store.give_up(self._job_id)


def new_owner() -> str:
    """A text that names this run and no other; the process id in it is for the reader of the table."""
    return f"{os.getpid()}-{secrets.token_hex(6)}"

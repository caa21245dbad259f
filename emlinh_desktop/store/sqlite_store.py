"""The store as the rest of the program knows it."""

from __future__ import annotations

from types import TracebackType

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.store.database import Database
from emlinh_desktop.store.events import EventRecords
from emlinh_desktop.store.faults import classified
from emlinh_desktop.store.job_views import JobViewRecords
from emlinh_desktop.store.news import NewsRecords
from emlinh_desktop.store.ownership import OwnerLocks
from emlinh_desktop.store.queue import QueueRecords
from emlinh_desktop.store.queue_owners import QueueOwners
from emlinh_desktop.store.schema import make_current
from emlinh_desktop.store.scripts import ScriptRecords
from emlinh_desktop.store.videos import VideoRecords


class SqliteStore(QueueRecords, EventRecords, ScriptRecords, VideoRecords, JobViewRecords, NewsRecords):
    """All records in one SQLite file; satisfies `domain.ports.JobStore`. Any thread.

    Every write is committed when the call returns. Beside the errors each method names, each may raise ResourceError
    DATABASE_BUSY (after ten seconds), DATABASE_BROKEN, DISK_FULL or NO_WRITE_ACCESS.
    """

    def close(self) -> None:
        """Let go of every job and close the file. Jobs still running are then found as interrupted, queued ones may be taken by others."""
        self._locks.release_all()
        self._queue_owners.release()
        self._database.close()

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_store(paths: AppPaths, cancel: CancelToken) -> SqliteStore:
    """Open the user's store, made or upgraded where needed. `cancel` serves the opening only.

    Raises:
        ResourceError: DATABASE_FUTURE or DATABASE_BROKEN (the file is untouched), DATABASE_BUSY, DISK_FULL, NO_WRITE_ACCESS.
        Cancelled: while another process upgrades or writes.
    """
    with classified(paths.database):
        paths.data.mkdir(parents=True, exist_ok=True)
    database = Database(paths.database)
    try:
        make_current(database, cancel)
    except BaseException:
        database.close()
        raise
    return SqliteStore(database, OwnerLocks(paths.jobs), QueueOwners(paths.data / "queue-owners"))

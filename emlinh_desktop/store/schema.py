"""Bring the file to this program's schema: made when missing, upgraded with a back-up, refused when it is of the future.

Alembic costs 0.2 s to import, so it is imported only when the stored revision is not the newest.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from emlinh_desktop.base.atomic_file import replacing
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.store.database import PATIENCE_S, Database, first_value, read_only
from emlinh_desktop.store.faults import classified, is_busy

_log = logging.getLogger(__name__)

REVISIONS = ("0001", "0002")
"""Every revision ever released, oldest first; a test compares them with the migrations."""

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK_POLL_S = 0.05


def make_current(database: Database, cancel: CancelToken) -> None:
    """Create or upgrade the schema where it is not the newest. Safe from several processes at once.

    Raises:
        ResourceError: DATABASE_FUTURE, DATABASE_BROKEN (the file is then untouched), DATABASE_BUSY, DISK_FULL, NO_WRITE_ACCESS.
        Cancelled: while waiting for another process that upgrades.
    """
    if stored_revision(database.path, cancel) == REVISIONS[-1]:
        return
    with _only_one(database.path, cancel):
        before = stored_revision(database.path, cancel)
        if before == REVISIONS[-1]:  # another process was first
            return
        if before is not None:
            _back_up(database.path)
        database.use_wal(cancel)
        with database.migrating(cancel) as connection:
            upgrade(connection)
        _log.info("database schema %s -> %s", before or "none", REVISIONS[-1])


def stored_revision(path: Path, cancel: CancelToken) -> str | None:
    """The schema revision in the file; None where there is no file, or nothing in it. Never changes the file.

    Raises:
        ResourceError: DATABASE_FUTURE for a revision unknown to this program; DATABASE_BROKEN for a file that is no
            database, or one with tables but no revision (another program's); DATABASE_BUSY.
        Cancelled: while it was busy.
    """
    if not path.exists():
        return None
    with classified(path):
        revision = _read_revision(path, cancel)
    if revision is not None and revision not in REVISIONS:
        raise ResourceError(ErrorCode.DATABASE_FUTURE, path=str(path))
    return revision


def _read_revision(path: Path, cancel: CancelToken) -> str | None:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with contextlib.closing(read_only(path)) as connection:
                if first_value(connection, "SELECT count(*) FROM sqlite_master") == 0:
                    return None
                if first_value(connection, "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'") is None:
                    raise ResourceError(ErrorCode.DATABASE_BROKEN, path=str(path))
                return str(first_value(connection, "SELECT version_num FROM alembic_version"))
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() >= until:
                raise
        cancel.wait(_LOCK_POLL_S)


@contextlib.contextmanager
def _only_one(path: Path, cancel: CancelToken) -> Iterator[None]:
    """Hold the lock file of upgrades, so that no second process backs up a half-upgraded file."""
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_name(path.name + ".upgrade.lock"), thread_local=False)
    with classified(path):
        while True:
            try:
                lock.acquire(blocking=False)
                break
            except Timeout:
                cancel.wait(_LOCK_POLL_S)
    try:
        yield
    finally:
        lock.release()


def _back_up(path: Path) -> Path:
    """A whole copy beside the file, journal included, made by SQLite itself."""
    copy = path.with_name(path.name + ".bak")
    with classified(path), replacing(copy) as part, contextlib.closing(read_only(path)) as source, contextlib.closing(sqlite3.connect(part)) as target:
        source.backup(target)
    return copy


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations on a connection whose transaction the caller commits: all of them or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))  # Alembic interpolates percent signs
    config.attributes["connection"] = connection
    command.upgrade(config, revision)

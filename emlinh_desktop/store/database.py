"""The one door to the SQLite file: connections, transactions, and patience when it is busy.

A write is one `BEGIN IMMEDIATE` transaction, so two writers meet at its start, where waiting is harmless, and never in
its middle. Each attempt waits 200 ms inside SQLite; between attempts the cancel token is asked.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.store.faults import classified, is_busy

BUSY_TIMEOUT_S = 0.2
PATIENCE_S = 10.0
_PAUSE_S = (0.005, 0.05)  # random, so that two waiters do not march in step
_WRITES = "emlinh_writes"


class Database:
    """An SQLite file in WAL mode. Any thread; each block below is one session, one transaction, one thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_TIMEOUT_S})
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        self._writing_engine = self._engine.execution_options(**{_WRITES: True})

    @contextmanager
    def reading(self, cancel: CancelToken | None = None) -> Iterator[Session]:
        """A session on one unchanging state of the database.

        Raises:
            Cancelled: while it was busy.
            ResourceError, ProductError: as `faults.classified` says.
        """
        with classified(self.path), Session(self._engine, expire_on_commit=False) as session:
            _insist(session.connection, cancel)
            yield session

    @contextmanager
    def writing(self, cancel: CancelToken | None = None) -> Iterator[Session]:
        """A session that alone may write; committed when the block ends well, else nothing of it happened.

        Raises:
            Cancelled: while it was busy.
            ResourceError, ProductError: as `faults.classified` says.
        """
        with classified(self.path), Session(self._writing_engine, expire_on_commit=False) as session:
            _insist(session.connection, cancel)
            yield session
            session.commit()

    @contextmanager
    def migrating(self, cancel: CancelToken | None = None) -> Iterator[Connection]:
        """A bare connection with the right to write, for migrations; committed when the block ends well."""
        with classified(self.path), self._writing_engine.connect() as connection:
            _insist(connection.begin, cancel)
            yield connection
            connection.commit()

    def use_wal(self, cancel: CancelToken | None = None) -> None:
        """Switch the file to write-ahead logging; it stays so for good."""
        with classified(self.path):
            connection = self._engine.raw_connection()
            try:
                _insist(lambda: connection.cursor().execute("PRAGMA journal_mode = WAL"), cancel)
            finally:
                connection.close()

    def close(self) -> None:
        """Close all connections. The last one of the last process folds the journal into the file."""
        self._engine.dispose()


def _insist(attempt: Callable[[], object], cancel: CancelToken | None) -> None:
    """Try until the database is free, asking the token between; give up after `PATIENCE_S`."""
    until = time.monotonic() + PATIENCE_S
    patience = cancel or CancelToken()
    while True:
        try:
            attempt()
        except (OperationalError, sqlite3.OperationalError) as error:
            if not is_busy(error) or time.monotonic() >= until:
                raise
        else:
            return
        patience.wait(random.uniform(*_PAUSE_S))


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing of its own: `_begin` does
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: safe against kill -9; a power cut may cost the last commits, never the file


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("PRAGMA schema_version")  # takes the read lock now, where waiting is cheap


def read_only(path: Path) -> sqlite3.Connection:
    """A plain connection that cannot change the file, to look at one that may be foreign, broken or of the future."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S)


def first_value(connection: sqlite3.Connection, query: str) -> Any:
    """The first column of the first row, or None."""
    row = connection.execute(query).fetchone()
    return row[0] if row else None

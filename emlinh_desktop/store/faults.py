"""What SQLite and the operating system complain about, as the product's coded errors.

Classified by SQLite's own result codes (https://www.sqlite.org/rescode.html), never by message text.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError, StatementError

from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ProductError, ResourceError

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NO_ACCESS = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_NEEDED_MB = 16  # the database with its journal, and a little air
_MB = 1_000_000


def is_busy(error: Exception) -> bool:
    """Whether another connection holds the lock this one wants: worth another try."""
    return _sqlite_code(error) in _BUSY


@contextmanager
def classified(database: Path) -> Iterator[None]:
    """Turn whatever the database or its folder raises inside the block into an `EmlinhError`.

    Raises:
        ResourceError: DATABASE_BUSY, DATABASE_BROKEN, DISK_FULL or NO_WRITE_ACCESS.
        ProductError: INTERNAL for anything else the database says: our own mistake.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise fault_of(error, database) from error
    except ValueError as error:  # a row holds what no version of this program wrote
        raise ResourceError(ErrorCode.DATABASE_BROKEN, path=str(database)) from error


def fault_of(error: Exception, database: Path) -> EmlinhError:
    """The coded error for an exception of SQLAlchemy, sqlite3 or the operating system."""
    code = _sqlite_code(error)
    number = error.errno if isinstance(error, OSError) else None
    if code in _BUSY:
        return ResourceError(ErrorCode.DATABASE_BUSY)
    if code in _BROKEN:
        return ResourceError(ErrorCode.DATABASE_BROKEN, path=str(database))
    if code == sqlite3.SQLITE_FULL or number in (errno.ENOSPC, errno.EDQUOT) or (code == sqlite3.SQLITE_IOERR and _free_mb(database) < 1):
        return ResourceError(ErrorCode.DISK_FULL, path=str(database), needed_mb=_NEEDED_MB, free_mb=_free_mb(database))
    if code in _NO_ACCESS or number is not None:
        return ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(database))
    return ProductError(ErrorCode.INTERNAL, reason=str(error)[:500])


def _sqlite_code(error: Exception) -> int | None:
    original = error.orig if isinstance(error, StatementError) else error
    extended = getattr(original, "sqlite_errorcode", None)
    return None if extended is None else int(extended) & 0xFF  # the low byte is the primary code


def _free_mb(path: Path) -> int:
    for folder in path.parents:
        if folder.is_dir():
            return shutil.disk_usage(folder).free // _MB
    return 0

"""The border where the operating system's disk errors become coded ones."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

from emlinh_desktop.domain.errors import ErrorCode, ResourceError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def _existing(path: Path) -> Path:
    """The nearest folder at or above `path` that exists."""
    while not path.is_dir() and path != path.parent:
        path = path.parent
    return path


def free_bytes(path: Path) -> int:
    """Free space on the disk that holds (or will hold) `path`."""
    return shutil.disk_usage(_existing(path)).free


@contextlib.contextmanager
def coded_disk_faults(path: Path, needed_bytes: int = 0) -> Iterator[None]:
    """Turn a full or forbidden disk into its code (PyAV's errors are OSErrors too); let anything else pass.

    Raises:
        ResourceError: DISK_FULL or NO_WRITE_ACCESS, naming `path`.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            free_mb = free_bytes(path) // 1_000_000
            needed_mb = max(1, needed_bytes // 1_000_000)
            raise ResourceError(ErrorCode.DISK_FULL, path=str(path), needed_mb=needed_mb, free_mb=free_mb) from error
        if error.errno in _REFUSED:
            raise ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(path)) from error
        raise

"""The border where the operating system's disk errors become coded ones."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from emlinh_desktop.base.disk import free_bytes
from emlinh_desktop.domain.errors import ErrorCode, ResourceError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


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

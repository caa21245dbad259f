"""The border where the operating system's and FFmpeg's errors become coded ones."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

import av

from emlinh_desktop.base.disk import free_bytes
from emlinh_desktop.domain.errors import ErrorCode, ProductError, ResourceError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextlib.contextmanager
def coded_faults(path: Path, needed_bytes: int = 0) -> Iterator[None]:
    """Turn a full or forbidden disk, or a complaint of FFmpeg, into its code; let anything else pass.

    PyAV raises errors that are OSErrors too where FFmpeg reports one of the system's.

    Raises:
        ResourceError: DISK_FULL or NO_WRITE_ACCESS, naming `path`.
        ProductError: RENDER_FAILED with FFmpeg's own words.
    """
    try:
        yield
    except (OSError, av.FFmpegError) as error:
        if error.errno in _FULL:
            free_mb = free_bytes(path) // 1_000_000
            needed_mb = max(1, needed_bytes // 1_000_000)
            raise ResourceError(ErrorCode.DISK_FULL, path=str(path), needed_mb=needed_mb, free_mb=free_mb) from error
        if error.errno in _REFUSED:
            raise ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(path)) from error
        if isinstance(error, av.FFmpegError):
            raise ProductError(ErrorCode.RENDER_FAILED, reason=str(error)) from error
        raise

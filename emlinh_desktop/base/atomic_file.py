"""Files that are either whole or not there: written beside their final name, flushed, renamed."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def replacing(final: Path) -> Iterator[Path]:
    """Give a temporary path beside `final`; rename it there when the block ends well, else delete it.

    The temporary name keeps the suffix (muxers choose the format by it) and starts with a dot.

    Raises:
        OSError: the folder cannot be written, or the disk is full; `final` is then unchanged.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    part = final.with_name(f".part-{secrets.token_hex(4)}-{final.name[-80:]}")
    try:
        yield part
        with part.open("rb+") as handle:
            os.fsync(handle.fileno())
        part.replace(final)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_bytes(final: Path, data: bytes) -> None:
    """Write a whole file atomically. Raises OSError and leaves the old file when it cannot."""
    with replacing(final) as part:
        part.write_bytes(data)


def write_text(final: Path, text: str) -> None:
    """Write a whole UTF-8 text file atomically, with `\\n` line ends."""
    write_bytes(final, text.encode("utf-8"))

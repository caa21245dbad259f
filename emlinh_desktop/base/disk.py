"""Room on a disk and the right to write there."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path


def existing_parent(path: Path) -> Path:
    """The nearest folder of `path` that exists."""
    folder = path
    while not folder.is_dir():
        if folder.parent == folder:
            break
        folder = folder.parent
    return folder


def free_bytes(path: Path) -> int:
    """Free space for this user on the disk that holds `path` (which need not exist yet)."""
    return shutil.disk_usage(existing_parent(path)).free


def check_writable(folder: Path) -> None:
    """Prove that a file can be made in `folder`, making the folder if needed.

    Raises:
        OSError: it cannot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / f".probe-{secrets.token_hex(4)}"
    os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    probe.unlink()

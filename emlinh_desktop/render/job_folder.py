"""The folder through which one job's parent and workers talk: a `cancel` file, progress, a preview, the Segments.

    job/
      preview.jpg          the latest picture, renamed into place
      segments/<name>.mp4  finished Segments, hard links into the cache
      render/cancel        its presence tells the workers to stop
      render/<name>.frames eight digits: frames of that Segment already made
      render/<pid>.jpg     a preview not yet whole

A folder works between processes, machines of a cluster, and after a crash; a running future gives neither progress nor cancel.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

_TELL_EVERY_S = 0.1
PREVIEW_EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class JobFolder:
    """Paths inside one job's folder. Parent and workers each make their own."""

    path: Path

    @property
    def segments(self) -> Path:
        return self.path / "segments"

    @property
    def cancel_file(self) -> Path:
        return self.path / "render" / "cancel"

    @property
    def preview(self) -> Path:
        return self.path / "preview.jpg"

    @property
    def unfinished_preview(self) -> Path:
        """This process's own, beside `preview` on one disk."""
        return self.path / "render" / f"{os.getpid()}.jpg"

    def progress_file(self, segment_name: str) -> Path:
        return self.path / "render" / f"{segment_name}.frames"

    def open_run(self) -> None:
        """Forget what an earlier run left: its cancel, its progress, its unfinished files. Finished Segments stay."""
        shutil.rmtree(self.path / "render", ignore_errors=True)
        self.segments.mkdir(parents=True, exist_ok=True)
        (self.path / "render").mkdir(exist_ok=True)
        self.sweep()

    def tell_cancel(self) -> None:
        """Ask all workers of this run to stop."""
        with contextlib.suppress(OSError):  # a full disk: the parent ends the workers itself
            self.cancel_file.touch()

    def close_run(self) -> None:
        """Remove what only a running render needs. The workers have stopped."""
        self.sweep()
        shutil.rmtree(self.path / "render", ignore_errors=True)

    def sweep(self) -> None:
        """Remove Segments that killed workers left unfinished. Only while no worker runs.

        Nothing else: the mixer lays its sound into the job's own folder meanwhile.
        """
        for part in self.segments.glob(".part-*"):
            part.unlink(missing_ok=True)

    def frames_made(self, segment_name: str) -> int:
        """How far a Segment in the making is; 0 before its first word."""
        try:
            return int(self.progress_file(segment_name).read_bytes() or b"0")
        except (FileNotFoundError, ValueError, PermissionError):  # Windows refuses a file being written
            return 0


class ProgressNote:
    """A worker's own progress file: eight digits overwritten in place, at most ten times a second."""

    def __init__(self, file: Path) -> None:
        self._handle = file.open("wb", buffering=0)
        self._told_at = time.monotonic()

    def tell(self, frames: int) -> None:
        now = time.monotonic()
        if now - self._told_at >= _TELL_EVERY_S:
            self._told_at = now
            self._handle.seek(0)
            self._handle.write(b"%08d" % frames)

    def close(self) -> None:
        self._handle.close()


def preview_is_due(preview: Path) -> bool:
    """Whether the last preview, by whichever worker, is old enough."""
    try:
        return time.time() - os.stat(preview).st_mtime >= PREVIEW_EVERY_S
    except OSError:
        return True

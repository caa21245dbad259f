"""The last lines a job left in the program's log, for the details of a failure."""

from __future__ import annotations

import os
from pathlib import Path

from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.event import JobId

_TAIL_BYTES = 128 * 1024


def last_lines(job_id: JobId, count: int = 14, folder: Path | None = None) -> list[str]:
    """The newest lines that name the job, each with the indented or traceback lines that follow it.

    Reads at most 128 kB from the log's end, so it may be called on the GUI thread.
    """
    path = (folder or app_paths().logs) / "emlinh.log"
    try:
        with path.open("rb") as log:
            log.seek(max(0, os.fstat(log.fileno()).st_size - _TAIL_BYTES))
            lines = log.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    kept: list[str] = []
    following = False
    for line in lines:
        dated = line[:4].isdecimal() and line[4:5] == "-"
        if dated:
            following = job_id in line
        if following:
            kept.append(line)
    return kept[-count:]

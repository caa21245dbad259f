"""Running the real command in its own process and home, and looking into the film it made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Finished:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """The JSON events of `--events -`."""
        return [json.loads(line) for line in self.out.splitlines() if line.startswith("{")]


def environment(home: Path, **extra: str) -> dict[str, str]:
    """A clean environment with its own home, offscreen, in Vietnamese; what is compiled is kept, as Python does by itself."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("EMLINH_", "LC_", "LANG", "PYTHONDONTWRITEBYTECODE"))}
    return {**kept, "EMLINH_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **extra}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "emlinh_desktop", *arguments]


def start(home: Path, *arguments: str, cwd: Path | None = None, **extra: str) -> subprocess.Popen[str]:
    """Start the command in a process group of its own (so that a test can interrupt or kill it alone)."""
    return subprocess.Popen(
        command(*arguments),
        env=environment(home, **extra),
        cwd=cwd or home.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(home: Path, *arguments: str, cwd: Path | None = None, stdin: str | None = None, timeout_s: float = 110, **extra: str) -> Finished:
    """Run the command to its end."""
    done = subprocess.run(
        command(*arguments),
        env=environment(home, **extra),
        cwd=cwd or home.parent,
        capture_output=True,
        text=True,
        input=stdin,
        timeout=timeout_s,
        check=False,
    )
    return Finished(done.returncode, done.stdout, done.stderr)

"""The command line: no argument opens the window, `make` produces a film without one."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong usage, 130 cancelled."""
    raise NotImplementedError(argv)

"""The command line: `make` produces a film without a window.

Owns options, the terminal's progress bar and exit codes: 0 done, 1 failed, 2 wrong usage or bad input, 130
cancelled. Heavy rooms are imported inside the command that needs them, so that `--help` answers at once.
"""

from emlinh_desktop.cli.main import main

__all__ = ["main"]

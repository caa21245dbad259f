"""From arguments to an exit code."""

from __future__ import annotations

import argparse
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.locale_text import interface_language, text
from emlinh_desktop.base.log_setup import set_up_logging
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.cli.parser import build_parser
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, InputError, ProductError

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_CANCELLED = 0, 1, 2, 130


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code. Main thread."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    parser = build_parser()
    options = parser.parse_args(list(argv))
    set_up_logging(app_paths().logs, debug=options.debug)
    with _signals_cancel() as cancel:
        try:
            code: int = (options.run if options.command else _open_window)(options, cancel)
        except Cancelled:
            return EXIT_CANCELLED
        except EmlinhError as error:
            return report_error(error, debug=options.debug)
        except BrokenPipeError:
            return EXIT_FAILED
        except Exception as error:  # noqa: BLE001 - the command line's top: one sentence instead of a traceback
            internal = ProductError(ErrorCode.INTERNAL, reason=f"{type(error).__name__}: {error}"[:300])
            internal.__cause__ = error
            return report_error(internal, debug=options.debug)
    return code


def _open_window(_options: argparse.Namespace, cancel: CancelToken) -> int:
    from emlinh_desktop.app import run_window

    return run_window(app_paths(), cancel)


def report_error(error: EmlinhError, *, debug: bool) -> int:
    """Say what happened and what to do on stderr; return the exit code of this kind of fault."""
    language = interface_language()
    what, todo = (text(f"error.{error.code.value}.{part}", language, **error.params) for part in ("what", "do"))
    if debug:
        traceback.print_exception(error)
    print(_printable(f"{what} {todo}"), file=sys.stderr)  # noqa: T201 - the command line's own output
    return EXIT_USAGE if isinstance(error, InputError) else EXIT_FAILED


def _printable(line: str) -> str:
    return "".join(c for c in line if c.isprintable() or c == " ")


@contextmanager
def _signals_cancel() -> Iterator[CancelToken]:
    """Ctrl-C and a polite kill cancel the work; a second one ends the program as usual."""
    cancel = CancelToken()
    old: dict[int, Any] = {}

    def handler(number: int, _frame: object) -> None:
        cancel.cancel()
        signal.signal(number, old[number])

    for wanted in (signal.SIGINT, signal.SIGTERM):
        old[wanted] = signal.signal(wanted, handler)
    try:
        yield cancel
    finally:
        for number, previous in old.items():
            signal.signal(number, previous)

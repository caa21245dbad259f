"""The rotating log file and what of it is shown on the terminal."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

from emlinh_desktop.base.redaction import redacted

_FORMAT = "%(asctime)s %(levelname)-7s %(process)d %(name)s: %(message)s"


class _OneLine(logging.Formatter):
    """Control characters of user texts never reach a log or a terminal raw (tracebacks keep their lines); secrets never do."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the base class's name
        record.message = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in record.message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def set_up_logging(folder: Path, *, debug: bool = False) -> Path:
    """Log to `folder/emlinh.log` (1 MB, five kept); with `debug` also to stderr. Call once, main process.

    A folder that cannot be written leaves only the terminal: a missing log must not stop a film.
    """
    root = logging.getLogger("emlinh_desktop")
    root.setLevel(logging.DEBUG)
    root.propagate = False
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    path = folder / "emlinh.log"
    handlers: list[logging.Handler] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        rotating = logging.handlers.RotatingFileHandler(path, maxBytes=1_000_000, backupCount=5, encoding="utf-8", errors="backslashreplace")
        rotating.setLevel(logging.DEBUG if debug else logging.INFO)
        handlers.append(rotating)
    except OSError:
        pass
    if debug:
        terminal = logging.StreamHandler()
        terminal.setLevel(logging.DEBUG)
        handlers.append(terminal)
    for handler in handlers or [logging.NullHandler()]:
        handler.setFormatter(_OneLine(_FORMAT))
        root.addHandler(handler)
    return path

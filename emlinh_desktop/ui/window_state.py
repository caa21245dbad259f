"""Where the window was and how large, kept over a restart in a file of its own: it changes often and matters little."""

from __future__ import annotations

import base64
import binascii
import json
import logging
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

from emlinh_desktop.base.atomic_file import write_text

log = logging.getLogger(__name__)

FILE_NAME = "window.json"
_FIRST_SIZE = QSize(1180, 780)


def restore_window(window: QWidget, file: Path) -> None:
    """Give the window its last place and size (on a screen that still exists), or its first ones."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))["geometry"]
        geometry = QByteArray(base64.b64decode(stored, validate=True))
    except FileNotFoundError:
        geometry = QByteArray()
    except (OSError, ValueError, KeyError, TypeError, binascii.Error) as error:
        log.info("the window's last place is not known: %s", error)
        geometry = QByteArray()
    if geometry.isEmpty() or not window.restoreGeometry(geometry):
        window.resize(_FIRST_SIZE.boundedTo(window.screen().availableSize()))


def keep_window(window: QWidget, file: Path) -> None:
    """Remember the window's place and size; a file that cannot be written costs nothing but that."""
    geometry = base64.b64encode(window.saveGeometry().data()).decode("ascii")
    try:
        write_text(file, json.dumps({"geometry": geometry}) + "\n")
    except OSError as error:
        log.info("the window's place is not kept: %s", error)

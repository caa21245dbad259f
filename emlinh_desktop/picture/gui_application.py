"""The one QGuiApplication that fonts and painting need, also where there is no window."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from emlinh_desktop.domain.errors import ErrorCode, ProductError, ResourceError

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

_created: list[QGuiApplication] = []  # kept alive to the end of the process: Qt aborts when fonts outlive it


def ensure_gui_application() -> QGuiApplication:
    """The running QGuiApplication, or a new one on the offscreen platform (workers, command line). Main thread.

    Raises:
        ResourceError: SYSTEM_LIBRARY_MISSING when Qt cannot be loaded on this machine.
        ProductError: INTERNAL when an application without graphics runs already.
    """
    try:
        from PySide6.QtCore import QCoreApplication
        from PySide6.QtGui import QGuiApplication
    except ImportError as error:
        raise ResourceError(ErrorCode.SYSTEM_LIBRARY_MISSING, library=str(error).split(":", maxsplit=1)[0]) from error
    running = QCoreApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    if running is not None:
        raise ProductError(ErrorCode.INTERNAL, reason="a QCoreApplication without graphics is running")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Qt prints a line for each font without tables of a script; what cannot be drawn is left out by `fonts.drawable`.
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")
    application = QGuiApplication([sys.argv[0] or "emlinh-desktop"])
    _created.append(application)
    return application

"""The desktop program around the window: the display, the one instance, the event loop and its end.

Qt and asyncio run as one loop (qasync). Qt's own end when the last window closes would stop the loop before what is awaited has
finished, so it is off, and the loop ends when the window says it is leaving. No thread may be alive after that.
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.errors import ErrorCode, ResourceError

if TYPE_CHECKING:
    from emlinh_desktop.ui.main_window import MainWindow

log = logging.getLogger(__name__)

_LOOK_EVERY_MS = 200
_X_SOCKETS = "/tmp/.X11-unix/X"  # noqa: S108 - where every X server listens
_X_PORT = 6000
_X_LIBRARIES = (  # what Qt's xcb plugin needs and a bare system lacks; without one Qt aborts, naming the wrong one
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
)
_CONNECT_S = 2.0


class DesktopProgram:
    """Main thread. Making one checks the display and makes the QApplication.

    Raises:
        ResourceError: NO_DISPLAY, SYSTEM_LIBRARY_MISSING.
    """

    def __init__(self, data_folder: Path) -> None:
        check_display()
        os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false;qt.multimedia.*=false")
        try:
            from PySide6.QtWidgets import QApplication

            from emlinh_desktop.bridge.single_instance import SingleInstance
            from emlinh_desktop.ui.icons import app_icon
        except ImportError as error:
            raise ResourceError(ErrorCode.SYSTEM_LIBRARY_MISSING, library=str(error).split(":", maxsplit=1)[0]) from error
        self._application = QApplication(sys.argv[:1] or ["emlinh-desktop"])
        self._application.setApplicationName("emlinh-desktop")
        self._application.setApplicationDisplayName("Em Linh")
        self._application.setDesktopFileName("emlinh-desktop")
        self._application.setQuitOnLastWindowClosed(False)
        self._instance = SingleInstance(data_folder)
        if self._instance.claim():
            self._first = True
            self._application.setWindowIcon(app_icon())
        else:
            self._first = False

    def is_first(self) -> bool:
        """Whether no other window has this data folder; else that one was asked to show itself."""
        return self._first

    def live(self, window: MainWindow, cancel: CancelToken) -> None:
        """Show the window and return when it is leaving, or `cancel` was cancelled."""
        import qasync  # type: ignore[import-untyped]  # qasync ships no types
        from PySide6.QtCore import QTimer

        self._instance.raised.connect(window.come_forward)
        loop = qasync.QEventLoop(self._application)
        asyncio.set_event_loop(loop)
        look = QTimer(window, interval=_LOOK_EVERY_MS)  # a signal's handler runs when Python does
        look.timeout.connect(lambda: window.leave() if cancel.cancelled else None)

        async def until_leaving() -> None:
            leaving = asyncio.Event()
            window.leaving.connect(leaving.set)
            window.painted.connect(lambda: log.info("window painted"))
            look.start()
            window.show()
            await leaving.wait()

        with loop:
            loop.run_until_complete(until_leaving())
            look.stop()
            loop.run_until_complete(_end_tasks())

    def end(self) -> None:
        """Let the next start be the first."""
        self._instance.release()

    def leave_at_once(self) -> None:
        """The last resort: a thread does not end, and waiting longer helps nobody. What it made is in the caches."""
        log.error("a thread does not end: leaving without it")
        self.end()
        logging.shutdown()
        os._exit(1)


def check_display() -> None:
    """Qt aborts without a display before Python can say a word, so look first. Linux and its kin only.

    Raises:
        ResourceError: NO_DISPLAY, SYSTEM_LIBRARY_MISSING.
    """
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM", "xcb").split(":")[0] not in ("xcb", "wayland"):
        return
    display = os.environ.get("DISPLAY", "")
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    if not (display and _x_server_answers(display)):
        raise ResourceError(ErrorCode.NO_DISPLAY)
    for library in _X_LIBRARIES:
        try:
            ctypes.CDLL(library)
        except OSError as error:
            raise ResourceError(ErrorCode.SYSTEM_LIBRARY_MISSING, library=library) from error


def _x_server_answers(display: str) -> bool:
    host, _, number = display.rpartition(":")
    screen = number.split(".")[0]
    if not screen.isdecimal():
        return False
    if host and host != "unix":
        try:
            socket.create_connection((host, _X_PORT + int(screen)), _CONNECT_S).close()
        except OSError:
            return False
        return True
    return any(_listens(name) for name in (f"{_X_SOCKETS}{screen}", f"\0{_X_SOCKETS}{screen}"))


def _listens(name: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(name)
        except OSError:
            return False
    return True


async def _end_tasks() -> None:
    """Cancel what is still awaited and wait for its end."""
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)

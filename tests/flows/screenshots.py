"""Pictures of the real window, to be looked at. Run by hand:

    python tests/flows/screenshots.py FOLDER

Makes a real 6 s film on the way: empty, running, finished, library, settings, narrow, drawer, closing; then dark and English.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from emlinh_desktop.app import App, OpenedWindow
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.conversation import JobView
from emlinh_desktop.domain.event import JobStatus, ProgressEvent, Step
from emlinh_desktop.ui.closing_dialog import ClosingDialog

_WISH = "Tạo video 6 giây về lợi ích của việc đọc sách"
_SIZE_PX, _NARROW_PX = (1180, 800), (380, 760)


class Photographer:
    """Opens the window in a home of its own and keeps its pictures."""

    def __init__(self, folder: Path, app: App) -> None:
        self._folder = folder
        self.opened = OpenedWindow(app)
        self.window = self.opened.window
        self.window.resize(*_SIZE_PX)
        self.window.show()
        self.views: list[JobView] = []
        self.steps: list[Step] = []
        self.opened.studio.job_changed.connect(self.views.append)
        self.opened.studio.told.connect(self._told)

    def _told(self, event: ProgressEvent) -> None:
        self.steps.append(event.step)

    def wait(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Not with `qWait`, which holds the interpreter while it sleeps: the lanes would stand still."""
        ends, turn = time.monotonic() + seconds, QEventLoop()
        while time.monotonic() < ends and not until():
            QTimer.singleShot(20, turn.quit)
            turn.exec()

    def take(self, name: str, widget: QWidget | None = None, settle_s: float = 0.6) -> None:
        self.wait(settle_s)
        (widget or self.window).grab().save(str(self._folder / f"{name}.png"))

    def say(self, words: str) -> None:
        edit = self.window.chat.composer.edit
        edit.setPlainText(words)
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def film(self) -> None:
        self.say(_WISH)
        self.wait(60, lambda: Step.VIDEO_RENDERING in self.steps)
        self.take("2-running", settle_s=0.3)
        self.window.close()
        (dialog,) = self.window.findChildren(ClosingDialog)
        self.take("8-closing", dialog, settle_s=0.2)
        dialog.reject()
        self.wait(60, lambda: any(view.job.status is JobStatus.COMPLETED for view in self.views))
        self.take("3-finished", settle_s=1.5)

    def rooms(self, suffix: str = "") -> None:
        """Library, settings and the narrow window."""
        self.window.show_library()
        self.take(f"4-library{suffix}", settle_s=1.0)
        self.window.show_settings()
        (dialog,) = [found for found in self.window.findChildren(QDialog) if found.isVisible()]
        self.take(f"5-settings{suffix}", dialog)
        dialog.close()
        self.window.open_session(self.views[0].job.session_id)
        self.window.resize(*_NARROW_PX)
        self.take(f"6-narrow{suffix}", settle_s=1.0)
        self.window.drawer.open_drawer()
        self.take(f"7-drawer{suffix}")
        self.window.drawer.close_drawer()
        self.window.resize(*_SIZE_PX)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory() as home:
        os.environ["EMLINH_HOME"] = home
        with App(app_paths(), CancelToken()) as app:
            photographer = Photographer(folder, app)
            photographer.opened.settings.change(quality="draft", language="vi", theme="light")
            photographer.take("1-empty", settle_s=1.5)
            photographer.film()
            photographer.rooms()
            photographer.opened.settings.change(language="en", theme="dark")
            photographer.take("3-finished-dark", settle_s=1.0)
            photographer.rooms("-dark")
            photographer.window.leave()
            photographer.opened.close()


if __name__ == "__main__":
    main()

"""The window with everything behind it."""

from __future__ import annotations

from emlinh_desktop.app.program import App
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import AppPaths


class OpenedWindow:
    """The window with everything behind it, wired. GUI thread, a QApplication must exist.

    `close` once when the window's `leaving` was told; the event loop is the caller's.
    """

    def __init__(self, app: App) -> None:
        from PySide6.QtWidgets import QApplication

        from emlinh_desktop.base.locale_text import text
        from emlinh_desktop.bridge.film_studio import Studio
        from emlinh_desktop.bridge.settings_holder import SettingsHolder
        from emlinh_desktop.bridge.sleep_inhibitor import SleepInhibitor
        from emlinh_desktop.bridge.warm_up import WarmUp
        from emlinh_desktop.settings import settings_file
        from emlinh_desktop.ui import window_state
        from emlinh_desktop.ui.main_window import MainWindow
        from emlinh_desktop.ui.theme import apply_theme
        from emlinh_desktop.ui.ui_text import window_language

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._place_file = app.paths.config / window_state.FILE_NAME
        self.settings = SettingsHolder(app.paths.config / settings_file.FILE_NAME)
        window_language().set_language(self.settings.settings.language)
        apply_theme(application, self.settings.settings.theme)
        self.studio = Studio(app, self.settings)
        self.window = MainWindow(self.studio, self.settings)
        window_state.restore_window(self.window, self._place_file)
        talks = self.settings.settings.writer != "offline"
        self._warm_up = WarmUp((*_HEAVY, *_FOR_TALKING) if talks else _HEAVY)
        self._awake = SleepInhibitor(text("ui.window.awake", self.settings.settings.language.value))
        self.studio.busy_changed.connect(self._awake.set_awake)
        self.window.painted.connect(self.studio.start)
        self.studio.opened.connect(self._warm_up.start)

    def close(self) -> bool:
        """End every lane and let go of everything; False if a thread did not end in time."""
        from emlinh_desktop.ui import window_state

        window_state.keep_window(self.window, self._place_file)
        self.window.hide()
        self._awake.set_awake(False)
        self.studio.close()
        warmed = self._warm_up.close(_PATIENCE_S)
        self.settings.close()
        return self.studio.ended and warmed


def run_window(paths: AppPaths, cancel: CancelToken) -> int:
    """Open the window and return when it was closed for good. Main thread. `cancel` ends it; a film is then continued later.

    Raises:
        ResourceError: NO_DISPLAY, SYSTEM_LIBRARY_MISSING.
    """
    from emlinh_desktop.ui.desktop_program import DesktopProgram

    program = DesktopProgram(paths.data)
    if not program.is_first():
        return 0
    app = App(paths, CancelToken(cancel), previews=True)
    opened = OpenedWindow(app)
    program.live(opened.window, cancel)
    if not opened.close():
        program.leave_at_once()
    app.close()
    program.end()
    return 0


_PATIENCE_S = 8.0
_HEAVY = (
    "emlinh_desktop.bridge.conversation",
    "numpy",
    "av",
    "emlinh_desktop.pipeline.job_runner",
    "emlinh_desktop.lipsync.mouth_track",
    "emlinh_desktop.speech.narrator",
    "emlinh_desktop.picture.caption_pages",
    "emlinh_desktop.render.renderer",
    "moviepy",
    "emlinh_desktop.picture.own_media",
    "emlinh_desktop.sound.mixer",
    "emlinh_desktop.writing.own_script",
    "emlinh_desktop.writing.offline.offline_writer",
)
"""what a film needs, imported one by one after the window was painted"""
_FOR_TALKING = ("emlinh_desktop.bridge.model_talk", "openai")

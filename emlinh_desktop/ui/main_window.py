"""The main window: wires the rooms and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from emlinh_desktop.bridge.broadcasting import BroadcastState
from emlinh_desktop.bridge.fallback_asker import FallbackQuestion
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.conversation import JobView, MessageId, SessionRecord
from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.domain.event import JobId, JobStatus, SessionId
from emlinh_desktop.settings.settings import Settings
from emlinh_desktop.ui.broadcast_badge import BroadcastBadge
from emlinh_desktop.ui.broadcast_text import state_text
from emlinh_desktop.ui.buttons import IconButton
from emlinh_desktop.ui.chat.chat_view import ChatView
from emlinh_desktop.ui.chat.event_text import error_text
from emlinh_desktop.ui.closing_dialog import Closing, ClosingDialog
from emlinh_desktop.ui.drawer import Drawer
from emlinh_desktop.ui.library.library_view import LibraryView
from emlinh_desktop.ui.notice_bar import NoticeBar
from emlinh_desktop.ui.sidebar.sidebar import Sidebar
from emlinh_desktop.ui.theme import apply_theme, theme_news
from emlinh_desktop.ui.tray import Tray
from emlinh_desktop.ui.ui_text import ui_text, window_language
from emlinh_desktop.ui.welcome_page import WelcomePage

_LEAST_PX = QSize(360, 480)


class MainWindow(QWidget):
    """Sidebar, conversation, library. Closing it asks about a film being made; `leaving` is told once, when it is time to end.

    Ctrl+N a new conversation, Ctrl+L the library, Ctrl+B the drawer, Ctrl+F the search, Ctrl+, the settings, Ctrl+Q the end.
    """

    leaving = Signal()
    painted = Signal()
    """once, after the first picture of the window was shown"""

    def __init__(self, studio: StudioApi, settings: SettingsHolder) -> None:
        super().__init__()
        self._studio = studio
        self._settings = settings
        self._left = False
        self._shown = False
        self._making: set[JobId] = set()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Em Linh")
        self.setMinimumSize(_LEAST_PX)
        self.sidebar = Sidebar(studio)
        self.chat = ChatView(studio, settings)
        self.library: LibraryView | None = None
        self.welcome: WelcomePage | None = None
        self.tray = Tray(self)
        self.notice = NoticeBar()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.chat)
        self._top = _TopBar(studio)
        self.drawer = Drawer(self.sidebar, self._content())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.drawer)
        self._connect()
        self._add_shortcuts()
        self.chat.focus_composer()
        if not settings.settings.welcomed:
            self._show_welcome()
        studio.sessions(False, self._open_newest)
        studio.interrupted(self._offer_to_continue)

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        return content

    def _connect(self) -> None:
        self._top.menu.clicked.connect(self.drawer.toggle)
        self.drawer.narrow_changed.connect(self._top.setVisible)
        self.sidebar.session_chosen.connect(self.open_session)
        self.sidebar.message_chosen.connect(self.open_message)
        self.sidebar.new_session_wanted.connect(self.new_session)
        self.sidebar.library_wanted.connect(self.show_library)
        self.sidebar.settings_wanted.connect(self.show_settings)
        self.sidebar.broadcast_wanted.connect(self.show_broadcast)
        self._top.broadcast.clicked.connect(self.show_broadcast)
        self.chat.session_wanted.connect(self.new_session)
        self.tray.open_wanted.connect(self.come_forward)
        self.tray.quit_wanted.connect(self.close)
        self._studio.job_changed.connect(self._film_news)
        self._studio.trouble.connect(self._show_trouble)
        self._studio.broadcast_failed.connect(self._tell_broadcast_failure)
        self._studio.asked_outside.connect(self._tell_asked_outside)
        self._studio.fallback_asked.connect(self._tell_question)
        self._settings.changed.connect(self._apply_settings)

    def _add_shortcuts(self) -> None:
        wanted: Sequence[tuple[QKeySequence | QKeySequence.StandardKey | str, Callable[[], object]]] = (
            (QKeySequence.StandardKey.New, self.new_session),
            ("Ctrl+L", self.show_library),
            ("Ctrl+B", self.drawer.toggle),
            (QKeySequence.StandardKey.Find, self.search),
            ("Ctrl+,", self.show_settings),
            ("Ctrl+Q", self.close),
        )
        for keys, act in wanted:
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # ---- where to

    def open_session(self, session_id: str) -> None:
        """Show a conversation."""
        self.chat.open_session(SessionId(session_id))
        self._show_chat()

    def open_message(self, session_id: str, message_id: int) -> None:
        """Show a message the search found."""
        self.chat.show_message(SessionId(session_id), MessageId(message_id))
        self._show_chat()

    def new_session(self) -> None:
        """Begin a conversation; it is kept with its first words."""
        self.open_session(self._studio.new_session())
        self.chat.focus_composer()

    def show_library(self) -> None:
        """Show the films."""
        if self.library is None:
            self.library = LibraryView(self._studio)
            self.library.make_again_wanted.connect(self._make_again)
            self._pages.addWidget(self.library)
        self._pages.setCurrentWidget(self.library)
        self._end_welcome()
        self.sidebar.show_library_open()
        self.drawer.close_drawer()
        self.library.setFocus()

    def _show_welcome(self) -> None:
        """At the first start, before there is a conversation; wherever the user goes from it, it does not come again."""
        self.welcome = WelcomePage(self._settings)
        self.welcome.passed.connect(self._pass_welcome)
        self.welcome.sample_wanted.connect(self._make_sample)
        self.welcome.connect_wanted.connect(self.show_services)
        self._pages.addWidget(self.welcome)
        self._pages.setCurrentWidget(self.welcome)
        self.welcome.setFocus()

    def _pass_welcome(self) -> None:
        self._show_chat()
        self.chat.focus_composer()

    def _make_sample(self, wish: str) -> None:
        self._show_chat()
        self.chat.say(wish)

    def _end_welcome(self) -> None:
        if self.welcome is not None:
            self._pages.removeWidget(self.welcome)
            self.welcome.deleteLater()
            self.welcome = None
            self._settings.change(welcomed=True)

    def show_services(self) -> None:
        """Open the settings where an AI is connected."""
        self.show_settings("services")

    def show_settings(self, page: str | None = None) -> None:
        """Open the settings over the window, at a page."""
        from emlinh_desktop.ui.settings.settings_dialog import SettingsDialog

        self.drawer.close_drawer()
        dialog = SettingsDialog(self._studio, self._settings, self)
        if page:
            dialog.show_page(page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_broadcast(self) -> None:
        """Open the settings where the broadcast is switched."""
        self.show_settings("broadcast")

    def search(self) -> None:
        """The keyboard goes to the sidebar's search."""
        self.drawer.open_drawer()
        self.sidebar.focus_search()

    def come_forward(self) -> None:
        """Be seen again: from the tray, or because a second start asked for it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _show_chat(self) -> None:
        self._pages.setCurrentWidget(self.chat)
        self._end_welcome()
        self.sidebar.show_current(self.chat.session_id)
        self.drawer.close_drawer()

    def _open_newest(self, sessions: Sequence[SessionRecord]) -> None:
        """At the start; not if the user was quicker."""
        if self.chat.session_id is not None:
            return
        if sessions:
            self.open_session(max(sessions, key=lambda session: session.last_message_at).id)

    def _make_again(self, job_id: JobId) -> None:
        self._studio.job(job_id, self._load_job)

    def _load_job(self, view: JobView) -> None:
        self.chat.load_brief(view.job.brief)
        self._show_chat()
        self.chat.focus_composer()

    # ---- news

    def _offer_to_continue(self, jobs: Sequence[JobId]) -> None:
        if jobs:
            waiting = tuple(jobs)
            self.notice.say(lambda: ui_text("ui.window.interrupted", n=len(waiting)), "ui.window.continue", lambda: self._continue(waiting))

    def _continue(self, jobs: Sequence[JobId]) -> None:
        for job_id in reversed(jobs):  # they come newest first; the oldest is made first
            self._studio.resume(job_id)

    def _show_trouble(self, error: EmlinhError) -> None:
        if self._pages.currentWidget() is not self.chat:  # the conversation tells its own
            self.notice.say(lambda: error_text(error))

    def _tell_broadcast_failure(self, state: BroadcastState) -> None:
        self.notice.say(lambda: state_text(state))

    def _tell_asked_outside(self, view: JobView) -> None:
        session_id, topic = view.job.session_id, view.job.brief.topic
        if not self._shows(session_id):
            self.notice.say(lambda: ui_text("ui.broadcast.asked", topic=topic), "ui.broadcast.look", lambda: self.open_session(session_id))

    def _tell_question(self, question: FallbackQuestion) -> None:
        """A film waits for an answer that is given in its bubble."""

        def words() -> str:
            return ui_text("ui.chat.fallback.notice", topic=question.topic)

        if not self._shows(question.session_id):
            self.notice.say(words, "ui.chat.fallback.look", lambda: self.open_session(question.session_id))
        if not self.isActiveWindow() and self._settings.settings.notifications:
            self.tray.tell("Em Linh", words())

    def _shows(self, session_id: SessionId) -> bool:
        return session_id == self.chat.session_id and self._pages.currentWidget() is self.chat

    def _film_news(self, view: JobView) -> None:
        job_id, status = view.job.id, view.job.status
        if status is JobStatus.RUNNING:
            self._making.add(job_id)
        elif job_id in self._making:
            self._making.discard(job_id)
            self._film_ended(view)

    def _film_ended(self, view: JobView) -> None:
        away = not self.isActiveWindow() and self._settings.settings.notifications
        if away and view.job.status in (JobStatus.COMPLETED, JobStatus.FAILED):
            self.tray.tell(ui_text(f"ui.window.film_{view.job.status.value}"), view.job.brief.topic)

    def _apply_settings(self, settings: Settings) -> None:
        window_language().set_language(settings.language)
        application = QApplication.instance()
        if isinstance(application, QApplication) and settings.theme is not theme_news().theme:
            apply_theme(application, settings.theme)

    # ---- showing and closing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self._shown:
            self._shown = True
            QTimer.singleShot(0, self, self.painted.emit)  # when all it holds is painted too

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if self._left or not self._studio.busy():
            event.accept()
            self._leave()
            return
        event.ignore()
        self.come_forward()
        dialog = ClosingDialog(self, has_tray=self.tray.there)
        dialog.chosen.connect(self._close_as)
        dialog.open()

    def _close_as(self, answer: Closing) -> None:
        if answer is Closing.KEEP_RUNNING:
            self.hide() if self.tray.there else self.showMinimized()
            return
        running = self._studio.running()
        if answer is Closing.CANCEL and running is not None:
            self._studio.cancel(running)
        self.leave()

    def leave(self) -> None:
        """End without asking; a film being made is continued later."""
        self._left = True
        self.close()

    def _leave(self) -> None:
        self._left = True
        self._end_welcome()
        self.tray.hide()
        self.leaving.emit()


class _TopBar(QWidget):
    """On a narrow window: the way to the sidebar, and what must be seen without it."""

    def __init__(self, studio: StudioApi) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.menu = IconButton("ui.window.menu", "menu")
        self.broadcast = BroadcastBadge(studio, small=True)
        name = QLabel("Em Linh")
        name.setObjectName("brand")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.addWidget(self.menu)
        row.addWidget(name, 1)
        row.addWidget(self.broadcast)
        self.hide()

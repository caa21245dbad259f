"""The sidebar: a new conversation, the search, the conversations, and the doors to library and settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.conversation import SearchHit, SessionRecord
from emlinh_desktop.domain.event import SessionId
from emlinh_desktop.ui.broadcast_badge import BroadcastBadge
from emlinh_desktop.ui.buttons import ThemedButton
from emlinh_desktop.ui.icons import face
from emlinh_desktop.ui.search_field import SearchField
from emlinh_desktop.ui.sidebar.search_results import SearchResults
from emlinh_desktop.ui.sidebar.session_list import SessionList
from emlinh_desktop.ui.sidebar.session_model import title_of
from emlinh_desktop.ui.toast import Toast
from emlinh_desktop.ui.ui_text import ui_text, window_language

_MARGIN_PX = 12


class Sidebar(QWidget):
    """Down goes from the search to what it found, Escape clears it. GUI thread."""

    session_chosen = Signal(str)
    new_session_wanted = Signal()
    library_wanted = Signal()
    settings_wanted = Signal()
    broadcast_wanted = Signal()
    message_chosen = Signal(str, int)
    """SessionId, MessageId found by the search"""

    def __init__(self, studio: StudioApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(220)
        self._new = _wide_button("new", "plus", "primary")
        self._library = _wide_button("library", "library", "quiet")
        self._settings = _wide_button("settings", "settings", "quiet")
        self.broadcast = BroadcastBadge(studio)
        self.search = SearchField("ui.sidebar.search")
        self.sessions = SessionList(studio)
        self.results = SearchResults()
        self._nothing = _quiet_label()
        self._empty = _quiet_label()
        self._stack = QStackedWidget()
        for page in (self.sessions, self.results, self._nothing, self._empty):
            self._stack.addWidget(page)
        self.toast = Toast(self._stack)
        self._lay_out()
        self._connect()
        self._translate()

    def show_current(self, session_id: SessionId | None) -> None:
        """Mark the conversation that is open."""
        self.sessions.show_current(session_id)
        self._mark_library(here=False)

    def show_library_open(self) -> None:
        """Mark the library instead: it is what the window shows."""
        self.sessions.show_current(None)
        self._mark_library(here=True)

    def _mark_library(self, *, here: bool) -> None:
        self._library.setProperty("here", here)
        self._library.style().polish(self._library)

    def focus_search(self) -> None:
        """The keyboard goes to the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _lay_out(self) -> None:
        name = QLabel("Em Linh")
        name.setObjectName("brand")
        portrait = QLabel()
        portrait.setPixmap(face(30))
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 0, 2)
        head.setSpacing(10)
        head.addWidget(portrait)
        head.addWidget(name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._new)
        column.addWidget(self.search)
        column.addWidget(self._stack, 1)
        foot = QVBoxLayout()
        foot.setSpacing(2)
        foot.addWidget(self._library)
        foot.addWidget(self.broadcast)
        foot.addWidget(self._settings)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_session_wanted)
        self._library.clicked.connect(self.library_wanted)
        self._settings.clicked.connect(self.settings_wanted)
        self.broadcast.clicked.connect(self.broadcast_wanted)
        self.sessions.chosen.connect(self._choose)
        self.sessions.delete_wanted.connect(self._delete)
        self.sessions.archive_wanted.connect(self._archive)
        self.sessions.reloaded.connect(self._show_page)
        self.results.opened.connect(self._open_hit)
        self.search.wanted.connect(self._search)
        self.search.confirmed.connect(self._open_best)
        self.search.left_downwards.connect(self._into_the_list)
        window_language().language_changed.connect(self._translate)

    def _translate(self) -> None:
        self._nothing.setText(ui_text("ui.sidebar.nothing_found"))
        self._empty.setText(ui_text("ui.sidebar.empty"))
        self.setAccessibleName(ui_text("ui.sidebar.sessions"))

    # ---- conversations
    def _choose(self, session_id: str) -> None:
        self.show_current(SessionId(session_id))
        self.session_chosen.emit(session_id)

    def _delete(self, session: SessionRecord) -> None:
        was_open = session.id == self.sessions.current_session
        self._studio.delete_session(session.id)
        if was_open:
            self.show_current(None)
            self.new_session_wanted.emit()

        def restore() -> None:
            self._studio.restore_session(session.id)
            if was_open:
                self._choose(session.id)

        self.toast.say(ui_text("ui.sidebar.deleted", title=title_of(session)), ui_text("ui.sidebar.undo"), restore)

    def _archive(self, session: SessionRecord, archived: bool) -> None:
        self._studio.set_archived(session.id, archived)
        if archived:
            words = ui_text("ui.sidebar.was_archived", title=title_of(session))
            self.toast.say(words, ui_text("ui.sidebar.undo"), lambda: self._studio.set_archived(session.id, False))

    # ---- search
    def _search(self, words: str) -> None:
        if words:
            self._studio.search(words, self._found)
        else:
            self._show_page()

    def _found(self, hits: Sequence[SearchHit]) -> None:
        if not self.search.words():  # cleared before the answer came
            return
        self.results.show_hits(self.search.words(), hits)
        self._stack.setCurrentWidget(self.results if hits else self._nothing)

    def _open_best(self) -> None:
        if self._stack.currentWidget() is self.results:
            self.results.open_current()

    def _into_the_list(self) -> None:
        page = self._stack.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_page(self) -> None:
        if not self.search.words():
            self._stack.setCurrentWidget(self.sessions if self.sessions.sessions.rowCount() else self._empty)

    def _open_hit(self, hit: SearchHit) -> None:
        self.show_current(hit.session.id)
        if hit.message_id is None:
            self.session_chosen.emit(hit.session.id)
        else:
            self.message_chosen.emit(hit.session.id, hit.message_id)


def _wide_button(key: str, drawing: str, kind: str) -> ThemedButton:
    button = ThemedButton(f"ui.sidebar.{key}", drawing, kind=kind)
    button.setProperty("wide", True)
    return button


def _quiet_label() -> QLabel:
    label = QLabel()
    label.setObjectName("quiet")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
    label.setContentsMargins(12, 28, 12, 0)
    return label

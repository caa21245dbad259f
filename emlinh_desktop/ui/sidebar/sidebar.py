"""The sidebar: a new conversation, the search, the conversations, and the doors to library and settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.conversation import SearchHit, SessionRecord
from emlinh_desktop.domain.event import SessionId
from emlinh_desktop.ui.icon_tint import IconTint
from emlinh_desktop.ui.icons import face
from emlinh_desktop.ui.sidebar.search_results import SearchResults
from emlinh_desktop.ui.sidebar.session_list import SessionList
from emlinh_desktop.ui.sidebar.session_model import title_of
from emlinh_desktop.ui.toast import Toast
from emlinh_desktop.ui.ui_text import ui_text, window_language

_SEARCH_AFTER_MS = 150
_MARGIN_PX = 12


class Sidebar(QWidget):
    """Ctrl+F searches, Down goes from the search to what it found, Escape clears it. GUI thread."""

    session_chosen = Signal(str)
    new_session_wanted = Signal()
    library_wanted = Signal()
    settings_wanted = Signal()
    message_chosen = Signal(str, int)
    """SessionId, MessageId found by the search"""

    def __init__(self, studio: StudioApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(220)
        self._new = _wide_button("plus", "on_accent", "primary")
        self._library = _wide_button("library", "text", "quiet")
        self._settings = _wide_button("settings", "text", "quiet")
        self.search = self._search_field()
        self.sessions = SessionList(studio)
        self.results = SearchResults()
        self._nothing = _quiet_label()
        self._empty = _quiet_label()
        self._stack = QStackedWidget()
        for page in (self.sessions, self.results, self._nothing, self._empty):
            self._stack.addWidget(page)
        self.toast = Toast(self._stack)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SEARCH_AFTER_MS)
        self._lay_out()
        self._connect()
        self._translate()

    def show_current(self, session_id: SessionId | None) -> None:
        """Mark the conversation that is open."""
        self.sessions.show_current(session_id)

    def focus_search(self) -> None:
        """The keyboard goes to the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _search_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("search")
        field.setClearButtonEnabled(True)
        lens = QAction(field)
        IconTint(lens, "search")
        field.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        field.installEventFilter(self)
        return field

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
        foot.addWidget(self._settings)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_session_wanted)
        self._library.clicked.connect(self.library_wanted)
        self._settings.clicked.connect(self.settings_wanted)
        self.sessions.chosen.connect(self._choose)
        self.sessions.delete_wanted.connect(self._delete)
        self.sessions.sessions.modelReset.connect(self._show_page)
        self.results.opened.connect(self._open_hit)
        self.search.textChanged.connect(self._words_changed)
        self.search.returnPressed.connect(self._search_now)
        self._timer.timeout.connect(self._search_now)
        window_language().language_changed.connect(self._translate)
        shortcut = QShortcut(QKeySequence.StandardKey.Find, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.focus_search)

    def _translate(self) -> None:
        self._new.setText(ui_text("ui.sidebar.new"))
        self._library.setText(ui_text("ui.sidebar.library"))
        self._settings.setText(ui_text("ui.sidebar.settings"))
        self.search.setPlaceholderText(ui_text("ui.sidebar.search"))
        self.search.setAccessibleName(ui_text("ui.sidebar.search"))
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

    # ---- search
    def _words(self) -> str:
        return " ".join(self.search.text().split())

    def _words_changed(self, _text: str) -> None:
        if self._words():
            self._timer.start()
        else:
            self._timer.stop()
            self._show_page()

    def _search_now(self) -> None:
        self._timer.stop()
        if self._words():
            self._studio.search(self._words(), self._found)

    def _found(self, hits: Sequence[SearchHit]) -> None:
        if not self._words():  # cleared before the answer came
            return
        self.results.show_hits(self._words(), hits)
        self._stack.setCurrentWidget(self.results if hits else self._nothing)

    def _show_page(self) -> None:
        if not self._words():
            self._stack.setCurrentWidget(self.sessions if self.sessions.sessions.rowCount() else self._empty)

    def _open_hit(self, hit: SearchHit) -> None:
        self.show_current(hit.session.id)
        if hit.message_id is None:
            self.session_chosen.emit(hit.session.id)
        else:
            self.message_chosen.emit(hit.session.id, hit.message_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            page = self._stack.currentWidget()
            if event.key() == Qt.Key.Key_Down and page is not None:
                page.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return super().eventFilter(watched, event)


def _wide_button(drawing: str, ink: str, kind: str) -> QPushButton:
    button = QPushButton()
    button.setProperty("kind", kind)
    button.setProperty("wide", True)
    IconTint(button, drawing, ink)
    return button


def _quiet_label() -> QLabel:
    label = QLabel()
    label.setObjectName("quiet")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
    label.setContentsMargins(12, 28, 12, 0)
    return label

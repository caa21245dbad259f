"""The list of conversations: open, rename in place, favourite, archive, delete, by pointer and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QListView, QMenu, QWidget

from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.conversation import SessionRecord
from emlinh_desktop.domain.event import SessionId
from emlinh_desktop.ui.icons import icon
from emlinh_desktop.ui.sidebar.session_delegate import MORE_WIDTH_PX, SessionDelegate
from emlinh_desktop.ui.sidebar.session_model import ArchiveDoor, SessionModel
from emlinh_desktop.ui.theme import colours, theme_news
from emlinh_desktop.ui.ui_text import ui_text, window_language

_OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class SessionList(QListView):
    """Shows what the studio tells and hands it the wishes. Enter opens, F2 renames, Delete deletes, the menu key shows the menu."""

    chosen = Signal(str)
    """SessionId to open"""
    reloaded = Signal()
    """the studio's answer is shown"""
    delete_wanted = Signal(object)
    """SessionRecord"""
    archive_wanted = Signal(object, bool)
    """SessionRecord, whether into the archive or out of it"""

    def __init__(self, studio: StudioApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._late = False
        self.sessions = SessionModel(self)
        self._delegate = SessionDelegate(self)
        self.setObjectName("sessions")
        self.setModel(self.sessions)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.sessions.renamed.connect(self._rename)
        self.clicked.connect(self._clicked)
        studio.sessions_changed.connect(self.reload)
        theme_news().changed.connect(self.viewport().update)
        window_language().language_changed.connect(self._translate)
        self._translate()
        self.reload()

    @property
    def current_session(self) -> SessionId | None:
        """The conversation that is open."""
        return self._delegate.current

    def show_current(self, session_id: SessionId | None) -> None:
        """Mark the conversation that is open."""
        self._delegate.current = session_id
        index = self.sessions.index_of(session_id)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.viewport().update()

    def reload(self) -> None:
        """Ask the studio for the conversations; later, if a title is being written: the list must not move under the pen."""
        self._late = self.state() is QAbstractItemView.State.EditingState
        if self._late:
            return
        self._studio.sessions(False, self._show_active)
        self._studio.sessions(True, self._show_archived)

    def _show_active(self, sessions: Sequence[SessionRecord]) -> None:
        self._arranging(lambda: self.sessions.show_active(sessions))
        self.reloaded.emit()

    def _show_archived(self, sessions: Sequence[SessionRecord]) -> None:
        self._arranging(lambda: self.sessions.show_archived(sessions))
        self.reloaded.emit()

    def _arranging(self, arrange: Callable[[], None]) -> None:
        """The rows change; place in the list and the marked row stay."""
        row = self.sessions.row(self.currentIndex())
        marked = row.id if isinstance(row, SessionRecord) else self._delegate.current
        if self.state() is QAbstractItemView.State.EditingState:
            self._late = True
            return
        scrolled = self.verticalScrollBar().value()
        arrange()
        self.selectionModel().setCurrentIndex(self.sessions.index_of(marked), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.verticalScrollBar().setValue(scrolled)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802 - Qt's name
        super().closeEditor(editor, hint)
        if self._late:
            self.reload()

    def _translate(self) -> None:
        self.setAccessibleName(ui_text("ui.sidebar.sessions"))
        self._arranging(self.sessions.arrange)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.sessions.row(index)
        if isinstance(row, ArchiveDoor):
            self.sessions.open_archive(not row.is_open)
        elif isinstance(row, SessionRecord):
            self.chosen.emit(row.id)

    def _rename(self, session_id: str, title: str) -> None:
        self._studio.rename_session(SessionId(session_id), title)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        index = self.indexAt(event.position().toPoint())
        row = self.sessions.row(index)
        at_its_end = event.position().x() > self.viewport().width() - MORE_WIDTH_PX
        if isinstance(row, SessionRecord) and at_its_end and event.button() is Qt.MouseButton.LeftButton:
            self.setState(QAbstractItemView.State.NoState)
            self._show_menu(row, event.globalPosition().toPoint())
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        index = self.currentIndex()
        row = self.sessions.row(index)
        if event.key() in _OPENING_KEYS and row is not None:
            self._clicked(index)
        elif isinstance(row, SessionRecord) and event.matches(QKeySequence.StandardKey.Delete):
            self.delete_wanted.emit(row)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        row = self.sessions.row(index)
        if isinstance(row, SessionRecord):
            self._show_menu(row, self.viewport().mapToGlobal(self.visualRect(index).center()) if by_keyboard else event.globalPos())

    def _show_menu(self, session: SessionRecord, place: QPoint) -> None:
        menu = self.menu_for(session)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_for(self, session: SessionRecord) -> QMenu:
        """What can be done with one conversation."""
        menu = QMenu(self)
        ink = colours().muted
        star = ("unfavourite", "star") if session.favourite else ("favourite", "star-full")
        shelf = ("unarchive", "undo") if session.archived else ("archive", "archive")
        wishes = (
            ("rename", "edit", lambda: self.edit(self.sessions.index_of(session.id))),  # the rows may have moved under the open menu
            (*star, lambda: self._studio.set_favourite(session.id, not session.favourite)),
            (*shelf, lambda: self.archive_wanted.emit(session, not session.archived)),
            ("delete", "trash", lambda: self.delete_wanted.emit(session)),
        )
        for key, drawing, wish in wishes:
            if key == "delete":
                menu.addSeparator()
            menu.addAction(icon(drawing, ink), ui_text(f"ui.sidebar.{key}")).triggered.connect(wish)
        return menu

"""Conversations as rows: headings, the conversations under them, and the door to the archived ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from emlinh_desktop.domain.conversation import SessionRecord
from emlinh_desktop.domain.event import SessionId
from emlinh_desktop.ui.day_names import short_moment, stretch_of, stretch_text
from emlinh_desktop.ui.ui_text import ui_text

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over a group."""

    text: str


@dataclass(frozen=True, slots=True)
class ArchiveDoor:
    """The row that shows and hides the archived conversations."""

    count: int
    is_open: bool


Row = Heading | ArchiveDoor | SessionRecord


def title_of(session: SessionRecord) -> str:
    """The title, or what an untitled conversation is called."""
    return session.title or ui_text("ui.sidebar.untitled")


class SessionModel(QAbstractListModel):
    """Rows in the order they are shown; `ROW_ROLE` gives the row. Renaming a row emits `renamed`. GUI thread."""

    renamed = Signal(str, str)
    """SessionId, the new title"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._active: tuple[SessionRecord, ...] = ()
        self._archived: tuple[SessionRecord, ...] = ()
        self._rows: list[Row] = []
        self.archive_open = False

    def show_active(self, sessions: Sequence[SessionRecord]) -> None:
        """The conversations that are not archived, favourites first, newest first."""
        self._active = tuple(sessions)
        self.arrange()

    def show_archived(self, sessions: Sequence[SessionRecord]) -> None:
        """The archived ones."""
        self._archived = tuple(sessions)
        self.arrange()

    def open_archive(self, is_open: bool) -> None:
        """Show or hide the archived conversations."""
        self.archive_open = is_open
        self.arrange()

    def arrange(self) -> None:
        """Part the conversations anew (they changed, or the language or the day did)."""
        now = datetime.now(UTC)
        rows: list[Row] = []
        heading = ""
        for session in self._active:
            wanted = ui_text("ui.sidebar.favourites") if session.favourite else stretch_text(stretch_of(session.last_message_at, now))
            if wanted != heading:
                heading = wanted
                rows.append(Heading(heading))
            rows.append(session)
        if self._archived:
            rows.append(ArchiveDoor(len(self._archived), self.archive_open))
            if self.archive_open:
                rows += self._archived
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: QModelIndex | QPersistentModelIndex) -> Row | None:
        """What stands in a row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, session_id: SessionId | None) -> QModelIndex:
        """Where a conversation stands; invalid if it is not shown."""
        for number, row in enumerate(self._rows):
            if isinstance(row, SessionRecord) and row.id == session_id:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if role == ROW_ROLE:
            return row
        if isinstance(row, SessionRecord):
            return self._session_data(row, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, Heading):
                return row.text
            if isinstance(row, ArchiveDoor):
                return ui_text("ui.sidebar.archived", n=row.count)
        return None

    def _session_data(self, session: SessionRecord, role: int) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [title_of(session), short_moment(session.last_message_at, datetime.now(UTC))]
            return ", ".join([*parts, ui_text("ui.sidebar.is_favourite")] if session.favourite else parts)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return title_of(session)
        return None

    def setData(self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        row = self.row(index)
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not isinstance(row, SessionRecord) or not title or title == row.title:
            return False
        self.renamed.emit(row.id, title)
        return True

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        row = self.row(index)
        if isinstance(row, SessionRecord):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
        if isinstance(row, ArchiveDoor):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

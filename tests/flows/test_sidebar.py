"""Conversations found, deleted and brought back, in the real window with its real records."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from emlinh_desktop.domain.event import JobStatus
from tests.flows.conftest import User

WISH = "Tạo video về hoa sen"
TOPIC = "hoa sen"


def _place(user: User) -> QModelIndex | None:
    """The conversation about the topic, in the sidebar's list."""
    model = user.window.sidebar.sessions.sessions
    return next((model.index(n) for n in range(model.rowCount()) if str(model.index(n).data()).casefold() == TOPIC.casefold()), None)


def test_a_conversation_is_found_by_its_words(user: User) -> None:
    user.say(WISH)
    user.until(lambda: user.status(TOPIC) is JobStatus.COMPLETED)
    user.window.new_session()
    user.until(lambda: not user.finished())
    sidebar = user.window.sidebar
    sidebar.search.insert(TOPIC.rsplit(maxsplit=1)[-1])
    user.until(lambda: sidebar.results.isVisible() and sidebar.results.count() > 0)
    QTest.keyClick(sidebar.search, Qt.Key.Key_Return)
    user.until(lambda: len(user.finished()) == 1)
    QTest.keyClick(sidebar.search, Qt.Key.Key_Escape)
    assert sidebar.sessions.isVisible()


def test_a_deleted_conversation_comes_back(user: User) -> None:
    user.say(WISH)
    user.until(lambda: user.status(TOPIC) is JobStatus.COMPLETED and _place(user) is not None)
    sessions = user.window.sidebar.sessions
    place = _place(user)
    assert place is not None
    sessions.setFocus()
    sessions.setCurrentIndex(place)
    QTest.keyClick(sessions, Qt.Key.Key_Delete)
    user.until(lambda: _place(user) is None and not user.finished())
    undo = user.window.sidebar.toast.findChild(QPushButton, "toastUndo")
    assert undo is not None
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    user.until(lambda: _place(user) is not None and len(user.finished()) == 1)

"""The sidebar: conversations, search, and what is done with them by pointer and keyboard."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.conversation import MessageId, SearchHit, SessionRecord
from emlinh_desktop.domain.event import SessionId
from emlinh_desktop.ui.sidebar.search_results import marked_html
from emlinh_desktop.ui.sidebar.session_model import ArchiveDoor, Heading
from emlinh_desktop.ui.sidebar.sidebar import Sidebar
from emlinh_desktop.ui.ui_text import window_language
from tests.helpers.fake_studio import FakeStudio

TITLES = ("Đọc sách", "Cà phê sáng", "Thánh Gióng", "", "Phở bò")


@pytest.fixture
def sidebar(qtbot: QtBot, studio: FakeStudio) -> Sidebar:
    for title in TITLES:
        studio.add_session(title, favourite=title == "Cà phê sáng", archived=title == "Phở bò")
    ages = (timedelta(0), timedelta(days=3), timedelta(days=1), timedelta(minutes=1), timedelta(days=9))
    now = datetime.now(UTC)
    studio.session_list = [dataclasses.replace(s, last_message_at=now - age) for s, age in zip(studio.session_list, ages, strict=True)]
    shown = Sidebar(studio)
    qtbot.addWidget(shown)
    shown.resize(290, 640)
    shown.show()
    qtbot.waitUntil(lambda: shown.sessions.sessions.rowCount() > 5)
    return shown


def rows(sidebar: Sidebar) -> list[str]:
    model = sidebar.sessions.sessions
    said = []
    for number in range(model.rowCount()):
        row = model.row(model.index(number))
        said.append(f"# {row.text}" if isinstance(row, Heading) else f"[{row.count}]" if isinstance(row, ArchiveDoor) else str(model.index(number).data()))
    return said


def place(sidebar: Sidebar, title: str) -> QModelIndex:
    model = sidebar.sessions.sessions
    return next(model.index(n) for n in range(model.rowCount()) if model.index(n).data() == title)


def record(sidebar: Sidebar, title: str) -> SessionRecord:
    row = sidebar.sessions.sessions.row(place(sidebar, title))
    assert isinstance(row, SessionRecord)
    return row


def pick(sidebar: Sidebar, title: str, key: Qt.Key, qtbot: QtBot) -> None:
    sidebar.sessions.setCurrentIndex(place(sidebar, title))
    QTest.keyClick(sidebar.sessions, key)


def test_rows_stand_in_groups(sidebar: Sidebar) -> None:
    assert rows(sidebar) == ["# Yêu thích", "Cà phê sáng", "# Hôm nay", "Đọc sách", "Cuộc trò chuyện mới", "# Hôm qua", "Thánh Gióng", "[1]"]


def test_the_language_switches_live(sidebar: Sidebar) -> None:
    window_language().set_language(Language.EN)
    assert rows(sidebar)[:3] == ["# Favourites", "Cà phê sáng", "# Today"]
    assert sidebar.search.placeholderText() == "Search conversations"
    assert "New conversation" in [button.text() for button in sidebar.findChildren(QPushButton)]


def test_a_click_and_enter_open(qtbot: QtBot, sidebar: Sidebar) -> None:
    index = place(sidebar, "Đọc sách")
    with qtbot.waitSignal(sidebar.session_chosen) as chosen:
        QTest.mouseClick(sidebar.sessions.viewport(), Qt.MouseButton.LeftButton, pos=sidebar.sessions.visualRect(index).center())
    assert chosen.args == ["s1"]
    assert sidebar.sessions.current_session == "s1"
    with qtbot.waitSignal(sidebar.session_chosen) as chosen:
        pick(sidebar, "Thánh Gióng", Qt.Key.Key_Return, qtbot)
    assert chosen.args == ["s3"]


def test_renaming_in_place(qtbot: QtBot, sidebar: Sidebar, studio: FakeStudio) -> None:
    pick(sidebar, "Thánh Gióng", Qt.Key.Key_F2, qtbot)
    field = sidebar.sessions.findChild(QLineEdit, "renameField")
    assert field is not None
    field.setText("  Gióng   bay về trời ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: studio.asked == [("rename_session", "s3", "Gióng bay về trời")])  # Qt commits in the next turn
    qtbot.waitUntil(lambda: "Gióng bay về trời" in rows(sidebar))


def test_news_waits_while_a_title_is_written(qtbot: QtBot, sidebar: Sidebar, studio: FakeStudio) -> None:
    pick(sidebar, "Thánh Gióng", Qt.Key.Key_F2, qtbot)
    field = sidebar.sessions.findChild(QLineEdit, "renameField")
    assert field is not None
    field.setText("Gióng")
    studio.rename_session(SessionId("s1"), "Khác")
    qtbot.wait(10)
    assert field.isVisible()
    assert "Khác" not in rows(sidebar)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: {"Khác", "Gióng"} <= set(rows(sidebar)))


@pytest.mark.parametrize("words", ["", "   ", "Thánh Gióng"])
def test_an_empty_or_same_name_changes_nothing(sidebar: Sidebar, studio: FakeStudio, words: str) -> None:
    assert not sidebar.sessions.sessions.setData(place(sidebar, "Thánh Gióng"), words)
    assert studio.asked == []


def test_the_menu(sidebar: Sidebar, studio: FakeStudio) -> None:
    def choose(title: str, words: str) -> None:
        menu = sidebar.sessions.menu_for(record(sidebar, title))
        next(action for action in menu.actions() if action.text() == words).trigger()

    choose("Đọc sách", "Đánh dấu yêu thích")
    choose("Cà phê sáng", "Bỏ yêu thích")
    choose("Thánh Gióng", "Lưu trữ")
    assert studio.asked == [("set_favourite", "s1", True), ("set_favourite", "s2", False), ("set_archived", "s3", True)]
    undo = sidebar.toast.findChild(QPushButton, "toastUndo")
    assert undo is not None
    undo.click()
    assert studio.asked[-1] == ("set_archived", "s3", False)


def test_the_menu_opens_at_a_rows_end(qtbot: QtBot, sidebar: Sidebar) -> None:
    box = sidebar.sessions.visualRect(place(sidebar, "Đọc sách"))
    with qtbot.assertNotEmitted(sidebar.session_chosen):
        QTest.mouseClick(sidebar.sessions.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 12, box.center().y()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_deleting_and_undoing(qtbot: QtBot, sidebar: Sidebar, studio: FakeStudio) -> None:
    sidebar.show_current(SessionId("s1"))
    with qtbot.waitSignal(sidebar.new_session_wanted):
        pick(sidebar, "Đọc sách", Qt.Key.Key_Delete, qtbot)
    qtbot.waitUntil(lambda: "Đọc sách" not in rows(sidebar))
    assert sidebar.toast.isVisible()
    undo = sidebar.toast.findChild(QPushButton, "toastUndo")
    assert undo is not None
    with qtbot.waitSignal(sidebar.session_chosen) as chosen:
        QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert chosen.args == ["s1"]
    qtbot.waitUntil(lambda: "Đọc sách" in rows(sidebar))
    assert [asked[0] for asked in studio.asked] == ["delete_session", "restore_session"]
    assert sidebar.toast.isHidden()


def test_ctrl_z_undoes_while_the_toast_is_there(qtbot: QtBot, sidebar: Sidebar, studio: FakeStudio) -> None:
    pick(sidebar, "Thánh Gióng", Qt.Key.Key_Delete, qtbot)
    qtbot.waitUntil(lambda: "Thánh Gióng" not in rows(sidebar))
    sidebar.sessions.setFocus()
    QTest.keyClick(sidebar.sessions, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert studio.asked[-1] == ("restore_session", "s3")
    QTest.keyClick(sidebar.sessions, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(studio.asked) == 2


def test_the_archive_opens_and_closes(qtbot: QtBot, sidebar: Sidebar) -> None:
    door = place(sidebar, "Đã lưu trữ (1)")
    QTest.mouseClick(sidebar.sessions.viewport(), Qt.MouseButton.LeftButton, pos=sidebar.sessions.visualRect(door).center())
    assert rows(sidebar)[-2:] == ["[1]", "Phở bò"]
    pick(sidebar, "Đã lưu trữ (1)", Qt.Key.Key_Return, qtbot)
    assert rows(sidebar)[-1] == "[1]"


def test_searching(qtbot: QtBot, sidebar: Sidebar, studio: FakeStudio) -> None:
    first = studio.session_list[0]
    studio.hits = [SearchHit(first, None, "Đọc sách"), SearchHit(studio.session_list[2], MessageId(7), "…muốn đọc sách mỗi tối…")]
    sidebar.search.insert("sách")  # keyClicks knows ASCII only
    qtbot.waitUntil(lambda: sidebar.results.count() == 2 and sidebar.results.isVisible())
    with qtbot.waitSignal(sidebar.session_chosen) as chosen:
        QTest.keyClick(sidebar.search, Qt.Key.Key_Down)
        assert sidebar.results.hasFocus()
        QTest.keyClick(sidebar.results, Qt.Key.Key_Return)
    assert chosen.args == [first.id]
    with qtbot.waitSignal(sidebar.message_chosen) as message:
        QTest.keyClick(sidebar.results, Qt.Key.Key_Down)
        QTest.keyClick(sidebar.results, Qt.Key.Key_Return)
    assert message.args == ["s3", 7]
    sidebar.results.setCurrentRow(0)
    with qtbot.waitSignal(sidebar.session_chosen):
        QTest.keyClick(sidebar.search, Qt.Key.Key_Return)  # takes the best hit
    QTest.keyClick(sidebar.search, Qt.Key.Key_Escape)
    assert sidebar.sessions.isVisible()


def test_an_answer_after_clearing_is_not_shown(qtbot: QtBot, sidebar: Sidebar, studio: FakeStudio) -> None:
    studio.hits = [SearchHit(studio.session_list[0], None, "Đọc sách")]
    sidebar.search.setText("sách")
    QTest.keyClick(sidebar.search, Qt.Key.Key_Return)
    sidebar.search.clear()
    qtbot.wait(10)
    assert sidebar.sessions.isVisible()


def test_the_library_is_marked_while_it_is_shown(sidebar: Sidebar) -> None:
    sidebar.show_current(SessionId("s1"))
    sidebar.show_library_open()
    assert sidebar.sessions.current_session is None
    assert sidebar._library.property("here") is True
    sidebar.show_current(SessionId("s1"))
    assert sidebar._library.property("here") is False


def test_nothing_found_is_said(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.search.setText("xyz")
    qtbot.waitUntil(lambda: not sidebar.sessions.isVisible())
    assert not sidebar.results.isVisible()


def test_no_conversations_is_said(qtbot: QtBot) -> None:
    studio = FakeStudio()
    empty = Sidebar(studio)
    qtbot.addWidget(empty)
    empty.show()
    qtbot.waitUntil(lambda: not empty.sessions.isVisible())
    assert empty._empty.isVisible()
    studio.new_session()
    qtbot.waitUntil(empty.sessions.isVisible)


def test_place_and_mark_stay_when_the_list_changes(qtbot: QtBot, sidebar: Sidebar, studio: FakeStudio) -> None:
    sidebar.show_current(SessionId("s3"))
    studio.rename_session(SessionId("s1"), "Khác")
    qtbot.waitUntil(lambda: "Khác" in rows(sidebar))
    assert sidebar.sessions.currentIndex() == place(sidebar, "Thánh Gióng")


def test_what_the_keyboard_reaches_has_a_name(sidebar: Sidebar) -> None:
    reached = [widget for widget in sidebar.findChildren(QWidget) if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(reached) >= 5
    assert [widget for widget in reached if not widget.accessibleName()] == []


def test_rows_tell_screen_readers_more_than_their_title(sidebar: Sidebar) -> None:
    said = place(sidebar, "Cà phê sáng").data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Cà phê sáng, ")
    assert said.endswith(", yêu thích")


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("Đọc sách hay", "doc sach", "<b>Đọc</b> <b>sách</b> hay"),
        ("a < b & c", "b", "a &lt; <b>b</b> &amp; c"),
        ("anh ánh ảnh", "anh", "<b>anh</b> <b>ánh</b> <b>ảnh</b>"),
        ("không", "", "không"),
    ],
)
def test_found_words_are_marked(text: str, words: str, html: str) -> None:
    assert marked_html(text, words, "#123456").replace(' style="color:#123456"', "") == html

"""The library: the grid, its fields, the details, and what is done with a film."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QMessageBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from emlinh_desktop.bridge.video_model import PAGE
from emlinh_desktop.domain.brief import Brief, Composition, Language
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.event import JobStatus, Step
from emlinh_desktop.domain.film import VideoRecord
from emlinh_desktop.ui.library import library_view
from emlinh_desktop.ui.library.library_view import LibraryView
from emlinh_desktop.ui.ui_text import window_language
from tests.helpers.fake_studio import SCRIPT, FakeStudio


@pytest.fixture
def studio(qapp: object, tmp_path: Path) -> FakeStudio:
    made = FakeStudio()
    session = made.add_session("Phim")
    picture = QImage(640, 360, QImage.Format.Format_RGB32)
    picture.fill(QColor("#166361"))
    picture.save(str(tmp_path / "a.jpg"))
    (tmp_path / "a.mp4").write_bytes(b"film")
    for topic, composition in (("đọc sách", Composition.LANDSCAPE), ("cà phê", Composition.PORTRAIT), ("áo dài", Composition.LANDSCAPE)):
        view = made.add_job(session, Brief(topic, composition=composition), tell=False)
        made.run_to(view.job.id, Step.COMPLETED)
        made.add_video(topic, path=str(tmp_path / "a.mp4"), thumbnail=str(tmp_path / "a.jpg"), composition=composition.value, job_id=view.job.id)
    failed = made.add_job(session, Brief("hỏng"), tell=False)
    made.fail(failed.job.id, "disk_full", path="/secret/place/x.mp4", needed_mb=300, free_mb=12)
    made.add_video("hỏng", status=JobStatus.FAILED, job_id=failed.job.id)
    return made


@pytest.fixture
def library(qtbot: QtBot, studio: FakeStudio) -> LibraryView:
    shown = LibraryView(studio)
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    with qtbot.waitSignal(shown.films.loaded):
        shown.show()
    return shown


def titles(library: LibraryView) -> list[str]:
    return [library.films.video(row).title for row in range(library.films.rowCount())]


def select(library: LibraryView, title: str) -> VideoRecord:
    film = library.films.video(titles(library).index(title))
    library.grid.show_film(film.id)
    return film


def said(library: LibraryView) -> str:
    return "\n".join(label.text() for label in library.details.findChildren(QLabel) if label.isVisibleTo(library.details))


def test_films_are_read_when_first_shown(qtbot: QtBot, studio: FakeStudio) -> None:
    hidden = LibraryView(studio)
    qtbot.addWidget(hidden)
    qtbot.wait(10)
    assert hidden.films.rowCount() == 0
    with qtbot.waitSignal(hidden.films.loaded):
        hidden.show()
    assert titles(hidden) == ["Hỏng", "Áo dài", "Cà phê", "Đọc sách"]


def test_search_filter_and_sort(qtbot: QtBot, library: LibraryView) -> None:
    with qtbot.waitSignal(library.films.loaded):
        library.search.insert("sách")  # keyClicks knows ASCII only
    assert titles(library) == ["Đọc sách"]
    with qtbot.waitSignal(library.films.loaded):
        library.search.clear()
    status, composition, order = library._status, library._composition, library._order
    for box, value, wanted in (
        (status, JobStatus.COMPLETED, ["Áo dài", "Cà phê", "Đọc sách"]),
        (composition, "Scene-Landscape", ["Áo dài", "Đọc sách"]),
    ):
        with qtbot.waitSignal(library.films.loaded):
            box.pick(value)
        assert titles(library) == wanted
    with qtbot.waitSignal(library.films.loaded):
        QTest.keyClick(order, Qt.Key.Key_Down)  # by keyboard: oldest first
    assert titles(library) == ["Đọc sách", "Áo dài"]


def test_nothing_found_is_said(qtbot: QtBot, library: LibraryView) -> None:
    with qtbot.waitSignal(library.films.loaded):
        library.search.setText("xyz")
    assert not library.grid.isVisible()


def test_details_of_the_selected_film(qtbot: QtBot, library: LibraryView) -> None:
    assert library.details.isHidden()
    select(library, "Áo dài")
    assert library.details.isVisible()
    qtbot.waitUntil(lambda: SCRIPT in said(library))
    words = said(library)
    assert "Đã qua kiểm tra" in words
    assert "-14 LUFS" in words
    assert "Ngang 16:9" in words
    assert "🎉 Video đã được tạo thành công!" in words
    window_language().set_language(Language.EN)
    assert "Landscape 16:9" in said(library)
    assert "Đã qua" not in said(library)


def test_a_failed_film_says_why_without_a_path(qtbot: QtBot, library: LibraryView) -> None:
    select(library, "Hỏng")
    qtbot.waitUntil(lambda: "300 MB" in said(library))
    assert "/secret" not in said(library)
    assert not library.menu_for(select(library, "Hỏng")).actions()[0].isEnabled()


def test_opening_and_showing(qtbot: QtBot, library: LibraryView, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    handed: list[tuple[str, Path]] = []

    def hand(door: str, path: Path) -> bool:
        handed.append((door, path))
        return True

    monkeypatch.setattr(library_view, "open_file", partial(hand, "open"))
    monkeypatch.setattr(library_view, "show_in_folder", partial(hand, "folder"))
    film = select(library, "Áo dài")
    QTest.keyClick(library.grid, Qt.Key.Key_Return)
    library.menu_for(film).actions()[1].trigger()
    assert handed == [("open", tmp_path / "a.mp4"), ("folder", tmp_path / "a.mp4")]
    (tmp_path / "a.mp4").unlink()
    library.open_film(film)
    assert len(handed) == 2
    assert library.toast.accessibleName() == "Không tìm thấy tệp a.mp4. Có thể nó đã bị chuyển đi."


def test_making_again(qtbot: QtBot, library: LibraryView) -> None:
    film = select(library, "Cà phê")
    with qtbot.waitSignal(library.make_again_wanted) as wanted:
        QTest.mouseClick(library.details._again, Qt.MouseButton.LeftButton)
    assert wanted.args == [film.job_id]


@pytest.mark.parametrize("yes", [True, False])
def test_the_trash_asks_first(qtbot: QtBot, library: LibraryView, studio: FakeStudio, yes: bool) -> None:
    film = select(library, "Cà phê")
    QTest.keyClick(library.grid, Qt.Key.Key_Delete)
    box = library.findChild(QMessageBox)
    assert box is not None
    assert "Cà phê" in box.text()
    box.buttons()[0 if yes else 1].click()
    if yes:
        qtbot.waitUntil(lambda: "Cà phê" not in titles(library))
        assert library.details.isHidden()
        assert library.toast.isVisible()
    assert [asked for asked in studio.asked if asked[0] == "trash_video"] == ([("trash_video", film.id)] if yes else [])


def test_a_film_that_could_not_go_is_not_said_to_be_gone(qtbot: QtBot, library: LibraryView, studio: FakeStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    film = select(library, "Cà phê")
    monkeypatch.setattr(studio, "trash_video", lambda _id: studio.trouble.emit(ResourceError(ErrorCode.NO_WRITE_ACCESS, path="/x")))
    library._trash_now(film)
    with qtbot.waitSignal(library.films.loaded):
        studio.videos_changed.emit()
    assert library.toast.isHidden()


def test_the_selected_film_stays_when_another_comes(qtbot: QtBot, library: LibraryView, studio: FakeStudio) -> None:
    film = select(library, "Cà phê")
    studio.add_video("mới")
    qtbot.waitUntil(lambda: "Mới" in titles(library))
    current = library.grid.current_film()
    assert current is not None
    assert current.id == film.id
    assert library.details.film is not None
    assert library.details.film.id == film.id


def test_what_the_keyboard_reaches_has_a_name(qtbot: QtBot, library: LibraryView) -> None:
    select(library, "Cà phê")
    reached = [widget for widget in library.findChildren(QWidget) if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    named = [widget for widget in reached if not isinstance(widget, QScrollArea | QLabel) and widget.objectName() != "qt_scrollarea_viewport"]
    assert len(named) >= 10
    assert [widget for widget in named if not widget.accessibleName()] == []


def test_ctrl_f_searches_films_although_the_window_has_a_search_of_its_own(qtbot: QtBot, studio: FakeStudio) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    library = LibraryView(studio)
    window.setCentralWidget(library)
    others: list[int] = []
    QShortcut(QKeySequence.StandardKey.Find, window).activated.connect(lambda: others.append(1))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    library.grid.setFocus()
    QTest.keyClick(library.grid, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(library.search.hasFocus)
    assert others == []


def test_narrow_shows_one_at_a_time(qtbot: QtBot, library: LibraryView) -> None:
    library.resize(380, 700)
    select(library, "Cà phê")
    assert library.details.isVisible()
    assert not library.grid.isVisible()
    assert library.width() == 380
    QTest.mouseClick(library.details._close, Qt.MouseButton.LeftButton)
    assert library.grid.isVisible()
    assert library.details.isHidden()


@pytest.mark.parametrize(("width", "columns"), [(360, 2), (700, 3), (1600, 7)])
def test_columns_share_the_width(qtbot: QtBot, library: LibraryView, width: int, columns: int) -> None:
    library.resize(width, 700)
    room, cell = library.grid.viewport().width(), library.grid.gridSize().width()
    assert room // cell == columns
    assert room - columns * cell < columns + 3


def test_a_bar_with_nothing_to_scroll_is_not_seen(qtbot: QtBot, library: LibraryView) -> None:
    bar = library.grid.verticalScrollBar()
    assert not bar.isEnabled()
    library.resize(380, 400)
    qtbot.waitUntil(bar.isEnabled)
    library.resize(1600, 900)
    qtbot.waitUntil(lambda: not bar.isEnabled())


def test_thumbnails_are_painted(qtbot: QtBot, library: LibraryView) -> None:
    box = library.grid.visualRect(library.films.index(1))

    def teal() -> bool:
        colour = QColor(library.grid.viewport().grab().toImage().pixel(box.center().x(), box.y() + 40))
        return abs(colour.red() - 0x16) < 8 and abs(colour.green() - 0x63) < 8

    qtbot.waitUntil(teal)


def test_a_thousand_films_open_with_a_page_and_come_as_one_scrolls(qtbot: QtBot, studio: FakeStudio) -> None:
    for number in range(996):
        studio.add_video(f"phim {number}")
    library = LibraryView(studio)
    qtbot.addWidget(library)
    library.resize(1100, 700)
    with qtbot.waitSignal(library.films.loaded):
        library.show()
    library.grab()
    assert library.films.rowCount() <= 2 * PAGE  # what opening costs does not grow with the library (54 ms were measured)
    for _ in range(30):
        bar = library.grid.verticalScrollBar()
        bar.setValue(bar.maximum())
        if library.films.rowCount() == 1000:
            break
        qtbot.wait(5)
    assert library.films.rowCount() == 1000

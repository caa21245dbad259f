"""Writing, sending, choosing, and files that become parts of a film."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emlinh_desktop.bridge.dropped_files import DroppedKind, kind_of
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.domain.brief import Brief, Composition, Language
from emlinh_desktop.domain.event import SessionId
from emlinh_desktop.ui.chat.chat_view import ChatView
from emlinh_desktop.ui.chat.option_chips import Chip
from emlinh_desktop.ui.ui_text import window_language
from tests.helpers.fake_studio import FakeStudio


def _pick(chip: Chip, words: str) -> None:
    menu = chip.menu()
    menu.aboutToShow.emit()
    action = next(a for a in menu.actions() if isinstance(a, QAction) and a.text() == words)
    action.trigger()


def test_enter_sends_and_shift_enter_breaks(qtbot: QtBot, view: ChatView, studio: FakeStudio, session: SessionId) -> None:
    edit = view.composer.edit
    QTest.keyClicks(edit, "lam video")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(edit, "ve sach")
    assert studio.asked == []
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert studio.asked[0][:3] == ("say", session, "lam video\nve sach")
    assert edit.toPlainText() == ""


def test_nothing_is_sent_when_there_is_nothing(qtbot: QtBot, view: ChatView, studio: FakeStudio) -> None:
    QTest.keyClicks(view.composer.edit, "   ")
    QTest.keyClick(view.composer.edit, Qt.Key.Key_Return)
    assert studio.asked == []
    assert not view.composer.send_button.isEnabled()


def test_the_field_grows_to_eight_lines_and_no_more(view: ChatView) -> None:
    edit = view.composer.edit
    one = edit.height()
    edit.setPlainText("một\nhai\nba")
    three = edit.height()
    edit.setPlainText("\n".join("dòng" for _ in range(8)))
    eight = edit.height()
    edit.setPlainText("\n".join("dòng" for _ in range(30)))
    assert one < three < eight
    assert edit.height() == eight
    edit.clear()
    assert edit.height() == one


def test_up_in_an_empty_field_brings_the_last_wish_back(qtbot: QtBot, view: ChatView, studio: FakeStudio, session: SessionId) -> None:
    studio.add_message(session, "làm video về trà")
    studio.add_message(session, "làm video về cà phê")
    QTest.keyClick(view.composer.edit, Qt.Key.Key_Up)
    assert view.composer.edit.toPlainText() == "làm video về cà phê"


def test_choices_are_sent_and_kept(view: ChatView, studio: FakeStudio, settings: SettingsHolder) -> None:
    chips = view.composer.chips
    _pick(chips.length, "1 phút")
    _pick(chips.shape, "Dọc 9:16")
    _pick(chips.background, "Trừu tượng")
    _pick(chips.language, "Tiếng Việt")
    _pick(chips.voice, "Giọng nam · miền Nam")
    _pick(chips.music, "Nhạc nhẹ nhàng")
    view.composer.set_words("về trà")
    view.composer.send()
    brief = studio.asked[0][3]
    assert (brief.duration_s, brief.composition, brief.background, brief.language, brief.voice) == (
        60.0,
        Composition.PORTRAIT,
        "abstract",
        Language.VI,
        "vi-south-male",
    )
    assert brief.music == "calm"
    kept = settings.settings
    assert kept.music == "calm"
    assert (kept.duration_s, kept.composition, kept.film_language, kept.voice) == (60.0, Composition.PORTRAIT, Language.VI, "vi-south-male")
    assert "1 phút" in chips.length.accessibleName()


def test_voice_and_language_never_contradict(view: ChatView) -> None:
    chips = view.composer.chips
    _pick(chips.voice, "Giọng nữ · miền Bắc")
    _pick(chips.language, "Tiếng Anh")
    assert view.composer.brief.voice is None
    _pick(chips.voice, "Giọng nam · Anh")
    _pick(chips.language, "Tiếng Việt")
    _pick(chips.voice, "Giọng nam · Anh")
    brief = view.composer.brief
    assert brief.language is Language.EN
    assert brief.voice == "en-gb-male"


def test_chips_speak_the_windows_language(view: ChatView) -> None:
    window_language().set_language(Language.EN)
    assert view.composer.chips.shape.text() == "Landscape 16:9"
    assert view.composer.edit.placeholderText().startswith("Tell Em Linh")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bài.TXT", DroppedKind.SCRIPT),
        ("bài.docx", DroppedKind.SCRIPT),
        ("cảnh.JPG", DroppedKind.BACKGROUND),
        ("cảnh.mov", DroppedKind.BACKGROUND),
        ("nhạc.m4a", DroppedKind.MUSIC),
        ("lạ.xyz", None),
        ("không đuôi", None),
    ],
)
def test_suffixes_tell_what_a_file_becomes(name: str, kind: DroppedKind | None) -> None:
    assert kind_of(Path(name)) is kind


def _files(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(b"x")
    return paths


def test_dropped_files_become_chips_and_are_sent(qtbot: QtBot, view: ChatView, studio: FakeStudio, tmp_path: Path) -> None:
    script, picture, music = _files(tmp_path, "bài.md", "cảnh.png", "nhạc.mp3")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (music, picture, script)])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QDragEnterEvent(QPoint(50, 50), actions, data, buttons, keys))
    QApplication.sendEvent(view, QDropEvent(QPointF(50, 50), actions, data, buttons, keys))
    assert view.composer.files.isVisible()
    view.composer.send()
    assert studio.asked[0][4] == (script, picture, music)
    assert view.composer.files.paths == ()
    assert not view.composer.files.isVisible()


def test_a_newer_file_takes_the_place_of_the_older(view: ChatView, tmp_path: Path) -> None:
    first, second = _files(tmp_path, "a.png", "b.mp4")
    view.add_files([first])
    view.add_files([second])
    assert view.composer.files.paths == (second,)


def test_a_file_of_no_use_is_refused_aloud(view: ChatView, tmp_path: Path) -> None:
    view.add_files(_files(tmp_path, "bảng.xlsx"))
    assert "bảng.xlsx" in view.notice.label.words
    assert view.notice.isVisible()
    assert view.composer.files.paths == ()


def test_a_film_made_again_keeps_everything_but_what_is_changed(view: ChatView, studio: FakeStudio, session: SessionId, tmp_path: Path) -> None:
    old = Brief("trà sen", 90.0, Composition.SQUARE, "abstract", captions=False, script_text="Một câu của tôi.")
    view.load_brief(old)
    assert view.composer.edit.toPlainText() == "trà sen"
    _pick(view.composer.chips.shape, "Dọc 9:16")
    (picture,) = _files(tmp_path, "cảnh.png")
    view.add_files([picture])
    view.composer.set_words("trà nhài")
    view.composer.send()
    assert studio.asked == [("make", session, Brief("trà nhài", 90.0, Composition.PORTRAIT, str(picture), captions=False, script_text="Một câu của tôi."))]
    view.composer.set_words("một chuyện khác")
    view.composer.send()
    assert studio.asked[-1][0] == "say"
    assert studio.asked[-1][3].script_text is None


def test_making_again_can_be_left(view: ChatView, studio: FakeStudio) -> None:
    view.load_brief(Brief("trà sen", 90.0))
    view.composer.leave_again()
    assert view.composer.edit.toPlainText() == ""
    assert view.composer.brief.duration_s == 30.0


def test_without_a_session_words_wait_for_one(qtbot: QtBot, studio: FakeStudio, settings: SettingsHolder) -> None:
    chat = ChatView(studio, settings)
    qtbot.addWidget(chat)
    with qtbot.waitSignal(chat.session_wanted, timeout=1000):
        chat.empty.cards[0].click()
    assert studio.asked == []
    session = studio.new_session()
    chat.open_session(session)
    assert studio.asked[-1][:3] == ("say", session, "Tạo video 45 giây về lợi ích của việc đọc sách")


def test_the_chips_stay_on_two_lines_in_the_narrowest_window(view: ChatView) -> None:
    view.resize(360, 640)
    QApplication.processEvents()
    chips = view.composer.chips
    assert len({chip.y() for chip in (chips.length, chips.shape, chips.background, chips.voice, chips.language, chips.music)}) == 2

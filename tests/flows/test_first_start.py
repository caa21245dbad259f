"""The first start: welcomed once, and every way on leads to the conversation."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.settings import settings_file
from emlinh_desktop.settings.settings import Settings
from emlinh_desktop.ui.settings.settings_dialog import SettingsDialog
from emlinh_desktop.ui.ui_text import window_language
from emlinh_desktop.ui.welcome_page import WelcomePage
from tests.flows.conftest import StartWindow, User


def welcome_of(user: User) -> WelcomePage:
    welcome = user.window.welcome
    assert welcome is not None
    assert welcome.isVisibleTo(user.window)
    return welcome


def stored_settings() -> Settings:
    return settings_file.load(app_paths().config / settings_file.FILE_NAME)


def test_it_is_shown_once(start_window: StartWindow) -> None:
    first = start_window(welcomed=False)
    first.press(welcome_of(first).skip)
    assert first.window.welcome is None
    assert first.window.focusWidget() is first.window.chat.composer.edit
    first.leave()
    assert stored_settings().welcomed
    assert start_window(welcomed=False).window.welcome is None


def test_one_press_makes_a_sample_film(start_window: StartWindow) -> None:
    user = start_window(welcomed=False)
    user.press(welcome_of(user).sample)
    user.until(lambda: len(user.finished()) == 1)
    (view,) = user.views.values()
    assert (view.job.brief.topic, view.job.brief.duration_s) == ("lợi ích của việc đọc sách", 15)
    assert user.window.welcome is None


def test_language_and_folder_are_chosen_there(start_window: StartWindow, tmp_path: Path) -> None:
    user = start_window(welcomed=False)
    welcome = welcome_of(user)
    welcome.language.pick(Language.EN)
    welcome.folder.take(str(tmp_path))
    assert window_language().language is Language.EN
    assert (welcome.sample.text(), welcome.language.chosen()) == ("Make a sample film", Language.EN)
    user.press(welcome.sample)
    user.until(lambda: len(user.finished()) == 1)
    (view,) = user.views.values()
    assert view.job.brief.duration_s == 15
    assert view.job.output is not None
    assert Path(view.job.output).parent == tmp_path
    user.leave()
    assert (stored_settings().language, stored_settings().output_folder) == (Language.EN, str(tmp_path))


def test_closing_the_window_passes_it_by(start_window: StartWindow) -> None:
    user = start_window(welcomed=False)
    user.window.close()
    user.leave()
    assert stored_settings().welcomed


def test_escape_passes_it_by(start_window: StartWindow) -> None:
    user = start_window(welcomed=False)
    QTest.keyClick(welcome_of(user), Qt.Key.Key_Escape)
    assert user.window.welcome is None
    assert user.window.chat.isVisibleTo(user.window)


def test_the_sidebar_leads_out_of_it_too(start_window: StartWindow) -> None:
    user = start_window(welcomed=False)
    welcome_of(user)
    user.window.show_library()
    assert user.window.welcome is None


def test_connecting_an_ai_opens_the_settings_and_comes_back(start_window: StartWindow) -> None:
    user = start_window(welcomed=False)
    welcome = welcome_of(user)
    user.press(welcome.connect_ai)
    user.until(lambda: bool(user.window.findChildren(SettingsDialog)))
    (dialog,) = user.window.findChildren(SettingsDialog)
    dialog.close()
    assert welcome_of(user) is welcome


def test_who_has_conversations_is_not_welcomed_again(start_window: StartWindow) -> None:
    before = start_window()
    before.say("chào em")
    before.until(lambda: len(before.messages) == 2)
    before.opened.settings.change(welcomed=False)  # as settings of an older release are
    before.leave()
    user = start_window(welcomed=False)
    user.until(lambda: user.window.welcome is None)
    assert user.window.chat.session_id == before.messages[0].session_id

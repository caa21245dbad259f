"""The settings dialog: each control keeps its setting, shows what is set, and speaks both languages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from emlinh_desktop import __version__
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.base.resources import licences_folder
from emlinh_desktop.bridge.doctor_run import DoctorRun
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.domain.brief import Brief, Composition, Language, Quality
from emlinh_desktop.domain.event import JobStatus
from emlinh_desktop.render.encoder import ENCODERS as RENDER_ENCODERS
from emlinh_desktop.settings.settings import Theme
from emlinh_desktop.ui.chat import media
from emlinh_desktop.ui.palette import DARK, LIGHT
from emlinh_desktop.ui.settings import voices_page
from emlinh_desktop.ui.settings.about_page import AboutPage
from emlinh_desktop.ui.settings.diagnostics_page import DiagnosticsPage
from emlinh_desktop.ui.settings.new_films_page import ENCODERS
from emlinh_desktop.ui.settings.settings_dialog import SettingsDialog
from emlinh_desktop.ui.theme import colours
from tests.helpers.fake_studio import FakeStudio


@pytest.fixture
def dialog(qtbot: QtBot, studio: FakeStudio, settings: SettingsHolder) -> SettingsDialog:
    shown = SettingsDialog(studio, settings)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.mark.parametrize(
    ("page", "control", "field", "value"),
    [
        ("general", "language", "language", Language.EN),
        ("general", "theme", "theme", Theme.DARK),
        ("new_films", "composition", "composition", Composition.PORTRAIT),
        ("new_films", "background", "background", "abstract"),
        ("new_films", "language", "film_language", Language.EN),
        ("new_films", "voice", "voice", "vi-south-male"),
        ("new_films", "quality", "quality", Quality.HIGH),
        ("new_films", "encoder", "encoder", "h264_vaapi"),
    ],
)
def test_a_choice_is_kept_and_shown_again(
    qtbot: QtBot, dialog: SettingsDialog, studio: FakeStudio, settings: SettingsHolder, page: str, control: str, field: str, value: Any
) -> None:
    getattr(getattr(dialog, page), control).pick(value)
    assert getattr(settings.settings, field) == value
    again = SettingsDialog(studio, settings)
    qtbot.addWidget(again)
    assert getattr(getattr(again, page), control).chosen() == value


def test_switches_and_length(qtbot: QtBot, dialog: SettingsDialog, settings: SettingsHolder) -> None:
    QTest.mouseClick(dialog.general.notifications, Qt.MouseButton.LeftButton)
    dialog.show_page("new_films")
    QTest.mouseClick(dialog.new_films.captions, Qt.MouseButton.LeftButton)
    dialog.new_films.length.setValue(45)
    now = settings.settings
    assert (now.notifications, now.captions, now.duration_s) == (False, False, 45.0)
    dialog.new_films.length.setValue(1)  # the field itself keeps to what a film may be
    assert settings.settings.duration_s == 5.0


def test_the_length_can_be_read(dialog: SettingsDialog) -> None:
    """Under a style sheet a field without buttons was seen to leave its text one pixel."""
    dialog.show_page("new_films")
    field = dialog.new_films.length.lineEdit()
    assert field.width() > field.fontMetrics().horizontalAdvance("300 giây") + 18


def test_a_file_of_ones_own(dialog: SettingsDialog, settings: SettingsHolder, tmp_path: Path) -> None:
    background = dialog.new_films.background
    background.take(str(tmp_path / "biển.jpg"))
    assert settings.settings.background == str(tmp_path / "biển.jpg")
    assert background.currentText() == "biển.jpg"
    background.pick("office")
    assert settings.settings.background == "office"
    assert "biển.jpg" in [background.itemText(number) for number in range(background.count())]  # still there to go back to


def test_the_folder(qtbot: QtBot, dialog: SettingsDialog, settings: SettingsHolder, tmp_path: Path) -> None:
    dialog.general.folder.take(str(tmp_path))
    assert settings.settings.output_folder == str(tmp_path)
    QTest.mouseClick(dialog.general.folder._reset, Qt.MouseButton.LeftButton)
    assert settings.settings.output_folder == ""


def test_the_language_switches_live(dialog: SettingsDialog) -> None:
    assert dialog.names.item(1).text() == "Video mới"
    dialog.general.language.pick(Language.EN)
    assert [dialog.names.item(number).text() for number in range(dialog.names.count())] == [
        *("General", "New videos", "Voices", "AI services"),
        *("Live page", "Storage", "Diagnostics", "About"),
    ]
    assert dialog.windowTitle() == "Settings"
    assert dialog.new_films.quality.currentText() == "Standard"
    assert dialog.new_films.length.suffix() == " s"


def test_the_theme_switches_live(dialog: SettingsDialog) -> None:
    dialog.general.theme.pick(Theme.DARK)
    assert colours() is DARK
    dialog.general.theme.pick(Theme.LIGHT)
    assert colours() is LIGHT


def test_encoders_are_those_of_the_renderer() -> None:
    assert ENCODERS == RENDER_ENCODERS


def test_every_control_has_a_name(dialog: SettingsDialog) -> None:
    for number in range(5):
        dialog.names.setCurrentRow(number)
        for control in dialog.findChildren(QWidget):
            if isinstance(control, QAbstractButton | QComboBox) and control.isVisible():
                assert control.accessibleName() or getattr(control, "text", str)(), control


def test_narrow_has_a_box_of_pages(dialog: SettingsDialog) -> None:
    dialog.resize(380, 600)
    assert not dialog.names.isVisible()
    assert dialog._narrow_names.isVisible()
    dialog._narrow_names.pick(5)
    assert dialog.storage.isVisible()
    assert dialog.width() == 380


# ---- voices


def test_hearing_a_voice(qtbot: QtBot, dialog: SettingsDialog, studio: FakeStudio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(media, "can_play", lambda: False)
    monkeypatch.setattr(voices_page, "open_file", opened.append)
    studio.sample_path = tmp_path / "v.wav"
    dialog.show_page("voices")
    row = dialog.voices.rows["vi-central-female"]
    QTest.mouseClick(row.play, Qt.MouseButton.LeftButton)
    assert row.playing
    qtbot.waitUntil(lambda: opened == [tmp_path / "v.wav"])
    assert studio.asked == [("voice_sample", "vi-central-female")]
    assert not row.playing


def test_a_sample_stopped_before_it_came_is_not_played(qtbot: QtBot, dialog: SettingsDialog, studio: FakeStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(media, "can_play", lambda: False)
    monkeypatch.setattr(voices_page, "open_file", opened.append)
    studio.sample_path = Path("v.wav")
    dialog.show_page("voices")
    row = dialog.voices.rows["en-us-male"]
    row.play.click()
    row.play.click()
    qtbot.wait(10)
    assert opened == []
    assert not row.playing


def test_a_voice_that_has_no_sample_says_so(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog.show_page("voices")
    dialog.voices.rows["en-us-male"].play.click()
    qtbot.waitUntil(lambda: dialog.voices._trouble.text() != "")


def test_the_usual_voice(dialog: SettingsDialog, settings: SettingsHolder) -> None:
    dialog.voices.rows["vi-south-female"].usual.click()
    assert settings.settings.voice == "vi-south-female"
    assert [voice for voice, row in dialog.voices.rows.items() if row.usual.isChecked()] == ["vi-south-female"]
    dialog.voices._automatic.click()
    assert settings.settings.voice is None
    assert not any(row.usual.isChecked() for row in dialog.voices.rows.values())


# ---- storage


def test_storage_is_measured_and_cleaned(qtbot: QtBot, dialog: SettingsDialog) -> None:
    piece = app_paths().segment_cache / "a.mp4"
    piece.parent.mkdir(parents=True)
    piece.write_bytes(b"x" * 2_000_000)
    dialog.show_page("storage")
    qtbot.waitUntil(dialog.storage.clean.isEnabled)
    assert dialog.storage._sizes["pictures"].text() == "2,0 MB"
    dialog.storage.clean.click()
    qtbot.waitUntil(lambda: dialog.storage._said.text() == "Đã dọn được 2,0 MB.")
    assert not piece.exists()
    assert not dialog.storage.clean.isEnabled()


def test_nothing_is_cleaned_while_a_film_is_made(qtbot: QtBot, dialog: SettingsDialog, studio: FakeStudio) -> None:
    piece = app_paths().segment_cache / "a.mp4"
    piece.parent.mkdir(parents=True)
    piece.write_bytes(b"x")
    dialog.show_page("storage")
    qtbot.waitUntil(dialog.storage.clean.isEnabled)
    job = studio.add_job(studio.add_session("x"), Brief("x"))
    studio.change_job(job.job.id, status=JobStatus.RUNNING)
    assert not dialog.storage.clean.isEnabled()
    studio.change_job(job.job.id, status=JobStatus.COMPLETED)
    assert dialog.storage.clean.isEnabled()


# ---- diagnostics


def test_the_doctors_lines_appear(qtbot: QtBot, settings: SettingsHolder, tmp_path: Path) -> None:
    doctor = DoctorRun(command=[sys.executable, "-c", "import sys; print('✓ Disk: 5 GB'); print('✗ Font'); sys.exit(1)"])
    page = DiagnosticsPage(settings, doctor)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(doctor.finished, timeout=10_000):
        QTest.mouseClick(page.check, Qt.MouseButton.LeftButton)
        assert page.check.text() == "Dừng kiểm tra"
    assert page.lines == ["✓ Disk: 5 GB", "✗ Font"]
    assert page._verdict.text() == "Có chỗ chưa ổn"
    assert page.check.text() == "Kiểm tra máy này"
    page.save_to(str(tmp_path / "b.zip"))
    qtbot.waitUntil(lambda: page._said.text() == "Đã lưu b.zip.")
    assert (tmp_path / "b.zip").is_file()


def test_closing_the_dialog_lets_the_doctor_tidy_up(qtbot: QtBot, settings: SettingsHolder, tmp_path: Path) -> None:
    tidied = tmp_path / "tidied"
    script = f"""
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (pathlib.Path({str(tidied)!r}).write_text("x"), sys.exit(1)))
print("✓ begun", flush=True)
time.sleep(60)
"""
    doctor = DoctorRun(command=[sys.executable, "-c", script])
    page = DiagnosticsPage(settings, doctor)
    with qtbot.waitSignal(doctor.line, timeout=10_000):
        doctor.start("vi")
    page.leave()
    gone: list[bool] = []
    doctor.finished.connect(gone.append)
    shiboken6.delete(page)
    qtbot.waitUntil(lambda: gone == [False])
    assert tidied.exists()


def test_a_bundle_that_cannot_be_written_says_so(qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    dialog.diagnostics.save_to(str(tmp_path / "file" / "b.zip"))
    qtbot.waitUntil(dialog.diagnostics.save.isEnabled)
    assert dialog.diagnostics._said.text() == "Không ghi được b.zip. Hãy chọn thư mục khác."


def test_escape_closes(qtbot: QtBot, dialog: SettingsDialog) -> None:
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert isinstance(dialog, QDialog)
    assert not dialog.isVisible()
    assert dialog.findChildren(QLineEdit)


def test_about_says_the_version_and_where_everything_comes_from(dialog: SettingsDialog, settings: SettingsHolder) -> None:
    dialog.show_page("about")
    page = dialog.findChild(AboutPage)
    assert page is not None
    assert page.isVisible()
    assert __version__ in page.version.text()
    shown = page.notice.toPlainText()
    assert shown.count("SIL Open Font License 1.1") == 2
    assert "|" not in shown
    assert page.licences.isHidden()  # from source every package keeps its own
    dialog.general.language.pick(Language.EN)
    assert page.version.text() == f"Em Linh Desktop · Version {__version__}"


def test_an_installed_bundle_offers_its_licences(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "emlinh-desktop"))
    assert licences_folder() is None
    (tmp_path / "licences").mkdir()
    assert licences_folder() == tmp_path / "licences"

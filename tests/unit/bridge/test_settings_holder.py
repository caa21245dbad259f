"""The settings' holder: tells changes once, keeps the newest."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.settings.settings import Settings, Theme
from emlinh_desktop.settings.settings_file import load


def test_a_change_is_told_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    holder = SettingsHolder(tmp_path / "settings.json")
    told: list[Settings] = []
    holder.changed.connect(told.append)
    holder.change(theme="dark", duration_s=60)
    holder.change(theme=Theme.DARK)
    holder.change(theme=Theme.LIGHT)
    holder.close()
    assert [settings.theme for settings in told] == [Theme.DARK, Theme.LIGHT]
    assert load(tmp_path / "settings.json") == holder.settings


def test_a_wrong_value_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    holder = SettingsHolder(tmp_path / "settings.json")
    before = holder.settings
    with pytest.raises(ValueError, match="pink"):
        holder.change(theme="pink")
    assert holder.settings == before


@pytest.mark.expected_warnings
def test_a_file_that_cannot_be_written_stops_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    holder = SettingsHolder(tmp_path / "file" / "settings.json")
    holder.change(theme="dark")
    holder.close()
    assert holder.settings.theme is Theme.DARK

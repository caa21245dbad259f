"""A real film played in its bubble, without a screen and without a sound card."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from emlinh_desktop.base.ffmpeg_binary import ffmpeg_path
from emlinh_desktop.bridge import thumbnails
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.ui.chat import media
from emlinh_desktop.ui.chat.film_player import FilmPlayer, FullScreenFilm
from emlinh_desktop.ui.ui_text import window_language


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds: red, with a tone."""
    path = tmp_path_factory.mktemp("film") / "đỏ.mp4"
    sources = ["-f", "lavfi", "-i", "color=red:s=320x180:r=30:d=2", "-f", "lavfi", "-i", "sine=440:d=2"]
    subprocess.run([str(ffmpeg_path()), "-y", "-loglevel", "error", *sources, "-pix_fmt", "yuv420p", str(path)], check=True)
    return path


@pytest.fixture
def player(qtbot: QtBot, film: Path, tmp_path: Path) -> Iterator[FilmPlayer]:
    thumbnail = QImage(320, 180, QImage.Format.Format_RGB32)
    thumbnail.fill(QColor("#00A060"))
    thumbnail.save(str(tmp_path / "thumb.png"))
    found = FilmPlayer(film, tmp_path / "thumb.png", (1920, 1080), 2.0)
    qtbot.addWidget(found)
    found.resize(480, 320)
    found.show()
    yield found
    found.close_film()


def _middle(player: FilmPlayer) -> QColor:
    picture = player.picture.grab().toImage()
    return picture.pixelColor(picture.width() // 4, picture.height() // 4)


def test_the_thumbnail_comes_from_another_thread_and_nothing_is_opened(qtbot: QtBot, player: FilmPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    qtbot.waitUntil(lambda: _middle(player).green() > 120)
    decoded_on: list[int] = []

    def decoded(_path: str, _width_px: int) -> QImage:
        decoded_on.append(threading.get_ident())
        return QImage(9, 16, QImage.Format.Format_RGB32)

    monkeypatch.setattr(thumbnails, "_decoded", decoded)
    player.picture.show_thumbnail(Path("another.jpg"))
    qtbot.waitUntil(lambda: player.picture.image is not None and player.picture.image.width() == 9)
    assert threading.get_ident() not in decoded_on
    assert not player.is_open
    assert player.picture.height() == player.picture.heightForWidth(player.picture.width())


def test_it_plays_pauses_and_seeks(qtbot: QtBot, player: FilmPlayer) -> None:
    if not media.can_play():
        pytest.skip("QtMultimedia cannot be loaded here")
    QTest.mouseClick(player.picture, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _middle(player).red() > 200 and _middle(player).green() < 60, timeout=8000)
    assert player.playing
    qtbot.waitUntil(lambda: player.controls.place.value() > 0, timeout=8000)
    QTest.keyClick(player, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not player.playing, timeout=3000)
    QTest.keyClick(player, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: player.controls.place.value() == 0, timeout=3000)
    window_language().set_language(Language.EN)
    assert player.controls.play.accessibleName() == "Play"
    player.close_film()
    assert not player.is_open


def test_f11_fills_the_screen_and_escape_comes_back(qtbot: QtBot, player: FilmPlayer) -> None:
    if not media.can_play():
        pytest.skip("QtMultimedia cannot be loaded here")
    QTest.keyClick(player, Qt.Key.Key_F11)
    full = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FullScreenFilm))
    assert full.isFullScreen()
    QTest.keyClick(full, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: player.playing, timeout=8000)
    with qtbot.waitSignal(full.left, timeout=2000):
        QTest.keyClick(full, Qt.Key.Key_Escape)
    assert player.playing
    assert _middle(player).isValid()


def test_volume_is_remembered_before_the_first_play(player: FilmPlayer) -> None:
    player.controls.mute.click()
    assert player.controls.volume_percent == 0
    assert player.controls.mute.accessibleName() == "Bật tiếng"
    player.controls.mute.click()
    assert player.controls.volume_percent == 100
    assert not player.is_open


def test_a_missing_film_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    player = FilmPlayer(tmp_path / "none.mp4", None, (1080, 1920), 2.0)
    qtbot.addWidget(player)
    with qtbot.waitSignal(player.trouble, timeout=1000):
        player.toggle()


def test_a_broken_film_is_told_and_let_go(qtbot: QtBot, tmp_path: Path) -> None:
    if not media.can_play():
        pytest.skip("QtMultimedia cannot be loaded here")
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"not a film at all")
    player = FilmPlayer(broken, None, (1920, 1080), 2.0)
    qtbot.addWidget(player)
    with qtbot.waitSignal(player.trouble, timeout=8000):
        player.toggle()
    assert not player.is_open

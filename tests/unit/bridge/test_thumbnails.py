"""Thumbnails: read aside, kept within bounds, looked for again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from emlinh_desktop.bridge.thumbnails import Thumbnails, fitted


def picture(path: Path, width: int = 640, height: int = 360) -> str:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#166361"))
    assert image.save(str(path))
    return str(path)


def read(qtbot: QtBot, thumbnails: Thumbnails, path: str, width: int) -> QImage:
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.image(path, width)
    image = thumbnails.image(path, width)
    assert image is not None
    return image


def test_a_picture_comes_later_and_large_enough(qtbot: QtBot, tmp_path: Path) -> None:
    thumbnails = Thumbnails()
    path = picture(tmp_path / "a.jpg")
    assert thumbnails.image(path, 230) is None
    assert read(qtbot, thumbnails, path, 230).width() == 240
    assert thumbnails.image(path, 239) is thumbnails.image(path, 230)  # a window being resized reads nothing anew


def test_a_portrait_fits_whole(qtbot: QtBot, tmp_path: Path) -> None:
    thumbnails = Thumbnails()
    image = read(qtbot, thumbnails, picture(tmp_path / "a.png", 360, 640), 240)
    assert (image.width(), image.height()) == (75, 135)
    assert fitted(image, QRect(0, 0, 240, 135)) == QRect(82, 0, 75, 135)


def test_another_size_stands_in_while_reading(qtbot: QtBot, tmp_path: Path) -> None:
    thumbnails = Thumbnails()
    path = picture(tmp_path / "a.jpg")
    small = read(qtbot, thumbnails, path, 160)
    with qtbot.waitSignal(thumbnails.ready):
        assert thumbnails.image(path, 480) is small


def test_memory_is_bounded(qtbot: QtBot, tmp_path: Path) -> None:
    limit = 4 * 160 * 90 * 4
    thumbnails = Thumbnails(limit_bytes=limit)
    for number in range(8):
        read(qtbot, thumbnails, picture(tmp_path / f"{number}.png"), 160)
    assert 0 < thumbnails.kept_bytes <= limit
    assert thumbnails.image(str(tmp_path / "7.png"), 160) is not None
    with qtbot.waitSignal(thumbnails.ready):
        assert thumbnails.image(str(tmp_path / "0.png"), 160) is None  # the oldest went


def test_a_missing_file_is_null_until_looked_for_again(qtbot: QtBot, tmp_path: Path) -> None:
    thumbnails = Thumbnails()
    path = str(tmp_path / "later.png")
    assert read(qtbot, thumbnails, path, 160).isNull()
    picture(Path(path))
    known = thumbnails.image(path, 160)
    assert known is not None
    assert known.isNull()
    thumbnails.forget_unreadable()
    assert not read(qtbot, thumbnails, path, 160).isNull()


@pytest.mark.parametrize("broken", [b"", b"\xff\xd8\xff\xe0 no picture"])
def test_a_broken_file_is_null(qtbot: QtBot, tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(broken)
    assert read(qtbot, Thumbnails(), str(path), 160).isNull()

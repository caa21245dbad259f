"""The user's files: good ones are known by their content, all others refused quickly and clearly."""

from __future__ import annotations

import os
import time
import wave
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.shot import Background
from emlinh_desktop.picture.own_media import OwnMedia
from tests.unit.picture.test_backdrops import write_clip


def write_tone(path: Path, seconds: float = 1.0) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes((8000 * np.sin(np.arange(int(22050 * seconds)) / 20)).astype("<i2").tobytes())
    return path


def write_hostile(folder: Path, name: str) -> Path:
    path = folder / name
    if name == "empty.mp4":
        path.touch()
    elif name.startswith("noise"):
        path.write_bytes(np.random.default_rng(1).bytes(100_000))
    elif name == "text.mp4":
        path.write_text("Xin chào, đây là một tệp văn bản.\n" * 500, encoding="utf-8")
    elif name == "half.png":
        image = QImage(300, 300, QImage.Format.Format_RGB32)
        image.fill(QColor("green"))
        image.save(str(path))
        path.write_bytes(path.read_bytes()[:60])
    elif name == "half.jpg":
        image = QImage(300, 300, QImage.Format.Format_RGB32)
        image.fill(QColor("green"))
        image.save(str(path))
        path.write_bytes(path.read_bytes()[:-60])  # Qt reads it, and paints what is missing grey
    elif name == "half.avi":
        whole = write_clip(folder / "whole.mp4.mkv", 3)
        path.write_bytes(whole.read_bytes()[:200])
    elif name == "silent.mkv":
        write_clip(path, 5)
    elif name == "folder.mp4":
        path.mkdir()
    elif name == "pipe.mp4":
        os.mkfifo(path)
    return path


HOSTILE = ["missing.mp4", "empty.mp4", "noise.mp4", "noise.png", "text.mp4", "half.png", "half.jpg", "half.avi", "folder.mp4", "pipe.mp4", "nul\0.png"]


@pytest.mark.parametrize("name", ["office", "abstract", "none"])
def test_built_in_names(name: str) -> None:
    assert OwnMedia().background(name) == Background(name)


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(InputError) as refused:
        OwnMedia().background("ofice")
    assert refused.value.code is ErrorCode.UNKNOWN_NAME
    assert refused.value.params["nearest"] == "office"


def test_a_picture_and_a_clip_are_known_by_content(tmp_path: Path) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    image.save(str(tmp_path / "ảnh đẹp.png"))
    (tmp_path / "copy.png").write_bytes((tmp_path / "ảnh đẹp.png").read_bytes())
    picture, copy = OwnMedia().background(str(tmp_path / "ảnh đẹp.png")), OwnMedia().background(str(tmp_path / "copy.png"))
    assert picture.kind == "picture"
    assert picture.content_hash == copy.content_hash
    clip = OwnMedia().background(str(write_clip(tmp_path / "c.mkv", 10)))
    assert clip.kind == "clip"
    assert clip.content_hash != picture.content_hash
    assert OwnMedia().background(str(write_clip(tmp_path / "one.mkv", 1))).kind == "clip"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_backgrounds_are_refused_in_time(tmp_path: Path, name: str) -> None:
    path = str(write_hostile(tmp_path, name)) if "\0" not in name else name
    started = time.monotonic()
    with pytest.raises(InputError) as refused:
        OwnMedia().background(path)
    assert refused.value.code is ErrorCode.BACKGROUND_UNREADABLE
    assert refused.value.params["path"]
    assert time.monotonic() - started < 2


def test_music_is_known_by_content(tmp_path: Path) -> None:
    first = OwnMedia().check_music(str(write_tone(tmp_path / "a.wav")))
    assert first == OwnMedia().check_music(str(write_tone(tmp_path / "b.wav")))
    assert first != OwnMedia().check_music(str(write_tone(tmp_path / "c.wav", 2.0)))


@pytest.mark.parametrize("name", [*HOSTILE, "silent.mkv"])
def test_what_is_no_music_is_refused_in_time(tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    path = str(write_hostile(tmp_path, name)) if "\0" not in name else name
    started = time.monotonic()
    with pytest.raises(InputError) as refused:
        OwnMedia().check_music(path)
    assert refused.value.code is ErrorCode.MUSIC_UNREADABLE
    assert time.monotonic() - started < 2
    assert "Traceback" not in capfd.readouterr().err

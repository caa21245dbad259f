"""The smoke test itself: an unexpected line, a wrong code and a lost row must fail it."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


@pytest.fixture
def smoke(script: Script, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    found = script("smoke")
    monkeypatch.setattr(found, "without_network", lambda: ())
    return found


def program(folder: Path, body: str) -> str:
    """A stand-in for what was built."""
    file = folder / "emlinh-desktop"
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)
    return str(file)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("echo emlinh-desktop 0.1.0; echo 'Gtk-WARNING: theme' >&2", "Gtk-WARNING"),
        ("echo emlinh-desktop 0.1.0; echo more", "more"),
        ("echo emlinh-desktop unknown", "emlinh-desktop unknown"),
        ("exit 3", "exit code 3"),
    ],
)
def test_what_nobody_expected_fails(smoke: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str, found: str) -> None:
    assert smoke.main([program(tmp_path, body)]) == 1
    said = capsys.readouterr().out
    assert "FAILED says_its_version" in said
    assert found in said


def test_five_good_lines_of_the_doctor_are_too_few(smoke: ModuleType, tmp_path: Path) -> None:
    place = smoke.Place(program(tmp_path, "for n in 1 2 3 4 5; do echo '✓ Giọng đọc: tốt'; done"), tmp_path, str(tmp_path))
    with pytest.raises(smoke.Unexpected, match="5 lines, 6 expected"):
        smoke.doctor(place)


def test_the_program_sees_neither_python_nor_home_of_this_process(smoke: ModuleType, tmp_path: Path) -> None:
    place = smoke.Place(program(tmp_path, 'echo "$PATH" "$PYTHONPATH" "$HOME"'), tmp_path, str(tmp_path))
    assert smoke.run(place) == ([f"{tmp_path}/no programs  {tmp_path}"], [])


def test_a_lost_row_fails(smoke: ModuleType, tmp_path: Path) -> None:
    place = smoke.Place(program(tmp_path, "exit 0"), tmp_path, str(tmp_path))
    place.data.mkdir(parents=True)
    with pytest.raises(smoke.Unexpected, match="revision 0001"):  # the stand-in upgrades nothing
        smoke.older_database(place)
    with sqlite3.connect(place.data / "emlinh.sqlite3") as connection:
        assert len(smoke.rows(connection)["jobs"]) == 2
    connection.close()


def test_a_film_s_length_is_read_from_its_header(smoke: ModuleType) -> None:
    narrow = b"mvhd" + bytes([0, 0, 0, 0]) + bytes(8) + (1000).to_bytes(4, "big") + (5040).to_bytes(4, "big")
    wide = b"mvhd" + bytes([1, 0, 0, 0]) + bytes(16) + (1000).to_bytes(4, "big") + (5040).to_bytes(8, "big")
    assert smoke.mp4_seconds(b"moov" + narrow) == smoke.mp4_seconds(b"moov" + wide) == 5.04

from __future__ import annotations

from pathlib import Path

import pytest

from emlinh_desktop.speech.length_log import LengthLog

_A, _B = "a" * 32, "b" * 32


def test_lengths_survive(tmp_path: Path) -> None:
    LengthLog(tmp_path / "lengths.txt").add({_A: 48_000, _B: 7})
    again = LengthLog(tmp_path / "lengths.txt")
    assert (again.get(_A), again.get(_B), again.get("c" * 32)) == (48_000, 7, None)


def test_a_torn_line_is_not_believed_and_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "lengths.txt"
    LengthLog(path).add({_A: 48_000})
    path.write_bytes(path.read_bytes()[:-4])  # killed while writing
    assert LengthLog(path).get(_A) is None
    LengthLog(path).add({_B: 9})
    assert LengthLog(path).get(_B) == 9


def test_rubbish_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "lengths.txt"
    path.write_bytes(b"\xff\x00rubbish\n" + f"{_A} 12 .\n".encode())
    assert LengthLog(path).get(_A) == 12


@pytest.mark.expected_warnings
def test_an_unwritable_folder_is_survived(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    log = LengthLog(tmp_path / "file" / "lengths.txt")
    log.add({_A: 5})
    assert log.get(_A) == 5

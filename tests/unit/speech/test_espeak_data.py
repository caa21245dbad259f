from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.speech import espeak_data
from emlinh_desktop.speech.espeak_data import espeak_installation, prepared_data

_ROOT = Path(__file__).resolve().parents[3]


def _whole(folder: Path) -> bool:
    files = espeak_installation().files
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return found == dict(files)


@pytest.fixture
def short_temp(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A private short temporary folder, given back whole after the test."""
    with tempfile.TemporaryDirectory(prefix="el") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def test_holds_what_two_languages_need_and_our_variants(tmp_path: Path) -> None:
    folder = prepared_data(tmp_path / "c")
    assert _whole(folder)
    assert sum(len(content) for content in espeak_installation().files.values()) < 1_000_000
    assert {path.name for path in (folder / "voices" / "!v").iterdir()} == {"emlinh", "minh"}


@pytest.mark.parametrize("damage", ["cut", "flipped", "missing"])
def test_a_damaged_file_is_mended(tmp_path: Path, damage: str) -> None:
    victim = prepared_data(tmp_path / "c") / "phondata"
    content = bytearray(victim.read_bytes())
    if damage == "missing":
        victim.unlink()
    else:
        content[1000] ^= 0xFF
        victim.write_bytes(content[:5000] if damage == "cut" else content)
    assert _whole(prepared_data(tmp_path / "c"))


def test_two_processes_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from emlinh_desktop.speech.espeak_data import prepared_data; sys.stdin.read(1); prepared_data(Path(sys.argv[1]))"
    )
    children = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "c")], stdin=subprocess.PIPE, cwd=_ROOT) for _ in range(2)]
    for child in children:
        child.communicate(b"x", timeout=60)
    assert [child.returncode for child in children] == [0, 0]
    (folder,) = (tmp_path / "c").iterdir()
    assert _whole(folder)


@pytest.mark.parametrize("name", ["x" * 170, "bộ nhớ đệm"])
def test_a_long_or_vietnamese_path_gets_a_private_short_folder(tmp_path: Path, short_temp: Path, name: str) -> None:
    folder = prepared_data(tmp_path / name)
    assert folder.is_relative_to(short_temp)
    assert _whole(folder)
    if os.name == "posix":
        assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_open_to_others_is_not_trusted(tmp_path: Path, short_temp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = short_temp / f"emlinh-{os.getuid()}"
    trap.mkdir()
    trap.chmod(0o777)
    monkeypatch.setattr(espeak_data, "_shared_folders", lambda: iter([short_temp]))
    with pytest.raises(ResourceError) as caught:
        prepared_data(tmp_path / ("x" * 170))
    assert caught.value.code is ErrorCode.VOICE_UNAVAILABLE
    assert list(trap.iterdir()) == []


def test_no_right_to_write_is_said(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("a file in the way")
    with pytest.raises(ResourceError) as caught:
        prepared_data(tmp_path / "c")
    assert caught.value.code is ErrorCode.NO_WRITE_ACCESS


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(espeak_data, "write_bytes", full)
    with pytest.raises(ResourceError) as caught:
        prepared_data(tmp_path / "c")
    assert caught.value.code is ErrorCode.DISK_FULL

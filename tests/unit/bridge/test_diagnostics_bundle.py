"""The bundle helps, and tells nothing of its sender."""

from __future__ import annotations

import getpass
import json
import zipfile
from pathlib import Path

import pytest

from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.bridge.diagnostics_bundle import Redaction, save_bundle
from emlinh_desktop.settings.settings import Settings


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", "/home/nguyen.van.a")
    monkeypatch.setenv("USERPROFILE", "/home/nguyen.van.a")
    monkeypatch.setattr(getpass, "getuser", lambda: "nguyen.van.a")
    return Path("/home/nguyen.van.a")


def test_what_is_inside(home: Path, tmp_path: Path) -> None:
    paths = app_paths()
    paths.logs.mkdir(parents=True)
    (paths.logs / "emlinh.log").write_text(f"x\nERROR cannot write '{home}/Phim riêng/lương 2026.mp4'\nlast line\n", encoding="utf-8")
    settings = Settings(
        output_folder=f"{home}/Phim riêng", background=f"{home}/anh.png", music="/media/usb/nhac.mp3", llm_url="http://me:planted-secret@host/v1"
    )
    target = tmp_path / "out" / "bundle.zip"
    save_bundle(target, paths, settings, ["✓ Quyền ghi: " + str(paths.data)])
    with zipfile.ZipFile(target) as bundle:
        texts = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert set(texts) == {"versions.txt", "settings.json", "log.txt", "doctor.txt"}
    whole = "\n".join(texts.values())
    for secret in ("nguyen", "lương", "Phim riêng", "nhac", "anh.png", str(tmp_path)):
        assert secret not in whole, secret
    assert texts["log.txt"].splitlines() == ["x", "ERROR cannot write '<home>/….mp4'", "last line"]
    assert json.loads(texts["settings.json"])["background"] == "<own>.png"
    assert json.loads(texts["settings.json"])["quality"] == "standard"
    assert json.loads(texts["settings.json"])["llm_url"] == "<own>"
    assert "planted-secret" not in "".join(texts.values())
    assert texts["doctor.txt"] == "✓ Quyền ghi: <data>\n"
    assert "Python 3." in texts["versions.txt"]
    assert "PySide6-Essentials 6." in texts["versions.txt"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("key sk-abcdEFGH1234 used", "key sk-… used"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: Bearer …"),
        ("api_key='hunter2', ok", "api_key='…', ok"),
        ("opened /media/usb stick/private/clip.mp4 now", "opened <path>/clip.mp4 now"),
        (r"opened C:\Users\Lan\phim\a.mp4", "opened <path>/a.mp4"),
        ("for nguyen.van.a only", "for <user> only"),
        ("1/2 of 3/4, see https://example.org/a/b", "1/2 of 3/4, see https://example.org/a/b"),
        ("12:30:01 emlinh_desktop.render: made 60 frames", "12:30:01 emlinh_desktop.render: made 60 frames"),
    ],
)
def test_redaction(home: Path, said: str, shown: str) -> None:
    assert Redaction(app_paths())(said) == shown


def test_a_traceback_still_says_where(home: Path) -> None:
    import emlinh_desktop

    place = Path(emlinh_desktop.__file__).parent / "render" / "join.py"
    assert Redaction(app_paths())(f'File "{place}", line 3') == 'File "<program>/emlinh_desktop/render/join.py", line 3'


def test_only_the_end_of_a_long_log(tmp_path: Path) -> None:
    paths = app_paths()
    paths.logs.mkdir(parents=True)
    (paths.logs / "emlinh.log").write_text("first\n" + "word " * 200_000 + "\nlast\n", encoding="utf-8")
    save_bundle(tmp_path / "b.zip", paths, Settings(), [])
    with zipfile.ZipFile(tmp_path / "b.zip") as bundle:
        log = bundle.read("log.txt").decode()
    assert "first" not in log
    assert log.endswith("last\n")


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError, match=r"file|exists|directory"):
        save_bundle(tmp_path / "file" / "b.zip", app_paths(), Settings(), [])

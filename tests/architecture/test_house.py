"""The rules of the house that no other tool checks."""

from __future__ import annotations

import json
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from emlinh_desktop.base.locale_text import LANGUAGES
from emlinh_desktop.base.resources import resource
from emlinh_desktop.domain.errors import ErrorCode
from emlinh_desktop.domain.event import Step

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "emlinh_desktop"
TEXTS = {language: json.loads(resource(f"locale/{language}.json").read_text(encoding="utf-8")) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_and_step_has_its_texts(language: str) -> None:
    wanted = {f"error.{code.value}.{part}" for code in ErrorCode for part in ("what", "do")} | {f"step.{step.value}" for step in Step}
    assert wanted - set(TEXTS[language]) == set()


def test_both_languages_have_the_same_texts_with_the_same_names() -> None:
    assert set(TEXTS["vi"]) == set(TEXTS["en"])
    for key in TEXTS["vi"]:
        names = [{name for _, name, _, _ in string.Formatter().parse(TEXTS[language][key]) if name} for language in LANGUAGES]
        assert names[0] == names[1], key


def test_every_used_text_exists() -> None:
    used = set()
    for path in PACKAGE.rglob("*.py"):
        used |= set(re.findall(r"""\btext\(\s*["']([a-z_.]+)["']""", path.read_text(encoding="utf-8")))
    assert used - set(TEXTS["vi"]) == set()


def test_the_command_line_starts_without_heavy_libraries() -> None:
    code = "import sys, emlinh_desktop.cli; print([m for m in ('numpy', 'av', 'moviepy', 'sqlalchemy', 'PySide6', 'docx') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.strip() == "[]"


def test_the_window_is_painted_before_heavy_libraries_are_imported() -> None:
    code = (
        "import sys, emlinh_desktop.app, emlinh_desktop.bridge.film_studio, emlinh_desktop.ui.main_window\n"
        "print([m for m in ('numpy', 'av', 'moviepy', 'sqlalchemy', 'aiohttp', 'openai', 'segno', 'docx') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.strip() == "[]"


def test_modules_stay_readable() -> None:
    too_long = [str(p.relative_to(ROOT)) for p in PACKAGE.rglob("*.py") if len(p.read_text(encoding="utf-8").splitlines()) > 400]
    assert too_long == []


def test_no_machine_or_registry_is_named() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, cwd=ROOT, check=False).stdout.split("\0")
    pattern = re.compile(r"/(?:ro" "ot|wo" "rk|fa" "rm)/|files[.]pythonhosted|pypi[.]org")
    named = []
    for name in filter(None, listed):
        path = ROOT / name
        if path.suffix in (".ttf", ".png", ".mp4", ".sqlite", ".npz", ".jpg") or not path.is_file():
            continue
        if pattern.search(path.read_text(encoding="utf-8", errors="ignore")):
            named.append(name)
    assert named == []

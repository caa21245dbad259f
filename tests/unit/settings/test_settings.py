"""Settings: kept, checked, and never lost to a wrong value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from emlinh_desktop.domain.brief import Composition, Language, Quality
from emlinh_desktop.settings.settings import FIELDS, Settings, Theme, changed
from emlinh_desktop.settings.settings_file import load, save


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_every_field_has_its_check() -> None:
    assert set(FIELDS) == set(Settings.__dataclass_fields__)


def test_no_file_gives_the_defaults(path: Path) -> None:
    assert load(path) == Settings()


def test_what_was_saved_is_loaded(path: Path) -> None:
    chosen = Settings(
        language=Language.EN,
        theme=Theme.DARK,
        output_folder="/films",
        duration_s=45,
        composition=Composition.SQUARE,
        film_language=Language.VI,
        voice="v",
        music="/a.mp3",
    )
    save(path, chosen)
    assert load(path) == chosen


def test_unknown_keys_are_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"mood": "calm", "theme": "dark"}', encoding="utf-8")
    save(path, changed(load(path), {"theme": "light"}))
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert (stored["mood"], stored["theme"]) == ("calm", "light")


@pytest.mark.expected_warnings
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("language", None),
        ("duration_s", "long"),
        ("duration_s", 4),
        ("duration_s", True),
        ("captions", 1),
        ("output_folder", "a"),
        ("voice", 3),
    ],
)
def test_a_wrong_value_alone_takes_its_default(path: Path, name: str, value: Any) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({name: value, "quality": "draft"}), encoding="utf-8")
    assert load(path) == Settings(quality=Quality.DRAFT)


@pytest.mark.expected_warnings
@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe"])
def test_a_broken_file_gives_the_defaults(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert load(path) == Settings()


def test_a_change_to_nothing_known_is_refused() -> None:
    with pytest.raises(ValueError, match="mood"):
        changed(Settings(), {"mood": "calm"})


def test_a_brief_has_the_user_s_choices() -> None:
    brief = Settings(duration_s=60, film_language=Language.EN, captions=False).brief("Reading")
    assert (brief.topic, brief.duration_s, brief.language, brief.captions) == ("Reading", 60, Language.EN, False)

"""What bubbles say about jobs, errors and times."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from emlinh_desktop.base.locale_text import LANGUAGES, text
from emlinh_desktop.bridge.dropped_files import ENDINGS, DroppedKind
from emlinh_desktop.domain.brief import Composition, Language
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import STATIONS, Step
from emlinh_desktop.speech.voices import CATALOGUE
from emlinh_desktop.ui.chat.event_text import background_name, composition_name, error_text, failure_text, step_text, voice_name
from emlinh_desktop.ui.chat.time_text import clock_text, day_text, span_text
from emlinh_desktop.ui.ui_text import ui_text, window_language
from emlinh_desktop.writing import script_file
from tests.helpers.fake_studio import VALUES

ALL_PARAMS = dict.fromkeys(
    "length limit duration low high kind name nearest known path size job_id status option value needed_mb free_mb voice reason encoder library faults".split(),
    7,
)


def test_stations_are_said_with_names_people_use() -> None:
    assert step_text(Step.GENERATING_AUDIO, {"voice": "vi-north-female"}) == "🎵 Đang tạo file âm thanh với giọng đọc Giọng nữ · miền Bắc..."
    assert "Văn phòng" in step_text(Step.RENDERING_VIDEO, VALUES[Step.RENDERING_VIDEO])
    window_language().set_language(Language.EN)
    assert step_text(Step.SCRIPT_COMPLETED, {"n": 12}) == "📝 The talk is written: 12 characters"


@pytest.mark.parametrize("language", list(Language))
def test_every_station_and_voice_and_shape_has_a_name(language: Language) -> None:
    window_language().set_language(language)
    for step in STATIONS:
        assert ui_text(f"ui.chat.station.{step.value}")
        assert step_text(step, VALUES.get(step, {}))
    for voice in CATALOGUE:
        assert voice_name(voice.id) != voice.id
    for shape in Composition:
        assert composition_name(shape.value) != shape.value
    assert voice_name("piper-linh") == "piper-linh"
    assert background_name("/films/own/bờ biển.png") == "bờ biển.png"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("code", list(ErrorCode))
def test_no_advice_in_the_window_names_a_command(language: Language, code: ErrorCode) -> None:
    window_language().set_language(language)
    what, todo = failure_text(code.value, ALL_PARAMS)
    assert what
    assert todo
    if code not in (ErrorCode.SYSTEM_LIBRARY_MISSING, ErrorCode.NO_DISPLAY):  # said where there is no window
        for command in ("--", " -o", "lệnh", "resume", "doctor", "emlinh-desktop"):
            assert command not in todo, todo


def test_an_unknown_or_incomplete_failure_is_still_said() -> None:
    assert "shiny" in failure_text("shiny", {})[0]
    assert "disk_full" in failure_text("disk_full", {})[0]


def test_an_error_hides_folders() -> None:
    said = error_text(InputError(ErrorCode.SCRIPT_BINARY, path="/home/lan/bí mật/bài.txt"))
    assert "bài.txt" in said
    assert "/home" not in said


def test_days_are_said_as_people_say_them() -> None:
    today = date(2026, 11, 24)
    assert day_text(today, today) == "Hôm nay"
    assert day_text(date(2026, 11, 23), today) == "Hôm qua"
    assert day_text(date(2026, 11, 16), today) == "Thứ Hai, 16 tháng 11"
    assert day_text(date(2025, 2, 1), today) == "Thứ Bảy, 1 tháng 2, 2025"
    window_language().set_language(Language.EN)
    assert day_text(date(2026, 11, 16), today) == "Monday, November 16"


def test_spans_and_clocks() -> None:
    assert [span_text(s) for s in (-3, 7.4, 59.6, 750, 3723)] == ["0:00", "0:07", "1:00", "12:30", "1:02:03"]
    moment = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)
    assert clock_text(moment) == f"{moment.astimezone():%H:%M}"


def test_script_suffixes_are_those_that_can_be_read() -> None:
    assert ENDINGS[DroppedKind.SCRIPT] == script_file.SCRIPT_SUFFIXES


def test_both_languages_have_twelve_months_and_seven_days() -> None:
    for language in LANGUAGES:
        assert len(text("ui.chat.months", language).split("|")) == 12
        assert len(text("ui.chat.weekdays", language).split("|")) == 7

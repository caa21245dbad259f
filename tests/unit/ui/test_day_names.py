"""Days in few words, in both languages, by local days."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.ui.day_names import Stretch, long_moment, short_moment, stretch_of
from emlinh_desktop.ui.ui_text import window_language

NOW = datetime(2026, 11, 24, 0, 30).astimezone()


@pytest.mark.parametrize(
    ("age", "stretch"),
    [
        (timedelta(minutes=29), Stretch.TODAY),
        (timedelta(minutes=31), Stretch.YESTERDAY),  # half an hour ago, and another day
        (timedelta(days=6), Stretch.WEEK),
        (timedelta(days=7), Stretch.EARLIER),
        (-timedelta(hours=2), Stretch.TODAY),  # a clock set back
    ],
)
def test_stretches(age: timedelta, stretch: Stretch) -> None:
    assert stretch_of(NOW - age, NOW) is stretch


@pytest.mark.parametrize(
    ("language", "today", "day", "year", "long"),
    [
        (Language.VI, "00:10", "17/11", "17/11/2025", "17/11/2026, 00:30"),
        (Language.EN, "00:10", "Nov 17", "Nov 17, 2025", "Nov 17, 2026, 00:30"),
    ],
)
def test_moments(language: Language, today: str, day: str, year: str, long: str) -> None:
    window_language().set_language(language)
    assert short_moment(NOW - timedelta(minutes=20), NOW) == today
    assert short_moment(NOW - timedelta(days=7), NOW) == day
    assert short_moment(NOW - timedelta(days=372), NOW) == year
    assert long_moment(NOW - timedelta(days=7)) == long

"""Topics are cleaned or refused before anything is done with them."""

from __future__ import annotations

import unicodedata

import pytest

from emlinh_desktop.domain.brief import check_duration, clean_topic
from emlinh_desktop.domain.errors import ErrorCode, InputError, unknown_name


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Đọc   sách\n mỗi ngày ", "Đọc sách mỗi ngày"),
        (unicodedata.normalize("NFD", "Phật pháp và đời sống"), "Phật pháp và đời sống"),
        ("\ufeffm\u200bèo mun", "mèo mun"),
        ("biển\x07\x1b[31m xanh\x1b[0m", "biển xanh"),
        ("mèo\x00con", "mèocon"),
        ("mèo\ud83d", "mèo"),
        ("ảnh \u202egnp.exe", "ảnh gnp.exe"),
        ("gia đình 👨‍👩‍👧", "gia đình 👨‍👩‍👧"),
        ("../../../etc/passwd", "../../../etc/passwd"),
    ],
)
def test_a_topic_is_cleaned(raw: str, clean: str) -> None:
    assert clean_topic(raw) == clean


def test_a_pile_of_accents_is_cut_to_four() -> None:
    assert clean_topic("b" + "\u0316" * 25) == "b" + "\u0316" * 4


@pytest.mark.parametrize("raw", ["", " \t\n", "\u200b\u2060", "?!...,,;;", "🐱🐶🐭", "\ud83d"])
def test_nothing_to_speak_about_is_refused(raw: str) -> None:
    with pytest.raises(InputError) as caught:
        clean_topic(raw)
    assert caught.value.code is ErrorCode.TOPIC_EMPTY


@pytest.mark.parametrize("raw", ["a" * 501, "a " * 600, "x" * 5_000_000])
def test_an_over_long_topic_is_refused(raw: str) -> None:
    with pytest.raises(InputError) as caught:
        clean_topic(raw)
    assert caught.value.code is ErrorCode.TOPIC_TOO_LONG


def test_five_hundred_characters_are_a_topic() -> None:
    assert len(clean_topic("á" * 500)) == 500


@pytest.mark.parametrize("duration_s", [4.99, 300.5, float("nan"), float("inf"), -5])
def test_a_length_out_of_range_is_refused(duration_s: float) -> None:
    with pytest.raises(InputError):
        check_duration(duration_s)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    assert unknown_name("background", "ofice", ["office", "abstract", "none"]).params["nearest"] == "office"

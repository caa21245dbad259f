"""The user's own list of how words are said."""

from __future__ import annotations

import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import speakable

OWN = {"garmin": "ga min", "GDP": "tổng sản phẩm", "hồ gươm": "Hồ Hoàn Kiếm", "c++": "xê cộng"}


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Đồng hồ Garmin.", "Đồng hồ ga min."),
        ("garmins", "garmins"),
        ("GDP và gdp", "tổng sản phẩm và gdp"),
        ("Bên Hồ Gươm", "Bên Hồ Hoàn Kiếm"),
        ("học c++ nhé", "học xê cộng nhé"),
    ],
)
def test_own_words_go_before_every_rule(written: str, spoken: str) -> None:
    assert speakable(written, Language.VI, OWN).text == spoken


def test_an_own_word_is_spoken_in_the_texts_language() -> None:
    assert {piece.language for piece in speakable("Garmin", Language.VI, OWN).pieces} == {Language.VI}


def test_an_empty_list_or_key_changes_nothing() -> None:
    assert speakable("mèo", Language.VI, {"": "x", " ": "y"}).text == "mèo"

"""Which words are spoken in the other language."""

from __future__ import annotations

import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import speakable
from emlinh_desktop.speech.speakable.vietnamese.syllables import is_vietnamese_syllable


def switched(text: str, language: Language) -> list[str]:
    return [piece.text.strip(",.!?") for piece in speakable(text, language).pieces if piece.language is not language]


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Anh Michael nghe podcast", ["Michael", "podcast"]),
        ("học machine learning in the cloud rất vui", ["machine", "learning", "in", "the", "cloud"]),
        ("mua iPhone to hơn cho con", ["iPhone"]),
        ("đi to be", []),
        ("I love you", ["I", "love", "you"]),
        ("chat và hot, top 10", ["chat", "hot", "top"]),
        ("Wi-Fi, e-mail", ["Wi", "Fi", "e", "mail"]),
        ("bạn Lan an toàn, con mèo no, tin này hay", []),
        ("Krông Pắc, Đắk Lắk, Kon Tum, Bắc Kạn", []),
        ("quỳnh khuya ngoằn ngoèo quýt giếng gì huýt xoong nghiêng", []),
    ],
)
def test_english_inside_vietnamese(text: str, english: list[str]) -> None:
    assert switched(text, Language.VI) == english


@pytest.mark.parametrize(
    ("text", "vietnamese"),
    [
        ("A bartender named Nguyễn Van Giảng", ["Nguyễn", "Van", "Giảng"]),
        ("I drink cà phê trứng in a café in São Paulo", ["cà", "phê", "trứng"]),
        ("They say xin chào in Hội An", ["xin", "chào", "Hội", "An"]),
        ("the áo dài can be red", ["áo", "dài"]),
        ("naïve José and Beyoncé", []),
    ],
)
def test_vietnamese_inside_english(text: str, vietnamese: list[str]) -> None:
    assert switched(text, Language.EN) == vietnamese


@pytest.mark.parametrize("word", ["nghĩ", "quốc", "giêng", "ghế", "Uyên", "yêu", "ươm", "khuỷu", "thuở", "ngoạm", "quyết", "can", "to"])
def test_syllables(word: str) -> None:
    assert is_vietnamese_syllable(word)


@pytest.mark.parametrize("word", ["chat", "get", "ca" + "t", "king", "team", "fan", "zoo", "kat", "ngi", "nghat", "the" + "m" * 8, "strong", ""])
def test_no_syllables(word: str) -> None:
    assert not is_vietnamese_syllable(word)

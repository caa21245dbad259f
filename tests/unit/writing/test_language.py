"""The language of topics and scripts."""

from __future__ import annotations

import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.writing.language import fold, language_of_text

VIETNAMESE = [
    "lợi ích của việc đi bộ", "loi ich cua viec doc sach", "AI trong lớp học", "AI", "Paris", "TP.HCM", "cach nau pho", "iPhone 15 và iPhone 16",
    "du lich da lat",
    "Tiếng Anh cho người mới: the basics", "Mèo แมว 猫", "แมวน่ารัก", "Elon Musk", "meo con", "vi sao bau troi mau xanh", "123", "",
]  # fmt: skip
ENGLISH = [
    "why cats purr", "the history of the bicycle", "Coffee", "electric cars", "Should I learn piano?", "How to make egg coffee (cà phê trứng)",
    "5 tips for sleep",
    "Machine learning", "work from home", "Black holes", "meet Marie Curie",
]  # fmt: skip
SCRIPT = "On a small street in Hanoi, Mrs. Thảo opens her café. She is famous for cà phê trứng. The recipe of Nguyễn Văn Giảng goes back to the 1940s."


@pytest.mark.parametrize("text", VIETNAMESE)
def test_vietnamese(text: str) -> None:
    assert language_of_text(text) is Language.VI


@pytest.mark.parametrize("text", [*ENGLISH, SCRIPT])
def test_english(text: str) -> None:
    assert language_of_text(text) is Language.EN


def test_fold_keeps_length() -> None:
    assert fold("Đường Ước ỔI İß") == "duong uoc oi iß"

"""Numbers as people write them: digits, Vietnamese and English number words up to 999."""

from __future__ import annotations

import re

from emlinh_desktop.chat.message_text import unmarked_word

_VI_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_UNIT_AFTER_TENS = frozenset({"mot", "lam", "nham", "tu"})
_VI_BY_UNMARKED = {unmarked_word(word): value for word, value in _VI_DIGITS.items()}
_EN_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_EN_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EN = {word: value for value, word in enumerate(_EN_SMALL)} | {word: 20 + 10 * i for i, word in enumerate(_EN_TENS)} | {"fourty": 40}

_VI_WORD = "(?:một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|chục|trăm|linh|lẻ|không)"
_EN_WORD = "(?:" + "|".join(sorted((*_EN, "hundred"), key=len, reverse=True)) + ")"

DIGITS = r"\d{1,6}(?:[.,]\d{1,2})?"
VI_NUMBER = rf"(?:{_VI_WORD}(?: {_VI_WORD}){{0,5}})"
EN_NUMBER = rf"(?:(?:a|an)(?: hundred(?: and {_EN_WORD}| {_EN_WORD})?)?|{_EN_WORD}(?:[\s-]+(?:and\s+)?{_EN_WORD}){{0,4}})"
NUMBER = rf"(?:{DIGITS}|{VI_NUMBER}|{EN_NUMBER})"
"""a number in any of the three forms, as a pattern for `phrase`"""


def number_value(text: str) -> float | None:
    """The value of a text that matched `NUMBER`; None when the words make no number ("năm năm")."""
    text = unmarked_word(text)
    if text[:1].isdecimal():
        return float(text.replace(",", "."))
    words = re.split(r"[\s-]+", text)
    if all(word in _EN or word in ("hundred", "and", "a", "an") for word in words):
        return _english(words)
    return _vietnamese(words)


def _english(words: list[str]) -> float | None:
    total, last = 0, 1000
    for word in words:
        if word == "and":
            continue
        if word in ("a", "an"):
            total = 1
            continue
        if word == "hundred":
            total, last = max(total, 1) * 100, 100
            continue
        value = _EN[word]
        if total and (value >= 10 and last < 100):
            return None
        total, last = total + value, value
    return float(total)


def _vietnamese(words: list[str]) -> float | None:
    total, digit = 0, -1
    for word in words:
        if word == "tram":
            total, digit = total + max(digit, 1) * 100, -1
        elif word in ("muoi", "chuc"):
            total, digit = total + (digit if digit > 0 else 1) * 10, -1
        elif word in ("linh", "le"):
            continue
        elif digit > 0 and word in _UNIT_AFTER_TENS:  # "bốn lăm" is short for bốn mươi lăm
            total, digit = total + digit * 10, _VI_BY_UNMARKED[word]
        elif digit >= 0:
            return None
        else:
            digit = _VI_BY_UNMARKED[word]
    return float(total + max(digit, 0))

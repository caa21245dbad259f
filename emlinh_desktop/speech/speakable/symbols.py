"""Signs of arithmetic and of writing: said between numbers, silent or a pause elsewhere."""

from __future__ import annotations

import re

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable.cursor import Cursor, Rule, Said

_ALWAYS = {
    Language.VI: {
        "&": "và", "+": "cộng", "=": "bằng", "×": "nhân", "÷": "chia", "±": "cộng trừ", "≈": "xấp xỉ", "≠": "khác", "≤": "nhỏ hơn hoặc bằng",
        "≥": "lớn hơn hoặc bằng", "√": "căn bậc hai của", "∞": "vô cùng", "²": "bình phương", "³": "lập phương", "%": "phần trăm", "°": "độ", "π": "pi",
        "$": "đô la", "€": "ơ rô", "£": "bảng Anh", "₫": "đồng", "¥": "yên", "@": "a còng", "−": "trừ", "½": "một phần hai", "¼": "một phần tư",
        "¾": "ba phần tư", "⅓": "một phần ba", "⅔": "hai phần ba", "∑": "tổng", "∆": "đen ta", "§": "mục",
    },
    Language.EN: {
        "&": "and", "+": "plus", "=": "equals", "×": "times", "÷": "divided by", "±": "plus or minus", "≈": "is about", "≠": "is not equal to",
        "≤": "is less than or equal to", "≥": "is greater than or equal to", "√": "the square root of", "∞": "infinity", "²": "squared", "³": "cubed",
        "%": "percent", "°": "degrees", "π": "pi", "$": "dollars", "€": "euros", "£": "pounds", "₫": "dong", "¥": "yen", "@": "at", "−": "minus",
        "½": "one half", "¼": "one quarter", "¾": "three quarters", "⅓": "one third", "⅔": "two thirds", "∑": "the sum of", "∆": "delta", "§": "section",
    },
}  # fmt: skip
_BETWEEN_TERMS = {
    Language.VI: {"x": "nhân", "X": "nhân", "*": "nhân", ":": "chia", "/": "chia", "-": "trừ", "–": "trừ", "<": "nhỏ hơn", ">": "lớn hơn", "^": "mũ"},
    Language.EN: {"x": "times", "X": "times", "*": "times", ":": "divided by", "/": "divided by", "-": "minus", "–": "minus", "<": "is less than",
                  ">": "is greater than", "^": "to the power of"},
}  # fmt: skip
_BEFORE_NUMBER = {
    Language.VI: {"~": "khoảng", "≈": "khoảng", ">": "lớn hơn", "<": "nhỏ hơn", "#": "số"},
    Language.EN: {"~": "about", "≈": "about", ">": "greater than", "<": "less than", "#": "number"},
}
_POWER = {Language.VI: "mũ", Language.EN: "to the power of"}
_SLASH = {Language.VI: "trên", Language.EN: "slash"}
_SLASH_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])/(?=[0-9])")
_HASH = {Language.VI: "thăng", Language.EN: "sharp"}
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_OPERATOR = re.compile(r"([xX*:/<>^–-])(?= ?[-−(√]?(?:[0-9]|[a-zA-Z](?![^\W\d_])))")
_TERM_BEFORE = re.compile(r"(?:[0-9²³)%π]|(?<![^\W\d_])[a-zA-Z])( ?)$")
_NUMBER_AFTER = re.compile(r" ?[-$€£]?[0-9]")
_SUPERSCRIPT = re.compile(f"[{_SUPERSCRIPTS}]+")
_MUSIC_HASH = re.compile(r"#(?!\w)")


def _after_term(cursor: Cursor) -> bool:
    return _TERM_BEFORE.search(cursor.text[max(0, cursor.start - 3) : cursor.start]) is not None


def _operator(cursor: Cursor, language: Language) -> Said | None:
    """5 x 4, 8 > 5, 10 : 2: only between two terms, spaced alike on both sides."""
    found = cursor.match(_OPERATOR)
    before = _TERM_BEFORE.search(cursor.text[max(0, cursor.start - 3) : cursor.start])
    if not found or not before:
        return None
    spaced_after = cursor.next_char(found.end()) == " "
    if bool(before[1]) != spaced_after or (found[1] in "-–/:" and not spaced_after) or (found[1] in "xX" and before[0][0].isalpha()):
        return None
    return Said(*found.span(), _BETWEEN_TERMS[language][found[1]])


def _power(cursor: Cursor, language: Language, say_digits: dict[str, str]) -> Said | None:
    found = cursor.match(_SUPERSCRIPT)
    if not found or found[0] in ("²", "³"):
        return None
    digits = "".join(str(_SUPERSCRIPTS.index(char)) for char in found[0][:18])
    return Said(*found.span(), f"{_POWER[language]} {say_digits[digits]}") if digits in say_digits else None


def rules(language: Language, small_numbers: dict[str, str]) -> list[Rule]:
    """The rules of one language; `small_numbers` are the words of "0" to "99"."""
    always, before_number = _ALWAYS[language], _BEFORE_NUMBER[language]

    def sign(cursor: Cursor) -> list[Said] | None:
        said = _operator(cursor, language) or _power(cursor, language, small_numbers)
        if said:
            return [said]
        if cursor.match(_SLASH_BETWEEN_DIGITS):
            return [Said(cursor.start, cursor.start + 1, _SLASH[language])]
        char = cursor.text[cursor.start]
        if char in before_number and not _after_term(cursor) and cursor.at_token_start() and _NUMBER_AFTER.match(cursor.text, cursor.start + 1):
            return [Said(cursor.start, cursor.start + 1, before_number[char])]
        if cursor.match(_MUSIC_HASH) and cursor.text[max(0, cursor.start - 1) : cursor.start].isalpha():
            return [Said(cursor.start, cursor.start + 1, _HASH[language])]
        return [Said(cursor.start, cursor.start + 1, always[char])] if char in always else None

    return [sign]

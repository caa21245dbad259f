"""Capitals in Vietnamese text that are no abbreviation of Vietnamese words: spelled, or said as a word."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.capitals import shouted
from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import words
from emlinh_desktop.speech.speakable.vietnamese.syllables import is_vietnamese_syllable

SAID_AS: dict[str, str] = {
    "AI": "ây ai", "CEO": "xi i âu", "NASA": "na sa", "COVID": "cô vít", "Covid": "cô vít", "IT": "ai ti", "PR": "pi a", "VIP": "víp", "TV": "ti vi",
    "DJ": "đi giây", "MC": "em xi", "OK": "ô kê", "PC": "pi xi", "CV": "xi vi", "ID": "ai đi", "IQ": "ai kiu", "EQ": "i kiu", "CD": "xi đi",
    "DVD": "đi vi đi", "FBI": "ép bi ai", "CIA": "xi ai ây", "MV": "em vi", "SIM": "xim", "LED": "lét",
}  # fmt: skip
"""acronyms people say in a way of their own, written as Vietnamese hears it"""

WORDS = words(
    "UNESCO UNICEF ASEAN NATO APEC OPEC FIFA UEFA SARS AIDS INTERPOL NAFTA TOEIC TOEFL IELTS OLED RAM ROM SEA LASER RADAR LEGO IKEA VISA NASDAQ PISA "
    "STEM STEAM SWOT JPEG GIF PIN WIFI VINFAST SAMSUNG APPLE SWIFT CAPTCHA SCADA BRICS SMART JICA"
)
"""acronyms said as a word, by the English voice"""

_CAPITALS = re.compile(r"[^\W\d_]{2,}(?![^\W\d_])")
_VOWELS = re.compile(r"[AEIOUY\u00c0-\u1ef9]")
_ENGLISH_SHAPE = re.compile(r"(?:[BCDFGHJKLMNPQRSTVWXZ]{0,2}[AEIOU]{1,2}){2,}[BCDFGHJKLMNPQRSTVWXZ]{0,3}")


def capitals(cursor: Cursor) -> list[Said] | None:
    """AI, GDP, UNESCO. Words of a heading in capitals, and words with Vietnamese marks, are no acronyms."""
    found = cursor.match(_CAPITALS)
    if not found or not (found[0].isupper() or found[0] in SAID_AS):
        return None
    word = found[0]
    if word in SAID_AS:
        return [Said(*found.span(), SAID_AS[word])]
    if word in WORDS or (len(word) >= 5 and _ENGLISH_SHAPE.fullmatch(word) and not is_vietnamese_syllable(word)):
        return [Said(*found.span(), word.capitalize(), foreign=True)]
    if _is_word(cursor, found):
        return [Said(*found.span(), word.lower(), plain=True)]
    return [Said(*found.span(), " ".join(word))]


def _is_word(cursor: Cursor, found: re.Match[str]) -> bool:
    """A syllable with marks or within a heading, and what is too long to spell."""
    word = found[0]
    if is_vietnamese_syllable(word):
        return not word.isascii() or (_VOWELS.search(word) is not None and shouted(cursor.text, *found.span()))
    return len(word) > 6

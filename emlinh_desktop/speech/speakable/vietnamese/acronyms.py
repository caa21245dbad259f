"""Capitals in Vietnamese text that are no abbreviation of Vietnamese words: spelled, or said as a word."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.vietnamese.syllables import is_vietnamese_syllable

SAID_AS: dict[str, str] = {
    "AI": "ây ai", "CEO": "xi i âu", "CFO": "xi ép âu", "CTO": "xi ti âu", "COO": "xi âu âu", "NASA": "na sa", "COVID": "cô vít", "Covid": "cô vít",
    "IT": "ai ti", "PR": "pi a", "VIP": "víp", "TV": "ti vi", "DJ": "đi giây", "MC": "em xi", "OK": "ô kê", "PC": "pi xi", "CV": "xi vi", "HR": "ết a",
    "ID": "ai đi", "IQ": "ai kiu", "EQ": "i kiu", "FBI": "ép bi ai", "CIA": "xi ai ây", "KPI": "cây pi ai", "SEO": "xi i âu", "UFO": "iu ép âu",
    "MV": "em vi", "WHO": "đắp liu ết âu", "LED": "lét", "SIM": "xim", "GPS": "gi pi ét", "USA": "iu ét ây", "UK": "iu cây", "EU": "i iu", "HD": "ết đi",
    "CD": "xi đi", "DVD": "đi vi đi", "VR": "vi a", "UX": "iu ích", "UI": "iu ai",
}  # fmt: skip
"""acronyms people say in a way of their own, written as Vietnamese hears it"""

WORDS = frozenset(
    "UNESCO UNICEF ASEAN NATO APEC OPEC FIFA UEFA SARS AIDS INTERPOL NAFTA TOEIC TOEFL IELTS OLED RAM ROM SEA LASER RADAR LEGO IKEA VISA NASDAQ PISA FAO STEM STEAM "
    "SWOT JPEG GIF PIN WIFI VINFAST SAMSUNG APPLE SWIFT CAPTCHA SCADA BRICS SMART JICA ODA".split()
) - {"FAO", "ODA"}  # fmt: skip
"""acronyms said as a word, by the English voice"""

_CAPITALS = re.compile(r"[^\W\d_]{2,}(?![^\W\d_])")
_VOWELS = re.compile(r"[AEIOUYÀ-ỹĂÂÊÔƠƯ]")
_ENGLISH_SHAPE = re.compile(r"(?:[BCDFGHJKLMNPQRSTVWXZ]{0,2}[AEIOU]{1,2}){2,}[BCDFGHJKLMNPQRSTVWXZ]{0,3}")


def shouted(text: str, start: int, end: int) -> bool:
    """Whether the neighbours are capitals too: a heading, not an acronym."""
    around = [word for word in re.findall(r"[^\W\d_]{2,}", text[max(0, start - 40) : start] + " " + text[end : end + 40]) if word.lower() != word.upper()]
    return len(around) >= 1 and sum(word.isupper() for word in around) * 2 > len(around)


def capitals(cursor: Cursor) -> list[Said] | None:
    """AI, GDP, UNESCO. Words of a heading in capitals, and words with Vietnamese marks, are no acronyms."""
    found = cursor.match(_CAPITALS)
    if not found:
        return None
    word = found[0]
    if word in SAID_AS:
        return [Said(*found.span(), SAID_AS[word])]
    if not word.isupper():
        return None
    if word in WORDS:
        return [Said(*found.span(), word.capitalize(), foreign=True)]
    syllable = is_vietnamese_syllable(word)
    if syllable and (not word.isascii() or (_VOWELS.search(word) and shouted(cursor.text, *found.span()))):
        return [Said(*found.span(), word.lower())]
    if len(word) >= 5 and _ENGLISH_SHAPE.fullmatch(word):
        return [Said(*found.span(), word.capitalize(), foreign=True)]
    if len(word) > 6:
        return [Said(*found.span(), word.lower(), plain=True)]
    return [Said(*found.span(), " ".join(word))]
